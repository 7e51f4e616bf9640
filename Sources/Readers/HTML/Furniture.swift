/// Tells what is around the article from the article.
///
/// An element is furniture when
/// 1. it is of a kind for that: `nav`, `footer`, `aside`, `form`, … (elements.tsv);
/// 2. its class, id or role says so (furniture.tsv), or it is hidden;
/// 3. it is a header outside `main` and `article`, unless the page's only h1 stands in it and no heading in those;
/// 4. it is a list of links: three or more, in which most of its text stands;
/// 5. there is hardly anything in it but a form.
///
/// An element that holds more than half of the page's text outside links is none of these, whatever it is called:
/// forms around whole ASP.NET pages, a `nav` that nobody closed, `class="no-sidebar"`.
struct Furniture {
  /// By node: whether it is left out, with everything below.
  let isDropped: [Bool]

  /// Fewer characters than this beside a form are its title.
  private static let titleLength = 40

  /// O(nodes).
  init(_ tree: PageTree) {
    var nodes = tree.nodes
    var total = PageTree.Node(parent: -1, element: .inline)
    // Elements stand behind those around them, so the last come first.
    for index in nodes.indices.reversed() {
      let node = nodes[index]
      let isLink = node.element.role == .link
      let parent = Int(node.parent)
      Self.add(node, isLink: isLink, to: &total, when: parent < 0)
      if parent >= 0 { Self.add(node, isLink: isLink, to: &nodes[parent], when: true) }
    }
    // A page whose content has a heading does not have its headline in the header.
    let hasHeadedMain = nodes.contains { $0.element.role == .main && $0.hasMain && $0.headings > 0 }
    var isDropped = [Bool](repeating: false, count: nodes.count)
    var isInMain = [Bool](repeating: false, count: nodes.count)
    for (index, node) in nodes.enumerated() {
      let parent = Int(node.parent)
      let isBelowMain = parent >= 0 && isInMain[parent]
      isInMain[index] = isBelowMain || node.element.role == .main && node.hasMain
      isDropped[index] =
        parent >= 0 && isDropped[parent]
        || Self.isFurniture(node, of: total, isInMain: isBelowMain, hasHeadedMain: hasHeadedMain)
    }
    self.isDropped = isDropped
  }

  private static func add(
    _ node: PageTree.Node, isLink: Bool, to parent: inout PageTree.Node, when isWanted: Bool
  ) {
    guard isWanted else { return }
    parent.text += node.text
    parent.linkText += isLink ? node.text : node.linkText
    parent.links += isLink ? 1 : node.links
    parent.headlines += node.headlines
    parent.headings += node.headings
    parent.formText += node.isForm ? node.text : node.formText
    parent.forms += node.forms
    parent.hasMain = parent.hasMain || node.hasMain
  }

  private static func isFurniture(
    _ node: PageTree.Node, of page: PageTree.Node, isInMain: Bool, hasHeadedMain: Bool
  ) -> Bool {
    if node.element.role == .skip { return true }
    if node.element.role == .main { return false }
    let holdsMost = 2 * (node.text - node.linkText) > page.text - page.linkText
    if node.element.role == .furniture || node.name == .furniture || node.isHidden { return !holdsMost }
    if node.element.role == .header || node.name == .header {
      let hasTheHeadline = node.headlines > 0 && node.headlines == page.headlines && !hasHeadedMain
      if !isInMain, !hasTheHeadline, !holdsMost { return true }
    }
    guard node.element.role == .list, !holdsMost else { return false }
    if node.forms > 0, node.text - node.formText < titleLength, node.headlines == 0 { return true }
    return node.links >= 3 && 5 * node.linkText > 3 * node.text && 2 * node.text < page.text
  }
}
