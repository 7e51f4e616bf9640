import Formats

/// When a page says it was published: in meta elements, in JSON-LD, in `time` elements; date-names.tsv has the order.
/// A date in the visible text is left to the extractor, which reads it like that of any other text.
enum PageDate {
  private static let ranks: [String: Int] = {
    var ranks: [String: Int] = [:]
    for row in DataTable.rows(PackageResources.date_names_tsv) { ranks[row[0]] = Int(row[1]) }
    return ranks
  }()

  /// The date as `2022-09-15` or `2022-09-15T09:47`; nil when the page has none that can be read.
  static func find(in tree: PageTree, page: [UInt8]) -> String? {
    let furniture = Furniture(tree)
    var best: (rank: Int, notation: String)?
    func offer(_ name: String, _ value: String) {
      guard let rank = ranks[name], rank < best?.rank ?? .max else { return }
      if let notation = StatedDate.notation(of: value) { best = (rank, notation) }
    }
    for date in tree.dates {
      // The head's elements are in no furniture; a `time` in a list of other news is.
      if furniture.isDropped[Int(date.node)] { continue }
      offer(date.name, date.value)
    }
    for script in tree.linkedData {
      let bytes = script.flatMap { page[$0] }
      if let value = datePublished(bytes) { offer("ld+json", value) }
    }
    return best?.notation
  }

  /// `datePublished` of a JSON-LD script: of an article first, else of anything.
  private static func datePublished(_ bytes: [UInt8]) -> String? {
    guard let value = try? JSONParser.parse(bytes) else { return search(bytes) }
    var fallback: String?
    return article(value, &fallback) ?? fallback
  }

  private static func article(_ value: JSONValue, _ fallback: inout String?) -> String? {
    switch value {
    case .array(let elements):
      for element in elements {
        if let found = article(element, &fallback) { return found }
      }
    case .object(let object):
      if let date = object["datePublished"]?.string {
        let types = object["@type"]?.array ?? [object["@type"] ?? .null]
        if types.contains(where: {
          $0.string?.hasSuffix("Article") == true || $0.string?.hasSuffix("Posting") == true
        }) {
          return date
        }
        fallback = fallback ?? date
      }
      for member in object.members {
        if let found = article(member.value, &fallback) { return found }
      }
    default: break
    }
    return nil
  }

  /// The first `"datePublished": "…"` of a script that is no valid JSON, as many are not.
  private static func search(_ bytes: [UInt8]) -> String? {
    let key = Array("\"datePublished\"".utf8)
    guard bytes.count > key.count else { return nil }
    for start in 0..<bytes.count - key.count where bytes[start] == key[0] {
      guard bytes[start..<start + key.count].elementsEqual(key) else { continue }
      let rest = bytes[(start + key.count)...].drop { $0 <= 0x20 || $0 == UInt8(ascii: ":") }
      guard rest.first == UInt8(ascii: "\"") else { continue }
      return String(decoding: rest.dropFirst().prefix { $0 != UInt8(ascii: "\"") }.prefix(100), as: UTF8.self)
    }
    return nil
  }
}
