// The extractor's part of boctach.h. `@implementation` has the compiler hold each function against the header.
// Names are those of C.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

internal import BocTach
public import CBocTach
internal import Tokenization

/// An extractor behind the C interface.
private final class ExtractorHandle: Sendable {
  let extractor: Extractor

  init(_ extractor: Extractor) {
    self.extractor = extractor
  }
}

@c @implementation
public func boctach_extractor_open(
  _ folder: UnsafePointer<CChar>?, _ out: UnsafeMutablePointer<OpaquePointer?>?,
  _ message: UnsafeMutablePointer<CChar>?, _ capacity: Int
) -> boctach_status {
  open(folder, withBundled: false, out, message, capacity) { grammar throws(GrammarError) in
    try Extractor(grammar: grammar)
  }
}

@c @implementation
public func boctach_extractor_open_with_bundled(
  _ folder: UnsafePointer<CChar>?, _ out: UnsafeMutablePointer<OpaquePointer?>?,
  _ message: UnsafeMutablePointer<CChar>?, _ capacity: Int
) -> boctach_status {
  open(folder, withBundled: true, out, message, capacity) { grammar throws(GrammarError) in
    try Extractor(grammar: grammar)
  }
}

@c @implementation
public func boctach_extractor_open_compiled(
  _ folder: UnsafePointer<CChar>?, _ with_bundled: Int32, _ compiled: UnsafeRawPointer?,
  _ compiled_length: Int, _ used: UnsafeMutablePointer<Int32>?,
  _ out: UnsafeMutablePointer<OpaquePointer?>?, _ message: UnsafeMutablePointer<CChar>?, _ capacity: Int
) -> boctach_status {
  used?.pointee = 0
  out?.pointee = nil
  guard let buffer = MessageBuffer(message, capacity) else { return Status.argument.rawValue }
  guard compiled != nil || compiled_length == 0 else {
    return buffer.report { () throws(CallError) in throw .null("compiled") }
  }
  guard with_bundled == 0 || with_bundled == 1 else {
    return buffer.report { () throws(CallError) in
      throw CallError(.argument, "with_bundled is \(with_bundled)")
    }
  }
  // The header's size has no sign: the largest arrive here as negative.
  guard compiled_length >= 0 else {
    return buffer.report { () throws(CallError) in throw CallError(.tooLong) }
  }
  return open(folder, withBundled: with_bundled == 1, out, message, capacity) {
    grammar throws(GrammarError) in
    // SAFETY: the caller vouches for `compiled_length` bytes.
    let bytes = compiled.map { Array(UnsafeRawBufferPointer(start: $0, count: compiled_length)) } ?? []
    var isUsed = false
    let extractor = try Extractor(grammar: grammar, compiledForm: bytes, isUsed: &isUsed)
    used?.pointee = isUsed ? 1 : 0
    return extractor
  }
}

/// Makes an extractor and puts it into `out`.
private func open(
  _ folder: UnsafePointer<CChar>?, withBundled: Bool, _ out: UnsafeMutablePointer<OpaquePointer?>?,
  _ message: UnsafeMutablePointer<CChar>?, _ capacity: Int,
  _ make: (Grammar) throws(GrammarError) -> Extractor
) -> boctach_status {
  out?.pointee = nil
  guard let buffer = MessageBuffer(message, capacity) else { return Status.argument.rawValue }
  return buffer.report { () throws(CallError) in
    guard let out else { throw .null("out") }
    guard folder != nil || !withBundled else { throw .null("folder") }
    let extractor: Extractor
    do throws(GrammarError) {
      var grammar = Grammar.bundled
      if let folder {
        // SAFETY: the header asks for a NUL-terminated folder.
        let files = try Grammar(directory: String(cString: folder))
        grammar = withBundled ? grammar.extended(by: files) : files
      }
      extractor = try make(grammar)
    } catch {
      switch error {
      case .invalid: throw CallError(.grammar, error.description)
      case .unreadable: throw CallError(.unreadable, error.description)
      }
    }
    // SAFETY: boctach_extractor_free releases what is retained here.
    out.pointee = OpaquePointer(Unmanaged.passRetained(ExtractorHandle(extractor)).toOpaque())
  }
}

