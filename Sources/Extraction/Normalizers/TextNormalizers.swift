import GrammarEngine
import GrammarLanguage
import TextModel

extension StandardNormalizers {
  static var textNormalizers: [Normalizer] {
    [textJoined, concat, last, lower, titlecase, cell, flag]
  }

  private static var textJoined: Normalizer {
    make(
      "text", [items(required: true), text("between")], .text,
      "The texts of a capture's items, with one space or `between` between them."
    ) { call in
      let items = call.items(0)
      return items.isEmpty ? nil : .text(items.map(\.text).joined(separator: call.text("between") ?? " "))
    }
  }

  private static var concat: Normalizer {
    make(
      "concat", [text(required: true), text(), text(), text(), text(), text(), text("between")], .text,
      "Up to six texts one after the other, absent ones left out, with `between` between them."
    ) { call in
      let parts = (0..<6).compactMap { call.text($0) }.filter { !$0.isEmpty }
      return parts.isEmpty ? nil : .text(parts.joined(separator: call.text("between") ?? ""))
    }
  }

  /// The last token: a Vietnamese person's given name.
  private static var last: Normalizer {
    make("last", [items(required: true)], .text, "The last token of the last item.") { call in
      call.items(0).last?.tokens.last.map { .text($0) }
    }
  }

  private static var lower: Normalizer {
    make("lower", [text(required: true)], .text, "The text in lower case.") { call in
      call.text(0).map { .text($0.lowercased()) }
    }
  }

  private static var titlecase: Normalizer {
    make(
      "titlecase", [items(required: true)], .text,
      "Words that are all capitals get one capital only, others stay: a name from a headline."
    ) { call in
      guard let text = call.items(0).joinedText else { return nil }
      return .text(text.split(separator: " ").map { titlecased(String($0)) }.joined(separator: " "))
    }
  }

  private static func titlecased(_ word: String) -> String {
    guard word.count > 1, word == word.uppercased(), word.contains(where: \.isLetter) else { return word }
    return word.prefix(1) + word.dropFirst().lowercased()
  }

  private static var cell: Normalizer {
    make(
      "cell",
      [
        items(required: true),
        NormalizerSignature.Parameter(accepts: .text, isRequired: true, namesColumn: true),
      ], .text,
      "The named column of the first lexicon row inside the capture that has it."
    ) { call in
      call.text(1).flatMap { call.items(0).cell($0) }.map { .text($0) }
    }
  }

  private static var flag: Normalizer {
    make("flag", [items(required: true)], .flag, "True when the capture matched anything.") { call in
      call.items(0).isEmpty ? nil : .flag(true)
    }
  }
}
