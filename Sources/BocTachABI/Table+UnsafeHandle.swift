// The tables' part of boctach.h. `@implementation` has the compiler hold each function against the header.
// Names are those of C.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

internal import BocTach
public import CBocTach

private func table(_ number: Int32) throws(CallError) -> DocumentTable {
  guard let table = DocumentTable(number: number) else {
    throw CallError(.argument, "there is no table \(number)")
  }
  return table
}

private func handles(_ documents: UnsafePointer<OpaquePointer?>?, _ count: Int) throws(CallError)
  -> [DocumentHandle]
{
  guard documents != nil || count == 0 else { throw .null("documents") }
  // The header's sizes have no sign: the largest arrive here as negative.
  guard count >= 0 else { throw CallError(.size, "count is larger than memory") }
  var handles: [DocumentHandle] = []
  for index in 0..<count {
    // SAFETY: the caller vouches for `count` pointers, to documents that nobody has freed.
    guard let document = documents?[index] else { throw .null("documents[\(index)]") }
    handles.append(Unmanaged<DocumentHandle>.fromOpaque(UnsafeRawPointer(document)).takeUnretainedValue())
  }
  return handles
}

@c @implementation
public func boctach_table_schema(_ number: Int32, _ out: UnsafeMutablePointer<ArrowSchema>?) -> boctach_status
{
  out?.pointee.release = nil
  do throws(CallError) {
    let table = try table(number)
    guard let out else { throw .null("out") }
    out.pointee = try ArrowSchema(table)
    return Status.ok.rawValue
  } catch {
    return error.status.rawValue
  }
}

@c @implementation
public func boctach_table_array(
  _ number: Int32, _ documents: UnsafePointer<OpaquePointer?>?, _ count: Int,
  _ out: UnsafeMutablePointer<ArrowArray>?, _ message: UnsafeMutablePointer<CChar>?, _ capacity: Int
) -> boctach_status {
  out?.pointee.release = nil
  guard let buffer = MessageBuffer(message, capacity) else { return Status.argument.rawValue }
  return buffer.report { () throws(CallError) in
    guard let out else { throw .null("out") }
    var rows = ArrowTable(try table(number))
    for handle in try handles(documents, count) { try rows.append(handle) }
    out.pointee = try ArrowArray(rows)
  }
}

@c @implementation
public func boctach_table_stream(
  _ number: Int32, _ documents: UnsafePointer<OpaquePointer?>?, _ count: Int,
  _ out: UnsafeMutablePointer<ArrowArrayStream>?, _ message: UnsafeMutablePointer<CChar>?, _ capacity: Int
) -> boctach_status {
  out?.pointee.release = nil
  guard let buffer = MessageBuffer(message, capacity) else { return Status.argument.rawValue }
  return buffer.report { () throws(CallError) in
    guard let out else { throw .null("out") }
    out.pointee = ArrowArrayStream(try table(number), try handles(documents, count))
  }
}
