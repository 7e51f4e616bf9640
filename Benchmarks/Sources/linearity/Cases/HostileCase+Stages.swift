extension HostileCase {
  /// Lexicons, also those that the document fills.
  static var lexicons: [HostileCase] {
    [
      .one(
        "entries that fail at their last word",
        "lexicon l { \((0..<2000).map { "\"\(String(repeating: "a ", count: 20 + $0 % 20))w\(Text.letters($0))\"" }.joined(separator: "\n")) }\n"
          + "rule r -> Hit = @l", text: Text.cycle("a")),
      .one(
        "entries inside entries",
        "lexicon l { \((1...60).map { "\"\(repeatedWord($0))\"" }.joined(separator: "\n")) }\n"
          + "rule r -> Hit length 512 = x:(@l)+ \"z\" emit Other(each $x)", text: Text.cycle("a")),
      .one(
        "many rows of one phrase",
        "lexicon l { \((0..<2000).map { "\"a\": key = \"k\($0)\"" }.joined(separator: "\n")) }\n"
          + "rule r -> Hit { value = $x.key } length 512 = \"b\" x:(@l[key = \"k1999\"]) | (@l[key != \"k7\"])+ \"z\"",
        text: Text.cycle("a")),
      .two(
        "a document that defines words",
        "rule d -> Hit = \"def\" x:(letters) export $x to @words scope document",
        "rule u -> Other length 512 = \"def\" @words+ \"z\"",
        text: Text.distinct("w", then: "def ")),
      .two(
        "defined phrases with one beginning",
        "rule d -> Hit = \"def\" x:(\"p\" letters{3}) export $x to @words scope document",
        "rule u -> Other length 512 = @words+ \"z\"", text: Text.distinct("w", then: "q q def p ")),
      .two(
        "long defined phrases that fail at their end",
        "rule d -> Hit length 40 = \"def\" x:(\"a\"{30} letters) export $x to @words scope document",
        "rule u -> Other length 512 = @words+ \"z\"",
        text: { count in
          let as30 = repeatedWord(30)
          return (0..<(count / 64)).map { "def \(as30) w\(Text.letters($0)) \(as30) " }.joined()
        }),
      .two(
        "one phrase defined over and over, with other values",
        "rule d -> Hit = \"def\" x:(\"a\") y:(letters) export $x to @words scope document { key = $y }",
        "rule u -> Other = @words",
        text: { count in (0..<(count / 3)).map { "def a w\(Text.letters($0)) " }.joined() }),
    ]
  }

  private static func repeatedWord(_ count: Int) -> String {
    Array(repeating: "a", count: count).joined(separator: " ")
  }

  /// Mentions of earlier stages, overlaps and links.
  static var mentions: [HostileCase] {
    let pair = "rule h -> Hit = \"a\"\nrule o -> Other = \"b\"\n"
    func links(_ name: String, _ body: String, _ words: @escaping @Sendable (Int) -> String) -> HostileCase {
      .one(name, pair + "link Linked(Hit, Other) { \(body) }", text: words)
    }
    return [
      .two(
        "mentions in a row", "rule h -> Hit = \"a\"", "rule u -> Other length 512 = <Hit>+ \"z\"",
        text: Text.cycle("a")),
      .two(
        "long mentions at every token", "rule h -> Hit length 512 = x:(\"a\"){1,512} emit Other(each $x)",
        "rule u -> Wide length 512 = (in<Hit> & not starts<Other> | <Other>)+ \"z\"", text: Text.cycle("a")),
      .two(
        "mentions of which one covers many", "rule h -> Hit = \"a\"\nrule o -> Other = \"b\"",
        "rule w -> Wide length 512 = any{512}", text: Text.cycle("a", "b")),
      .two(
        "mentions that cross", "rule h -> Hit length 9 = \"a\"{7}", "rule o -> Other length 9 = \"a\"{5}",
        text: Text.cycle("a")),
      .two(
        "field tests on mentions", "rule h -> Hit { value = $x } = x:(letters)",
        "rule u -> Other length 512 = <Hit>[value = \"a\"]+ <Hit>[value != \"a\"] \"z\"",
        text: Text.cycle("a")),
      links("links to the nearest", "within paragraph distance 0..512 tokens", Text.cycle("a", "b")),
      links(
        "links to the nearest, one second for many",
        "within paragraph distance 0..512 tokens choose nearest-for-second", Text.cycle("a", "a", "a", "b")),
      links(
        "links with nothing to link", "order forward within paragraph distance 0..512 tokens", Text.cycle("a")
      ),
      links("all links", "within paragraph distance 0..64 tokens choose all", Text.cycle("a", "b")),
      links(
        "links with something between",
        "within paragraph distance 0..512 tokens unless between(\"c\") choose nearest",
        Text.cycle("a", "c", "c", "b")),
      links(
        "links that look between in vain",
        "within paragraph distance 0..512 tokens unless between(any{1,60} \"z\") choose all",
        Text.cycle("a", "d", "d", "d", "d", "d", "d", "b")),
      links(
        "links within one sentence without end", "within sentence distance 0..0 sentences",
        Text.cycle("a", "b")),
      links(
        "links over sixteen sentences", "within document distance 0..16 sentences",
        Text.cycle("a", "b", "c.\n")),
      links(
        "backward links over sentences", "order backward within document distance 0..16 sentences",
        Text.cycle("a", "a", "a", "b")),
      .one(
        "links of all with all in a list",
        "rule r -> Wide length 128 = x:(\"a\") (\",\" x:(\"a\") | \";\" y:(\"b\"))* emit Hit(each $x) emit Other(each $y) link Linked($x, $y)",
        text: Text.cycle("a ,", "a ;", "b ;")),
      .one(
        "links of all with the nearest in a list",
        "rule r -> Wide length 512 = x:(\"a\") (\",\" x:(\"a\") | \";\" y:(\"b\"))* emit Hit(each $x) emit Other(each $y) link Linked($x, nearest $y)",
        text: Text.cycle("a ,", "a ;", "b ;")),
    ]
  }
}
