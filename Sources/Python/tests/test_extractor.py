"""Many texts, files, grammars, tables."""

from __future__ import annotations

import multiprocessing
import pickle
import threading
import warnings
from decimal import Decimal
from pathlib import Path
from typing import Iterator

import boctach
import pytest

TEXT = "Ông Lê Văn A, Chủ tịch UBND tỉnh Quảng Nam, ký Quyết định số {}/QĐ-UBND ngày 5/6/2022."


@pytest.fixture(scope="module")
def extractor() -> boctach.Extractor:
    return boctach.Extractor()


def test_a_batch_keeps_its_order(extractor: boctach.Extractor) -> None:
    texts = [TEXT.format(number) * (number % 7 + 1) for number in range(1, 60)]
    expected = [extractor.extract(text) for text in texts]
    assert list(extractor.extract_batch(texts, workers=4)) == expected
    assert [document.legal_documents[0].number for document in expected] == [str(n) for n in range(1, 60)]


def test_a_batch_reads_ahead_by_little(extractor: boctach.Extractor) -> None:
    taken = 0

    def texts() -> Iterator[str]:
        nonlocal taken
        while True:
            taken += 1
            yield TEXT.format(taken)

    results = extractor.extract_batch(texts(), workers=2)
    assert taken == 0
    for _ in range(5):
        next(results)
    assert taken <= 5 + 4 * 2
    results.close()  # type: ignore[attr-defined]


def test_a_call_lets_other_threads_run(extractor: boctach.Extractor) -> None:
    text = "Ngày 3/4/2023, ông Lê Văn Ba, Chủ tịch UBND tỉnh Bến Tre, ký Quyết định số 12/2023/QĐ-UBND.\n\n" * 3000
    ticks = 0
    done = threading.Event()
    started = threading.Event()

    def work() -> None:
        started.set()
        extractor.extract(text)
        done.set()

    thread = threading.Thread(target=work)
    thread.start()
    started.wait()
    while not done.is_set():
        ticks += 1
        done.wait(0.001)
    thread.join()
    # The text takes at least 20 ms; a held lock would let through one tick at most.
    assert ticks > 5


def test_zero_workers_are_refused(extractor: boctach.Extractor) -> None:
    with pytest.raises(ValueError):
        extractor.extract_batch([], workers=0)


def test_files_of_a_folder(extractor: boctach.Extractor, tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "b.txt").write_text(TEXT.format(2))
    (tmp_path / "a.txt").write_text(TEXT.format(1) + " Hôm qua trời mưa.")
    (tmp_path / "deep" / "c.txt").write_text(TEXT.format(3))
    (tmp_path / "other.md").write_text(TEXT.format(4))
    documents = list(extractor.extract_files(tmp_path, dates=lambda path: "2022-06-10" if path.stem == "a" else None))
    assert [document.id for document in documents] == ["a", "b", "c"]
    assert any(mention.value == "2022-06-09" for mention in documents[0].mentions)
    assert [d.id for d in extractor.extract_files([tmp_path / "b.txt", tmp_path / "a.txt"])] == ["b", "a"]


def test_a_missing_file_ends_the_iteration_in_its_place(extractor: boctach.Extractor, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT.format(1))
    results = extractor.extract_files([tmp_path / "a.txt", tmp_path / "no.txt"])
    assert next(results).id == "a"
    with pytest.raises(FileNotFoundError):
        next(results)


def test_grammars_that_do_not_compile_say_where(tmp_path: Path) -> None:
    (tmp_path / "cascade.grammar").write_text("type type\n")
    with pytest.raises(boctach.GrammarError, match=r"cascade\.grammar:1:"):
        boctach.Extractor(grammar=tmp_path)
    with pytest.raises(boctach.GrammarError, match="no/such"):
        boctach.Extractor(grammar="/no/such/folder")


def test_a_grammar_folder_replaces_the_bundled_one(tmp_path: Path) -> None:
    (tmp_path / "cascade.grammar").write_text("group primary\ntype Code group primary { value: text }\nstages codes\n")
    (tmp_path / "codes.grammar").write_text('stage codes\nrule code -> Code { value = text($code) } = code:("mã" digits)\n')
    extractor = boctach.Extractor(grammar=tmp_path)
    [mention] = extractor.extract("😀 mã 12").mentions
    assert (mention.type, mention.text, mention.start, mention.end) == ("Code", "mã 12", 2, 7)


