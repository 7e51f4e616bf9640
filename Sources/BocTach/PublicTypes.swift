public import Extraction
public import TextModel

/// What was found in one document.
public typealias Document = Extraction.Document
/// A recognized stretch of text.
public typealias Mention = Extraction.Mention
/// A link between two mentions.
public typealias Relation = Extraction.Relation
/// A person with the positions held.
public typealias Official = Extraction.Official
/// A law, decree or other formal document.
public typealias LegalDocument = Extraction.LegalDocument
/// A number with what it measures.
public typealias Indicator = Extraction.Indicator
/// What is known of a document from elsewhere.
public typealias ReferenceContext = Extraction.ReferenceContext
/// A place on the calendar or clock.
public typealias DateValue = TextModel.DateValue
/// One point of the calendar.
public typealias DatePoint = TextModel.DatePoint
/// An amount with its unit.
public typealias Quantity = TextModel.Quantity
/// A decimal number kept exactly.
public typealias ExactDecimal = TextModel.ExactDecimal
/// What a field of a mention holds.
public typealias FieldValue = TextModel.FieldValue
