import TextModel

/// Legal documents: citations of one document become one record.
///
///     citation                     joins
///     Nghị định số 77/2019/NĐ-CP   every citation of that symbol, case and spaces aside
///     77/2019                      the symbol that begins with it
///     Nghị định 77                 the symbol of that number whose kind agrees or is unknown
///     Luật Hợp tác xã, Luật HTX    the law of that name that states a year, if it is the only one; initials (HTX, BLHS)
///                                  stand for the name that the text spells out, if it is the only one
///
/// Of several that a short form could mean, the one cited last before it, else the first behind it.
///
/// Private mentions say more:
///
///     CitationDetail      on the tokens of a citation or a reference: its fields `articles` and `subject`
///     DocumentReference   Nghị định này: the document of that `kind` that was cited last before it
///     Effect              from a citation or reference to a date, or the other way round: when it comes into force
extension RecordBuilder {
  func legalDocuments(
    _ document: some DocumentContent, details: some RandomAccessCollection<some MentionContent>
  ) -> [LegalDocument] {
    var citations = document.mentions.indices.filter { document.mentions[$0].type == schema.legalDocument }
      .map { Citation(document.mentions[$0], at: $0) }
    Citation.spellOutNames(&citations)
    let groups = CitationGroups(citations)

    let issued = targets(of: schema.issued, in: document)
    let issuers = targets(of: schema.issuedBy, in: document)
    var records: [LegalDocument] = []
    for group in groups.groups {
      var record = LegalDocument()
      for index in group {
        let citation = citations[index]
        record.merge(citation, document.mentions[citation.mention])
        if record.issued == nil, let target = issued[citation.mention]?.first,
          case .date(let date)? = document.mentions[target].value
        {
          record.issued = date.value
        }
        if record.issuer == nil, let target = issuers[citation.mention]?.first {
          record.issuer = document.mentions[target].text
        }
      }
      if record.year == nil { record.year = record.issued?.start.calendarYear }
      records.append(record)
    }
    add(details, to: &records, of: document)
    return records.sorted { $0.mentions[0] < $1.mentions[0] }
  }

  /// O(d log d + m) for d details and m mentions of documents and dates, each effect's tokens apart.
  private func add(
    _ details: some RandomAccessCollection<some MentionContent>, to records: inout [LegalDocument],
    of document: some DocumentContent
  ) {
    guard !details.isEmpty, !records.isEmpty else { return }
    // What speaks of a record: its citations, then the references to it.
    var speakers: [(tokens: TokenSpan, record: Int, kind: String?)] = []
    for (record, mentions) in records.map(\.mentions).enumerated() {
      for index in mentions {
        let kind = document.mentions[index].text(of: "kind") ?? records[record].kind
        speakers.append((document.mentions[index].tokens, record, kind.map(Self.folded)))
      }
    }
    speakers.sort { $0.tokens.start < $1.tokens.start }
    for reference in details where reference.type == schema.documentReference {
      guard let kind = reference.text(of: "kind").map(Self.folded),
        let last = speakers.last(where: { $0.kind == kind && $0.tokens.start < reference.tokens.start })
      else { continue }
      records[last.record].references.append(reference.span)
      let place = speakers.firstIndex { $0.tokens.start > reference.tokens.start } ?? speakers.count
      speakers.insert((reference.tokens, last.record, kind), at: place)
    }

    let dates = document.mentions.filter { $0.type == schema.date }
    for detail in details {
      if detail.type == schema.citationDetail,
        let record = speakers.first(where: { $0.tokens == detail.tokens })?.record
      {
        records[record].subject = records[record].subject ?? detail.text(of: "subject")
        if let cited = detail.text(of: "articles"), !records[record].articles.contains(cited) {
          records[record].articles.append(cited)
        }
      } else if detail.type == schema.effect {
        let (start, end) = (detail.tokens.start, detail.tokens.end)
        guard
          let record = speakers.first(where: { $0.tokens.start >= start && $0.tokens.end <= end })?.record,
          records[record].effective == nil,
          let date = dates.first(where: {
            $0.tokens.start >= start && $0.tokens.end <= end
              && ($0.tokens.start == start || $0.tokens.end == end)
          }),
          case .date(let expression)? = date.value
        else { continue }
        records[record].effective = expression.value
      }
    }
  }
}

