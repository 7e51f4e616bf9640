/// The assignment problem: rows and columns paired one to one for the largest sum of weights.
enum Assignment {
  /// The column of each row, or nil where it stays alone; pairs of weight 0 are not made.
  ///
  /// The Hungarian method with potentials (Kuhn 1955, Munkres 1957; the shortest-path form of Jonker and Volgenant
  /// 1987). O(rows² · columns) for rows ≤ columns, else the other way round.
  static func maximumWeight(_ weights: [[Int128]], columns: Int) -> [Int?] {
    let rows = weights.count
    guard rows > 0, columns > 0 else { return Array(repeating: nil, count: rows) }
    if rows > columns {
      let transposed = (0..<columns).map { column in weights.map { $0[column] } }
      var partners = [Int?](repeating: nil, count: rows)
      for (column, row) in maximumWeight(transposed, columns: rows).enumerated() {
        if let row { partners[row] = column }
      }
      return partners
    }
    // Rows and columns count from 1 here; 0 is "none". Costs are negated weights.
    var rowPotential = [Int128](repeating: 0, count: rows + 1)
    var columnPotential = [Int128](repeating: 0, count: columns + 1)
    var rowOfColumn = [Int](repeating: 0, count: columns + 1)
    var previousColumn = [Int](repeating: 0, count: columns + 1)
    for row in 1...rows {
      rowOfColumn[0] = row
      var column = 0
      var slack = [Int128](repeating: .max, count: columns + 1)
      var isVisited = [Bool](repeating: false, count: columns + 1)
      repeat {
        isVisited[column] = true
        let current = rowOfColumn[column]
        var smallest = Int128.max
        var next = 0
        for candidate in 1...columns where !isVisited[candidate] {
          let reduced =
            -weights[current - 1][candidate - 1] - rowPotential[current] - columnPotential[candidate]
          if reduced < slack[candidate] {
            slack[candidate] = reduced
            previousColumn[candidate] = column
          }
          if slack[candidate] < smallest {
            smallest = slack[candidate]
            next = candidate
          }
        }
        for candidate in 0...columns {
          if isVisited[candidate] {
            rowPotential[rowOfColumn[candidate]] += smallest
            columnPotential[candidate] -= smallest
          } else if slack[candidate] != .max {
            slack[candidate] -= smallest
          }
        }
        column = next
      } while rowOfColumn[column] != 0
      while column != 0 {
        let previous = previousColumn[column]
        rowOfColumn[column] = rowOfColumn[previous]
        column = previous
      }
    }
    var partners = [Int?](repeating: nil, count: rows)
    for column in 1...columns where rowOfColumn[column] != 0 {
      let row = rowOfColumn[column] - 1
      if weights[row][column - 1] > 0 { partners[row] = column - 1 }
    }
    return partners
  }
}
