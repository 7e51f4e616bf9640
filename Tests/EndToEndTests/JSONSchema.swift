import Foundation

/// As much of JSON Schema as the document's schema uses: `type`, `required`, `properties`, `additionalProperties`
/// (false), `items`, `enum`, and `$ref` into `$defs`.
struct JSONSchema {
  let root: [String: Any]

  init(contentsOf url: URL) throws {
    root = try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any] ?? [:]
  }

  /// What of a value the schema does not allow, each with its path.
  func problems(of value: Any) -> [String] { problems(of: value, by: root, at: "$") }

  private func problems(of value: Any, by schema: [String: Any], at path: String) -> [String] {
    if let reference = schema["$ref"] as? String {
      let name = String(reference.split(separator: "/").last!)
      guard let target = (root["$defs"] as? [String: Any])?[name] as? [String: Any] else {
        return ["\(path): no definition \(name)"]
      }
      return problems(of: value, by: target, at: path)
    }
    var found: [String] = []
    if let allowed = schema["enum"] as? [String], !(value as? String).map(allowed.contains, default: false) {
      found.append("\(path): \(value) is not one of \(allowed)")
    }
    switch schema["type"] as? String {
    case "object":
      guard let object = value as? [String: Any] else { return ["\(path): not an object"] }
      for name in schema["required"] as? [String] ?? [] where object[name] == nil {
        found.append("\(path): no \(name)")
      }
      let properties = schema["properties"] as? [String: Any]
      for (name, member) in object {
        if let property = properties?[name] as? [String: Any] {
          found += problems(of: member, by: property, at: "\(path).\(name)")
        } else if schema["additionalProperties"] as? Bool == false {
          found.append("\(path): unknown member \(name)")
        }
      }
    case "array":
      guard let array = value as? [Any] else { return ["\(path): not an array"] }
      guard let items = schema["items"] as? [String: Any] else { break }
      for (index, item) in array.enumerated() {
        found += problems(of: item, by: items, at: "\(path)[\(index)]")
      }
    case "string": if !(value is String) { found.append("\(path): not a string") }
    case "integer": if !(value is Int) || value is String { found.append("\(path): not an integer") }
    case "boolean": if !(value is Bool) { found.append("\(path): not a boolean") }
    default: break
    }
    return found
  }
}

extension Optional {
  fileprivate func map(_ transform: (Wrapped) -> Bool, default fallback: Bool) -> Bool {
    self.map(transform) ?? fallback
  }
}
