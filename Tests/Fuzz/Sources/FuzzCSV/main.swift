// Any bytes as a table: rows come in the order of their lines, each text leads back to the file, and where the table is a
// clean one, the other reader of tables (of Formats) reads the same.
import CFuzzer
import Formats
import Readers
import TextModel
import Tokenization

func check(_ bytes: [UInt8]) {
  let source = Decoder.decode(bytes, encoding: .named(.utf8))
  var reader = CSVRowReader(source, fields: RowFields(text: "t", date: "d", id: "i"))
  var rows: [Int: [UInt8]] = [:]
  var line = 0
  var isClean = true
  while let item = reader.next() {
    switch item {
    case .problem(let problem):
      isClean = false
      precondition((problem.line ?? 0) >= line)
    case .document(let document):
      precondition(document.line! > line, "lines that go back")
      line = document.line!
      rows[line] = document.text.text
      let map = document.text.map
      map._checkInvariants(derivedLength: document.text.text.count, originalLength: bytes.count)
      for run in map.runs {
        precondition(
          document.text.text[Int(run.derivedStart)..<Int(run.derivedEnd)]
            == bytes[Int(run.originalStart)..<Int(run.originalEnd)])
      }
    }
  }
  let other = CSVReader.read(source.text, file: "")
  guard isClean, other.problems.isEmpty, !source.text.contains(UInt8(ascii: ";")), !source.text.contains(9),
    let header = other.value.first, let column = header.fields.firstIndex(of: "t")
  else { return }
  for record in other.value.dropFirst() where record.fields.count == header.fields.count {
    guard let row = rows[record.line] else {
      precondition(record.fields == [""], "a row is missing")
      continue
    }
    precondition(Array(record.fields[column].utf8) == row, "another text")
  }
}

var count = CommandLine.argc
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
_ = LLVMFuzzerRunDriver(&count, &arguments) { data, size in
  let bytes = Array(UnsafeBufferPointer(start: data, count: size))
  check(bytes)
  check(Array("i,t\n".utf8) + bytes)
  check(Array("t\n\"".utf8) + bytes + Array("\"".utf8))
  return 0
}
