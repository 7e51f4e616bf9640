// Tables in the structs of the Arrow C data interface (arrow.apache.org, "The Arrow C data interface").
//
// Everything a struct points to is memory of malloc that it owns alone, so its release callback frees just what it
// finds, and a child that a consumer has moved elsewhere (which sets its `release` to null) is left to that one.
internal import BocTach
internal import CBocTach

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Memory of malloc, aligned and padded to 64 bytes as Arrow recommends, and never empty.
private func allocate(_ size: Int) throws(CallError) -> UnsafeMutableRawPointer {
  guard let memory = aligned_alloc(64, max(64, (size + 63) & ~63)) else { throw CallError(.memory) }
  return memory
}

/// Memory for one value.
private func allocate<Value>(_ value: Value) throws(CallError) -> UnsafeMutablePointer<Value> {
  let memory = try allocate(MemoryLayout<Value>.size).bindMemory(to: Value.self, capacity: 1)
  // SAFETY: room for one value, as just asked for.
  memory.initialize(to: value)
  return memory
}

/// A copy of the elements.
private func allocate<Element: BitwiseCopyable>(copying elements: [Element]) throws(CallError)
  -> UnsafeMutableRawPointer
{
  let memory = try allocate(elements.count * MemoryLayout<Element>.stride)
  elements.withUnsafeBytes {
    // SAFETY: the memory has at least as many bytes.
    if let base = $0.baseAddress { memory.copyMemory(from: base, byteCount: $0.count) }
  }
  return memory
}

private func allocate(_ text: String) throws(CallError) -> UnsafePointer<CChar> {
  let units = Array(text.utf8) + [0]
  return UnsafePointer(try allocate(copying: units).bindMemory(to: CChar.self, capacity: units.count))
}

// MARK: - Schemas

extension ArrowSchema {
  /// The schema of a table: a struct with a child for each column.
  init(_ table: DocumentTable) throws(CallError) {
    let columns = table.columns
    var schema = try ArrowSchema(format: "+s", name: "", isNullable: false)
    do throws(CallError) {
      let children = try allocate(copying: columns.map { _ in UnsafeMutablePointer<ArrowSchema>?.none })
        .bindMemory(to: UnsafeMutablePointer<ArrowSchema>?.self, capacity: columns.count)
      schema.children = children
      for (index, column) in columns.enumerated() {
        var child = try ArrowSchema(format: column.arrowFormat, name: column.name, isNullable: true)
        do throws(CallError) {
          children[index] = try allocate(child)
        } catch {
          child.release(&child)
          throw error
        }
        schema.n_children = Int64(index + 1)
      }
    } catch {
      schema.release(&schema)
      throw error
    }
    self = schema
  }

  private init(format: String, name: String, isNullable: Bool) throws(CallError) {
    let format = try allocate(format)
    do throws(CallError) {
      self.init(
        format: format, name: try allocate(name), metadata: nil,
        flags: isNullable ? Int64(ARROW_FLAG_NULLABLE) : 0, n_children: 0, children: nil, dictionary: nil,
        release: releaseSchema, private_data: nil)
    } catch {
      free(UnsafeMutablePointer(mutating: format))
      throw error
    }
  }
}

extension TableColumn {
  fileprivate var arrowFormat: String {
    switch self {
    case .text: "u"
    case .integer: "l"
    case .flag: "b"
    }
  }
}

private func releaseSchema(_ pointer: UnsafeMutablePointer<ArrowSchema>?) {
  guard let pointer else { return }
  let schema = pointer.pointee
  // SAFETY: what `ArrowSchema.init` allocated, released once: `release` is null from here on.
  for index in 0..<Int(schema.n_children) {
    guard let child = schema.children[index] else { continue }
    child.pointee.release?(child)
    free(child)
  }
  free(schema.children)
  free(UnsafeMutablePointer(mutating: schema.format))
  free(UnsafeMutablePointer(mutating: schema.name))
  pointer.pointee.release = nil
}

// MARK: - Arrays

extension ArrowArray {
  /// The rows of a table: a struct with a child for each column.
  init(_ table: ArrowTable) throws(CallError) {
    var array = try ArrowArray(length: table.rowCount, nullCount: 0, bufferCount: 1)
    do throws(CallError) {
      let children = try allocate(copying: table.columns.map { _ in UnsafeMutablePointer<ArrowArray>?.none })
        .bindMemory(to: UnsafeMutablePointer<ArrowArray>?.self, capacity: table.columns.count)
      array.children = children
      for (index, column) in table.columns.enumerated() {
        var child = try ArrowArray(column)
        do throws(CallError) {
          children[index] = try allocate(child)
        } catch {
          child.release(&child)
          throw error
        }
        array.n_children = Int64(index + 1)
      }
    } catch {
      array.release(&array)
      throw error
    }
    self = array
  }

