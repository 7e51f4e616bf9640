extension CheckedPattern {
  /// Whether every match takes a token. Of what does not, more repetitions can matter than a match has tokens:
  /// `(spaced | "x"){3}` is a word, a gap and a word.
  package var alwaysTakesToken: Bool {
    switch self {
    case .empty, .gap, .anchor, .context: false
    case .phrase, .token, .lexicon, .mention: true
    case .sequence(let parts): parts.contains(where: \.alwaysTakesToken)
    case .alternatives(let parts): parts.allSatisfy(\.alwaysTakesToken)
    case .repeated(let body, let minimum, _): minimum > 0 && body.alwaysTakesToken
    case .capture(_, let body), .glued(let body): body.alwaysTakesToken
    }
  }
}
