import ArgumentParser

/// What is wrong with a command line, found when the command was at work already: a type that the grammar does not have.
///
/// ArgumentParser knows the subcommand of what it finds itself while parsing; of what is thrown later it would show the
/// root's usage.
struct UsageError {
  var message: String
  var command: any ParsableCommand.Type

  /// In the words of ArgumentParser.
  var text: String {
    let usage = BocTachCommand.usageString(for: command).split(
      separator: "\n", omittingEmptySubsequences: false)
    let names = Self.path(to: command, from: BocTachCommand.self)?.joined(separator: " ") ?? ""
    return """
      Error: \(message)
      Usage: \(usage.joined(separator: "\n       "))
        See '\(names) --help' for more information.
      """
  }

  func exit() -> Never {
    Console.say(text)
    BocTachCommand.exit(withError: ExitStatus.usage.code)
  }

  /// The words that name a command, from the root on.
  private static func path(
    to command: any ParsableCommand.Type, from root: any ParsableCommand.Type
  ) -> [String]? {
    let name = root.configuration.commandName ?? "\(root)".lowercased()
    if root == command { return [name] }
    for subcommand in root.configuration.subcommands {
      if let rest = path(to: command, from: subcommand) { return [name] + rest }
    }
    return nil
  }
}