def test_a_grammar_folder_goes_on_top_of_the_bundled_one(tmp_path: Path) -> None:
    (tmp_path / "cascade.grammar").write_text("type Plate group primary { value: text }\nstages plates\n")
    (tmp_path / "plates.grammar").write_text('stage plates\nrule plate -> Plate { value = text($p) } = "biển số" p:digits\n')
    extractor = boctach.Extractor(tmp_path, with_bundled=True)
    for one in (extractor, pickle.loads(pickle.dumps(extractor))):
        found = one.extract("Xe biển số 123 của ông Lê Văn A.").mentions
        assert [mention.type for mention in found] == ["Plate", "Person"]
    assert boctach.Extractor(with_bundled=True).extract("Ông Lê Văn A nói.").mentions


BUNDLED_FORM = Path(__file__).resolve().parents[3] / "Sources/CGrammarBundle/bundled.cascade"


def test_the_compiled_form_of_a_grammar_is_read(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        extractor = boctach.Extractor(compiled=BUNDLED_FORM)
        for one in (extractor, pickle.loads(pickle.dumps(extractor))):
            assert [mention.type for mention in one.extract("Ông Lê Văn A nói.").mentions] == ["Person"]
    with pytest.raises(FileNotFoundError):
        boctach.Extractor(compiled=tmp_path / "none")


def test_a_compiled_form_of_other_files_is_warned_of(tmp_path: Path) -> None:
    (tmp_path / "cascade.grammar").write_text("type Plate group primary { value: text }\nstages plates\n")
    (tmp_path / "plates.grammar").write_text('stage plates\nrule plate -> Plate { value = text($p) } = "biển số" p:digits\n')
    with pytest.warns(RuntimeWarning, match="not the compiled form of this grammar"):
        extractor = boctach.Extractor(tmp_path, with_bundled=True, compiled=BUNDLED_FORM)
    assert [mention.type for mention in extractor.extract("Xe biển số 123.").mentions] == ["Plate"]
    (tmp_path / "damaged").write_bytes(BUNDLED_FORM.read_bytes()[:-1])
    with pytest.warns(RuntimeWarning, match="damaged: not the compiled form"):
        boctach.Extractor(compiled=tmp_path / "damaged")


def test_an_extractor_works_in_a_forked_child(extractor: boctach.Extractor) -> None:
    context = multiprocessing.get_context("fork")
    with context.Pool(2, initializer=_keep, initargs=(extractor,)) as pool:
        assert pool.map(_number, [1, 2, 3]) == ["1", "2", "3"]


_kept: list[boctach.Extractor] = []


def _keep(extractor: boctach.Extractor) -> None:
    _kept.append(extractor)


def _number(number: int) -> str | None:
    return _kept[0].extract(TEXT.format(number)).legal_documents[0].number


def test_rows_have_the_columns_of_the_command(extractor: boctach.Extractor) -> None:
    document = extractor.extract(TEXT.format(461) + " Giá tăng 3,5%.", id="d")
    [official] = boctach.rows(document, "officials")
    assert (official["document"], official["name"], official["role"]) == ("d", "Lê Văn A", "Chủ tịch")
    [legal] = boctach.rows([document], "legal_documents")
    assert (legal["symbol"], legal["issued"]) == ("461/QĐ-UBND", "2022-06-05")
    assert Decimal("3.5") in [row["amount"] for row in boctach.rows(document, "indicators")]
    with pytest.raises(ValueError):
        next(boctach.rows(document, "tables"))


@pytest.mark.parametrize("table", boctach.TABLES)
def test_frames_have_the_columns_of_the_rows(extractor: boctach.Extractor, table: str) -> None:
    pytest.importorskip("pandas")
    document = extractor.extract(TEXT.format(461) + " Giá tăng 3,5%.")
    frame = boctach.to_pandas([document, document], table)
    expected = list(boctach.rows(document, table))
    assert list(frame.columns) == list(expected[0])
    assert len(frame) == 2 * len(expected)
    assert list(boctach.to_pandas([], table).columns) == list(frame.columns)
