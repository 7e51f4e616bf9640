import ArgumentParser
import CProcessors

/// How many documents are extracted at once: the option that commands share.
struct JobOptions: ParsableArguments {
  @Option(
    name: [.long, .customShort("j", allowingJoined: true)],
    help: "Extract so many documents at once; the output is the same. Default: one for each processor.")
  var jobs: Int?

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs must be at least 1") }
  }

  var count: Int { jobs ?? Int(cprocessors_available()) }
}
