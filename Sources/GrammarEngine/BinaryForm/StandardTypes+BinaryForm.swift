import GrammarLanguage
import TextModel

extension BinaryWriter {
  mutating func write<Value: BinaryForm & ~Copyable>(_ value: borrowing Value) { value.write(to: &self) }
}

extension Int: BinaryForm {
  func write(to writer: inout BinaryWriter) {
    writer.write(number: UInt64(bitPattern: Int64((self << 1) ^ (self >> 63))))
  }
  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    let zigzag = try reader.number()
    self = Int(truncatingIfNeeded: Int64(bitPattern: zigzag >> 1) ^ -Int64(bitPattern: zigzag & 1))
  }
}

extension UInt64: BinaryForm {
  func write(to writer: inout BinaryWriter) { writer.write(number: self) }
  init(from reader: inout BinaryReader) throws(BinaryFormError) { self = try reader.number() }
}

extension UInt32: BinaryForm {
  func write(to writer: inout BinaryWriter) { writer.write(number: UInt64(self)) }
  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    guard let value = UInt32(exactly: try reader.number()) else { throw .damaged }
    self = value
  }
}

extension Int32: BinaryForm {
  func write(to writer: inout BinaryWriter) { writer.write(Int(self)) }
  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    guard let value = Int32(exactly: try reader.read(Int.self)) else { throw .damaged }
    self = value
  }
}

extension Bool: BinaryForm {
  func write(to writer: inout BinaryWriter) { writer.write(number: UInt64(self ? 1 : 0)) }
  init(from reader: inout BinaryReader) throws(BinaryFormError) { self = try reader.number() != 0 }
}

extension String: BinaryForm {
  func write(to writer: inout BinaryWriter) { writer.write(text: self) }
  init(from reader: inout BinaryReader) throws(BinaryFormError) { self = try reader.text() }
}

extension Optional: BinaryForm where Wrapped: BinaryForm {
  func write(to writer: inout BinaryWriter) {
    writer.write(self != nil)
    if let value = self { writer.write(value) }
  }
  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    self = try reader.read(Bool.self) ? try reader.read(Wrapped.self) : nil
  }
}

extension Array: BinaryForm where Element: BinaryForm {
  func write(to writer: inout BinaryWriter) {
    writer.write(number: UInt64(count))
    for element in self { writer.write(element) }
  }
  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    let count = try reader.count()
    self = []
    reserveCapacity(count)
    for _ in 0..<count { append(try reader.read()) }
  }
}

extension ClosedRange: BinaryForm where Bound == Int {
  func write(to writer: inout BinaryWriter) {
    writer.write(lowerBound)
    writer.write(upperBound)
  }
  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    let (low, high) = (try reader.read(Int.self), try reader.read(Int.self))
    guard low <= high else { throw .damaged }
    self = low...high
  }
}

extension Range: BinaryForm where Bound == Int32 {
  func write(to writer: inout BinaryWriter) {
    writer.write(lowerBound)
    writer.write(upperBound)
  }
  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    let (low, high) = (try reader.read(Int32.self), try reader.read(Int32.self))
    guard low <= high else { throw .damaged }
    self = low..<high
  }
}

/// Numbers of things, and enumerations that have names: written as what stands for them.
extension BinaryForm where Self: RawRepresentable, RawValue: BinaryForm {
  func write(to writer: inout BinaryWriter) { writer.write(rawValue) }
  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    guard let value = Self(rawValue: try reader.read(RawValue.self)) else { throw .damaged }
    self = value
  }
}

extension TypeID: BinaryForm {}
extension FieldID: BinaryForm {}
extension RuleID: BinaryForm {}
extension StageID: BinaryForm {}
extension RelationID: BinaryForm {}
extension LexiconID: BinaryForm {}
extension ValueKind: BinaryForm {}
extension RuleScope: BinaryForm {}
extension Anchor: BinaryForm {}
extension MentionPosition: BinaryForm {}
extension ContextDirection: BinaryForm {}
extension RuleLink.Choice: BinaryForm {}
extension ExportClause.Scope: BinaryForm {}
extension LinkDeclaration.Order: BinaryForm {}
extension LinkDeclaration.Scope: BinaryForm {}
extension LinkDeclaration.Choice: BinaryForm {}
