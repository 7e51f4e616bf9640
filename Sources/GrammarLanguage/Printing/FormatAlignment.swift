/// Keeps the columns that the author made.
///
///     macro slash    = punct("/")                  name: text    # as written
///     macro mark     = slash | dash                kind: text    # of the lexicon of bodies
///
/// Cells of one kind on lines that follow one another belong together where they stand below each other in the source and
/// somewhere stand behind more space than they need. They stand below each other again, as far left as the longest line allows.
/// A blank line ends a column; a comment alone, or a line that goes on with another, does not.
enum FormatAlignment {
  private struct Member {
    var line: Int
    var cell: Int
  }

  private struct Column {
    var source: Int
    var members: [Member]
    /// Whether the author put space there for it.
    var isMeant = false
  }

  /// O(n log n) for n cells.
  static func align(_ lines: inout [FormatLine]) {
    let columns = columns(lines)
    apply(columns, to: &lines)
    guard lines.contains(where: { $0.belowEqual != nil }) else { return }
    // What hangs below an `=` moves with it, and takes its own columns along.
    for index in lines.indices {
      guard let place = lines[index].belowEqual else { continue }
      var cursor = Cursor(lines[place.line])
      cursor.move(to: place.cell, in: lines[place.line])
      lines[index].indent = cursor.column
    }
    apply(columns, to: &lines)
  }

  /// Where a cell of a line begins, in characters; moves to the right alone.
  private struct Cursor {
    private var cell = 0
    var column: Int

    init(_ line: FormatLine) { column = line.indent }

    mutating func move(to target: Int, in line: FormatLine) {
      while cell < target {
        cell += 1
        column += line.cells[cell - 1].text.count + line.cells[cell].gap
      }
    }
  }

  private static func apply(_ columns: [Column], to lines: inout [FormatLine]) {
    for column in columns {
      for member in column.members {
        lines[member.line].cells[member.cell].gap = lines[member.line].cells[member.cell].minimumGap
      }
    }
    var cursors = lines.map(Cursor.init)
    for column in columns {
      var target = 0
      for member in column.members {
        cursors[member.line].move(to: member.cell, in: lines[member.line])
        target = max(target, cursors[member.line].column)
      }
      for member in column.members {
        lines[member.line].cells[member.cell].gap += target - cursors[member.line].column
        cursors[member.line].column = target
      }
    }
  }

  /// The columns that are meant, from left to right.
  private static func columns(_ lines: [FormatLine]) -> [Column] {
    struct Key: Hashable {
      var kind: FormatLine.Kind
      var source: Int
    }
    var found: [Column] = []
    var open: [Key: Column] = [:]
    func close(_ columns: some Sequence<Column>) {
      found += columns.filter { $0.isMeant && $0.members.count > 1 }
    }
    for (index, line) in lines.enumerated() {
      if line.hasBlankLineBefore {
        close(open.values)
        open = [:]
      }
      var seen: Set<Key> = []
      for (position, cell) in line.cells.enumerated() {
        guard position > 0, cell.minimumGap > 0, let source = cell.source else { continue }
        let key = Key(kind: cell.kind, source: source.column)
        var column = open[key] ?? Column(source: source.column, members: [])
        column.members.append(Member(line: index, cell: position))
        if source.gap > (cell.kind == .comment ? 1 : cell.minimumGap) { column.isMeant = true }
        open[key] = column
        seen.insert(key)
      }
      if !line.isTransparent {
        close(open.filter { !seen.contains($0.key) }.values)
        open = open.filter { seen.contains($0.key) }
      }
    }
    close(open.values)
    return found.sorted { ($0.source, $0.members[0].line) < ($1.source, $1.members[0].line) }
  }
}
