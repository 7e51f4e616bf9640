/// Writes JSON text part by part, so that what has been written can be passed on before the rest is there.
///
///     stream.beginObject()
///     stream.key("id"); stream.write("1")
///     stream.key("spans"); stream.beginArray(); for … { stream.write(…) }; stream.endArray()
///     stream.endObject()
///
/// The text is that of `JSONWriter` for the whole value.
package struct JSONStream {
  /// What has been written; the caller may take it away.
  package var bytes: [UInt8] = []

  private let isIndented: Bool
  private var level = 0
  /// Whether the innermost open container has members; one that holds a container has.
  private var hasMembers = false
  /// Whether the innermost open container is an array on one line; such an array holds no open container but empty ones.
  private var isFlat = false
  private var isBehindKey = true

  package init(_ layout: JSONWriter.Layout = .compact) {
    isIndented = layout == .indented
  }

  /// The name of the next member of an object.
  package mutating func key(_ name: String) {
    if hasMembers { bytes.append(UInt8(ascii: ",")) }
    if isIndented { breakLine() }
    JSONWriter.appendString(name, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    if isIndented { bytes.append(UInt8(ascii: " ")) }
    isBehindKey = true
  }

  private mutating func beginValue() {
    if isBehindKey {
      isBehindKey = false
      return
    }
    if hasMembers {
      bytes.append(UInt8(ascii: ","))
      if isFlat, isIndented { bytes.append(UInt8(ascii: " ")) }
    }
    if !isFlat, isIndented { breakLine() }
  }

  package mutating func write(_ text: String) {
    beginValue()
    JSONWriter.appendString(text, to: &bytes)
    hasMembers = true
  }

  package mutating func write(_ number: Int) {
    beginValue()
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    var rest = number.magnitude
    let start = bytes.count
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
    hasMembers = true
  }

  package mutating func write(_ flag: Bool) {
    beginValue()
    bytes += (flag ? "true" : "false").utf8
    hasMembers = true
  }

  package mutating func beginObject() { begin(UInt8(ascii: "{")) }

  package mutating func endObject() { end(UInt8(ascii: "}")) }

  /// - Parameter isFlat: whether all elements are scalars or empty containers, which then stand on one line.
  package mutating func beginArray(isFlat: Bool = false) {
    begin(UInt8(ascii: "["))
    self.isFlat = isFlat
  }

  package mutating func endArray() { end(UInt8(ascii: "]")) }

  private mutating func begin(_ bracket: UInt8) {
    beginValue()
    bytes.append(bracket)
    level += 1
    hasMembers = false
    isFlat = false
  }

  private mutating func end(_ bracket: UInt8) {
    level -= 1
    if isIndented, hasMembers, !isFlat { breakLine() }
    bytes.append(bracket)
    hasMembers = true
    isFlat = false
  }

  /// Writes a value with all that it holds.
  package mutating func write(_ value: JSONValue) {
    switch value {
    case .null, .number:
      beginValue()
      if case .number(let text) = value { bytes += text.utf8 } else { bytes += "null".utf8 }
      hasMembers = true
    case .bool(let flag): write(flag)
    case .string(let text): write(text)
    case .array(let elements):
      let isFlat = elements.allSatisfy(\.isPlain)
      beginArray(isFlat: isFlat)
      for element in elements {
        write(element)
        // An empty container among them closed a container of its own.
        self.isFlat = isFlat
      }
      endArray()
    case .object(let object):
      beginObject()
      for member in object.members {
        key(member.key)
        write(member.value)
      }
      endObject()
    }
  }

  private mutating func breakLine() {
    bytes.append(10)
    for _ in 0..<level {
      bytes.append(32)
      bytes.append(32)
    }
  }
}
