/// What elements mean for the text of a page, from elements.tsv.
struct PageElement: Hashable, Sendable {
  enum Layout: String, Sendable {
    case inline, block, line, `break`, pre
  }

  enum Role: String, Sendable {
    case none = ""
    case skip, furniture, header, main, heading, list, link
  }

  var layout: Layout
  var role: Role

  static let inline = PageElement(layout: .inline, role: .none)

  static let all: [String: PageElement] = {
    var elements: [String: PageElement] = [:]
    for row in DataTable.rows(PackageResources.elements_tsv) {
      guard let layout = Layout(rawValue: row[1]), let role = Role(rawValue: row[2]) else {
        preconditionFailure("elements.tsv: \(row)")
      }
      elements[row[0]] = PageElement(layout: layout, role: role)
    }
    return elements
  }()
}

/// What the names that authors give to elements say, from furniture.tsv.
enum FurnitureNames {
  enum Kind: String, Sendable {
    case furniture, header
  }

  private struct Tables {
    var words: [[UInt8]: Kind] = [:]
    var parts: [(text: [UInt8], kind: Kind)] = []
  }

  private static let tables: Tables = {
    var tables = Tables()
    for row in DataTable.rows(PackageResources.furniture_tsv) {
      guard let kind = Kind(rawValue: row[2]) else { preconditionFailure("furniture.tsv: \(row)") }
      if row[0] == "word" {
        tables.words[Array(row[1].utf8)] = kind
      } else {
        tables.parts.append((Array(row[1].utf8), kind))
      }
    }
    return tables
  }()
  /// Names beyond this length are cut: frameworks write hundreds of classes.
  private static let longest = 1000

  /// What a class, id or role says; furniture before header. O(n) times the number of parts.
  static func kind(of names: [UInt8]) -> Kind? {
    var found: Kind?
    for name in names.prefix(longest).split(whereSeparator: { $0 <= 0x20 }) {
      switch kind(ofOne: name) {
      case .furniture: return .furniture
      case .header: found = .header
      case nil: break
      }
    }
    return found
  }

  private static func kind(ofOne name: ArraySlice<UInt8>) -> Kind? {
    var found: Kind?
    var squashed: [UInt8] = []
    var word: [UInt8] = []
    var wasLower = false
    func look(_ word: [UInt8]) {
      if found != .furniture, let kind = tables.words[word] { found = kind }
    }
    for byte in name {
      let isUpper = (0x41...0x5A).contains(byte)
      let isLower = (0x61...0x7A).contains(byte)
      if (isUpper && wasLower) || !(isUpper || isLower) {
        look(word)
        word = []
      }
      if isUpper || isLower {
        word.append(byte | 0x20)
        squashed.append(byte | 0x20)
      }
      wasLower = isLower
    }
    look(word)
    if found == .furniture { return found }
    for part in tables.parts where contains(squashed, part.text) { return part.kind }
    return found
  }

  private static func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
    guard text.count >= part.count else { return false }
    return (0...text.count - part.count).contains { text[$0..<$0 + part.count].elementsEqual(part) }
  }
}
