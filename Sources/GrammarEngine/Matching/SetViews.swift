import GrammarLanguage
import TextModel

/// What each set looks at of a token: tokens of two classes that differ in nothing of it lead a set to the same step, which
/// is then made once. Asked where a step is missing.
///
///     set ─▶ view:   forms │ exact forms │ static atoms         that its items name, and what their contexts begin with
///     (set, types and boundary, what of the token's class is in view) ─▶ step
///
/// A view is worked out when a set misses a step for the second time: many never do.
struct SetViews {
  /// By number, each once: how many forms, the forms, sorted; how many exact forms, the same; then pairs of an index into the
  /// words of a class's atoms and a mask.
  private var views = WordLists()
  /// By set: the number of its view, or one of the two below.
  private var viewNumbers: [Int32] = []
  /// Steps by what was seen, in the order of `keys`.
  private var keys = WordLists()
  private var steps = RecordedArray<LazyAutomaton.StepID>()
  /// Memory for the next key.
  private var spareKey: [UInt32] = []

  private static let unmet: Int32 = -1
  private static let metOnce: Int32 = -2

  var count: Int { keys.count }
  /// How many are not recorded.
  var ownCount: Int { keys.ownCount }

  /// Whether the view of a set is to be worked out: it was asked for before.
  mutating func needsView(_ set: LazyAutomaton.SetID) -> Bool {
    let index = Int(set)
    while viewNumbers.count <= index { viewNumbers.append(Self.unmet) }
    if viewNumbers[index] == Self.unmet {
      viewNumbers[index] = Self.metOnce
      return false
    }
    return viewNumbers[index] == Self.metOnce
  }

  func hasView(_ set: LazyAutomaton.SetID) -> Bool { viewNumbers[Int(set)] >= 0 }

  mutating func setView(_ view: consuming TokenView, of set: LazyAutomaton.SetID) {
    viewNumbers[Int(set)] = Int32(views.number(of: view.words))
  }

  /// What a set with a view sees of a place.
  ///
  /// - Parameter rest: what else the step depends on.
  /// - Returns: the step, if the same was seen before; else where it belongs, to be handed to `append`.
  mutating func find(
    _ set: LazyAutomaton.SetID, _ rest: UInt32, _ tokenClass: Int, _ classes: borrowing TokenClasses
  ) -> LazyAutomaton.StepID? {
    var key: [UInt32] = []
    swap(&key, &spareKey)
    key.removeAll(keepingCapacity: true)
    key.append(UInt32(set))
    key.append(rest)
    let view = Int(viewNumbers[Int(set)])
    var index = 0
    key.append(named(classes.form(tokenClass), &index, view))
    key.append(named(classes.exact(tokenClass), &index, view))
    let end = views.length(of: view)
    while index < end {
      key.append(
        classes.atoms(Int(views.word(index, of: view)), tokenClass) & views.word(index + 1, of: view))
      index += 2
    }
    let known = keys.count
    let number = Int(keys.number(of: key))
    swap(&key, &spareKey)
    return number < known ? steps[number] : nil
  }

  /// Tells the step of what `find` saw for the first time.
  mutating func append(_ step: LazyAutomaton.StepID) { steps.append(step) }

  /// The form, if it is in a view's list, which begins at an index; 0 otherwise. The index moves behind the list.
  @inline(__always)
  private func named(_ form: UInt32, _ index: inout Int, _ view: Int) -> UInt32 {
    let count = Int(views.word(index, of: view))
    var (low, high) = (index + 1, index + 1 + count)
    index = high
    guard form != 0 else { return 0 }
    while low < high {
      let middle = (low + high) / 2
      if views.word(middle, of: view) < form { low = middle + 1 } else { high = middle }
    }
    return low < index && views.word(low, of: view) == form ? form : 0
  }
}

/// What something looks at of tokens.
struct TokenView {
  private var forms: [UInt32] = []
  private var exactForms: [UInt32] = []
  /// As the words of a class hold them.
  private var atoms: [UInt32]

