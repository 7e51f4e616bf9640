// Any bytes as gzip, behind a good header, and as changes to good gzip: an answer or an error, never more than the limit.
import CFuzzer
import Readers

func check(_ bytes: [UInt8]) {
  let limit = 1 << 16
  if let unpacked = try? Gzip.unpack(bytes, limit: limit) {
    precondition(unpacked.count <= limit)
    precondition((try? Gzip.unpack(bytes + [0, 0], limit: limit)) == unpacked, "padding makes a difference")
  }
}

/// What `gzip -n` makes of "Ông Lê A." and a line break.
let packed: [UInt8] = [
  0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x3B, 0x3C, 0x25, 0x2F, 0x5D, 0xC1, 0xE7, 0xF0,
  0x2A, 0x05, 0x47, 0x3D,
  0x2E, 0x00, 0x7A, 0xA8, 0x83, 0x2F, 0x0C, 0x00, 0x00, 0x00,
]

/// Two members, changed: each pair of bytes is a place and what is added there.
func changed(_ changes: [UInt8]) -> [UInt8] {
  var bytes = packed + packed
  for index in stride(from: 0, to: changes.count - 1, by: 2) {
    bytes[Int(changes[index]) % bytes.count] &+= changes[index + 1]
  }
  return bytes
}

var count = CommandLine.argc
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
_ = LLVMFuzzerRunDriver(&count, &arguments) { data, size in
  let bytes = Array(UnsafeBufferPointer(start: data, count: size))
  check(bytes)
  check([0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0, 3] + bytes)
  check(changed(bytes))
  return 0
}
