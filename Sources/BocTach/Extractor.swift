package import Extraction
package import GrammarEngine
package import GrammarLanguage
package import TextModel
package import Tokenization

/// Finds officials, legal documents, dates, indicators, organizations and places in Vietnamese text.
///
/// ```swift
/// let extractor = try Extractor()
/// let text = "Ông Lê A, Chủ tịch UBND tỉnh, ký Quyết định 461/QĐ-UBND ngày 5/6/2022."
/// let document = try extractor.extract(text)
/// for official in document.officials { print(official.name) }
/// ```
///
/// An extractor is immutable and may be used from any number of threads at once. Making one compiles the grammar, which
/// takes far longer than an extraction: make it once and keep it.
public struct Extractor: Sendable {
  package let cascade: Cascade
  package let assembler: DocumentAssembler
  private let matchers: MatcherPool

  /// Makes an extractor.
  ///
  /// - Parameter grammar: what to find; the bundled Vietnamese grammar unless another is given.
  /// - Throws: `GrammarError.invalid` when the grammar has errors.
  public init(grammar: Grammar = .bundled) throws(GrammarError) {
    if let cascade = Cascade.bundled(for: grammar.sources) {
      self.init(cascade: cascade, sources: grammar.sources)
      return
    }
    let compiled = GrammarCompilation(grammar)
    guard let cascade = compiled.cascade else {
      throw .invalid(compiled.renderedErrors)
    }
    self.init(cascade: cascade, sources: grammar.sources)
  }

  /// Makes an extractor from a grammar and its compiled form, which takes less time than compiling.
  ///
  /// ```swift
  /// let grammar = try Grammar(directory: "my-grammar")
  /// let extractor = try Extractor(grammar: grammar, compiledForm: bytes)   // of `boctach grammar compile`
  /// ```
  ///
  /// - Parameters:
  ///   - grammar: what to find.
  ///   - compiledForm: what `boctach grammar compile` wrote. One that was made from other files or by another version, or
  ///     that is damaged, is not used: the grammar is compiled. A checksum tells accidents, not attacks: give it what you
  ///     made yourself.
  /// - Throws: `GrammarError.invalid` when the grammar has errors.
  public init(grammar: Grammar, compiledForm: [UInt8]) throws(GrammarError) {
    var isUsed = false
    try self.init(grammar: grammar, compiledForm: compiledForm, isUsed: &isUsed)
  }

  /// The same, for who wants to know whether the compiled form was of use.
  package init(grammar: Grammar, compiledForm: [UInt8], isUsed: inout Bool) throws(GrammarError) {
    if let cascade = try? Cascade.reading(compiledForm, for: grammar.sources) {
      isUsed = true
      self.init(cascade: cascade, sources: grammar.sources)
    } else {
      isUsed = false
      try self.init(grammar: grammar)
    }
  }

  package init(cascade: Cascade, sources: GrammarSourceSet) {
    self.cascade = cascade
    assembler = DocumentAssembler(cascade: cascade, locate: SourceLocator(sources).location)
    matchers = MatcherPool(cascade)
  }

  /// Extracts from a text in memory. O(n) for n bytes.
  ///
  /// - Parameters:
  ///   - text: any text at all.
  ///   - reference: what is known from elsewhere, such as the publication date.
  ///   - options: what to compute.
  /// - Throws: `ExtractionError.tooLong` when the text is longer than the options allow, `.unknownTypes` when they name
  ///   types that the grammar does not have.
  public func extract(
    _ text: String, reference: ReferenceContext = .unknown, options: ExtractionOptions = ExtractionOptions()
  ) throws(ExtractionError) -> Document {
    try check(options, byteCount: text.utf8.count)
    return extract(Array(text.utf8), reference: reference, source: nil, options: options)
  }

  /// Extracts from an input, such as the bytes of a file. O(n) for n bytes.
  ///
  /// - Throws: `ExtractionError.tooLong` when the text is longer than the options allow, `.unknownTypes` when they name
  ///   types that the grammar does not have.
  public func extract(
    _ input: ExtractionInput, options: ExtractionOptions = ExtractionOptions()
  ) throws(ExtractionError) -> Document {
    try check(options, byteCount: input.decoded.text.count)
    return extract(
      input.decoded.text, reference: input.reference, source: input.decoded.map, options: options)
  }

