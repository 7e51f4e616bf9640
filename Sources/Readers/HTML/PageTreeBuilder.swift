/// Builds a page's tree from the parser's events, and finds for each piece of text where it stands in the page.
///
/// The parser hands text over as bytes of its own and says only how far it has read. But the masked page has nothing
/// that the parser alters, so a piece of text is a piece of the masked page: it ends where the parser stands, or up to
/// one character behind that (libxml2 reports full buffers and a lone `<` before it steps on). The place is believed
/// when the bytes are the same and no earlier text reaches into it.
struct PageTreeBuilder {
  private let masked: [UInt8]
  private(set) var tree = PageTree()
  private var stack: [Int32] = []
  /// How many open elements are never text.
  private var skipDepth = 0
  /// Where text may be looked for: behind the text before.
  private var cursor = 0
  private var isLinkedData = false

  init(masked: [UInt8]) {
    self.masked = masked
  }

  /// An element, with the attributes that `wanted` names.
  mutating func start(_ name: String, _ attributes: [String: [UInt8]]) {
    let element = PageElement.all[name] ?? .inline
    let number = Int32(tree.nodes.count)
    var node = PageTree.Node(parent: stack.last ?? -1, element: element)
    if element.role == .link, attributes["href"] == nil { node.element.role = .none }
    if element.role != .main {
      for key in ["class", "id", "role"] where node.name != .furniture {
        if let value = attributes[key], let kind = FurnitureNames.kind(of: value) { node.name = kind }
      }
      node.isHidden = isHidden(attributes)
    }
    if element.role == .heading {
      node.headings = 1
      node.headlines = name == "h1" ? 1 : 0
    }
    if name == "form" { (node.isForm, node.forms) = (true, 1) }
    node.hasMain = name == "main" || name == "article" || attributes["role"] == Array("main".utf8)
    tree.nodes.append(node)
    tree.items.append(.open(number))
    stack.append(number)
    if element.role == .skip { skipDepth += 1 }
    noteDate(name, attributes, node: number)
    if name == "script", let type = attributes["type"] {
      let plain = String(decoding: type, as: UTF8.self).lowercased()
      isLinkedData = plain.hasPrefix("application/ld+json")
      if isLinkedData { tree.linkedData.append([]) }
    }
  }

  mutating func end() {
    guard let node = stack.popLast() else { return }
    if tree.nodes[Int(node)].element.role == .skip { skipDepth -= 1 }
    isLinkedData = false
    tree.items.append(.close)
  }

  /// Text of so many bytes, given when the parser had taken `position` bytes.
  mutating func text(_ bytes: Span<UInt8>, position: Int) {
    guard let start = place(bytes, position) else {
      tree.lostBytes += bytes.count
      cursor = max(cursor, min(position, masked.count))
      return
    }
    let range = start..<start + bytes.count
    cursor = range.upperBound
    if isLinkedData { tree.linkedData[tree.linkedData.count - 1].append(range) }
    guard skipDepth == 0 else { return }
    if let node = stack.last {
      var count = 0
      for index in bytes.indices where bytes[index] > 0x20 && bytes[index] & 0xC0 != 0x80 { count += 1 }
      tree.nodes[Int(node)].text += count
    }
    // A reference may have been cut by the end of the parser's buffer.
    if case .text(let before)? = tree.items.last, before.upperBound == start {
      tree.items[tree.items.count - 1] = .text(before.lowerBound..<range.upperBound)
    } else {
      tree.items.append(.text(range))
    }
  }

  /// Where a piece of text stands in the page.
  private func place(_ bytes: Span<UInt8>, _ position: Int) -> Int? {
    for behind in 0...4 where isSame(bytes, at: position - bytes.count + behind) {
      return position - bytes.count + behind
    }
    // Another version of libxml2 may stand elsewhere: look from the last text on, where text may begin.
    var start = cursor
    while start <= min(position, masked.count - bytes.count) {
      if isSame(bytes, at: start) { return start }
      start += 1
    }
    return nil
  }

  private func isSame(_ bytes: Span<UInt8>, at start: Int) -> Bool {
    guard start >= cursor, start + bytes.count <= masked.count else { return false }
    for index in bytes.indices where masked[start + index] != bytes[index] { return false }
    return true
  }

  private func isHidden(_ attributes: [String: [UInt8]]) -> Bool {
    if attributes["hidden"] != nil || attributes["aria-hidden"] == Array("true".utf8) { return true }
    guard let style = attributes["style"] else { return false }
    let plain = String(decoding: style.prefix(500).filter { $0 > 0x20 }, as: UTF8.self).lowercased()
    return plain.contains("display:none") || plain.contains("visibility:hidden")
  }

  // MARK: Dates

  private mutating func noteDate(_ name: String, _ attributes: [String: [UInt8]], node: Int32) {
    func value(_ key: String) -> String? { attributes[key].map(CharacterReferences.attribute) }
    if name == "meta" {
      guard let content = value("content") else { return }
      for key in ["property", "name", "itemprop", "http-equiv"] {
        if let name = value(key) {
          tree.dates.append(StatedPageDate(name: name.lowercased(), value: content, node: node))
        }
      }
    } else if let property = value("itemprop")?.lowercased(), property == "datepublished" {
      if let stated = value("content") ?? value("datetime") {
        tree.dates.append(StatedPageDate(name: property, value: stated, node: node))
      }
    } else if name == "time", let stated = value("datetime") {
      let name = attributes["pubdate"] == nil ? "time" : "time pubdate"
      tree.dates.append(StatedPageDate(name: name, value: stated, node: node))
    }
  }

  /// The attributes that mean something here.
  static let wanted: Set<String> = [
    "class", "id", "role", "hidden", "aria-hidden", "style", "href", "type", "property", "name", "itemprop",
    "http-equiv", "content", "datetime", "pubdate",
  ]
}
