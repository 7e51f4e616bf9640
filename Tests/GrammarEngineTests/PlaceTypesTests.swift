import GrammarLanguage
import Testing
import TextModel

@testable import GrammarEngine

/// `PlaceTypesNumbers` against a dictionary, and what a set of types says.
struct PlaceTypesTests {
  private static func types(_ generator: inout Generator) -> PlaceTypes {
    var types = PlaceTypes()
    for _ in 0..<Int.random(in: 0...3, using: &generator) {
      types.insert(
        [.inside, .starts, .ends].randomElement(using: &generator)!,
        TypeID([0, 1, 31, 32, 62, 63].randomElement(using: &generator)!))
    }
    return types
  }

  @Test(arguments: UInt64(1)...6)
  func `equal sets of types have one number, others the next, before and after they were written`(
    seed: UInt64
  )
    throws
  {
    var generator = Generator(state: seed)
    func grow(_ numbers: inout PlaceTypesNumbers, _ model: inout [PlaceTypes: UInt32], _ steps: Int) {
      for _ in 0..<steps {
        let types = Self.types(&generator)
        let expected = model[types] ?? UInt32(model.count + 1)
        #expect(numbers.number(of: types) == expected)
        model[types] = expected
        #expect(numbers.count == model.count)
      }
    }
    var (numbers, model) = (PlaceTypesNumbers(), [PlaceTypes: UInt32]())
    grow(&numbers, &model, 100)
    let few = (numbers, model)
    grow(&numbers, &model, 8000)
    #expect(model.count > 700)
    for (original, recorded) in [(PlaceTypesNumbers(), [:]), few, (numbers, model)] {
      try rereading(original) { read in
        var (numbers, model) = (read, recorded)
        #expect(numbers.count == model.count)
        grow(&numbers, &model, 500)
        for (types, number) in model { #expect(numbers.number(of: types) == number) }
        #expect(numbers.count == model.count)
      }
    }
  }

  @Test func `what is damaged is refused`() {
    func refused(_ numbers: [UInt32], _ count: Int, keyCount: Int? = nil) -> [BinaryFormError?] {
      refusals(of: PlaceTypesNumbers.self) { writer in
        writer.write(
          plain: Array(
            repeating: PlaceTypes(starting: 1, inside: 2, ending: 3), count: keyCount ?? numbers.count))
        writer.write(words: numbers)
        writer.write(count)
      }
    }
    let damaged: [BinaryFormError?] = [.damaged, .damaged]
    #expect(refused([0, 1, 0, 0], 1) == [nil, nil])
    for count in [0, 3, 5, 6] {
      #expect(refused(Array(repeating: 0, count: count), 0) == damaged, "\(count) slots")
    }
    #expect(refused([1, 2, 3, 4], 4) == damaged)
    #expect(refused([0, 1, 0, 0], 1, keyCount: 8) == damaged)
    #expect(refused([0, 0, 0, 0], -1) == damaged)
  }

  @Test func `types are kept apart by where their mentions are`() {
    let positions: [MentionPosition] = [.inside, .starts, .ends]
    for position in positions {
      for type in [TypeID(0), TypeID(63)] {
        var types = PlaceTypes()
        #expect(types.isEmpty)
        types.insert(position, type)
        #expect(!types.isEmpty)
        for other in positions {
          for otherType in [TypeID(0), TypeID(63)] {
            #expect(types.contains(other, otherType) == (other == position && otherType == type))
          }
        }
        #expect(types & .all == types)
        #expect((types & PlaceTypes()).isEmpty)
      }
    }
  }
}
