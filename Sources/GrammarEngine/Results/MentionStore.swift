import GrammarLanguage
import TextModel

/// The mentions of one text while the cascade runs: by number, by the token they start at, and as sets of types by
/// token for the dynamic atoms.
struct MentionStore {
  private(set) var mentions: [CascadeMention] = []
  /// By mention: what the search reads of it.
  private(set) var outlines: [Outline] = []
  /// How many mentions later stages can see; those behind are of the running stage.
  private(set) var publishedCount = 0
  /// By token: the types of the published mentions that start here.
  private(set) var startingTypes: [UInt64] = []
  /// By token: the first published mention that starts here, or -1.
  private var heads: [Int32] = []
  /// By mention: the next one that starts at the same token, or -1.
  private var links: [Int32] = []
  /// By token: types of published mentions that this token is inside of, ends.
  private var insideTypes: [UInt64] = []
  private var endingTypes: [UInt64] = []

  /// A bit for each token that is in a published mention or stands before one.
  private(set) var isNear: [UInt64] = []

  struct Outline {
    /// Tokens.
    var count: Int
    var type: TypeID
    var stage: StageID
    var fields: EmissionCache.FieldsID
  }

  mutating func reset(tokenCount: Int, typeCount: Int) {
    // The last result holds the array: to keep its capacity would be to allocate as much as the longest text took.
    mentions = []
    outlines.removeAll(keepingCapacity: true)
    links.removeAll(keepingCapacity: true)
    publishedCount = 0
    Self.fill(&startingTypes, with: 0, count: tokenCount)
    Self.fill(&heads, with: -1, count: tokenCount)
    Self.fill(&insideTypes, with: 0, count: tokenCount)
    Self.fill(&endingTypes, with: 0, count: tokenCount)
    Self.fill(&isNear, with: 0, count: (tokenCount + 63) / 64)
  }

  private static func fill<Element>(_ array: inout [Element], with value: Element, count: Int) {
    array.removeAll(keepingCapacity: true)
    array.append(contentsOf: repeatElement(value, count: count))
  }

  /// The types of the published mentions around a token.
  @inline(__always)
  func types(at token: Int) -> PlaceTypes {
    PlaceTypes(starting: startingTypes[token], inside: insideTypes[token], ending: endingTypes[token])
  }

  /// The types of the published mentions that a token is in.
  @inline(__always)
  func types(around token: Int) -> UInt64 { insideTypes[token] }

  mutating func add(_ mention: CascadeMention) -> Int {
    mentions.append(mention)
    outlines.append(
      Outline(
        count: mention.span.count, type: mention.type, stage: mention.stage, fields: mention.fieldsID))
    return mentions.count - 1
  }

  /// Takes in what earlier stages made of the text, and lets the following ones see it.
  mutating func restore(_ earlier: some Sequence<CascadeMention>) {
    for mention in earlier { _ = add(mention) }
    publish()
  }

  /// Lets the following stages see what the running one made.
  mutating func publish() {
    while links.count < mentions.count { links.append(-1) }
    for number in publishedCount..<mentions.count {
      let mention = mentions[number]
      let start = Int(mention.span.start)
      let type: UInt64 = 1 << UInt64(mention.type.rawValue)
      links[number] = heads[start]
      heads[start] = Int32(number)
      startingTypes[start] |= type
      for token in mention.span.range { insideTypes[token] |= type }
      for token in max(0, start - 1)..<mention.span.range.upperBound {
        isNear[token >> 6] |= 1 << UInt64(token & 63)
      }
      endingTypes[Int(mention.span.end) - 1] |= type
    }
    publishedCount = mentions.count
  }

  /// The published mention that starts at a token and was published last; -1 when there is none.
  @inline(__always)
  func first(startingAt token: Int) -> Int { Int(heads[token]) }

  /// The next one that starts at the same token; -1 behind the last.
  @inline(__always)
  func next(_ mention: Int) -> Int { Int(links[mention]) }

  /// The published mentions that start at a token, the latest first.
  func forEach(startingAt token: Int, _ body: (Int) -> Void) {
    var number = heads[token]
    while number >= 0 {
      body(Int(number))
      number = links[Int(number)]
    }
  }

  func holds(_ position: MentionPosition, _ type: TypeID, at token: Int) -> Bool {
    types(at: token).contains(position, type)
  }
}
