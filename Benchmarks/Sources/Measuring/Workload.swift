import Formats

/// The texts that a benchmark reads.
package struct Workload: Sendable {
  package let name: String
  package let documents: [[UInt8]]

  package var byteCount: Int { documents.reduce(0) { $0 + $1.count } }

  package init(name: String, documents: [[UInt8]]) {
    self.name = name
    self.documents = documents
  }

  /// A folder (every `*.txt` below it is a document) or a file (blank lines part its documents), several separated by
  /// commas; repeated in an order shuffled anew each time, from a fixed seed, until there are `size` bytes. Without a size:
  /// each document once.
  package init(paths: String, name: String? = nil, size: Int?) {
    var documents: [[UInt8]] = []
    for path in paths.split(separator: ",").map(String.init) {
      if Files.isFolder(path) {
        documents += Files.paths(below: path, ending: ".txt").map(Files.read)
      } else {
        documents += Self.split(Files.read(path))
      }
    }
    guard !documents.isEmpty else { Files.usage("\(paths): no texts") }
    self.name = name ?? paths
    guard let size else {
      self.documents = documents
      return
    }
    var generator = SeededGenerator(seed: 1)
    var repeated: [[UInt8]] = []
    var bytes = 0
    while true {
      generator.shuffle(&documents)
      for document in documents {
        guard bytes < size else {
          self.documents = repeated
          return
        }
        repeated.append(document)
        bytes += document.count
      }
    }
  }

  /// The first documents, up to so many bytes.
  package func prefix(bytes limit: Int) -> Workload {
    var bytes = 0
    return Workload(
      name: name,
      documents: Array(
        documents.prefix {
          bytes += $0.count
          return bytes <= limit
        }))
  }

  /// All documents as one text, parted by blank lines.
  package var joined: [UInt8] { Array(documents.joined(separator: [10, 10])) }

  /// The documents as JSON Lines, as `boctach extract` reads them.
  package var jsonLines: [UInt8] {
    var lines: [UInt8] = []
    for (number, document) in documents.enumerated() {
      let row = JSONObject([
        .init("id", .string(String(number))),
        .init("text", .string(String(decoding: document, as: UTF8.self))),
      ])
      lines += JSONWriter.bytes(.object(row), .compact)
      lines.append(10)
    }
    return lines
  }

  /// What blank lines part.
  package static func split(_ bytes: [UInt8]) -> [[UInt8]] {
    var documents: [[UInt8]] = []
    var start = 0
    var index = 0
    while index + 1 < bytes.count {
      if bytes[index] == 10, bytes[index + 1] == 10 {
        if index > start { documents.append(Array(bytes[start..<(index + 1)])) }
        while index < bytes.count, bytes[index] == 10 { index += 1 }
        start = index
      } else {
        index += 1
      }
    }
    if start < bytes.count { documents.append(Array(bytes[start...])) }
    return documents
  }
}