  private init(_ column: ArrowColumn) throws(CallError) {
    let bufferCount = if case .text = column.kind { 3 } else { 2 }
    var array = try ArrowArray(length: column.count, nullCount: column.nullCount, bufferCount: bufferCount)
    do throws(CallError) {
      // No bits are needed where every value is there.
      if column.nullCount > 0 {
        array.buffers[0] = UnsafeRawPointer(try allocate(copying: column.validity.bytes))
      }
      switch column.kind {
      case .text:
        array.buffers[1] = UnsafeRawPointer(try allocate(copying: column.offsets))
        array.buffers[2] = UnsafeRawPointer(try allocate(copying: column.bytes))
      case .integer: array.buffers[1] = UnsafeRawPointer(try allocate(copying: column.integers))
      case .flag: array.buffers[1] = UnsafeRawPointer(try allocate(copying: column.flags.bytes))
      }
    } catch {
      array.release(&array)
      throw error
    }
    self = array
  }

  /// An array whose buffers are null.
  private init(length: Int, nullCount: Int, bufferCount: Int) throws(CallError) {
    let buffers = try allocate(copying: Array(repeating: UnsafeRawPointer?.none, count: bufferCount))
      .bindMemory(to: UnsafeRawPointer?.self, capacity: bufferCount)
    self.init(
      length: Int64(length), null_count: Int64(nullCount), offset: 0, n_buffers: Int64(bufferCount),
      n_children: 0, buffers: buffers, children: nil, dictionary: nil, release: releaseArray,
      private_data: nil)
  }
}

private func releaseArray(_ pointer: UnsafeMutablePointer<ArrowArray>?) {
  guard let pointer else { return }
  let array = pointer.pointee
  // SAFETY: what `ArrowArray.init` allocated, released once: `release` is null from here on.
  for index in 0..<Int(array.n_children) {
    guard let child = array.children[index] else { continue }
    child.pointee.release?(child)
    free(child)
  }
  free(array.children)
  for index in 0..<Int(array.n_buffers) { free(UnsafeMutableRawPointer(mutating: array.buffers[index])) }
  free(array.buffers)
  pointer.pointee.release = nil
}

// MARK: - Streams

/// What a stream has in hand. Not `Sendable`: a stream is for one thread at a time.
private final class ArrowStreamState {
  private let table: DocumentTable
  private let documents: [DocumentHandle]
  private var next = 0
  /// The last error's words, NUL-terminated, which live until the next call.
  private var message: UnsafeMutablePointer<CChar>?

  init(_ table: DocumentTable, _ documents: [DocumentHandle]) {
    self.table = table
    self.documents = documents
  }

  deinit { free(message) }

  func schema() throws(CallError) -> ArrowSchema { try ArrowSchema(table) }

  /// The next array, or nil at the end. An array that cannot be made is not skipped.
  func array() throws(CallError) -> ArrowArray? {
    guard next < documents.count else { return nil }
    var rows = ArrowTable(table)
    var end = next
    while end < documents.count, !rows.isFull {
      try rows.append(documents[end])
      end += 1
    }
    let array = try ArrowArray(rows)
    next = end
    return array
  }

  /// Runs a callback: 0, or a number of errno and the words kept.
  func report(_ body: () throws(CallError) -> Void) -> Int32 {
    free(message)
    message = nil
    do {
      try body()
      return 0
    } catch {
      message = strdup(error.message)
      return error.status == .memory ? ENOMEM : EOVERFLOW
    }
  }

  var lastError: UnsafePointer<CChar>? { UnsafePointer(message) }
}

/// The state of a stream that has not been released.
private func state(_ stream: UnsafeMutablePointer<ArrowArrayStream>?) -> ArrowStreamState? {
  guard let data = stream?.pointee.private_data else { return nil }
  // SAFETY: what `ArrowArrayStream.init` retained and `releaseStream` has not released, which clears it.
  return Unmanaged<ArrowStreamState>.fromOpaque(data).takeUnretainedValue()
}

extension ArrowArrayStream {
  init(_ table: DocumentTable, _ documents: [DocumentHandle]) {
    self.init(
      get_schema: { stream, out in
        guard let state = state(stream), let out else { return EINVAL }
        out.pointee.release = nil
        return state.report { () throws(CallError) in out.pointee = try state.schema() }
      },
      get_next: { stream, out in
        guard let state = state(stream), let out else { return EINVAL }
        // A released array is the end of the stream.
        out.pointee.release = nil
        return state.report { () throws(CallError) in
          if let array = try state.array() { out.pointee = array }
        }
      },
      get_last_error: { state($0)?.lastError },
      release: { stream in
        guard let stream, let data = stream.pointee.private_data else { return }
        // SAFETY: retained below, released once: `private_data` is null from here on.
        Unmanaged<ArrowStreamState>.fromOpaque(data).release()
        stream.pointee.private_data = nil
        stream.pointee.release = nil
      },
      private_data: Unmanaged.passRetained(ArrowStreamState(table, documents)).toOpaque())
  }
}
