"""A spaCy component: `nlp.add_pipe("boctach")`. Needs the extra `boctach[spacy]`.

BocTach reads the document's text, not spaCy's tokens, and its mentions begin and end where they do. A mention whose
ends are no ends of tokens is aligned by the setting `alignment`:

    expand    the fewest tokens that cover the mention (the default: no mention is lost)
    contract  the tokens that lie within the mention; none, and it has no span
    strict    it has no span

The mention itself keeps its exact offsets (`span._.boctach.start`), and `doc._.boctach.mentions` has all mentions, those
without a span too. `doc.spans["boctach"]` has all spans, which may overlap; `doc.ents`, which may not, has the longest of
those that overlap, and of equally long ones the first.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any, Dict, Iterable, Iterator, List, Mapping, Optional, Tuple

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from ._extractor import Date, Extractor, _ordered, default_extractor
from ._records import Document, Mention

_ALIGNMENTS = ("expand", "contract", "strict")
# Where a document keeps its facts: as JSON, so that it can be written and read like any other.
_KEY = "boctach"
_SPANS_KEY = "boctach spans"


@dataclass(frozen=True)
class SpanRelation:
    """A named link between two spans; one of them is None where its mention has no span."""

    name: str
    first: Optional[Span]
    second: Optional[Span]


@Language.factory(
    "boctach",
    assigns=["doc.spans", "doc.ents"],
    default_config={
        "grammar": None, "with_bundled": False, "date": None, "alignment": "expand", "set_ents": True, "spans_key": "boctach",
    },
)  # fmt: skip
def make_component(
    nlp: Language, name: str, grammar: Optional[str], with_bundled: bool, date: Optional[str], alignment: str,
    set_ents: bool, spans_key: str,
) -> BocTachComponent:  # fmt: skip
    return BocTachComponent(grammar, with_bundled, date, alignment, set_ents, spans_key)


class BocTachComponent:
    """Finds mentions and relations in documents.

    `grammar` is a folder, or None for the bundled grammar; `with_bundled` has both. `date` is when the texts were published; a document's own
    `doc._.publication_date` goes before it. With `set_ents` off, `doc.ents` stays as it is.
    """

    def __init__(
        self,
        grammar: Optional[str] = None,
        with_bundled: bool = False,
        date: Optional[Date] = None,
        alignment: str = "expand",
        set_ents: bool = True,
        spans_key: str = "boctach",
    ) -> None:
        if alignment not in _ALIGNMENTS:
            raise ValueError(f"alignment is one of {', '.join(_ALIGNMENTS)}, not {alignment!r}")
        self.extractor = default_extractor() if grammar is None else Extractor(grammar, with_bundled=with_bundled)
        self.date = date
        self.alignment = alignment
        self.set_ents = set_ents
        self.spans_key = spans_key

    def __call__(self, doc: Doc) -> Doc:
        return self._annotate(doc, self._find(doc))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """Documents one after another, extracted on all cores."""
        docs = iter(stream)
        while batch := list(itertools.islice(docs, batch_size)):
            for doc, found in zip(batch, _ordered(self._find, batch, None)):
                yield self._annotate(doc, found)

    def _find(self, doc: Doc) -> Dict[str, Any]:
        date = doc._.publication_date
        return dict(self.extractor.extract(doc.text, self.date if date is None else date).json)

    def _annotate(self, doc: Doc, found: Dict[str, Any]) -> Doc:
        spans: List[Span] = []
        for mention in found["mentions"]:
            span = doc.char_span(
                mention["start"]["codePoints"], mention["end"]["codePoints"], label=mention["type"],
                alignment_mode=self.alignment, span_id=_span_id(mention["index"]),
            )  # fmt: skip
            if span is not None and len(span) > 0:
                spans.append(span)
        doc.user_data[_KEY] = found
        doc.user_data[_SPANS_KEY] = self.spans_key
        doc.spans[self.spans_key] = spans
        if self.set_ents:
            doc.set_ents(filter_spans(spans))
        return doc


def _span_id(mention: int) -> str:
    return f"boctach-{mention}"


def _mention_index(span: Span) -> Optional[int]:
    name, _, number = str(span.id_).rpartition("-")
    return int(number) if name == "boctach" and number.isdigit() else None


def _found(doc: Doc) -> Optional[Mapping[str, Any]]:
    found: Optional[Mapping[str, Any]] = doc.user_data.get(_KEY)
    return found


def _document(doc: Doc) -> Optional[Document]:
    found = _found(doc)
    return None if found is None else Document._of(dict(found), doc.text)


def _mention(span: Span) -> Optional[Mention]:
    found, index = _found(span.doc), _mention_index(span)
    return None if found is None or index is None else Mention._of(found["mentions"][index])


def _value(span: Span) -> Optional[str]:
    found, index = _found(span.doc), _mention_index(span)
    value: Optional[str] = None if found is None or index is None else found["mentions"][index].get("value")
    return value


def _relations(doc: Doc) -> Tuple[SpanRelation, ...]:
    found = _found(doc)
    if found is None:
        return ()
    spans = {_mention_index(span): span for span in doc.spans.get(doc.user_data[_SPANS_KEY], ())}
    return tuple(
        SpanRelation(one["name"], spans.get(one["first"]), spans.get(one["second"]))
        for one in found["relations"]
    )


def _span_relations(span: Span) -> Tuple[SpanRelation, ...]:
    index = _mention_index(span)

    def is_here(other: Optional[Span]) -> bool:
        return other is not None and _mention_index(other) == index

    if index is None:
        return ()
    return tuple(one for one in _relations(span.doc) if is_here(one.first) or is_here(one.second))


Doc.set_extension("publication_date", default=None, force=True)
Doc.set_extension("boctach", getter=_document, force=True)
Doc.set_extension("boctach_relations", getter=_relations, force=True)
Span.set_extension("boctach", getter=_mention, force=True)
Span.set_extension("boctach_value", getter=_value, force=True)
Span.set_extension("boctach_relations", getter=_span_relations, force=True)
