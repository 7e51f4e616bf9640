// Any bytes in any encoding: well-formed UTF-8 comes out, the map covers both sides, every span leads back.
import CFuzzer
import TextModel
import Tokenization

func check(_ bytes: [UInt8]) {
  for choice in [Decoder.Choice.auto] + Encoding.allCases.map(Decoder.Choice.named) {
    let text = Decoder.decode(bytes, encoding: choice)
    text.map._checkInvariants(derivedLength: text.text.count, originalLength: bytes.count)
    precondition(String(validating: text.text, as: UTF8.self) != nil, "ill-formed output")
    if choice == .named(.utf8), !bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      precondition(text.text == Array(String(decoding: bytes, as: UTF8.self).utf8))
    }
    var before: UInt32 = 0
    for offset in stride(from: 0, to: UInt32(text.text.count), by: 3) {
      let start = text.map.original(ofStart: offset)
      precondition(start >= before && Int(start) <= bytes.count)
      before = start
    }
  }
}

var count = CommandLine.argc
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
_ = LLVMFuzzerRunDriver(&count, &arguments) { data, size in
  check(Array(UnsafeBufferPointer(start: data, count: size)))
  return 0
}
