"""Information extraction for Vietnamese news and administrative text.

>>> import boctach
>>> document = boctach.extract(text, date="2022-06-10")
>>> for official in document.officials:
...     print(official.name, [title.text for title in official.titles])

Offsets are code points, as Python counts: ``document.text[m.start:m.end] == m.text`` for every mention.
"""

from __future__ import annotations

from ._arrow import Table, Tables, schema
from ._extractor import Date, Extractor, Source, default_extractor, extract, publication_dates
from ._library import BocTachError, EncodingError, GrammarError, library_version
from ._records import (
    DatePoint,
    DateValue,
    Document,
    FieldValue,
    HeldTitle,
    Indicator,
    LegalDocument,
    LexiconRow,
    Mention,
    Official,
    Publication,
    Quantity,
    Relation,
    Rule,
    Span,
    Unit,
)
from ._tables import TABLES, rows, to_pandas
from ._version import __version__

__all__ = [
    "TABLES",
    "BocTachError",
    "Date",
    "DatePoint",
    "DateValue",
    "Document",
    "EncodingError",
    "Extractor",
    "FieldValue",
    "GrammarError",
    "HeldTitle",
    "Indicator",
    "LegalDocument",
    "LexiconRow",
    "Mention",
    "Official",
    "Publication",
    "Quantity",
    "Relation",
    "Rule",
    "Source",
    "Span",
    "Table",
    "Tables",
    "Unit",
    "__version__",
    "default_extractor",
    "extract",
    "library_version",
    "publication_dates",
    "rows",
    "schema",
    "to_pandas",
]
