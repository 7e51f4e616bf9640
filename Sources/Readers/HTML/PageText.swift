import TextModel
import Tokenization

/// Writes the text of a page down.
///
///     <h1>Tin</h1> <p>Ông  A &amp;\n B<br>đến</p>     ─▶    Tin ⏎⏎ Ông A & B ⏎ đến
///
/// Blanks are as a browser shows them: a run of them is one space, none stands at the ends of a line. No-break spaces
/// stay, except at the ends of lines. A paragraph ends with a blank line; `br`, list items and table cells end a line.
/// No line break stands at the end of the text.
struct PageText {
  private let page: [UInt8]
  private let masked: [UInt8]
  private var builder = MappedTextBuilder()
  /// The break to be written before the next text.
  private var pendingBreak = Break.none
  /// Blanks to be written before the next text, if that stands in the same line.
  private var pendingBlanks: [Blank] = []
  /// How many elements that keep line breaks are open.
  private var preDepth = 0

  private enum Break: Int {
    case none, line, paragraph
  }

  private struct Blank {
    var range: Range<Int>
    /// A no-break space, which is not merged with others.
    var isFixed: Bool
  }

  private static let noBreakSpace: UInt32 = 0xA0

  /// The text and its map to the page. O(n).
  static func text(of tree: PageTree, page: [UInt8], masked: [UInt8]) -> (text: [UInt8], map: OffsetMap) {
    let furniture = Furniture(tree)
    var writer = PageText(page: page, masked: masked)
    var open: [Int32] = []
    for item in tree.items {
      switch item {
      case .open(let node):
        open.append(node)
        if !furniture.isDropped[Int(node)] { writer.begin(tree.nodes[Int(node)].element.layout) }
      case .close:
        guard let node = open.popLast() else { continue }
        // What is left out still parts what stands around it, if it is a block.
        let layout = tree.nodes[Int(node)].element.layout
        if !furniture.isDropped[Int(node)] || layout == .block { writer.end(layout) }
      case .text(let range):
        if let node = open.last, furniture.isDropped[Int(node)] { continue }
        writer.add(range)
        writer.addStrayEnd(at: range.upperBound)
      }
    }
    return writer.builder.finish(sourceLength: page.count)
  }

  private init(page: [UInt8], masked: [UInt8]) {
    self.page = page
    self.masked = masked
  }

  private mutating func begin(_ layout: PageElement.Layout) {
    switch layout {
    case .inline: break
    case .block: breakText(.paragraph)
    case .line: breakText(.line)
    case .break: breakLine()
    case .pre:
      breakText(.paragraph)
      preDepth += 1
    }
  }

  private mutating func end(_ layout: PageElement.Layout) {
    switch layout {
    case .inline, .break: break
    case .block: breakText(.paragraph)
    case .line: breakText(.line)
    case .pre:
      breakText(.paragraph)
      preDepth = max(0, preDepth - 1)
    }
  }

  private mutating func breakText(_ kind: Break) {
    if kind.rawValue > pendingBreak.rawValue { pendingBreak = kind }
    pendingBlanks.removeAll(keepingCapacity: true)
  }

  /// A line break; the second in a row makes a blank line.
  private mutating func breakLine() {
    breakText(pendingBreak == .none ? .line : .paragraph)
  }

  private mutating func add(_ range: Range<Int>) {
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = masked[index]
      switch byte {
      case 10 where preDepth > 0:
        breakLine()
        index += 1
      case 0x20 where page[index] == UInt8(ascii: "<"):
        index = min(MaskedPage.endOfMarkup(in: page, at: index) ?? index + 1, range.upperBound)
      case 9, 10, 0x20:
        addBlank(index..<index + 1, isFixed: false)
        index += 1
      case MaskedPage.reference:
        index = addReference(at: index, before: range.upperBound)
      case 0xC2 where index + 1 < range.upperBound && page[index + 1] == 0xA0:
        addBlank(index..<index + 2, isFixed: true)
        index += 2
      default:
        let start = index
        while index < range.upperBound, masked[index] > 0x20, masked[index] != MaskedPage.reference,
          !(masked[index] == 0xC2 && index + 1 < range.upperBound && page[index + 1] == 0xA0)
        { index += 1 }
        prepare(start)
        builder.copy(start..<index, of: page)
      }
    }
  }

  /// End tags of elements that are not open are no events, but `</p>` and `</br>` break the text all the same.
  private mutating func addStrayEnd(at index: Int) {
    guard index + 4 <= page.count, page[index] == UInt8(ascii: "<"), page[index + 1] == UInt8(ascii: "/")
    else { return }
    switch (page[index + 2] | 0x20, page[index + 3] | 0x20) {
    case (UInt8(ascii: "p"), UInt8(ascii: ">") | 0x20), (UInt8(ascii: "p"), 0x20): breakText(.paragraph)
    case (UInt8(ascii: "b"), UInt8(ascii: "r")): breakLine()
    default: break
    }
  }

  private mutating func addReference(at index: Int, before limit: Int) -> Int {
    guard let (scalar, end) = CharacterReferences.read(page.span, at: index, before: limit) else {
      prepare(index)
      builder.copy(index..<index + 1, of: page)
      return index + 1
    }
    if scalar == Self.noBreakSpace {
      addBlank(index..<end, isFixed: true)
    } else if scalar <= 0x20 {
      addBlank(index..<end, isFixed: false)
    } else {
      prepare(index)
      var bytes: [UInt8] = []
      UTF8Coding.append(scalar, to: &bytes)
      builder.replace(index..<end, with: bytes)
    }
    return end
  }

  private mutating func addBlank(_ range: Range<Int>, isFixed: Bool) {
    // At the start of a line there are none.
    if pendingBreak != .none || builder.text.isEmpty { return }
    if !isFixed, let last = pendingBlanks.last, !last.isFixed { return }
    pendingBlanks.append(Blank(range: range, isFixed: isFixed))
  }

  /// Writes what is pending before text that begins at `start`.
  private mutating func prepare(_ start: Int) {
    if pendingBreak != .none {
      if !builder.text.isEmpty, start > builder.sourceEnd {
        builder.replace(builder.sourceEnd..<start, with: pendingBreak == .line ? [10] : [10, 10])
      }
      pendingBreak = .none
    }
    for blank in pendingBlanks {
      let bytes: [UInt8] = blank.isFixed ? [0xC2, 0xA0] : [0x20]
      if page[blank.range].elementsEqual(bytes) {
        builder.copy(blank.range, of: page)
      } else {
        builder.replace(blank.range, with: bytes)
      }
    }
    pendingBlanks.removeAll(keepingCapacity: true)
  }
}