@c @implementation
public func boctach_extractor_free(_ extractor: OpaquePointer?) {
  guard let extractor else { return }
  // SAFETY: the pointer is one that boctach_extractor_open retained, and is freed once.
  Unmanaged<ExtractorHandle>.fromOpaque(UnsafeRawPointer(extractor)).release()
}

@c @implementation
public func boctach_extract(
  _ extractor: OpaquePointer?, _ text: UnsafePointer<CChar>?, _ length: Int,
  _ options: UnsafePointer<boctach_options>?, _ options_size: Int,
  _ out: UnsafeMutablePointer<OpaquePointer?>?,
  _ message: UnsafeMutablePointer<CChar>?, _ capacity: Int
) -> boctach_status {
  out?.pointee = nil
  guard let buffer = MessageBuffer(message, capacity) else { return Status.argument.rawValue }
  return buffer.report { () throws(CallError) in
    guard let extractor else { throw .null("extractor") }
    guard let out else { throw .null("out") }
    guard text != nil || length == 0 else { throw .null("text") }
    // The header's sizes have no sign: the largest arrive here as negative.
    guard length >= 0, length <= inputLimit else { throw CallError(.tooLong) }
    let options = try ExtractionOptions(options, size: options_size)
    // SAFETY: the caller vouches for `length` bytes.
    let bytes = text.map { Array(UnsafeRawBufferPointer(start: $0, count: length)) } ?? []
    let decoded = try decode(bytes, options)
    // SAFETY: the handle is one that boctach_extractor_open made and nobody has freed.
    let handle = Unmanaged<ExtractorHandle>.fromOpaque(UnsafeRawPointer(extractor)).takeUnretainedValue()
    let document = handle.extractor.extract(decoded, reference: options.reference)
    let result = try DocumentHandle(
      document, id: options.id, text: decoded.text,
      warnings: decoded.warnings.map { $0.sentence(in: decoded.encoding) })
    // SAFETY: boctach_document_free releases what is retained here.
    out.pointee = OpaquePointer(Unmanaged.passRetained(result).toOpaque())
  }
}

/// BOCTACH_INPUT_LIMIT of the header, a macro that Swift cannot read.
private let inputLimit = 64 << 20

private func decode(_ bytes: [UInt8], _ options: ExtractionOptions) throws(CallError) -> DecodedText {
  if options.isFile { return Decoder.decode(bytes) }
  guard (try? UTF8Span(validating: bytes.span)) != nil else { throw CallError(.encoding) }
  return DecodedText(text: bytes, encoding: .utf8, map: .identity(length: bytes.count), warnings: [])
}

/// `boctach_options`, read and checked.
private struct ExtractionOptions {
  var id = ""
  var reference = ReferenceContext()
  var isFile = false

  init(_ options: UnsafePointer<boctach_options>?, size: Int) throws(CallError) {
    guard let options else {
      guard size == 0 else { throw .null("options") }
      return
    }
    let expected = MemoryLayout<boctach_options>.size
    guard size == expected else { throw .size("options_size", size, expected) }
    // SAFETY: the caller vouches for a struct of the size just checked and for NUL-terminated strings in it.
    let values = options.pointee
    if let id = values.id { self.id = String(cString: id) }
    if let date = values.date.map({ String(cString: $0) }) {
      guard let reference = ReferenceContext(publicationDate: date) else {
        throw CallError(.date, "the date '\(date)' is not a day of the form YYYY-MM-DD")
      }
      self.reference = reference
    }
    switch values.input {
    case 0: isFile = false
    case 1: isFile = true
    default: throw CallError(.argument, "options.input is \(values.input)")
    }
    guard values.reserved == 0 else { throw CallError(.argument, "options.reserved is not 0") }
  }
}
