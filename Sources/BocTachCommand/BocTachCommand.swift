import ArgumentParser

/// The program `boctach`.
@main
struct BocTachCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "boctach",
    abstract:
      "Information extraction for Vietnamese text: who holds which post, which decree, when, how much.",
    version: BocTachVersion.string,
    subcommands: [
      ExtractCommand.self, TokensCommand.self, GrammarCommand.self, EvaluateCommand.self, CorpusCommand.self,
    ])

  static func main() {
    do {
      var command = try parseAsRoot()
      do {
        try command.run()
      } catch let error as ValidationError {
        UsageError(message: error.message, command: type(of: command)).exit()
      }
    } catch let error as FileError {
      // Of standard output, mostly: a full disk.
      Console.say("boctach: \(error.path): \(error.reason)")
      exit(withError: error.isAboutAccess ? ExitStatus.noInput.code : ExitStatus.ioError.code)
    } catch {
      exit(withError: error)
    }
  }
}

/// The version of this release; CHANGELOG.md says what is in it.
enum BocTachVersion {
  static let string = "0.1.0"
}
