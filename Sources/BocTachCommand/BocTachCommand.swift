import ArgumentParser

@main
struct BocTachCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "boctach")
}
