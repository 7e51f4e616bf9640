import CHTML

/// Runs libxml2's push parser over a masked page.
enum PageParser {
  private final class Box {
    var builder: PageTreeBuilder
    init(_ builder: PageTreeBuilder) { self.builder = builder }
  }

  /// O(n). Traps when memory runs out, as everything else does.
  static func parse(masked: [UInt8]) -> PageTree {
    let box = Box(PageTreeBuilder(masked: masked))
    withExtendedLifetime(box) {
      // SAFETY: the pointer is used only while `chtml_parse` runs, during which `box` is kept alive.
      var handler = chtml_handler(
        context: Unmanaged.passUnretained(box).toOpaque(), start: start, end: end, text: text)
      let isDone = masked.withUnsafeBufferPointer {
        // SAFETY: the bytes live as long as the closure; the parser only reads them.
        chtml_parse($0.baseAddress, Int64($0.count), &handler)
      }
      precondition(isDone, "out of memory")
    }
    return box.builder.tree
  }

  private static let start:
    @convention(c) (
      UnsafeMutableRawPointer?, UnsafePointer<CChar>?, UnsafePointer<UnsafePointer<CChar>?>?
    ) -> Void = { context, name, attributes in
      guard let context, let name else { return }
      // SAFETY: `context` is the box of `parse`, which is alive; strings are null-terminated and live for the call.
      let box = Unmanaged<Box>.fromOpaque(context).takeUnretainedValue()
      var values: [String: [UInt8]] = [:]
      var next = attributes
      while let pair = next, let key = pair[0] {
        let name = String(cString: key)
        if PageTreeBuilder.wanted.contains(name) {
          values[name] = pair[1].map { bytes(of: $0) } ?? []
        }
        next = pair + 2
      }
      box.builder.start(String(cString: name), values)
    }

  private static let end: @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<CChar>?) -> Void = {
    context, _ in
    guard let context else { return }
    // SAFETY: as in `start`.
    Unmanaged<Box>.fromOpaque(context).takeUnretainedValue().builder.end()
  }

  private static let text:
    @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<UInt8>?, Int32, Int64) -> Void = {
      context, bytes, length, position in
      guard let context, let bytes, length > 0 else { return }
      // SAFETY: as in `start`; the parser says how many bytes there are.
      Unmanaged<Box>.fromOpaque(context).takeUnretainedValue().builder.text(
        UnsafeBufferPointer(start: bytes, count: Int(length)).span, position: Int(position))
    }

  private static func bytes(of string: UnsafePointer<CChar>) -> [UInt8] {
    var bytes: [UInt8] = []
    var next = string
    // SAFETY: a null-terminated string.
    while next.pointee != 0 {
      bytes.append(UInt8(bitPattern: next.pointee))
      next += 1
    }
    return bytes
  }
}
