/// Officials: who is who, then which titles are one.
///
/// A name belongs to the person whose name ends with its words: `Sơn`, `ông Văn Sơn` after `Nguyễn Văn Sơn`. Of several the
/// one mentioned last before it; where none was, the first behind it.
///
/// Two titles of a person are one when they agree in words, or when one begins with all the words of the other, acronyms
/// counting as the words they stand for: `Trưởng BCĐ` and `Trưởng ban Chỉ đạo tỉnh`. A title that stands alone is its holder's when the document has exactly one person
/// with a title that agrees so, and the words are at least two.
extension RecordBuilder {
  func officials(_ document: some DocumentContent) -> [Official] {
    let holds = targets(of: schema.holds, in: document)
    // Most documents tell of no one's post: who is who does not matter then.
    if holds.isEmpty { return [] }
    let people = People(document, type: schema.person)
    var drafts: [Int: Official] = [:]
    var linked: Set<Int> = []
    for person in holds.keys.sorted() {
      guard let number = people.number[person] else { continue }
      for title in holds[person]! where document.mentions[title].type == schema.title {
        linked.insert(title)
        add(title, to: &drafts[number, default: people.official(number)], document)
      }
    }
    var officials = drafts.keys.sorted().map { drafts[$0]! }
    // Made for the first title that stands alone: most documents of people have none.
    var index: TitleIndex?
    for mention in document.mentions.indices
    where document.mentions[mention].type == schema.title && !linked.contains(mention) && !officials.isEmpty {
      let titles = index ?? TitleIndex(officials)
      index = titles
      guard let place = titles.holder(of: heldTitle(mention, document)) else { continue }
      officials[place.official].titles[place.title].mentions.append(mention)
    }
    for index in officials.indices {
      for title in officials[index].titles.indices { officials[index].titles[title].mentions.sort() }
    }
    return officials
  }

  private func add(_ mention: Int, to official: inout Official, _ document: some DocumentContent) {
    let new = heldTitle(mention, document)
    if let known = official.titles.firstIndex(where: { Self.agree($0, new) }) {
      official.titles[known].merge(new)
    } else {
      official.titles.append(new)
    }
  }

  private func heldTitle(_ index: Int, _ document: some DocumentContent) -> Official.HeldTitle {
    let mention = document.mentions[index]
    return Official.HeldTitle(
      text: mention.text, role: mention.text(of: "role"), body: mention.text(of: "body"),
      place: mention.text(of: "place"), isFormer: mention.flag("former"), isActing: mention.flag("acting"),
      mentions: [index])
  }

  private static func agree(_ a: Official.HeldTitle, _ b: Official.HeldTitle) -> Bool {
    guard a.isFormer == b.isFormer, a.isActing == b.isActing else { return false }
    if let role = a.role, let other = b.role {
      guard folded(role) == folded(other) else { return false }
      if let body = a.body, let second = b.body, folded(body) == folded(second) {
        return a.place == nil || b.place == nil || folded(a.place!) == folded(b.place!)
      }
    }
    return Acronyms.agreement(rawWords(a.text), rawWords(b.text)) != .none
  }
}

extension Official.HeldTitle {
  fileprivate mutating func merge(_ other: Official.HeldTitle) {
    mentions += other.mentions
    let agreement = Acronyms.agreement(RecordBuilder.rawWords(text), RecordBuilder.rawWords(other.text))
    if agreement == .secondIsLonger || (agreement == .same && other.text.utf8.count > text.utf8.count) {
      text = other.text
      role = other.role ?? role
      body = other.body ?? body
      place = other.place ?? place
    } else {
      role = role ?? other.role
      body = body ?? other.body
      place = place ?? other.place
    }
  }
}

/// The titles that people of a document hold, by their words: whose is a title that stands alone?
private struct TitleIndex {
  struct Place: Hashable {
    var official: Int
    var title: Int
  }
  /// Nil where several people hold such a title.
  private var byWholeText: [[String]: Place?] = [:]
  private var byBeginning: [[String]: Place?] = [:]
  private var byParts: [[String]: Place?] = [:]

  /// Wordings by their initials, the first of each that mean the same standing for all.
  private var wordings: [String: [[String]]] = [:]
  /// How many wordings of the same initials are told apart.
  private static let wordingLimit = 16

  init(_ officials: [Official]) {
    for (number, official) in officials.enumerated() {
      for (position, title) in official.titles.enumerated() {
        let place = Place(official: number, title: position)
        let words = canonical(RecordBuilder.rawWords(title.text))
        let initials = Acronyms.initials(words)
        let known = wordings[initials] ?? []
        if !known.contains(words), known.count < Self.wordingLimit {
          wordings[initials, default: []].append(words)
        }
        let key = Self.key(title, words)
        Self.add(place, key, to: &byWholeText)
        for end in key.indices { Self.add(place, Array(key[...end]), to: &byBeginning) }
        if let parts = Self.parts(title) { Self.add(place, parts, to: &byParts) }
      }
    }
  }

