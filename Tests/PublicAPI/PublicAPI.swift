// The public interface of the product BocTach, from the symbol graphs of its modules. `.ci/public-api` compiles and runs it.
//
//     PublicTypes.swift ─▶ which types of Extraction and TextModel the product exports ─┐
//     BocTach, Extraction, TextModel symbol graphs ─────────────────────────────────────┴▶ one graph, as if of BocTach
//        ─▶ BocTach.symbols.json for DocC   ─▶ listing, one line a symbol   ─▶ complaints: undocumented, not exported
//
// Arguments: the folder of the graphs, PublicTypes.swift, the file for the graph, the file for the listing.
// Exit code 1 when a symbol has no documentation or names a type that is not exported.
import Foundation

struct Problem: Error, CustomStringConvertible {
  var description: String
}

typealias Object = [String: Any]

/// One symbol of a graph, which stays as it is but for what is read here.
struct Symbol {
  var json: Object
  let id: String
  let path: [String]
  let module: String

  init(_ json: Object, module: String) throws {
    guard let id = (json["identifier"] as? Object)?["precise"] as? String,
      let path = json["pathComponents"] as? [String]
    else { throw Problem(description: "\(module): a symbol without identifier or path") }
    (self.json, self.id, self.path, self.module) = (json, id, path, module)
  }

  private var fragments: [Object] { json["declarationFragments"] as? [Object] ?? [] }

  /// The declaration on one line.
  var declaration: String {
    fragments.map { $0["spelling"] as? String ?? "" }.joined().split { $0.isWhitespace }.joined(
      separator: " ")
  }

  /// Names of types in the declaration, by their identifiers.
  var mentionedTypes: [String: String] {
    var types: [String: String] = [:]
    for fragment in fragments where fragment["kind"] as? String == "typeIdentifier" {
      if let id = fragment["preciseIdentifier"] as? String { types[id] = fragment["spelling"] as? String }
    }
    return types
  }

  /// Whether somebody wrote it: what the compiler makes for `Hashable` or `Codable` stands nowhere.
  var isWritten: Bool { json["location"] != nil && !id.contains("::SYNTHESIZED::") }

  var isDocumented: Bool {
    guard let lines = (json["docComment"] as? Object)?["lines"] as? [Object] else { return false }
    return lines.contains { !($0["text"] as? String ?? "").allSatisfy(\.isWhitespace) }
  }

  var place: String {
    guard let location = json["location"] as? Object, let uri = location["uri"] as? String else { return "" }
    let line = ((location["position"] as? Object)?["line"] as? Int ?? 0) + 1
    let path = uri.replacingOccurrences(of: "file://", with: "")
    return "\(path.components(separatedBy: "/Sources/").last.map { "Sources/" + $0 } ?? path):\(line)"
  }
}

struct Interface {
  var symbols: [Symbol] = []
  var relationships: [Object] = []
  /// The graph of BocTach, whose head the joint graph has too.
  private var head: Object = [:]

  init(graphs folder: String, exported: [String: Set<String>]) throws {
    for module in ["BocTach"] + exported.keys.sorted() {
      let url = URL(fileURLWithPath: folder).appendingPathComponent("\(module).symbols.json")
      guard let graph = try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? Object else {
        throw Problem(description: "\(url.path): not a symbol graph")
      }
      if module == "BocTach" { head = graph }
      let all = try (graph["symbols"] as? [Object] ?? []).map { try Symbol($0, module: module) }
      symbols += all.filter { $0.isWritten && exported[module]?.contains($0.path[0]) ?? true }
      relationships += graph["relationships"] as? [Object] ?? []
    }
    let known = Set(symbols.map(\.id))
    relationships.removeAll { !known.contains($0["source"] as? String ?? "") }
    symbols.sort { ($0.path, $0.declaration) < ($1.path, $1.declaration) }
  }

  func writeGraph(to path: String) throws {
    var graph = head
    graph["symbols"] = symbols.map(\.json)
    graph["relationships"] = relationships
    try JSONSerialization.data(withJSONObject: graph, options: .sortedKeys).write(
      to: URL(fileURLWithPath: path))
  }

  /// `Copyable`, `Escapable` and `SendableMetatype`, which the compiler mentions here and there.
  private static let everywhere: Set<String> = ["s:s8CopyableP", "s:s9EscapableP", "s:s16SendableMetatypeP"]

  /// One line a symbol, types with what they conform to.
  var listing: String {
    let names = Dictionary(symbols.map { ($0.id, $0.path.joined(separator: ".")) }) { first, _ in first }
    var conformances: [String: Set<String>] = [:]
    for relationship in relationships where relationship["kind"] as? String == "conformsTo" {
      guard let source = relationship["source"] as? String, let target = relationship["target"] as? String
      else { continue }
      if Interface.everywhere.contains(target) { continue }
      let name = names[target] ?? relationship["targetFallback"] as? String ?? target
      conformances[source, default: []].insert(name.split(separator: ".").last.map(String.init) ?? name)
    }
    let lines = symbols.map { symbol in
      let own = conformances[symbol.id].map { ": " + $0.sorted().joined(separator: ", ") } ?? ""
      return "\(symbol.path.joined(separator: "."))\t\(symbol.declaration)\(own)\n"
    }
    return lines.joined()
  }

  /// What a user of the library would miss.
  var complaints: [String] {
    let known = Set(symbols.map(\.id))
    let modules = [
      "s:9TextModel", "s:10Extraction", "s:12Tokenization", "s:13GrammarEngine", "s:15GrammarLanguage",
      "s:7Formats",
    ]
    return symbols.flatMap { symbol in
      var found: [String] = []
      let name = symbol.path.joined(separator: ".")
      if !symbol.isDocumented { found.append("\(symbol.place): \(name) has no documentation") }
      for (id, type) in symbol.mentionedTypes.sorted(by: { $0.key < $1.key }) where !known.contains(id) {
        if modules.contains(where: { id.hasPrefix($0) }) {
          found.append("\(symbol.place): \(name) names \(type), which BocTach does not export")
        }
      }
      return found
    }
  }
}

func < (left: ([String], String), right: ([String], String)) -> Bool {
  if left.0 != right.0 { return left.0.lexicographicallyPrecedes(right.0) }
  return left.1 < right.1
}

/// By module: the types that PublicTypes.swift exports.
func exportedTypes(_ path: String) throws -> [String: Set<String>] {
  var types: [String: Set<String>] = [:]
  for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
    guard line.hasPrefix("@_exported"), let name = line.split(separator: " ").last else { continue }
    let parts = name.split(separator: ".").map(String.init)
    guard parts.count == 2 else { throw Problem(description: "\(path): '\(line)' exports a whole module") }
    types[parts[0], default: []].insert(parts[1])
  }
  return types
}

@main
enum PublicAPI {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 5 else {
      throw Problem(description: "four arguments: GRAPHS PUBLIC-TYPES GRAPH LISTING")
    }
    let interface = try Interface(graphs: arguments[1], exported: exportedTypes(arguments[2]))
    try interface.writeGraph(to: arguments[3])
    try interface.listing.write(toFile: arguments[4], atomically: true, encoding: .utf8)
    let complaints = interface.complaints
    for complaint in complaints { FileHandle.standardError.write(Data((complaint + "\n").utf8)) }
    print("public interface: \(interface.symbols.count) symbols, \(complaints.count) problems")
    if !complaints.isEmpty { exit(1) }
  }
}
