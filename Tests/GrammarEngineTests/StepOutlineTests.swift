import Testing
import TextModel

@testable import GrammarEngine

/// What a step is worked out from.
@Suite("The outline of a step")
struct StepOutlineTests {
  private typealias Outcome = StepOutline.Outcome

  /// Sections of (question, sections it leads to, nodes that consume), the first hanging on nothing.
  private func outline(_ sections: [(UInt32, [UInt32], [UInt32])]) -> StepOutline {
    var outline = StepOutline()
    for (question, references, nodes) in sections {
      for node in nodes { outline.append(Outcome(.consumes, node)) }
      outline.endSection(question: question, references: references)
    }
    outline.prune()
    return outline
  }

  private func words(_ outline: borrowing StepOutline) -> [UInt32] {
    var words: [UInt32] = []
    outline.write(to: &words)
    return words
  }

  private func questions(_ outline: borrowing StepOutline) -> [UInt32] {
    var questions: [UInt32] = []
    outline.forEachQuestion { questions.append($0) }
    return questions
  }

  private func nodes(_ outline: borrowing StepOutline) -> [UInt32] { outline.settled.map(\.number) }

  @Test("outcomes are sorted, each once, however many there are")
  func sorts() {
    for count in [1, 2, 16, 17, 100] {
      let nodes = (0..<UInt32(count)).map { $0 * 37 % UInt32(count) }
      #expect(self.nodes(outline([(0, [], nodes + nodes)])) == Array(Set(nodes)).sorted())
    }
  }

  @Test("what hangs on nothing hangs on no question either")
  func settled() {
    let found = outline([(0, [1, 2], [4, 7]), (9, [], [4, 5, 7]), (3, [], [7])])
    #expect(nodes(found) == [4, 7])
    #expect(questions(found) == [9])
    #expect(words(found) == words(outline([(0, [1], [7, 4]), (9, [], [5])])))
  }

  @Test("a section that leads to nothing is no question, also in a circle")
  func deadSections() {
    #expect(questions(outline([(0, [1], [4]), (9, [2], []), (8, [1], [])])).isEmpty)
    #expect(questions(outline([(0, [1], [4]), (9, [2], []), (8, [1], [6])])) == [9])
    let empty = outline([(0, [1], []), (9, [], [])])
    let isEmpty = empty.isEmpty
    #expect(isEmpty)
    // Nobody leads there.
    #expect(words(outline([(0, [], [4]), (9, [], [6])])) == words(outline([(0, [], [4])])))
  }

  @Test("the order in which sections were met is none of their affair")
  func order() {
    let one = outline([(0, [1, 2], [4]), (9, [], [5]), (3, [], [6])])
    let other = outline([(0, [1, 2], [4]), (3, [], [6]), (9, [], [5])])
    #expect(words(one) == words(other))
    #expect(questions(one) == [3, 9])
  }

  @Test("yes opens what hangs on the question wherever it is asked, no closes it")
  func answers() {
    let sections: [(UInt32, [UInt32], [UInt32])] = [
      (0, [1, 2], [4]), (9, [3], [5]), (3, [4], [6]), (3, [], [7]), (9, [], [8]),
    ]
    var yes = outline(sections)
    yes.answer(9, true)
    yes.prune()
    #expect(words(yes) == words(outline([(0, [1, 2], [4, 5]), (3, [], [7]), (3, [], [6, 8])])))
    yes.answer(3, true)
    yes.prune()
    #expect(nodes(yes) == [4, 5, 6, 7, 8] && questions(yes).isEmpty)
    var no = outline(sections)
    no.answer(9, false)
    no.prune()
    #expect(words(no) == words(outline([(0, [1], [4]), (3, [], [6])])))
    no.answer(3, false)
    no.prune()
    #expect(words(no) == words(outline([(0, [], [4])])))
  }

  @Test("a circle of sections ends")
  func circle() {
    var found = outline([(0, [1], []), (9, [2], [5]), (9, [1], [6])])
    found.answer(9, true)
    found.prune()
    #expect(nodes(found) == [5, 6] && questions(found).isEmpty)
  }

  @Test("open outcomes are decided by words asked of, and the place is forgotten with the last")
  func open() {
    var found = StepOutline()
    found.append(Outcome(.isOpen, 7))
    found.append(Outcome(.isOpen, 8))
    found.append(Outcome(.acceptsWithoutGap))
    found.endSection(question: 0, references: [])
    found.place.tokenClass = 40
    found.place.types = PlaceTypes(starting: 1 << 40, inside: 2, ending: 3)
    found.prune()
    found.place.add(5, true)
    #expect(found.place[5] == true && found.place[6] == nil)
    found.settle { node in node == 7 ? true : nil }
    found.prune()
    #expect(found.settled.map(\.kind) == [.acceptsWithoutGap, .consumes, .isOpen])
    var read = StepOutline()
    read.read(words(found))
    #expect(read.place == found.place)
    #expect(words(read) == words(found))
    found.place.add(2, false)
    found.settle { _ in false }
    found.prune()
    #expect(found.place == StepOutline.Place())
    #expect(found.settled.map(\.kind) == [.acceptsWithoutGap, .consumes])
  }

  @Test("read back as it was written, and no two outlines are written alike")
  func roundTrip() {
    var random = Generator(state: 20_261_121)
    var seen: [[UInt32]: String] = [:]
    for _ in 0..<3000 {
      let count = UInt32.random(in: 1...4, using: &random)
      var sections: [(UInt32, [UInt32], [UInt32])] = []
      for _ in 0..<count {
        let leads = (1..<max(2, count)).filter { $0 < count && Bool.random(using: &random) }
        let largest: UInt32 = Bool.random(using: &random) ? 4 : 1 << 29
        let nodes = (0..<Int.random(in: 0...3, using: &random)).map { _ in
          UInt32.random(in: 0...largest, using: &random)
        }
        sections.append((UInt32.random(in: 1...3, using: &random), leads, nodes))
      }
      let found = outline(sections)
      let written = words(found)
      var read = StepOutline()
      read.read(written)
      #expect(words(read) == written)
      let described = "\(description(found))"
      #expect(seen.updateValue(described, forKey: written) ?? described == described)
    }
    #expect(seen.count > 1000)
  }

  /// Questions and nodes of all sections, by answering.
  private func description(_ outline: borrowing StepOutline) -> String {
    let asked = questions(outline)
    guard let question = asked.first else { return "\(nodes(outline))" }
    var yes = StepOutline()
    yes.read(words(outline))
    yes.answer(question, true)
    yes.prune()
    var no = StepOutline()
    no.read(words(outline))
    no.answer(question, false)
    no.prune()
    return "\(nodes(outline)) \(asked) \(question)? \(description(yes)) : \(description(no))"
  }
}
