"""The spaCy component."""

from __future__ import annotations

from pathlib import Path
from typing import Any, List, Optional, Tuple

import pytest

spacy = pytest.importorskip("spacy")

import boctach  # noqa: E402

TEXT = (
    "😀 Ông Lê Văn A, Chủ tịch UBND tỉnh Quảng Nam, ký Quyết định số 461/QĐ-UBND ngày 5/6/2022. "
    "Hôm qua giá tăng 3,5%."
)
WORDS = "😀 Ông Lê Văn A , Chủ tịch UBND tỉnh Quảng Nam , ký Quyết định số 461/QĐ-UBND ngày 5/6/2022 . Hôm qua giá tăng 3,5% ."


def pipeline(**config: Any) -> Any:
    """Vietnamese with spaCy's own whitespace tokenizer, which needs no pyvi; punctuation stays with its word."""
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}})
    nlp.add_pipe("boctach", config=config)
    return nlp


def test_mentions_become_spans_with_values() -> None:
    doc = pipeline(date="2022-06-10")(TEXT)
    found = {(ent._.boctach.text, ent.label_): ent for ent in doc.ents}
    assert found["Lê Văn A", "Person"].text == "Lê Văn A,"
    assert found["Quyết định số 461/QĐ-UBND", "LegalDocument"]._.boctach_value == "461/QĐ-UBND"
    assert found["Hôm qua", "Date"]._.boctach_value == "2022-06-09"
    growth = found["3,5%", "Quantity"]
    assert doc.text[growth._.boctach.start : growth._.boctach.end] == "3,5%"
    assert doc._.boctach == boctach.extract(TEXT, "2022-06-10")
    assert len(doc.spans["boctach"]) == len(doc._.boctach.mentions)


def test_relations_join_spans() -> None:
    doc = pipeline()(TEXT)
    expected = [
        (one.name, doc._.boctach.mentions[one.first], doc._.boctach.mentions[one.second])
        for one in doc._.boctach.relations
    ]
    assert expected
    assert [(one.name, one.first._.boctach, one.second._.boctach) for one in doc._.boctach_relations] == expected
    [person] = [ent for ent in doc.ents if ent.label_ == "Person"]
    assert [one.name for one in person._.boctach_relations] == ["Holds"]
    assert person._.boctach_relations[0].second._.boctach.type == "Title"


@pytest.mark.parametrize(
    ("alignment", "person"), [("expand", "Lê Văn A,"), ("contract", "Lê Văn"), ("strict", None)]
)
def test_alignment_rules(alignment: str, person: Optional[str]) -> None:
    doc = pipeline(alignment=alignment)(TEXT)
    assert [ent.text for ent in doc.ents if ent.label_ == "Person"] == ([person] if person else [])
    # The mention is there all the same, and the relation with a side that has no span.
    assert [one.text for one in doc._.boctach.mentions_of("Person")] == ["Lê Văn A"]
    [holds] = [one for one in doc._.boctach_relations if one.name == "Holds"]
    assert (holds.first.text if holds.first else None) == person


def test_a_mention_inside_a_token_expands_and_has_nothing_to_contract_to() -> None:
    text = "Ngày(5/6/2022)và"
    doc = pipeline()(text)
    assert [span.text for span in doc.spans["boctach"]] == [text]
    doc = pipeline(alignment="contract")(text)
    assert len(doc.spans["boctach"]) == 0
    assert [mention.value for mention in doc._.boctach.mentions] == ["2022-06-05"]


def test_entities_do_not_overlap_but_spans_may() -> None:
    doc = pipeline()("vào 5/6/2022(3,5%)")
    assert [span._.boctach_value for span in doc.spans["boctach"]] == ["2022-06-05", "3.5 %"]
    assert [span.text for span in doc.spans["boctach"]] == ["5/6/2022(3,5%)"] * 2
    assert [ent._.boctach_value for ent in doc.ents] == ["2022-06-05"]


def test_settings_name_the_spans_and_leave_entities_alone() -> None:
    doc = pipeline(set_ents=False, spans_key="facts")(TEXT)
    assert not doc.ents
    assert len(doc.spans["facts"]) == len(doc._.boctach.mentions)
    assert all(one.first is not None for one in doc._.boctach_relations)
    with pytest.raises(ValueError, match="expand, contract, strict"):
        pipeline(alignment="near")


def test_a_document_has_a_date_of_its_own() -> None:
    nlp = pipeline(date="2022-06-10")
    docs = [nlp.make_doc(TEXT) for _ in range(3)]
    docs[1]._.publication_date = "2024-03-01"
    values = [[ent._.boctach_value for ent in doc.ents if ent._.boctach.text == "Hôm qua"] for doc in nlp.pipe(docs)]
    assert values == [["2022-06-09"], ["2024-02-29"], ["2022-06-09"]]


@pytest.mark.parametrize("processes", [1, 2])
def test_a_pipe_keeps_its_order(processes: int) -> None:
    nlp = pipeline()
    texts = [TEXT.replace("461", str(number)) for number in range(1, 40)]
    docs = list(nlp.pipe(texts, batch_size=8, n_process=processes))
    assert [doc._.boctach.legal_documents[0].number for doc in docs] == [str(number) for number in range(1, 40)]
    assert docs[0]._.boctach == nlp(texts[0])._.boctach


def test_documents_and_pipelines_are_written_and_read(tmp_path: Path) -> None:
    nlp = pipeline(date="2022-06-10", spans_key="facts")
    doc = nlp(TEXT)
    again = spacy.tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again._.boctach == doc._.boctach
    assert [ent._.boctach for ent in again.ents] == [ent._.boctach for ent in doc.ents]
    assert len(again._.boctach_relations) == len(doc._.boctach_relations) > 0
    nlp.to_disk(tmp_path)
    loaded = spacy.load(tmp_path)
    assert loaded(TEXT)._.boctach == doc._.boctach
    assert "facts" in loaded(TEXT).spans


def test_a_grammar_folder(tmp_path: Path) -> None:
    (tmp_path / "cascade.grammar").write_text("group primary\ntype Code group primary { value: text }\nstages codes\n")
    (tmp_path / "codes.grammar").write_text('stage codes\nrule code -> Code { value = text($code) } = code:("mã" digits)\n')
    doc = pipeline(grammar=str(tmp_path))("😀 có mã 12")
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("mã 12", "Code")]


def tokenized(name: str) -> Tuple[Any, List[str]]:
    if name == "pyvi":
        pytest.importorskip("pyvi")
        nlp = spacy.blank("vi")
    else:
        nlp = spacy.blank("xx")
    nlp.add_pipe("boctach")
    return nlp, [ent.text for ent in nlp(TEXT).ents if ent.label_ in ("Person", "LegalDocument", "Date", "Quantity")]


@pytest.mark.parametrize("name", ["pyvi", "rules of language xx"])
def test_other_tokenizers(name: str) -> None:
    nlp, texts = tokenized(name)
    assert texts == ["Lê Văn A", "Quyết định số 461/QĐ-UBND", "ngày 5/6/2022", "Hôm qua", "3,5%"]


def test_text_outside_of_a_pipeline_has_nothing() -> None:
    doc = spacy.blank("xx")(WORDS)
    assert doc._.boctach is None
    assert doc._.boctach_relations == ()
    assert doc[0:2]._.boctach is None
    assert doc[0:2]._.boctach_value is None
    assert doc[0:2]._.boctach_relations == ()


def test_empty_and_blank_texts_have_nothing() -> None:
    nlp = pipeline()
    for text in ("", " ", "\n\n"):
        assert len(nlp(text).spans["boctach"]) == 0
