/// The predicates of a program as one flat table, since they are asked all the time: an operator names its operands by
/// their places.
struct PredicateTable: Sendable {
  struct Entry: Sendable, BitwiseCopyable {
    enum Operator: UInt8, Sendable, BitwiseCopyable {
      case always, form, exact, atom, dynamic, both, either, not
    }
    var `operator`: Operator
    /// The form or atom, or the first operand.
    var first: Int32 = 0
    var second: Int32 = 0
  }

  private var entries: [Entry] = []
  /// By number of the predicate.
  private var roots: [Int32] = []

  var count: Int { roots.count }

  init(_ predicates: [Predicate]) {
    roots.reserveCapacity(predicates.count)
    for predicate in predicates { roots.append(add(predicate)) }
  }

  private mutating func add(_ predicate: Predicate) -> Int32 {
    let entry: Entry =
      switch predicate {
      case .always: Entry(operator: .always)
      case .form(let form): Entry(operator: .form, first: Int32(bitPattern: form))
      case .exact(let form): Entry(operator: .exact, first: Int32(bitPattern: form))
      case .atom(let atom): Entry(operator: .atom, first: atom)
      case .dynamic(let atom): Entry(operator: .dynamic, first: atom)
      case .both(let a, let b): Entry(operator: .both, first: add(a), second: add(b))
      case .either(let a, let b): Entry(operator: .either, first: add(a), second: add(b))
      case .not(let a): Entry(operator: .not, first: add(a))
      }
    entries.append(entry)
    return Int32(entries.count - 1)
  }

  /// A predicate's value, where `dynamic` tells that of dynamic atoms as far as it is known; nil while it is open.
  @inline(__always)
  func value(
    _ predicate: Int32, _ tokenClass: Int, _ classes: borrowing TokenClasses, dynamic: (Int32) -> Bool?
  ) -> Bool? {
    value(at: roots[Int(predicate)], tokenClass, classes, dynamic)
  }

  private func value(
    at place: Int32, _ tokenClass: Int, _ classes: borrowing TokenClasses, _ dynamic: (Int32) -> Bool?
  ) -> Bool? {
    let entry = entries[Int(place)]
    switch entry.operator {
    case .always: return true
    case .form: return classes.form(tokenClass) == UInt32(bitPattern: entry.first)
    case .exact: return classes.exact(tokenClass) == UInt32(bitPattern: entry.first)
    case .atom: return classes.holds(entry.first, tokenClass)
    case .dynamic: return dynamic(entry.first)
    case .both:
      let first = value(at: entry.first, tokenClass, classes, dynamic)
      if first == false { return false }
      let second = value(at: entry.second, tokenClass, classes, dynamic)
      return second == false ? false : first == true && second == true ? true : nil
    case .either:
      let first = value(at: entry.first, tokenClass, classes, dynamic)
      if first == true { return true }
      let second = value(at: entry.second, tokenClass, classes, dynamic)
      return second == true ? true : first == false && second == false ? false : nil
    case .not: return value(at: entry.first, tokenClass, classes, dynamic).map { !$0 }
    }
  }

  /// The first dynamic atom of a predicate that passes a test.
  func firstDynamicAtom(_ predicate: Int32, where passes: (Int32) -> Bool) -> Int32? {
    firstDynamicAtom(at: roots[Int(predicate)], where: passes)
  }

  private func firstDynamicAtom(at place: Int32, where passes: (Int32) -> Bool) -> Int32? {
    let entry = entries[Int(place)]
    switch entry.operator {
    case .dynamic: return passes(entry.first) ? entry.first : nil
    case .both, .either:
      return firstDynamicAtom(at: entry.first, where: passes)
        ?? firstDynamicAtom(at: entry.second, where: passes)
    case .not: return firstDynamicAtom(at: entry.first, where: passes)
    case .always, .form, .exact, .atom: return nil
    }
  }
}
