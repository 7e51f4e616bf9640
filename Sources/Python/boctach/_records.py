"""What was found, as values. Names are those of the JSON schema, in Python's spelling."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Dict, List, Mapping, Optional, Tuple, Union

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Span:
    """A half-open range of offsets."""

    start: int
    end: int


@dataclass(frozen=True)
class DatePoint:
    """One point of the calendar at its own grain; parts that nobody knows are None."""

    grain: str
    year: Optional[int] = None
    month: Optional[int] = None
    day: Optional[int] = None
    part: Optional[int] = None
    hour: Optional[int] = None
    minute: Optional[int] = None
    season: Optional[str] = None
    part_of_day: Optional[str] = None

    @classmethod
    def _of(cls, json: Json) -> DatePoint:
        values = dict(json)
        return cls(part_of_day=values.pop("partOfDay", None), **values)


@dataclass(frozen=True)
class DateValue:
    """A point of the calendar, or an interval whose ends both belong to it. `notation` is the corpus's."""

    notation: str
    start: DatePoint
    end: Optional[DatePoint] = None
    modifier: Optional[str] = None
    is_lunar: bool = False

    @classmethod
    def _of(cls, json: Json) -> DateValue:
        end = json.get("end")
        return cls(
            json["notation"], DatePoint._of(json["start"]), DatePoint._of(end) if end else None,
            json.get("modifier"), json.get("lunar", False),
        )  # fmt: skip


@dataclass(frozen=True)
class Unit:
    kind: str
    code: str


@dataclass(frozen=True)
class Quantity:
    """An amount with its unit: exactly one of `amount`, `low` and `high`, `part` and `whole`, `numerator` and
    `denominator` is there. `rest` are further amounts in smaller units."""

    notation: str
    amount: Optional[Decimal] = None
    low: Optional[Decimal] = None
    high: Optional[Decimal] = None
    part: Optional[Decimal] = None
    whole: Optional[Decimal] = None
    numerator: Optional[Decimal] = None
    denominator: Optional[Decimal] = None
    unit: Optional[Unit] = None
    per: Tuple[Unit, ...] = ()
    rest: Tuple[Tuple[Decimal, Unit], ...] = ()
    comparator: Optional[str] = None
    change: Optional[str] = None

    @classmethod
    def _of(cls, json: Json) -> Quantity:
        numbers = ("amount", "low", "high", "part", "whole", "numerator", "denominator")
        unit = json.get("unit")
        return cls(
            notation=json["notation"],
            unit=Unit(**unit) if unit else None,
            per=tuple(Unit(**one) for one in json.get("per", ())),
            rest=tuple((Decimal(one["amount"]), Unit(**one["unit"])) for one in json.get("rest", ())),
            comparator=json.get("comparator"),
            change=json.get("change"),
            **{name: Decimal(json[name]) for name in numbers if name in json},
        )


#: What a field of a mention holds. Plain numbers are text, exactly as the library writes them.
FieldValue = Union[str, bool, Quantity, DateValue]


def _field(json: Any) -> FieldValue:
    if isinstance(json, Mapping):
        return DateValue._of(json) if "start" in json else Quantity._of(json)
    result: FieldValue = json
    return result


@dataclass(frozen=True)
class LexiconRow:
    lexicon: str
    phrase: str
    file: Optional[str] = None
    line: Optional[int] = None


@dataclass(frozen=True)
class Rule:
    """Why a mention or relation exists: the rule, its place in the grammar, the lexicon rows it used and, by field,
    the normalizer that computed it."""

    name: str
    file: Optional[str] = None
    line: Optional[int] = None
    lexicon_rows: Tuple[LexiconRow, ...] = ()
    normalizers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def _of(cls, json: Json) -> Rule:
        return cls(
            json["name"], json.get("file"), json.get("line"),
            tuple(LexiconRow(**row) for row in json.get("lexiconRows", ())), json.get("normalizers", {}),
        )  # fmt: skip


@dataclass(frozen=True)
class Mention:
    """A recognized stretch of text. `start` and `end` are code points: they slice `Document.text`."""

    type: str
    text: str
    start: int
    end: int
    utf8: Span
    utf16: Span
    source_bytes: Span
    value: Optional[str]
    fields: Mapping[str, FieldValue]
    sentence: int
    rule: Rule

    @classmethod
    def _of(cls, json: Json) -> Mention:
        start, end, source = json["start"], json["end"], json["sourceBytes"]
        return cls(
            type=json["type"],
            text=json["text"],
            start=start["codePoints"],
            end=end["codePoints"],
            utf8=Span(start["utf8"], end["utf8"]),
            utf16=Span(start["utf16"], end["utf16"]),
            source_bytes=Span(source["start"], source["end"]),
            value=json.get("value"),
            fields={name: _field(value) for name, value in json["fields"].items()},
            sentence=json["sentence"],
            rule=Rule._of(json["rule"]),
        )


