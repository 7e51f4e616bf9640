// Any grammar that the checker accepts: it compiles or is refused with diagnostics, its dump is the same each time, it runs on
// any text with mentions inside the text, a second run finds the same, and every mention can be explained.
import CFuzzer
import Extraction
import FuzzGrammarSupport
import GrammarEngine
import GrammarLanguage
import TextModel
import Tokenization

let normalizers = StandardNormalizers.all
let signatures = normalizers.map(\.signature)
let tokenizer = Tokenizer(abbreviations: [])

func check(_ bytes: [UInt8]) {
  let folder = GrammarFolder(bytes)
  guard let checked = GrammarChecker.check(sources: folder.sources, normalizers: signatures).0 else { return }
  let cascade: Cascade
  do {
    cascade = try Cascade.compile(checked, normalizers: normalizers, tokenizer: tokenizer)
  } catch {
    precondition(!error.diagnostics.isEmpty)
    return
  }
  precondition(cascade.dump() == cascade.dump())
  let text = tokenizer.tokenize(Decoder.decode(folder.text, encoding: .named(.utf8)).text)
  var matcher = Matcher(cascade)
  let result = matcher.run(text)
  for mention in result.mentions {
    precondition(mention.span.start < mention.span.end && Int(mention.span.end) <= text.tokens.count)
    precondition(mention.fields.count == checked.types[mention.type.index].fields.count)
  }
  for link in result.links {
    precondition(
      result.mentions.indices.contains(link.first) && result.mentions.indices.contains(link.second))
  }
  let again = matcher.run(text)
  precondition(result.mentions.map(\.span) == again.mentions.map(\.span) && result.output == again.output)
  if text.tokens.count <= 64, cascade.program.nodes.count <= 5_000 {
    let explainer = Explainer(cascade, text: text)
    precondition(explainer.result.mentions.map(\.span) == result.mentions.map(\.span))
    for number in explainer.result.mentions.indices { _ = explainer.explanation(of: number) }
    if !text.tokens.isEmpty { _ = explainer.attempts(on: 0..<1) }
  }
}

var count = CommandLine.argc
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
_ = LLVMFuzzerRunDriver(&count, &arguments) { data, size in
  check(Array(UnsafeBufferPointer(start: data, count: size)))
  return 0
}
