"""Facts as flat rows: the columns of the Arrow tables and of `boctach extract --format csv`, None for what is unknown."""

from __future__ import annotations

from typing import Any, Dict, Iterable, Iterator, List, Optional, Tuple, Union

from ._records import DateValue, Document, Indicator, LegalDocument, Mention, Official, Relation, Rule

#: The tables, one for each kind of fact.
TABLES = ("mentions", "officials", "legal_documents", "indicators", "relations")

Row = Dict[str, Any]


def rows(documents: Union[Document, Iterable[Document]], table: str) -> Iterator[Row]:
    """The rows of a table, one for each fact; `start` and `end` are code points of the first mention."""
    if table not in TABLES:
        raise ValueError(f"unknown table {table!r}: there are {', '.join(TABLES)}")
    for document in [documents] if isinstance(documents, Document) else documents:
        if table == "officials":
            for official in document.officials:
                yield from _official(official, document)
        elif table == "legal_documents":
            for record in document.legal_documents:
                yield _legal(record, document)
        elif table == "mentions":
            for index, mention in enumerate(document.mentions):
                yield _mention(mention, index, document)
        elif table == "relations":
            for relation in document.relations:
                yield _relation(relation, document)
        else:
            for indicator in document.indicators:
                yield _indicator(indicator, document)


def to_pandas(documents: Union[Document, Iterable[Document]], table: str = "indicators") -> Any:
    """A table as a pandas DataFrame; decimals stay exact (`decimal.Decimal`). Needs the extra `boctach[pandas]`."""
    import pandas

    return pandas.DataFrame(list(rows(documents, table)), columns=_COLUMNS[table])


_COLUMNS: Dict[str, List[str]] = {
    "mentions": (
        "document mention type text value start end utf8_start utf8_end utf16_start utf16_end source_start source_end "
        "sentence rule rule_file rule_line".split()
    ),
    "relations": (
        "document name first first_type first_text second second_type second_text rule rule_file rule_line".split()
    ),
    "officials": (
        "document name honorific title role body place former acting mentions start end".split()
    ),
    "legal_documents": (
        "document kind number year symbol printed_symbol name issuer issued effective subject articles "
        "mentions start end".split()
    ),
    "indicators": (
        "document measure amount low high part whole unit_kind unit per comparator change period compared_with "
        "scope text sentence start end".split()
    ),
}


def _place(mentions: Tuple[int, ...], document: Document) -> Row:
    if not mentions:
        return {"start": None, "end": None}
    mention = document.mentions[mentions[0]]
    return {"start": mention.start, "end": mention.end}


def _notation(date: Optional[DateValue]) -> Optional[str]:
    return date.notation if date else None


def _rule(rule: Rule) -> Row:
    return {"rule": rule.name, "rule_file": rule.file, "rule_line": rule.line}


def _mention(mention: Mention, index: int, document: Document) -> Row:
    row: Row = {"document": document.id, "mention": index}
    row.update((name, getattr(mention, name)) for name in ("type", "text", "value", "start", "end"))
    for name, span in (("utf8", mention.utf8), ("utf16", mention.utf16), ("source", mention.source_bytes)):
        row[f"{name}_start"], row[f"{name}_end"] = span.start, span.end
    return {**row, "sentence": mention.sentence, **_rule(mention.rule)}


def _relation(relation: Relation, document: Document) -> Row:
    row: Row = {"document": document.id, "name": relation.name}
    for name, index in (("first", relation.first), ("second", relation.second)):
        mention = document.mentions[index]
        row.update({name: index, f"{name}_type": mention.type, f"{name}_text": mention.text})
    return {**row, **_rule(relation.rule)}


def _official(record: Official, document: Document) -> Iterator[Row]:
    person = {"document": document.id, "name": record.name, "honorific": record.honorific}
    place = {"mentions": len(record.mentions), **_place(record.mentions, document)}
    for title in record.titles or (None,):
        yield {
            **person,
            "title": title.text if title else None,
            "role": title.role if title else None,
            "body": title.body if title else None,
            "place": title.place if title else None,
            "former": title.is_former if title else None,
            "acting": title.is_acting if title else None,
            **place,
        }


def _legal(record: LegalDocument, document: Document) -> Row:
    names = ("kind", "number", "year", "symbol", "printed_symbol", "name", "issuer")
    return {
        "document": document.id,
        **{name: getattr(record, name) for name in names},
        "issued": _notation(record.issued),
        "effective": _notation(record.effective),
        "subject": record.subject,
        "articles": "; ".join(record.articles) or None,
        "mentions": len(record.mentions),
        **_place(record.mentions, document),
    }


def _indicator(record: Indicator, document: Document) -> Row:
    quantity = record.quantity
    return {
        "document": document.id,
        "measure": record.measure,
        "amount": quantity.amount,
        "low": quantity.low,
        "high": quantity.high,
        "part": quantity.part if quantity.part is not None else quantity.numerator,
        "whole": quantity.whole if quantity.whole is not None else quantity.denominator,
        "unit_kind": quantity.unit.kind if quantity.unit else None,
        "unit": quantity.unit.code if quantity.unit else None,
        "per": "/".join(unit.code for unit in quantity.per) or None,
        "comparator": quantity.comparator,
        "change": quantity.change,
        "period": _notation(record.period),
        "compared_with": _notation(record.compared_with),
        "scope": record.scope,
        "text": document.mentions[record.quantity_mention].text,
        "sentence": record.sentence,
        **_place((record.quantity_mention,), document),
    }
