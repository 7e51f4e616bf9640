// The document's part of boctach.h. `@implementation` has the compiler hold each function against the header.
// Names are those of C.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

public import CBocTach

/// The handle behind a pointer that is not null.
private func handle(_ document: OpaquePointer?) throws(CallError) -> DocumentHandle {
  guard let document else { throw .null("document") }
  // SAFETY: the pointer is one that boctach_extract made and nobody has freed.
  return Unmanaged<DocumentHandle>.fromOpaque(UnsafeRawPointer(document)).takeUnretainedValue()
}

/// Runs a call that has no place for a message.
private func status(_ body: () throws(CallError) -> Void) -> boctach_status {
  do {
    try body()
    return Status.ok.rawValue
  } catch {
    return error.status.rawValue
  }
}

@c @implementation
public func boctach_document_free(_ document: OpaquePointer?) {
  guard let document else { return }
  // SAFETY: the pointer is one that boctach_extract retained, and is freed once.
  Unmanaged<DocumentHandle>.fromOpaque(UnsafeRawPointer(document)).release()
}

@c @implementation
public func boctach_document_mentions(
  _ document: OpaquePointer?, _ mention_size: Int,
  _ mentions: UnsafeMutablePointer<UnsafePointer<boctach_mention>?>?,
  _ count: UnsafeMutablePointer<Int>?
) -> boctach_status {
  status { () throws(CallError) in
    let handle = try handle(document)
    guard let mentions else { throw .null("mentions") }
    guard let count else { throw .null("count") }
    let expected = MemoryLayout<boctach_mention>.stride
    guard mention_size == expected else { throw .size("mention_size", mention_size, expected) }
    mentions.pointee = handle.mentions
    count.pointee = handle.mentionCount
  }
}

@c @implementation
public func boctach_document_relations(
  _ document: OpaquePointer?, _ relation_size: Int,
  _ relations: UnsafeMutablePointer<UnsafePointer<boctach_relation>?>?, _ count: UnsafeMutablePointer<Int>?
) -> boctach_status {
  status { () throws(CallError) in
    let handle = try handle(document)
    guard let relations else { throw .null("relations") }
    guard let count else { throw .null("count") }
    let expected = MemoryLayout<boctach_relation>.stride
    guard relation_size == expected else { throw .size("relation_size", relation_size, expected) }
    relations.pointee = handle.relations
    count.pointee = handle.relationCount
  }
}

@c @implementation
public func boctach_document_text(
  _ document: OpaquePointer?, _ text: UnsafeMutablePointer<boctach_string>?
) -> boctach_status {
  status { () throws(CallError) in
    let handle = try handle(document)
    guard let text else { throw .null("text") }
    text.pointee = handle.text
  }
}

@c @implementation
public func boctach_document_json(
  _ document: OpaquePointer?, _ json: UnsafeMutablePointer<boctach_string>?
) -> boctach_status {
  status { () throws(CallError) in
    let handle = try handle(document)
    guard let json else { throw .null("json") }
    json.pointee = try handle.jsonText()
  }
}

@c @implementation
public func boctach_document_copy_json(
  _ document: OpaquePointer?, _ buffer: UnsafeMutablePointer<CChar>?, _ capacity: Int,
  _ needed: UnsafeMutablePointer<Int>?
) -> boctach_status {
  status { () throws(CallError) in
    let handle = try handle(document)
    guard let needed else { throw .null("needed") }
    guard buffer != nil || capacity == 0 else { throw .null("buffer") }
    let json = try handle.jsonText()
    needed.pointee = json.length + 1
    // A capacity beyond what memory can hold arrives here as negative.
    guard let buffer, let bytes = json.bytes, capacity > json.length else { throw CallError(.size) }
    // SAFETY: `capacity` bytes, which the caller vouches for, take the JSON and its NUL.
    buffer.update(from: bytes, count: json.length + 1)
  }
}
