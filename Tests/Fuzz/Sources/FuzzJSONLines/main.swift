// Any bytes as JSON Lines: the text of each row is what the JSON parser reads, and its map leads back to the file.
import CFuzzer
import Formats
import Readers
import TextModel
import Tokenization

func check(_ bytes: [UInt8]) {
  let source = Decoder.decode(bytes)
  var lines = source.text.split(separator: 10, omittingEmptySubsequences: false).map(Array.init)[...]
  var lineNumber = 0
  var reader = JSONLinesReader(source, fields: RowFields(text: "t", date: "d", id: "i"))
  while let item = reader.next() {
    guard case .document(let document) = item, let line = document.line else { continue }
    while lineNumber < line - 1 {
      lines.removeFirst()
      lineNumber += 1
    }
    let object = try! JSONParser.parse(lines.first!)
    precondition(object["t"]?.string.map { Array($0.utf8) } == document.text.text, "another text")
    let map = document.text.map
    map._checkInvariants(derivedLength: document.text.text.count, originalLength: bytes.count)
    guard source.encoding == .utf8 else { continue }
    for run in map.runs {
      precondition(
        document.text.text[Int(run.derivedStart)..<Int(run.derivedEnd)]
          == bytes[Int(run.originalStart)..<Int(run.originalEnd)])
    }
  }
}

var count = CommandLine.argc
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
_ = LLVMFuzzerRunDriver(&count, &arguments) { data, size in
  let bytes = Array(UnsafeBufferPointer(start: data, count: size))
  check(bytes)
  // Most bytes are no JSON: once more as the inside of a string.
  check(Array("{\"t\":\"".utf8) + bytes + Array("\"}".utf8))
  return 0
}
