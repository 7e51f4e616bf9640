import ArgumentParser
import BocTach
import Extraction
import Formats
import GrammarEngine
import GrammarLanguage

/// `boctach grammar test`.
struct GrammarTestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Run the test blocks of a grammar.",
    discussion: """
      Failures go to standard error, the count to standard output; with --json every test goes to standard output, one \
      object a line.

      Exit codes: 0 all passed; 1 some failed; 64 usage; 66 no such folder; 73 the report cannot be written; 78 the \
      grammar has errors.
      """)

  @OptionGroup var source: GrammarCommand.Source

  @Option(help: "Only blocks whose rule or type name contains this.")
  var filter: String?

  @Option(help: ArgumentHelp("Write a JUnit XML report into this file, replacing it.", valueName: "file"))
  var junit: String?

  @Flag(help: "Print every test as JSON.")
  var json = false

  @Flag(help: "Stay and run again whenever a file of the grammar folder changes.")
  var watch = false

  @Flag(help: "Show what each rule cost and brought on the tests' texts, on standard error.")
  var profile = false

  func validate() throws {
    if watch, source.grammar == nil { throw ValidationError("--watch needs --grammar FOLDER") }
    if watch, json || junit != nil { throw ValidationError("--watch excludes --json and --junit") }
  }

  func run() throws {
    Console.ignoreBrokenPipes()
    if watch, let folder = source.grammar { try self.watch(folder) }
    if try !runOnce() { throw ExitStatus.failed.code }
  }

  /// - Returns: whether all passed.
  private func runOnce() throws -> Bool {
    let (compilation, cascade) = try source.compile()
    var runner = GrammarTestRunner(cascade)
    let outcomes = runner.run(filter: filter)
    if let filter, outcomes.isEmpty {
      Console.say("boctach: --filter \(filter): no test block of a rule or type with this in its name")
      return false
    }
    let report = GrammarTestReport(outcomes: outcomes, compilation)
    if json {
      try Console.write(report.json)
    } else {
      Console.write(toErrors: report.failures)
      try Console.write(report.summary)
    }
    if let junit {
      do {
        try FileSystem.write(Array(report.junit.utf8), to: junit, replacing: true)
      } catch {
        Console.say("boctach: \(junit): \(error.reason)")
        throw ExitStatus.cannotCreate.code
      }
    }
    if profile {
      let profile = RuleProfile(cascade)
      for outcome in outcomes { profile.add(cascade.tokenizer.tokenize(Array(outcome.test.text.utf8))) }
      let locator = SourceLocator(compilation.sources, displayPaths: compilation.displayPaths)
      Console.write(toErrors: ProfileTable.text(profile, cascade, locator))
    }
    return outcomes.allSatisfy(\.passed)
  }

  /// Runs at once and after each change, until the program is ended.
  private func watch(_ folder: String) throws -> Never {
    var known: [String: FileStamp]?
    while true {
      let now = stamps(folder)
      if now != known {
        let isFirst = known == nil
        known = now
        do {
          _ = try runOnce()
        } catch let code as ExitCode
          where code == ExitStatus.badGrammar.code || (code == ExitStatus.noInput.code && !isFirst)
        {
          // The next change may mend it.
        }
        Console.say("watching \(folder); ^C ends")
      }
      FileSystem.sleep(milliseconds: 200)
    }
  }

  private func stamps(_ folder: String) -> [String: FileStamp] {
    var collector = InputCollector(extensions: ["grammar", "tsv"])
    collector.add(folder)
    var stamps: [String: FileStamp] = [:]
    for file in collector.files { stamps[file.path] = FileSystem.stamp(of: file.path) }
    return stamps
  }
}
