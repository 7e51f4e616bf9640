import BocTach
import Foundation

/// What the tests share.
enum Sample {
  /// One type, `Number`, for every run of digits: compiles at once.
  static let numbers = Grammar(files: [
    "cascade.grammar": Array("group g\ntype Number group g { value: number }\nstages only\n".utf8),
    "numbers.grammar": Array("stage only\nrule run -> Number { value = number($d) } = d:digits\n".utf8),
  ])
  static let numberExtractor = try! Extractor(grammar: numbers)

  /// The bundled grammar, compiled once.
  static let extractor = try! Extractor()

  /// Every kind of record, relative dates, an emoji, decomposed letters.
  static let text = """
    😀 Ông Lê Văn A, nguyên Chủ tịch UBND tỉnh Quảng Nam, ký Quyết định số 461/QĐ-UBND ngày 5/6/2022. \
    Hôm qua giá điện tăng 3,5% so với cùng kỳ năm trước, thu nhập bình quân từ 6 - 8 triệu đồng/người/tháng. \
    Có 158/160 hợp tác xã hoạt động; 1/3 số hộ nghèo. Thứ Bảy này, lúc 14h30, Thủ tướng Pha\u{323}m Minh Chính dự \
    họp về Luật Hợp tác xã năm 2012.
    """
  static let reference = ReferenceContext(publicationDate: "2022-06-10T08:30")!
  static let document = try! extractor.extract(
    text, reference: reference, options: ExtractionOptions(sentences: true))

  /// What JSONEncoder writes, as Foundation reads it.
  static func json(_ value: some Encodable) throws -> Any {
    try JSONSerialization.jsonObject(with: JSONEncoder().encode(value), options: .fragmentsAllowed)
  }

  static func decoded<Value: Codable>(_ value: Value) throws -> Value {
    try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
  }
}