  /// The known wording that means the same, else the words themselves.
  private func canonical(_ words: [String]) -> [String] {
    (wordings[Acronyms.initials(words)] ?? []).first { Acronyms.agreement($0, words) == .same } ?? words
  }

  private static func add(_ place: Place, _ key: [String], to table: inout [[String]: Place?]) {
    guard let known = table[key] else {
      table[key] = .some(place)
      return
    }
    if known?.official != place.official { table[key] = .some(nil) }
  }

  private static func mark(_ title: Official.HeldTitle) -> String {
    title.isFormer ? "-" : title.isActing ? "~" : "+"
  }

  /// The title's words, with a mark for former and acting ones in front.
  private static func key(_ title: Official.HeldTitle, _ words: [String]) -> [String] {
    [mark(title)] + words.map { $0.lowercased() }
  }

  private static func parts(_ title: Official.HeldTitle) -> [String]? {
    guard let role = title.role, let body = title.body else { return nil }
    return [
      mark(title), RecordBuilder.folded(role), RecordBuilder.folded(body),
      RecordBuilder.folded(title.place ?? ""),
    ]
  }

  /// The one holder whose title agrees with this one, of at least two words. O(length) look-ups.
  func holder(of title: Official.HeldTitle) -> Place? {
    let words = Self.key(title, canonical(RecordBuilder.rawWords(title.text)))
    guard words.count >= 3 else { return nil }
    var found: [Place?] = []
    if let place = byBeginning[words] { found.append(place) }
    for end in 2..<words.count {
      if let place = byWholeText[Array(words[...end])] { found.append(place) }
    }
    if let place = Self.parts(title).flatMap({ byParts[$0] }) { found.append(place) }
    guard let first = found.first, let place = first, found.allSatisfy({ $0?.official == place.official })
    else {
      return nil
    }
    return place
  }
}

/// The people of a document, numbered in the order of their first mention.
private struct People {
  /// By mention: the person's number.
  private(set) var number: [Int: Int] = [:]
  private var names: [String] = []
  private var mentions: [[Int]] = []
  private var honorifics: [String?] = []

  /// O(m) for m mentions of names of bounded length.
  init(_ document: some DocumentContent, type: String) {
    let all = document.mentions.indices.filter { document.mentions[$0].type == type }
    let keys = all.map { RecordBuilder.words(Self.name(document.mentions[$0])) }
    // A name is a short form when another one ends with its words.
    var shortForms: Set<[String]> = []
    for key in Set(keys) { shortForms.formUnion(Self.properSuffixes(key)) }
    var first: [[String]: [String]] = [:]
    for key in keys where !shortForms.contains(key) {
      for suffix in Self.properSuffixes(key) where first[suffix] == nil { first[suffix] = key }
    }
    var recent: [[String]: [String]] = [:]
    var numbers: [[String]: Int] = [:]
    for (index, key) in zip(all, keys) {
      let owner: [String]
      if shortForms.contains(key) {
        owner = recent[key] ?? first[key] ?? key
      } else {
        owner = key
        for suffix in Self.properSuffixes(key) { recent[suffix] = key }
      }
      let person = numbers[owner] ?? addPerson()
      numbers[owner] = person
      add(index, of: document, to: person)
    }
  }

  private static func properSuffixes(_ words: [String]) -> [[String]] {
    words.isEmpty ? [] : (1..<words.count).map { Array(words[$0...]) }
  }

  private mutating func addPerson() -> Int {
    names.append("")
    mentions.append([])
    honorifics.append(nil)
    return names.count - 1
  }

  private mutating func add(_ index: Int, of document: some DocumentContent, to person: Int) {
    number[index] = person
    mentions[person].append(index)
    let name = Self.name(document.mentions[index])
    if Self.isBetter(name, than: names[person]) { names[person] = name }
    honorifics[person] = honorifics[person] ?? document.mentions[index].text(of: "honorific")
  }

  func official(_ number: Int) -> Official {
    Official(name: names[number], honorific: honorifics[number], mentions: mentions[number])
  }

  private static func name(_ mention: some MentionContent) -> String {
    mention.text(of: "name") ?? mention.text(of: "value") ?? mention.text
  }

  /// More words first; of equally many, one that is not all capitals.
  private static func isBetter(_ name: String, than other: String) -> Bool {
    if name == other { return false }
    let (a, b) = (RecordBuilder.rawWords(name).count, RecordBuilder.rawWords(other).count)
    if a != b { return a > b }
    return other == other.uppercased() && name != name.uppercased()
  }
}