/// The parts of one citation, from the mention's fields, else from its value.
private struct Citation {
  var mention: Int
  var kind: String?
  var symbol: String?
  var number: String?
  var year: Int?
  var name: String?

  /// `77/2019/NĐ-CP`, `20-NQ/TW`: a number and letters with marks between.
  var isFull: Bool { symbol.map { $0.contains { $0.isLetter } } ?? (name != nil && year != nil) }

  init(_ mention: some MentionContent, at index: Int) {
    self.mention = index
    kind = mention.text(of: "kind")
    name = mention.text(of: "name")
    number = mention.text(of: "number")
    year = mention.text(of: "year").flatMap { Int($0) }
    let value = mention.text(of: "value") ?? mention.text
    symbol =
      Self.looksLikeSymbol(value)
      ? value : mention.text(of: "symbol").flatMap { StandardNormalizers.symbol(fromTokens: [$0]) }
    if let symbol {
      let parts = symbol.split { $0 == "/" || $0 == "-" }
      if number == nil, let first = parts.first, DateReading.isDigits(String(first)) {
        number = String(first)
      }
      if year == nil, parts.count > 1, parts[1].utf8.count == 4, DateReading.isDigits(String(parts[1])) {
        year = Int(parts[1])
      }
    } else if number == nil && name == nil {
      readParts(of: value)
    }
  }

  private static func looksLikeSymbol(_ value: String) -> Bool {
    guard let first = value.unicodeScalars.first, ("0"..."9").contains(first) else { return false }
    return value.contains("/") || value.contains("-")
  }

  /// Kind and number, or kind and name and year, from a value such as `Nghị định 116`. Where the kind ends is known
  /// only from the field; without it the whole is the name.
  private mutating func readParts(of value: String) {
    var words = value.split(separator: " ").map(String.init)
    if let last = words.last, DateReading.isDigits(last) {
      words.removeLast()
      if last.utf8.count == 4, let stated = Int(last), (1900...2199).contains(stated) {
        year = year ?? stated
      } else {
        number = last
      }
    }
    let kindWords = kind.map(RecordBuilder.words) ?? []
    let isKindFirst = !kindWords.isEmpty && words.prefix(kindWords.count).map { $0.lowercased() } == kindWords
    if number != nil {
      kind = kind ?? (words.isEmpty ? nil : words.joined(separator: " "))
    } else {
      let rest = words.dropFirst(isKindFirst ? kindWords.count : 0)
      name = rest.isEmpty ? nil : rest.joined(separator: " ")
    }
  }

  /// What full citations of one document share.
  var key: String {
    if let symbol { return String(symbol.lowercased().filter { !$0.isWhitespace }) }
    return [kind, name, number, year.map(String.init)].map { RecordBuilder.folded($0 ?? "") }.joined(
      separator: "|")
  }
}

/// Groups of citations that mean one document, by index into the list of citations. O(c) dictionary steps for c
/// citations.
private struct CitationGroups {
  private(set) var groups: [[Int]] = []
  /// The group of each full citation's key.
  private var full: [String: Int] = [:]
  /// Groups that a short form could mean: the first in the text, and whether there are several.
  private var meanings: [String: (group: Int, isOnly: Bool)] = [:]