@dataclass(frozen=True)
class Relation:
    """A named link between two mentions, by their indices."""

    name: str
    first: int
    second: int
    rule: Rule


@dataclass(frozen=True)
class HeldTitle:
    text: str
    role: Optional[str]
    body: Optional[str]
    place: Optional[str]
    is_former: bool
    is_acting: bool
    mentions: Tuple[int, ...]


@dataclass(frozen=True)
class Official:
    """A person with the positions held."""

    name: str
    honorific: Optional[str]
    titles: Tuple[HeldTitle, ...]
    mentions: Tuple[int, ...]

    @classmethod
    def _of(cls, json: Json) -> Official:
        titles = tuple(
            HeldTitle(
                title["text"], title.get("role"), title.get("body"), title.get("place"), title["former"],
                title["acting"], tuple(title["mentions"]),
            )
            for title in json["titles"]
        )  # fmt: skip
        return cls(json["name"], json.get("honorific"), titles, tuple(json["mentions"]))


@dataclass(frozen=True)
class LegalDocument:
    """A law, decree or other formal document, gathered from all its citations."""

    kind: Optional[str]
    number: Optional[str]
    year: Optional[int]
    symbol: Optional[str]
    printed_symbol: Optional[str]
    name: Optional[str]
    issuer: Optional[str]
    issued: Optional[DateValue]
    effective: Optional[DateValue]
    subject: Optional[str]
    articles: Tuple[str, ...]
    mentions: Tuple[int, ...]
    #: Where the text speaks of it by its kind alone (`Nghị định này`): start and end in code points.
    references: Tuple[Tuple[int, int], ...] = ()

    @classmethod
    def _of(cls, json: Json) -> LegalDocument:
        issued, effective = json.get("issued"), json.get("effective")
        return cls(
            json.get("kind"), json.get("number"), json.get("year"), json.get("symbol"),
            json.get("printedSymbol"), json.get("name"), json.get("issuer"),
            DateValue._of(issued) if issued else None, DateValue._of(effective) if effective else None,
            json.get("subject"), tuple(json["articles"]), tuple(json["mentions"]),
            tuple((one["start"]["codePoints"], one["end"]["codePoints"]) for one in json.get("references", ())),
        )  # fmt: skip


@dataclass(frozen=True)
class Indicator:
    """A number with what it measures: one row of a table. The `…_mention` fields are indices."""

    measure: Optional[str]
    quantity: Quantity
    period: Optional[DateValue]
    compared_with: Optional[DateValue]
    scope: Optional[str]
    sentence: int
    quantity_mention: int
    measure_mention: Optional[int]
    period_mention: Optional[int]
    scope_mention: Optional[int]

    @classmethod
    def _of(cls, json: Json) -> Indicator:
        period, compared = json.get("period"), json.get("comparedWith")
        return cls(
            json.get("measure"), Quantity._of(json["quantity"]), DateValue._of(period) if period else None,
            DateValue._of(compared) if compared else None, json.get("scope"), json["sentence"],
            json["quantityMention"], json.get("measureMention"), json.get("periodMention"),
            json.get("scopeMention"),
        )  # fmt: skip


@dataclass(frozen=True)
class Publication:
    """The date of publication in the corpus's notation, and where it comes from: given, header, apposition, dateline."""

    date: str
    source: str


@dataclass(frozen=True)
class Document:
    """What was found in one text."""

    id: str
    text: str
    publication: Optional[Publication]
    mentions: Tuple[Mention, ...]
    relations: Tuple[Relation, ...]
    officials: Tuple[Official, ...]
    legal_documents: Tuple[LegalDocument, ...]
    indicators: Tuple[Indicator, ...]
    warnings: Tuple[str, ...]
    #: The JSON object that all of it was read from, as `boctach extract --format json` writes it.
    json: Mapping[str, Any]

    @classmethod
    def _of(cls, json: Dict[str, Any], text: str) -> Document:
        publication = json.get("publication")
        return cls(
            id=json["id"],
            text=text,
            publication=Publication(**publication) if publication else None,
            mentions=tuple(Mention._of(one) for one in json["mentions"]),
            relations=tuple(
                Relation(one["name"], one["first"], one["second"], Rule._of(one["rule"]))
                for one in json["relations"]
            ),
            officials=tuple(Official._of(one) for one in json["officials"]),
            legal_documents=tuple(LegalDocument._of(one) for one in json["legalDocuments"]),
            indicators=tuple(Indicator._of(one) for one in json["indicators"]),
            warnings=tuple(json["warnings"]),
            json=json,
        )

    def mentions_of(self, type_name: str) -> List[Mention]:
        """The mentions of one type, in the order of the text."""
        return [mention for mention in self.mentions if mention.type == type_name]
