import Evaluation
import Formats

/// A document from text with marks: `[Person:Lan] là [Title:Giám đốc]`; `[Date=2022:năm 2022]` gives a value.
/// Marks may not nest; offsets count the text without them.
func marked(_ text: String, id: String = "d", rule: RuleReference? = nil) -> AnnotatedDocument {
  var plain: [Unicode.Scalar] = []
  var mentions: [AnnotatedMention] = []
  var open: (start: Int, type: String, value: String?)?
  var label: [Unicode.Scalar]?
  for scalar in text.unicodeScalars {
    switch scalar {
    case "[": label = []
    case ":" where label != nil:
      let parts = String(String.UnicodeScalarView(label!)).split(separator: "=", maxSplits: 1).map(
        String.init)
      open = (plain.count, parts[0], parts.count > 1 ? parts[1] : nil)
      label = nil
    case "]":
      let mention = open!
      mentions.append(
        AnnotatedMention(
          id: "T\(mentions.count + 1)", type: mention.type, span: CodePointSpan(mention.start, plain.count),
          text: String(String.UnicodeScalarView(plain[mention.start...])), value: mention.value, rule: rule,
          line: mentions.count + 1))
      open = nil
    default:
      if label != nil { label!.append(scalar) } else { plain.append(scalar) }
    }
  }
  return AnnotatedDocument(id: id, text: String(String.UnicodeScalarView(plain)), mentions: mentions)
}

func mention(_ type: String, _ start: Int, _ end: Int, _ value: String? = nil) -> AnnotatedMention {
  AnnotatedMention(type: type, span: CodePointSpan(start, end), text: "x", value: value)
}

func pair(
  _ gold: [AnnotatedMention], _ system: [AnnotatedMention], goldRelations: [AnnotatedRelation] = [],
  systemRelations: [AnnotatedRelation] = [], isUndated: Bool = false, id: String = "d"
) -> DocumentPair {
  DocumentPair(
    gold: AnnotatedDocument(id: id, mentions: gold, relations: goldRelations),
    system: AnnotatedDocument(id: id, mentions: system, relations: systemRelations), isUndated: isUndated)
}