  init(_ citations: [Citation]) {
    for citation in citations where citation.isFull {
      if full[citation.key] == nil { full[citation.key] = newGroup() }
      let group = full[citation.key]!
      for form in citation.shortForms {
        if let known = meanings[form] {
          if known.group != group { meanings[form]!.isOnly = false }
        } else {
          meanings[form] = (group, true)
        }
      }
    }
    var recent: [String: (group: Int, index: Int)] = [:]
    var alone: [String: Int] = [:]
    for (index, citation) in citations.enumerated() {
      if citation.isFull {
        let group = full[citation.key]!
        groups[group].append(index)
        for form in citation.shortForms { recent[form] = (group, index) }
        continue
      }
      let before = citation.possibleForms.compactMap { recent[$0] }.max { $0.index < $1.index }?.group
      let behind = citation.possibleForms.compactMap { meanings[$0] }.min { $0.group < $1.group }
      if citation.name != nil {
        // A law without its year is the dated one only when that is the only one.
        if let behind, behind.isOnly {
          groups[behind.group].append(index)
          continue
        }
      } else if let group = before ?? behind?.group {
        groups[group].append(index)
        continue
      }
      if alone[citation.key] == nil { alone[citation.key] = newGroup() }
      groups[alone[citation.key]!].append(index)
    }
  }

  private mutating func newGroup() -> Int {
    groups.append([])
    return groups.count - 1
  }
}

extension Citation {
  /// Gives an abbreviated name, `HTX` or `BLHS`, the wording that another citation has. O(c) for c citations.
  static func spellOutNames(_ citations: inout [Citation]) {
    var wordings: [String: Set<String>] = [:]
    for citation in citations {
      guard let name = citation.name, !Acronyms.isAcronym(name) else { continue }
      wordings[Acronyms.initials(RecordBuilder.rawWords(name)), default: []].insert(name)
      let whole = [citation.kind, name].compactMap { $0 }.flatMap(RecordBuilder.rawWords)
      wordings[Acronyms.initials(whole), default: []].insert(name)
    }
    for index in citations.indices {
      guard let name = citations[index].name, Acronyms.isAcronym(name),
        let found = wordings[Acronyms.initials([name])],
        Set(found.map(RecordBuilder.folded)).count == 1
      else { continue }
      citations[index].name = found.min()
    }
  }

  private static let anyKind = "*"
  private static let unknownKind = "?"

  private func forms(_ kinds: [String]) -> [String] {
    if let name {
      // `Luật HTX` is the law whose name has these initials.
      let initials = "initials|" + Acronyms.initials(RecordBuilder.rawWords(name))
      if Acronyms.isAcronym(name) { return [initials] }
      return ["name|" + RecordBuilder.folded(name)] + (isFull ? [initials] : [])
    }
    guard let number else { return [] }
    return kinds.flatMap { kind in
      ["\(kind)|\(number)"] + (year.map { ["\(kind)|\(number)/\($0)"] } ?? [])
    }
  }

  /// The short forms that could mean this full citation.
  var shortForms: [String] { forms([kind.map(RecordBuilder.folded) ?? Self.unknownKind, Self.anyKind]) }

  /// The forms under which what this short citation means would be found.
  var possibleForms: [String] {
    let all = forms(kind.map { [RecordBuilder.folded($0), Self.unknownKind] } ?? [Self.anyKind])
    // With a year stated, only documents of that year.
    return year == nil || name != nil ? all : all.filter { $0.contains("/") }
  }
}

extension LegalDocument {
  fileprivate mutating func merge(_ citation: Citation, _ mention: some MentionContent) {
    mentions.append(citation.mention)
    if let full = citation.symbol, full.utf8.count > (symbol?.utf8.count ?? 0) {
      symbol = full
      printedSymbol = Self.printed(full, in: mention.text)
    }
    kind = kind ?? citation.kind
    number = number ?? citation.number
    year = year ?? citation.year
    name = name ?? citation.name
    subject = subject ?? mention.text(of: "subject")
    issuer = issuer ?? mention.text(of: "issuer")
    if issued == nil, case .date(let date)? = mention.field("issued") { issued = date.value }
    if let cited = mention.text(of: "articles"), !articles.contains(cited) { articles.append(cited) }
  }

  /// The symbol as the text has it, where more than spaces was repaired.
  private static func printed(_ symbol: String, in text: String) -> String? {
    let squeezed = { (text: String) in String(text.filter { !$0.isWhitespace }) }
    guard !squeezed(text).contains(symbol), let start = text.firstIndex(where: \.isNumber) else { return nil }
    return String(text[start...])
  }
}
