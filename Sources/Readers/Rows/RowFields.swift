/// Which fields of a row hold what.
package struct RowFields: Hashable, Sendable {
  /// The document itself.
  package var text: String
  /// Its publication date.
  package var date: String
  /// Its name.
  package var id: String
  /// Whether the caller named the field for dates, or for names; otherwise rows may lack it.
  package var wantsDate: Bool
  package var wantsID: Bool

  /// `text`, `date` and `id` unless they are named.
  package init(text: String? = nil, date: String? = nil, id: String? = nil) {
    self.text = text ?? "text"
    self.date = date ?? "date"
    self.id = id ?? "id"
    wantsDate = date != nil
    wantsID = id != nil
  }
}
