// Any text: the tokens lie in the shadow in order, offsets come back, and ICU cuts well-formed text the same way.
import CFuzzer
import TextModel
import Tokenization

func check(_ bytes: [UInt8], _ tokenizer: Tokenizer, _ icu: borrowing ICUSegmenter) {
  // As it is: nothing may trap.
  _ = tokenizer.tokenize(bytes)
  let decoded = Decoder.decode(bytes, encoding: .named(.utf8))
  let text = tokenizer.tokenize(decoded.text)
  text.map._checkInvariants(derivedLength: text.shadow.count, originalLength: text.text.count)
  var end: UInt32 = 0
  for index in text.tokens.indices {
    let token = text.tokens[index]
    precondition(token.start >= end && token.start < token.end && Int(token.end) <= text.shadow.count)
    end = token.end
    let span = text.textSpan(of: TokenSpan(index..<index + 1))
    precondition(span.start < span.end && Int(span.end) <= text.text.count)
  }
  // Reading ahead is bounded in ours and not in ICU's, so only short texts must be the same.
  if text.shadow.count <= 128 {
    precondition(text.tokens == tokenizer.tokenize(decoded.text, by: icu).tokens)
  }
  precondition(Shadow.fold(text.shadow).shadow == text.shadow, "the shadow of a shadow is itself")
}

/// One thread, so one of each will do.
nonisolated(unsafe) let state = (tokenizer: Tokenizer(abbreviations: ["TP.", "PGS.TS.", "v.v."]), icu: Box())

final class Box {
  let icu = ICUSegmenter.word()
}

var count = CommandLine.argc
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
_ = LLVMFuzzerRunDriver(&count, &arguments) { data, size in
  check(Array(UnsafeBufferPointer(start: data, count: size)), state.tokenizer, state.icu.icu)
  return 0
}