  private func check(_ options: ExtractionOptions, byteCount: Int) throws(ExtractionError) {
    let limit = min(options.byteLimit, ExtractionOptions.maximumByteLimit)
    guard byteCount <= limit else { throw .tooLong(bytes: byteCount, limit: limit) }
    guard let types = options.types else { return }
    let unknown = types.subtracting(typeNames)
    guard unknown.isEmpty else { throw .unknownTypes(unknown.sorted(), known: typeNames) }
  }

  /// Extracts from decoded text, with the map back to its source where there is one.
  package func extract(
    _ text: [UInt8], reference: ReferenceContext, source: OffsetMap?,
    options: ExtractionOptions = ExtractionOptions()
  ) -> Document {
    var document = compactDocument(text, reference: reference, source: source, options: options).document
    if let types = options.types { document.keep(types) }
    return document
  }

  /// The same without `options.types`; mentions are made when they are read, and a long text is matched a window at a
  /// time.
  package func compactDocument(
    _ text: [UInt8], reference: ReferenceContext, source: OffsetMap?,
    options: ExtractionOptions = ExtractionOptions()
  ) -> CompactDocument {
    let kept = assembler.options(withSentences: options.sentences)
    let table = matchers.withMatcher { $0.run(text, options: kept) }
    return assembler.compactDocument(
      table, in: text, reference: reference, source: source, records: options.records)
  }
}

/// From grammar files to a compiled cascade, with everything there is to say about them.
package struct GrammarCompilation: Sendable {
  package let sources: GrammarSourceSet
  package let displayPaths: DisplayPaths
  package private(set) var checked: CheckedGrammar?
  package private(set) var cascade: Cascade?
  package private(set) var diagnostics: [Diagnostic]

  package init(_ grammar: Grammar) { self.init(grammar.sources, displayPaths: grammar.displayPaths) }

  package init(_ sources: GrammarSourceSet, displayPaths: DisplayPaths = .belowFolder) {
    self.sources = sources
    self.displayPaths = displayPaths
    let normalizers = StandardNormalizers.all
    (checked, diagnostics) = GrammarChecker.check(sources: sources, normalizers: normalizers.map(\.signature))
    guard let checked else { return }
    let tokenizer = Tokenizer(abbreviations: checked.abbreviations)
    do {
      cascade = try Cascade.compile(checked, normalizers: normalizers, tokenizer: tokenizer)
    } catch {
      diagnostics.append(contentsOf: error.diagnostics)
    }
  }
}

/// Lines and columns of places in grammar files. Tables are made once, when an extractor is.
package struct SourceLocator: Sendable {
  private let tables: [String: LineTable]
  private let displayPaths: DisplayPaths

  package init(_ sources: GrammarSourceSet, displayPaths: DisplayPaths = .belowFolder) {
    tables = sources.files.mapValues { LineTable($0) }
    self.displayPaths = displayPaths
  }

  package func location(_ span: SourceSpan) -> SourceLocation? {
    tables[span.file]?.location(of: span.start, in: displayPaths.shown(span.file))
  }
}

extension Extractor {
  /// The names of the output types that the grammar declares, in its order.
  public var typeNames: [String] {
    cascade.grammar.types.filter { !$0.isPrivate }.map(\.name)
  }

  /// Extracts from decoded source bytes; `sourceBytes` of the mentions are offsets of the source.
  package func extract(_ decoded: DecodedText, reference: ReferenceContext) -> Document {
    extract(decoded.text, reference: reference, source: decoded.map)
  }
}

extension GrammarCompilation {
  /// The diagnostics as a compiler shows them, each with its source line; ends with a line break unless empty.
  package var renderedDiagnostics: String { render(diagnostics) }

  /// The errors alone.
  package var renderedErrors: String { render(diagnostics.filter { $0.severity == .error }) }

  /// The diagnostics as JSON, for editors.
  package var diagnosticsJSON: String {
    var renderer = displayPaths.renderer(of: sources)
    return renderer.json(displayPaths.shown(diagnostics))
  }

  private func render(_ diagnostics: [Diagnostic]) -> String {
    var renderer = displayPaths.renderer(of: sources)
    return renderer.text(displayPaths.shown(diagnostics))
  }
}
