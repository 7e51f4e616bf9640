import GrammarLanguage
import TextModel
import Tokenization

extension Cascade {
  /// The compiled program as text, the same for the same grammar: what `boctach grammar dump` prints and tests read.
  ///
  ///     boctach program 1
  ///     type 0 Date: group primary; value date
  ///     lexicon 0 kinds: folded; canonical text; 12 entries
  ///     stage 0 documents: rules 0..<2; length 64
  ///     predicate 0: "số"
  ///     reference 0: @kinds[level = "law"]
  ///     rule 0 citation: stage documents; priority 2; within sentence; length 32; nodes 0..<9; start 8
  ///       0 accept rule 0
  ///       1 token p0 → 0
  ///       2 split 1 | 0
  ///
  /// Nodes are numbered as they are compiled, from a rule's end to its start; `→` is what follows, and of a split the
  /// left one is preferred.
  ///
  /// - Parameter only: the names of rules to show; all when nil.
  package func dump(only: Set<String>? = nil) -> String {
    var out = "boctach program 1\n"
    for (index, type) in grammar.types.enumerated() {
      var parts = [type.group.map { "group \(grammar.groups[$0])" } ?? "private"]
      if !type.absorbs.isEmpty {
        parts.append("absorbs \(type.absorbs.map(typeName).joined(separator: ", "))")
      }
      parts += type.fields.map { "\($0.name) \($0.kind.rawValue)" }
      out += "type \(index) \(type.name): \(parts.joined(separator: "; "))\n"
    }
    for (index, relation) in grammar.relations.enumerated() {
      let names = [relation.first, relation.second].map { $0.map(typeName).joined(separator: " or ") }
      out += "relation \(index) \(relation.name): \(names.joined(separator: ", "))\n"
    }
    for (index, lexicon) in grammar.lexicons.enumerated() {
      var parts = [(lexicon.isDocument ? "document " : "") + (lexicon.isCased ? "cased" : "folded")]
      parts += zip(lexicon.columns, lexicon.columnKinds).map { "\($0) \($1.rawValue)" }
      parts.append("\(lexicon.entries.count) entries")
      out += "lexicon \(index) \(lexicon.name): \(parts.joined(separator: "; "))\n"
    }
    for (index, stage) in grammar.stages.enumerated() {
      let rules = stage.rules.map { "\($0.rawValue)" }.joined(separator: " ")
      let links = stage.links.isEmpty ? "" : "; links \(stage.links.map(String.init).joined(separator: " "))"
      out += "stage \(index) \(stage.name): rules \(rules)\(links); length \(stageReach[index])\n"
    }
    for (index, predicate) in program.predicates.enumerated() {
      out += "predicate \(index): \(text(predicate))\n"
    }
    for (index, reference) in program.lexiconReferences.enumerated() {
      out += "reference \(index): \(text(reference))\n"
    }
    for (index, reference) in program.mentionReferences.enumerated() {
      let fields = grammar.types[reference.type.index].fields.map(\.name)
      let tests = reference.tests.text(naming: fields)
      out += "mention \(index): <\(typeName(reference.type))>\(tests)\(reference.isGlued ? " glued" : "")\n"
    }
    for (index, context) in program.contexts.enumerated() {
      out += "context \(index): \(context.isNegated ? "unless " : "")\(context.direction.rawValue); "
      out += "start \(context.start); \(context.lengths.lowerBound)..\(context.lengths.upperBound) tokens\n"
    }
    for (index, rule) in grammar.rules.enumerated() where only?.contains(rule.name) ?? true {
      let nodes = program.ruleNodes[index]
      out += "rule \(index) \(rule.name): stage \(grammar.stages[rule.stage.index].name); "
      out += "priority \(rule.priority); within \(rule.scope.rawValue); length \(rule.length); "
      out += "nodes \(nodes.lowerBound)..<\(nodes.upperBound); start \(program.ruleStarts[index])\n"
      for context in program.rulePreconditions[index] { out += "  if context \(context)\n" }
      for node in nodes { out += "  \(node) \(text(program.nodes[Int(node)]))\n" }
    }
    for (index, link) in grammar.links.enumerated() where only == nil {
      out += "link \(index) \(grammar.relations[link.relation.index].name): \(typeName(link.first)), "
      out += "\(typeName(link.second)); order \(link.order.rawValue); within \(link.scope.rawValue); "
      switch link.distance {
      case .tokens(let range): out += "distance \(range.lowerBound)..\(range.upperBound) tokens; "
      case .sentences(let range): out += "distance \(range.lowerBound)..\(range.upperBound) sentences; "
      }
      out += "choose \(link.choice.rawValue)"
      out +=
        program.betweenStarts[index] < 0 ? "\n" : "; unless between, start \(program.betweenStarts[index])\n"
      for node in program.betweenNodes[index] { out += "  \(node) \(text(program.nodes[Int(node)]))\n" }
    }
    return out
  }

