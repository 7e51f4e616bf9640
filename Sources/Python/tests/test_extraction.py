"""Values and offsets."""

from __future__ import annotations

import datetime
import unicodedata
from decimal import Decimal

import boctach
import pytest

TEXT = (
    "Ông Lê Văn A, Chủ tịch UBND tỉnh Quảng Nam, ký Quyết định số 461/QĐ-UBND ngày 5/6/2022. "
    "Hôm qua giá tăng 3,5%."
)


@pytest.fixture(scope="module")
def extractor() -> boctach.Extractor:
    return boctach.Extractor()


def test_version_is_the_librarys() -> None:
    assert boctach.__version__ == boctach.library_version()


def test_records_are_typed(extractor: boctach.Extractor) -> None:
    document = extractor.extract(TEXT, date="2022-06-10", id="sample")
    assert document.id == "sample"
    assert document.publication == boctach.Publication("2022-06-10", "given")
    assert [official.name for official in document.officials] == ["Lê Văn A"]
    assert document.officials[0].titles[0].role == "Chủ tịch"
    assert [record.symbol for record in document.legal_documents] == ["461/QĐ-UBND"]
    assert document.legal_documents[0].issued is not None
    assert document.legal_documents[0].issued.start == boctach.DatePoint("day", 2022, 6, 5)
    [growth] = [one for one in document.indicators if one.quantity.amount == Decimal("3.5")]
    assert growth.quantity.unit is not None
    assert document.mentions[growth.quantity_mention].text == "3,5%"
    for relation in document.relations:
        assert document.mentions[relation.first] != document.mentions[relation.second]
    assert document.mentions[0].rule.file is not None
    assert document.mentions[0].rule.file.endswith(".grammar")


def test_dates_resolve_against_the_reference(extractor: boctach.Extractor) -> None:
    def yesterday(date: boctach.Date) -> str | None:
        return next(m.value for m in extractor.extract(TEXT, date).mentions if m.text == "Hôm qua")

    assert yesterday("2022-06-10") == "2022-06-09"
    assert yesterday(datetime.date(2022, 3, 1)) == "2022-02-28"
    assert yesterday(datetime.datetime(2024, 3, 1, 9, 47)) == "2024-02-29"


@pytest.mark.parametrize("date", ["", "2022-02-30", "10/6/2022", "2022-06-10\0", "hôm nay"])
def test_dates_that_are_none_are_refused(extractor: boctach.Extractor, date: str) -> None:
    with pytest.raises(ValueError):
        extractor.extract(TEXT, date)


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        unicodedata.normalize("NFD", TEXT),
        "😀👩‍👩‍👧‍👦 " + TEXT,
        unicodedata.normalize("NFD", "🇻🇳 " + TEXT) + " 😀 " + TEXT,
        "\ufeff" + TEXT,
        "\0" + TEXT,
        "\ud800" + TEXT,
        TEXT.replace(" ", "\u00a0").replace(". ", ".\r\n"),
    ],
    ids=["NFC", "NFD", "emoji", "both", "mark", "NUL", "surrogate", "CRLF"],
)
def test_offsets_slice_the_string(extractor: boctach.Extractor, text: str) -> None:
    document = extractor.extract(text, date="2022-06-10")
    assert document.text == text
    assert len(document.mentions) >= 5
    for mention in document.mentions:
        assert text[mention.start : mention.end] == mention.text
        if "\ud800" not in text:
            encoded = text.encode()
            assert encoded[mention.utf8.start : mention.utf8.end].decode() == mention.text
            wide = text.encode("utf-16-le")
            assert wide[mention.utf16.start * 2 : mention.utf16.end * 2].decode("utf-16-le") == mention.text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_files_are_decoded(extractor: boctach.Extractor, encoding: str) -> None:
    content = TEXT.encode(encoding)
    document = extractor.extract_bytes(content, date="2022-06-10")
    assert document.text == TEXT
    for mention in document.mentions:
        assert document.text[mention.start : mention.end] == mention.text
        raw = content[mention.source_bytes.start : mention.source_bytes.end]
        assert raw.decode("utf-8" if encoding == "utf-8-sig" else "utf-16-le") == mention.text


def test_legacy_text_is_decoded_and_slices(extractor: boctach.Extractor) -> None:
    # windows-1258 writes a tone mark after its vowel, as a code of its own.
    marks = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    pieces = []
    for character in TEXT * 5:
        whole = unicodedata.normalize("NFD", character)
        tones = "".join(mark for mark in whole if mark in marks)
        base = unicodedata.normalize("NFC", "".join(mark for mark in whole if mark not in marks))
        pieces.append(base + tones)
    content = "".join(pieces).encode("cp1258")
    document = extractor.extract_bytes(content, date="2022-06-10")
    assert unicodedata.normalize("NFC", document.text) == TEXT * 5
    assert document.officials
    for mention in document.mentions:
        assert document.text[mention.start : mention.end] == mention.text


def test_empty_text_has_nothing(extractor: boctach.Extractor) -> None:
    document = extractor.extract("")
    assert (document.mentions, document.relations, document.publication) == ((), (), None)


def test_the_module_has_an_extractor_of_its_own() -> None:
    assert boctach.extract(TEXT).officials
