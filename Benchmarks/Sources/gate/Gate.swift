import BocTach
import CRegions
import Extraction
import Formats
import GrammarEngine
import GrammarLanguage
import Measuring
import Tokenization

/// `gate [--workload PATH] [--bytes N]`: each stage once, warm, inside a function that callgrind knows by name
/// (see CRegions.h). Run by `.ci/bench-gate`; alone it only says how much it did.
@main
struct Gate {
  static func main() throws {
    let options = Options(values: ["workload", "bytes"], usage: "usage: gate [--workload PATH] [--bytes N]")
    let workload = Workload(paths: options["workload"] ?? "Corpus/train", size: nil)
      .prefix(bytes: options.number("bytes", or: 60_000))
    let sources = Grammar.bundled.sources
    var compilation: GrammarCompilation?
    measured(boctach_region_compile) { compilation = GrammarCompilation(sources) }
    let extractor = Extractor(cascade: compilation!.cascade!, sources: sources)
    let cascade = extractor.cascade

    var decoded: [[UInt8]] = []
    decoded.reserveCapacity(workload.documents.count)
    measured(boctach_region_decode) {
      for document in workload.documents { decoded.append(Decoder.decode(document).text) }
    }
    var scratch = Tokenizer.Scratch()
    var reused = decoded.map { cascade.tokenizer.tokenize($0) }
    measured(boctach_region_tokenize) {
      for (index, text) in decoded.enumerated() {
        cascade.tokenizer.tokenize(text, into: &reused[index], scratch: &scratch)
      }
    }
    // The first pass fills the automaton; the second is measured.
    var matcher = Matcher(cascade)
    for text in reused { _ = matcher.run(text) }
    var results: [CascadeResult] = []
    measured(boctach_region_match) { for text in reused { results.append(matcher.run(text)) } }
    var documents: [Document] = []
    measured(boctach_region_assemble) {
      for (text, result) in zip(reused, results) {
        documents.append(extractor.assembler.document(result, in: text, reference: ReferenceContext()))
      }
    }
    var written = 0
    measured(boctach_region_json) {
      for document in documents { written += document.json(id: "1").count }
    }
    let tokens = reused.reduce(0) { $0 + $1.tokens.count }
    print("documents\t\(documents.count)\nbytes\t\(workload.byteCount)\ntokens\t\(tokens)\njson\t\(written)")
  }

  /// Runs the work inside a region.
  private static func measured(
    _ region: (boctach_work?, UnsafeMutableRawPointer?) -> Void, _ work: () -> Void
  ) {
    withoutActuallyEscaping(work) { work in
      var body = work
      // SAFETY: the region calls the work once, before it returns, and `body` lives until then.
      withUnsafeMutablePointer(to: &body) { pointer in
        region({ $0!.assumingMemoryBound(to: (() -> Void).self).pointee() }, UnsafeMutableRawPointer(pointer))
      }
    }
  }
}