  private func text(_ node: Program.Node) -> String {
    let sentence = node.staysInSentence ? " in sentence" : ""
    let behind = (node.modeAfter == .glued ? " glued" : "") + sentence + " → \(node.next)"
    return switch node.operation {
    case .token(let predicate): "token p\(predicate)\(behind)"
    case .lexicon(let reference): "lexicon r\(reference)\(behind)"
    case .mention(let reference): "mention m\(reference)\(behind)"
    case .split: "split \(node.next) | \(node.alternate)"
    case .jump: "jump → \(node.next)"
    case .gap(let mode): "gap \(mode) → \(node.next)"
    case .leaveGlued(let mode): "leave glued, then \(mode) → \(node.next)"
    case .anchor(let anchor): "\(anchor.rawValue) → \(node.next)"
    case .context(let context): "context \(context) → \(node.next)"
    case .captureStart(let capture): "begin capture \(capture) → \(node.next)"
    case .captureEnd(let capture): "end capture \(capture) → \(node.next)"
    case .accept(let rule): "accept rule \(rule)"
    case .acceptBehind: "accept behind"
    }
  }

  private func text(_ reference: Program.LexiconReference) -> String {
    let lexicon = grammar.lexicons[reference.lexicon.index]
    let tests = reference.tests.text(naming: lexicon.columns)
    return "@\(lexicon.name)\(tests)\(reference.isGlued ? " glued" : "")"
  }

  private func text(_ predicate: Predicate) -> String {
    switch predicate {
    case .always: "any"
    case .form(let form): "\"\(String(decoding: foldedForms.bytes(form), as: UTF8.self))\""
    case .exact(let form): "exact\"\(String(decoding: exactForms.bytes(form), as: UTF8.self))\""
    case .atom(let atom):
      switch staticAtoms[Int(atom)] {
      case .tokenClass(let tokenClass): tokenClass.text
      case .raw(let source): "raw/\(source)/"
      case .lexiconWord(let lexicon, let tests):
        "@" + grammar.lexicons[lexicon.index].name
          + tests.text(naming: grammar.lexicons[lexicon.index].columns)
      case .lexiconEntry(let lexicon, let tests):
        "entry of @" + grammar.lexicons[lexicon.index].name
          + tests.text(naming: grammar.lexicons[lexicon.index].columns)
      }
    case .dynamic(let atom):
      switch dynamicAtoms[Int(atom)] {
      case .position(let position, let type): "\(position.rawValue)<\(typeName(type))>"
      case .documentWord(let lexicon, let tests):
        "@" + grammar.lexicons[lexicon.index].name
          + tests.text(naming: grammar.lexicons[lexicon.index].columns)
      }
    case .both(let a, let b): "(\(text(a)) & \(text(b)))"
    case .either(let a, let b): "(\(text(a)) | \(text(b)))"
    case .not(let a): "not \(text(a))"
    }
  }
}
