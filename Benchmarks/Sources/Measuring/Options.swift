/// The arguments of a benchmark program: `--name value` and `--flag`, others in order.
package struct Options {
  private var values: [String: String] = [:]
  private var flags: Set<String> = []
  package private(set) var rest: [String] = []

  /// - Parameter usage: what is printed, with exit code 64, for a name that is not known.
  package init(values names: Set<String>, flags flagNames: Set<String> = [], usage: String) {
    var arguments = CommandLine.arguments.dropFirst()
    while let argument = arguments.popFirst() {
      guard argument.hasPrefix("--") else {
        rest.append(argument)
        continue
      }
      let name = String(argument.dropFirst(2))
      if flagNames.contains(name) {
        flags.insert(name)
      } else if names.contains(name), let value = arguments.popFirst() {
        values[name] = value
      } else {
        Files.usage(usage)
      }
    }
  }

  package subscript(_ name: String) -> String? { values[name] }
  package func has(_ flag: String) -> Bool { flags.contains(flag) }
  package func number(_ name: String, or other: Int) -> Int { values[name].flatMap(Int.init) ?? other }
}