  init(atomCount: Int) { atoms = Array(repeating: 0, count: (atomCount + 31) / 32) }

  mutating func insert(atom: Int32) { atoms[Int(atom) >> 5] |= 1 << UInt32(atom & 31) }

  mutating func insert(_ predicate: Predicate) {
    switch predicate {
    case .always, .dynamic: break
    case .form(let form): forms.append(form)
    case .exact(let form): exactForms.append(form)
    case .atom(let atom): insert(atom: atom)
    case .both(let a, let b), .either(let a, let b):
      insert(a)
      insert(b)
    case .not(let a): insert(a)
    }
  }

  mutating func formUnion(_ other: TokenView) {
    forms += other.forms
    exactForms += other.exactForms
    for index in atoms.indices { atoms[index] |= other.atoms[index] }
  }

  /// Each form once.
  mutating func sort() {
    Self.sort(&forms)
    Self.sort(&exactForms)
  }

  private static func sort(_ forms: inout [UInt32]) {
    guard forms.count > 1 else { return }
    forms.sort()
    var kept = 1
    for index in 1..<forms.count where forms[index] != forms[kept - 1] {
      forms[kept] = forms[index]
      kept += 1
    }
    forms.removeLast(forms.count - kept)
  }

  /// As in `SetViews`. Of a sorted view.
  fileprivate var words: [UInt32] {
    var words = [UInt32(forms.count)]
    words += forms
    words.append(UInt32(exactForms.count))
    words += exactForms
    for index in atoms.indices where atoms[index] != 0 { words += [UInt32(index), atoms[index]] }
    return words
  }
}

extension LazyAutomaton {
  /// What the steps of a set hang on of the token.
  mutating func view(of set: SetID, _ cascade: Cascade) -> TokenView {
    var view = TokenView(atomCount: cascade.staticAtoms.count)
    var work = sets[Int(set)]
    met.removeAll()
    for item in work { _ = met.insert(UInt64(item)) }
    while let item = work.popLast() {
      look(at: item, into: &view, cascade)
      let (number, mode) = Self.parts(item)
      let node = cascade.program.nodes[Int(number)]
      switch node.operation {
      case .context(let context) where cascade.program.contexts[Int(context)].direction == .before:
        view.formUnion(contextView(context, cascade))
        fallthrough
      case .anchor, .context:
        for index in closure(node.next, mode, cascade) where mark(closureItems[index]) {
          work.append(closureItems[index])
        }
      default: break
      }
    }
    view.sort()
    return view
  }

  private func look(at item: UInt32, into view: inout TokenView, _ cascade: Cascade) {
    switch cascade.program.nodes[Int(Self.parts(item).node)].operation {
    case .token(let predicate): view.insert(cascade.program.predicates[Int(predicate)])
    case .lexicon(let reference):
      let atom = cascade.referenceEntryAtoms[Int(reference)]
      if atom >= 0 { view.insert(atom: atom) }
    default: break
    }
  }

  /// What tells whether a context's pattern could start with a token.
  private mutating func contextView(_ context: Int32, _ cascade: Cascade) -> TokenView {
    if contextViews.isEmpty { contextViews = Array(repeating: nil, count: cascade.program.contexts.count) }
    if let known = contextViews[Int(context)] { return known }
    var view = TokenView(atomCount: cascade.staticAtoms.count)
    for item in TokenSignatures.reachable(
      from: cascade.program.contexts[Int(context)].start, .any, cascade.program)
    {
      look(at: item, into: &view, cascade)
    }
    view.sort()
    contextViews[Int(context)] = view
    return view
  }
}

extension SetViews: BinaryForm {
  func write(to writer: inout BinaryWriter) {
    writer.write(views)
    writer.write(plain: viewNumbers)
    writer.write(keys)
    writer.write(steps)
  }

  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    self.init()
    views = try reader.read()
    viewNumbers = try reader.growing()
    keys = try reader.read()
    steps = try reader.read()
    guard keys.count == steps.count else { throw .damaged }
  }
}
