// The types of the modules below that the product offers. They are exported one by one, so that `import BocTach` gives
// their names and members (with the upcoming feature MemberImportVisibility too) and nothing else of those modules.

@_exported public import struct Extraction.Document
@_exported public import struct Extraction.Indicator
@_exported public import struct Extraction.LegalDocument
@_exported public import struct Extraction.Mention
@_exported public import struct Extraction.Official
@_exported public import struct Extraction.RecordKinds
@_exported public import struct Extraction.ReferenceContext
@_exported public import struct Extraction.Relation
@_exported public import struct Extraction.RuleOrigin
@_exported public import struct Extraction.TextSpan
@_exported public import struct TextModel.DateExpression
@_exported public import struct TextModel.DatePoint
@_exported public import struct TextModel.DateValue
@_exported public import struct TextModel.ExactDecimal
@_exported public import enum TextModel.FieldValue
@_exported public import struct TextModel.Quantity
@_exported public import struct TextModel.SourceLocation
@_exported public import enum TextModel.ValueKind
