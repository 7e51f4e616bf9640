/// Tells what is around the article from the article.
///
/// An element is furniture when
/// 1. it is of a kind for that: `nav`, `footer`, `aside`, `form`, … (elements.tsv);
/// 2. its class, id or role says so (furniture.tsv), or it is hidden;
/// 3. it is a header outside `main` and `article` without the page's only headline;
/// 4. it is a list of links: three or more, in which most of its text stands.
///
/// An element that holds more than half of the page's text outside links is none of these, whatever it is called:
/// forms around whole ASP.NET pages, a `nav` that nobody closed, `class="no-sidebar"`.
struct Furniture {
  /// By node: whether it is left out, with everything below.
  let isDropped: [Bool]

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
    var isDropped = [Bool](repeating: false, count: nodes.count)
    var isInMain = [Bool](repeating: false, count: nodes.count)
    for (index, node) in nodes.enumerated() {
      let parent = Int(node.parent)
      let isBelowMain = parent >= 0 && isInMain[parent]
      isInMain[index] = isBelowMain || node.element.role == .main && node.hasMain
      isDropped[index] =
        parent >= 0 && isDropped[parent]
        || Self.isFurniture(node, of: total, isInMain: isBelowMain)
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
    parent.headings += node.headings
    parent.hasMain = parent.hasMain || node.hasMain
  }

  private static func isFurniture(
    _ node: PageTree.Node, of page: PageTree.Node, isInMain: Bool
  ) -> Bool {
    if node.element.role == .skip { return true }
    if node.element.role == .main { return false }
    let holdsMost = 2 * (node.text - node.linkText) > page.text - page.linkText
    if node.element.role == .furniture || node.name == .furniture || node.isHidden { return !holdsMost }
    if node.element.role == .header || node.name == .header {
      let hasTheHeadline = node.headings > 0 && node.headings == page.headings
      if !isInMain, !hasTheHeadline, !holdsMost { return true }
    }
    return node.element.role == .list && node.links >= 3 && 5 * node.linkText > 3 * node.text
      && 2 * node.text < page.text
  }
}
