import TextModel

/// The rows of a lexicon: a phrase each, and a cell for each column.
///
/// They are held as text, a line a row, with tabs between the cells; last cells that are empty may be missing. A lexicon
/// file is its own text, so that a million rows take no string each: a phrase or cell becomes one when it is asked for.
///
///     text    "phrase⇥kind␊luật⇥law␊nghị định⇥decree␊"
///     lines   [where row 0 starts, where it ends, where row 1 starts, …]
///     places  the same in the source, where that is another text: a grammar file, or a file with mended rows
package struct LexiconRows: RandomAccessCollection, Sendable {
  /// One object, so that handing out a row costs one reference.
  fileprivate final class Storage: Sendable {
    let text: [UInt8]
    let lines: [UInt32]
    let places: [UInt32]
    let file: String
    let columnCount: Int

    init(text: [UInt8], lines: [UInt32], places: [UInt32], file: String, columnCount: Int) {
      self.text = text
      self.lines = lines
      self.places = places
      self.file = file
      self.columnCount = columnCount
    }

    func cell(_ number: Int, ofLine row: Int) -> Range<Int> {
      let text = self.text
      var start = Int(lines[2 * row])
      let end = Int(lines[2 * row + 1])
      for _ in 0..<number {
        while start < end, text[start] != LexiconRows.tab { start += 1 }
        if start == end { return end..<end }
        start += 1
      }
      var stop = start
      while stop < end, text[stop] != LexiconRows.tab { stop += 1 }
      return start..<stop
    }
  }

  static let tab = UInt8(ascii: "\t")

  private let storage: Storage
  package let count: Int

  package init() { self.init(text: [], lines: [], places: [], file: "", columnCount: 0)! }

  /// - Parameters:
  ///   - text: UTF-8; what is none is read with U+FFFD in its place.
  ///   - lines: two offsets in `text` for each row.
  ///   - places: two offsets in the file for each row; empty where they are those of `lines`.
  /// - Returns: nil when offsets are out of order or behind the text.
  package init?(text: [UInt8], lines: [UInt32], places: [UInt32], file: String, columnCount: Int) {
    guard lines.count % 2 == 0, places.isEmpty || places.count == lines.count, columnCount >= 0 else {
      return nil
    }
    for index in Swift.stride(from: 0, to: lines.count, by: 2) where lines[index] > lines[index + 1] {
      return nil
    }
    guard lines.allSatisfy({ Int($0) <= text.count }) else { return nil }
    storage = Storage(text: text, lines: lines, places: places, file: file, columnCount: columnCount)
    count = lines.count / 2
  }

  /// Rows given one by one. All are of one file; no phrase or cell holds a tab.
  package init(_ entries: [CheckedLexicon.Entry], columnCount: Int) {
    var text: [UInt8] = []
    var lines: [UInt32] = []
    var places: [UInt32] = []
    for entry in entries {
      lines.append(UInt32(text.count))
      text += Array(entry.phrase.utf8)
      for cell in entry.cells {
        text.append(Self.tab)
        text += Array(cell.utf8)
      }
      lines.append(UInt32(text.count))
      places += [UInt32(entry.span.start), UInt32(entry.span.end)]
    }
    storage = Storage(
      text: text, lines: lines, places: places, file: entries.first?.span.file ?? "", columnCount: columnCount
    )
    count = entries.count
  }

  /// The words of the shortest and of the longest phrase; zeros where there are none. O(n).
  var wordCounts: (shortest: Int, longest: Int) {
    let (text, lines) = (storage.text, storage.lines)
    var (shortest, longest) = (Int.max, 0)
    for row in 0..<count {
      var words = 1
      for index in Int(lines[2 * row])..<Int(lines[2 * row + 1]) {
        if text[index] == Self.tab { break }
        if text[index] == UInt8(ascii: " ") { words += 1 }
      }
      (shortest, longest) = (Swift.min(shortest, words), Swift.max(longest, words))
    }
    return (count == 0 ? 0 : shortest, longest)
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { count }
  package subscript(row: Int) -> Row {
    precondition(row >= 0 && row < count)
    return Row(storage: storage, number: row)
  }

  /// What the rows are held in, for whoever reads or writes all of them: see the type's picture.
  package var text: [UInt8] { storage.text }
  package var lines: [UInt32] { storage.lines }
  package var places: [UInt32] { storage.places }
  package var file: String { storage.file }
  package var columnCount: Int { storage.columnCount }

  /// A row. Its strings are made when they are asked for, in time linear in the row's length.
  package struct Row: Sendable {
    fileprivate let storage: Storage
    fileprivate let number: Int

    package var phrase: String {
      String(decoding: storage.text[storage.cell(0, ofLine: number)], as: UTF8.self)
    }

    /// One for each column; empty text where the cell is empty.
    package var cells: Cells { Cells(storage: storage, row: number) }

    package var span: SourceSpan {
      let places = storage.places.isEmpty ? storage.lines : storage.places
      return SourceSpan(
        file: storage.file, start: Int(places[2 * number]), end: Int(places[2 * number + 1]))
    }
  }

  package struct Cells: RandomAccessCollection, Sendable {
    fileprivate let storage: Storage
    fileprivate let row: Int

    package var startIndex: Int { 0 }
    package var endIndex: Int { storage.columnCount }
    package subscript(column: Int) -> String {
      precondition(column >= 0 && column < storage.columnCount)
      return String(decoding: storage.text[storage.cell(column + 1, ofLine: row)], as: UTF8.self)
    }
  }
}
