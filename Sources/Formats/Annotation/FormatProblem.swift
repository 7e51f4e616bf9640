/// Something wrong with a file that was read, at a line of it. Readers collect all problems and go on.
package struct FormatProblem: Hashable, Sendable, CustomStringConvertible {
  package enum Severity: String, Hashable, Sendable {
    /// Something was not understood and is not in the result.
    case error
    /// Everything is in the result, or what was left out has no place in it.
    case warning
  }

  package var file: String
  /// The line, counted from 1; nil for the file as a whole.
  package var line: Int?
  package var severity: Severity
  package var message: String

  package init(
    _ severity: Severity = .error, file: String, line: Int? = nil, _ message: String
  ) {
    self.severity = severity
    self.file = file
    self.line = line
    self.message = message
  }

  /// `FILE:LINE: error: MESSAGE`, the form that editors and CI systems recognize.
  package var description: String {
    file + (line.map { ":\($0)" } ?? "") + ": \(severity.rawValue): \(message)"
  }
}

/// What a reader made of its input, and everything that was wrong with it.
package struct Reading<Value: Sendable>: Sendable {
  package var value: Value
  package var problems: [FormatProblem]

  package init(_ value: Value, problems: [FormatProblem] = []) {
    self.value = value
    self.problems = problems
  }

  package var hasErrors: Bool { problems.contains { $0.severity == .error } }
}
