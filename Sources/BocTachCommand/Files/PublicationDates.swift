import BocTach
import Formats
import Readers

/// When documents were published, as their dates are resolved: by the row's own field, else by the `documents.tsv` beside
/// the file, else by `--date`, else by the page's metadata.
struct PublicationDates {
  /// What a user should know about a table; with an exit code where something of it is lost.
  struct Problem {
    var message: String
    var status: ExitStatus?
  }

  /// `--date`.
  let defaultDate: String?
  /// By path; nil where there is no such file, or none that can be read.
  private var tables: [String: DocumentsTable?] = [:]

  init(defaultDate: String?) { self.defaultDate = defaultDate }

  /// The date of one document, and what a user should know about the tables looked into.
  mutating func reference(
    of source: SourceDocument, id: String, in file: InputFile
  ) -> (reference: ReferenceContext, problems: [Problem]) {
    var problems: [Problem] = []
    let date = publication(of: source, id: id, in: file, &problems)
    return (date.flatMap { ReferenceContext(publicationDate: $0) } ?? ReferenceContext(), problems)
  }

  private mutating func publication(
    of source: SourceDocument, id: String, in file: InputFile, _ problems: inout [Problem]
  ) -> String? {
    if let date = source.date, date.source == .field { return date.notation }
    return statedDate(of: id, in: file, &problems) ?? source.date?.notation
  }

  /// The publication date that `documents.tsv` or `--date` states.
  private mutating func statedDate(of id: String, in file: InputFile, _ problems: inout [Problem]) -> String?
  {
    guard file.path != "-" else { return defaultDate }
    let path = FilePaths.join(FilePaths.directory(of: file.path), "documents.tsv")
    if let stated = table(path, &problems)?.date(of: id) {
      if ReferenceContext(publicationDate: stated) != nil { return stated }
      problems.append(
        Problem(
          message: "\(path): \(id): '\(stated)' is not a day of the form YYYY-MM-DD", status: .badData))
    }
    return defaultDate
  }

  /// The table at a path, read once.
  private mutating func table(_ path: String, _ problems: inout [Problem]) -> DocumentsTable? {
    if let known = tables[path] { return known }
    var table: DocumentsTable?
    if FileSystem.kind(of: path) == .file {
      do {
        let reading = DocumentsTable.read(try FileSystem.read(path), file: path)
        problems += reading.problems.map {
          Problem(message: "\($0)", status: $0.severity == .error ? .badData : nil)
        }
        table = reading.value
      } catch {
        problems.append(Problem(message: "\(path): \(error.reason)", status: .noInput))
      }
    }
    tables[path] = .some(table)
    return table
  }
}
