// Any bytes as a page, in any encoding: well-formed text comes out, every byte of it is explained by the page, and the
// map leads back to the file.
import CFuzzer
import Readers
import TextModel
import Tokenization

/// Whether a stretch of the page may stand for these bytes: nothing, a blank, a line break, or a reference.
func explains(_ page: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) -> Bool {
  switch Array(text) {
  case [], [10], [10, 10]: true
  case [0x20]: page.first == UInt8(ascii: "&") || page.allSatisfy { $0 <= 0x20 || $0 == 0x7F }
  default: page.first == UInt8(ascii: "&") && page.count >= 3
  }
}

func check(_ bytes: [UInt8], _ encoding: Decoder.Choice) {
  let page = HTMLReader.read(bytes, encoding: encoding)
  let text = page.text.text
  precondition(page.lostBytes == 0, "text that could not be placed")
  precondition(String(validating: text, as: UTF8.self) != nil, "ill-formed text")
  page.mapToPage._checkInvariants(derivedLength: text.count, originalLength: page.page.count)
  page.text.map._checkInvariants(derivedLength: text.count, originalLength: bytes.count)
  var before: OffsetMap.Run?
  for run in page.mapToPage.runs {
    precondition(
      text[Int(run.derivedStart)..<Int(run.derivedEnd)]
        == page.page[Int(run.originalStart)..<Int(run.originalEnd)])
    if let before {
      precondition(
        explains(
          page.page[Int(before.originalEnd)..<Int(run.originalStart)],
          text[Int(before.derivedEnd)..<Int(run.derivedStart)]))
    }
    before = run
  }
}

var count = CommandLine.argc
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
_ = LLVMFuzzerRunDriver(&count, &arguments) { data, size in
  let bytes = Array(UnsafeBufferPointer(start: data, count: size))
  check(bytes, .named(.utf8))
  // Which other encoding is up to the input.
  let encodings = Encoding.allCases
  let choice = Int(bytes.last ?? 0) % (encodings.count + 1)
  check(bytes, choice < encodings.count ? .named(encodings[choice]) : .auto)
  return 0
}
