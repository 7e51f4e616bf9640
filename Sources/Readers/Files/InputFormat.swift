import Formats

/// What an input holds.
package enum InputFormat: String, CaseIterable, Sendable {
  case text, html, jsonl, csv

  /// Whether there may be many documents in one input.
  package var hasRows: Bool { self == .jsonl || self == .csv }

  /// The endings of file names, without the dot.
  package var extensions: Set<String> {
    switch self {
    case .text: ["txt"]
    case .html: ["html", "htm", "xhtml"]
    case .jsonl: ["jsonl", "ndjson"]
    case .csv: ["csv"]
    }
  }

  /// The format that a file's name tells, `.gz` aside; nil for other names.
  package init?(fileName: String) {
    let name = Self.withoutGzip(fileName).lowercased()
    guard let dot = name.lastIndex(of: ".") else { return nil }
    let ending = String(name[name.index(after: dot)...])
    guard let format = Self.allCases.first(where: { $0.extensions.contains(ending) }) else { return nil }
    self = format
  }

  /// A name without its `.gz`.
  package static func withoutGzip(_ name: String) -> String {
    name.lowercased().hasSuffix(".gz") ? String(name.dropLast(3)) : name
  }

  /// The format that the contents tell: a page begins with a doctype or with one of the first elements, JSON Lines
  /// with an object that has the text field; everything else is text.
  package init(contents bytes: [UInt8], fields: RowFields = RowFields()) {
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while start < bytes.count, bytes[start] <= 0x20 { start += 1 }
    let head = String(decoding: bytes[start...].prefix(1024), as: UTF8.self).lowercased()
    if head.hasPrefix("{") {
      let line = Array(bytes[start...].prefix { $0 != 10 })
      if case .object(let object)? = try? JSONParser.parse(line), object[fields.text] != nil {
        self = .jsonl
        return
      }
    }
    let beginnings = ["<!doctype html", "<html", "<head", "<body"]
    let isPage =
      beginnings.contains { head.hasPrefix($0) }
      || (head.hasPrefix("<?xml") || head.hasPrefix("<!--")) && beginnings.contains { head.contains($0) }
    self = isPage ? .html : .text
  }
}
