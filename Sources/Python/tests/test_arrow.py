"""Arrow tables: what readers of Arrow get, who owns what."""

from __future__ import annotations

import ctypes
import gc
import pickle
import subprocess
import sys
import unicodedata
from decimal import Decimal
from pathlib import Path
from typing import Any, Dict, List, Tuple

import boctach
import pytest
from boctach import _arrow, _library

TEXT = (
    "😀 Ông Lê Văn A, Chủ tịch UBND tỉnh Quảng Nam, ký Quyết định số 461/QĐ-UBND ngày 5/6/2022. "
    "Hôm qua giá tăng 3,5%, từ 2 đến 3 triệu đồng."
)
# In the order of the documents: id, text, date. One holds nothing; one is decomposed.
ARTICLES: List[Tuple[str, str, Any]] = [
    ("a", TEXT, "2022-06-10"),
    ("trống", "", None),
    ("b", unicodedata.normalize("NFD", TEXT), None),
    ("c\n\"'", TEXT * 3, "2022-06-10"),
]


@pytest.fixture(scope="module")
def extractor() -> boctach.Extractor:
    return boctach.Extractor()


@pytest.fixture(scope="module")
def tables(extractor: boctach.Extractor) -> boctach.Tables:
    ids, texts, dates = zip(*ARTICLES)
    return extractor.tables(texts, ids=ids, dates=dates)


def expected_rows(extractor: boctach.Extractor, table: str) -> List[Dict[str, Any]]:
    """The rows by way of JSON and Python objects; decimals as text."""
    documents = [extractor.extract(text, date, id=id) for id, text, date in ARTICLES]
    return [
        {name: str(value) if isinstance(value, Decimal) else value for name, value in row.items()}
        for row in boctach.rows(documents, table)
    ]


@pytest.mark.parametrize("table", boctach.TABLES)
def test_tables_have_the_rows_that_the_objects_have(
    extractor: boctach.Extractor, tables: boctach.Tables, table: str
) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    expected = expected_rows(extractor, table)
    assert len(expected) >= 3
    for read in (pyarrow.table(tables[table]), pyarrow.record_batch(tables[table])):
        read.validate(full=True)
        assert read.to_pylist() == expected
        assert read.schema == pyarrow.schema(boctach.schema(table))


def test_what_is_unknown_is_null(tables: boctach.Tables) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    read = pyarrow.table(tables.indicators)
    assert {name: read[name].null_count for name in ("document", "amount", "low", "high")} == {
        "document": 0,
        "amount": sum(row["amount"] is None for row in read.to_pylist()),
        "low": sum(row["low"] is None for row in read.to_pylist()),
        "high": read["low"].null_count,
    }
    assert 0 < read["low"].null_count < len(read)


@pytest.mark.parametrize("table", boctach.TABLES)
@pytest.mark.parametrize("texts", [[], [""], ["", ""]], ids=["no documents", "one", "two"])
def test_empty_tables_have_columns(extractor: boctach.Extractor, table: str, texts: List[str]) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    for read in (
        pyarrow.table(extractor.tables(texts)[table]),
        pyarrow.record_batch(extractor.tables(texts)[table]),
    ):
        read.validate(full=True)
        assert read.num_rows == 0
        assert read.schema == pyarrow.schema(boctach.schema(table))


def test_a_long_stream_comes_in_several_arrays(extractor: boctach.Extractor) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    document = "5/6/2022. " * 2000
    found = extractor.tables([document] * 40, ids=[str(number) for number in range(40)])
    reader = pyarrow.RecordBatchReader.from_stream(found.mentions)
    batches = list(reader)
    assert [batch.num_rows for batch in batches] == [33 * 2000, 7 * 2000]
    assert batches[1].column("document")[0].as_py() == "33"
    assert set(batches[1].column("value").to_pylist()) == {"2022-06-05"}


def test_arrays_outlive_what_they_came_from(extractor: boctach.Extractor) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    expected = pyarrow.table(extractor.tables([TEXT]).mentions).to_pylist()
    found = extractor.tables([TEXT])
    array = pyarrow.record_batch(found.mentions)
    stream = pyarrow.RecordBatchReader.from_stream(found.mentions)
    del found
    gc.collect()
    column = array.column("text")
    del array
    gc.collect()
    assert stream.read_all().to_pylist() == expected
    assert column.to_pylist() == [row["text"] for row in expected]


def test_polars_reads_tables(extractor: boctach.Extractor, tables: boctach.Tables) -> None:
    polars = pytest.importorskip("polars")
    for table in boctach.TABLES:
        assert polars.DataFrame(tables[table]).to_dicts() == expected_rows(extractor, table)


def test_pandas_reads_tables(extractor: boctach.Extractor, tables: boctach.Tables) -> None:
    pandas = pytest.importorskip("pandas")
    if not hasattr(pandas.DataFrame, "from_arrow"):
        pytest.skip("this pandas has no DataFrame.from_arrow")
    pytest.importorskip("pyarrow")
    frame = pandas.DataFrame.from_arrow(tables.mentions)
    expected = expected_rows(extractor, "mentions")
    assert list(frame["text"]) == [row["text"] for row in expected]
    assert list(frame["start"]) == [row["start"] for row in expected]


class _Content:
    """A struct that counts how often it is released."""

    def __init__(self, kind: Any) -> None:
        self.released = 0
        self.struct = kind()
        self.pointer = type(self.struct.release)(self.release)
        self.struct.release = self.pointer
        self.kind = kind

    def release(self, address: int) -> None:
        self.released += 1
        assert self.kind.from_address(address).release
        self.kind.from_address(address).release = type(self.pointer)()


_get_pointer = ctypes.PYFUNCTYPE(ctypes.c_void_p, ctypes.py_object, ctypes.c_char_p)(
    ("PyCapsule_GetPointer", ctypes.pythonapi)
)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (_library.ArrowSchema, b"arrow_schema"),
        (_library.ArrowArray, b"arrow_array"),
        (_library.ArrowArrayStream, b"arrow_array_stream"),
    ],
)
def test_a_capsule_releases_once_what_nobody_took(kind: Any, name: bytes) -> None:
    kept, taken, failed = _Content(kind), _Content(kind), _Content(kind)
    capsule = _arrow._capsule(kept.struct)
    assert not kept.struct.release
    assert kept.released == 0
    del capsule
    assert kept.released == 1
    capsule = _arrow._capsule(taken.struct)
    kind.from_address(_get_pointer(capsule, name)).release = type(taken.pointer)()
    del capsule
    assert taken.released == 0

    def fail(capsule: object) -> None:
        raise KeyError("on its way")

    with pytest.raises(KeyError, match="on its way"):
        fail(_arrow._capsule(failed.struct))
    gc.collect()
    assert failed.released == 1


def test_a_reader_takes_over(tables: boctach.Tables) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    schema, array = tables.mentions.__arrow_c_array__()
    read = pyarrow.RecordBatch._import_from_c_capsule(schema, array)
    # The reader fails, and its error arrives, though the capsule of the schema goes at that moment.
    with pytest.raises(ValueError, match="released"):
        pyarrow.RecordBatch._import_from_c_capsule(tables.mentions.__arrow_c_schema__(), array)
    del schema, array
    gc.collect()
    assert read.num_rows > 0


def test_memory_comes_back(extractor: boctach.Extractor) -> None:
    found = extractor.tables([TEXT * 50] * 4)

    def resident() -> int:
        return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

    def run() -> None:
        for _ in range(200):
            found.mentions.__arrow_c_array__()

    run()
    before = resident()
    run()
    run()
    # Each run makes some 300 MB of arrays.
    assert resident() - before < 50 << 20


def test_a_capsule_may_live_until_exit() -> None:
    code = "import boctach, sys; sys.kept = boctach.default_extractor().tables(['5/6/2022']).mentions.__arrow_c_stream__()"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_sources_are_texts_bytes_and_files(extractor: boctach.Extractor, tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    (tmp_path / "bài.txt").write_text(TEXT, encoding="utf-16")
    found = extractor.tables([TEXT, TEXT.encode("utf-8-sig"), tmp_path / "bài.txt", "\ud800 " + TEXT], "2022-06-10")
    assert len(found) == 4
    rows = pyarrow.table(found.mentions).to_pylist()
    per_document = len(rows) // 4
    assert [row["document"] for row in rows[::per_document]] == ["", "", "bài", ""]
    assert [row["value"] for row in rows] == [row["value"] for row in rows[:per_document]] * 4


def test_ids_and_dates_are_one_for_each_source(extractor: boctach.Extractor) -> None:
    for options in ({"ids": ["a"]}, {"ids": ["a", "b", "c"]}, {"dates": [None]}, {"dates": iter(["2022-06-10"] * 3)}):
        with pytest.raises(ValueError, match="than sources"):
            extractor.tables([TEXT, TEXT], **options)  # type: ignore[arg-type]
    with pytest.raises(ValueError):
        extractor.tables([TEXT], dates=["2022-02-30"])
    with pytest.raises(ValueError, match="NUL"):
        extractor.tables([TEXT], ids=["a\0"])


def test_unknown_tables_are_refused(tables: boctach.Tables) -> None:
    with pytest.raises(ValueError, match="there are mentions"):
        tables["sentences"]
    with pytest.raises(ValueError):
        boctach.schema("sentences")


def test_an_extractor_is_pickled_as_its_grammar(extractor: boctach.Extractor, tmp_path: Path) -> None:
    assert pickle.loads(pickle.dumps(extractor)).extract(TEXT) == extractor.extract(TEXT)
    (tmp_path / "cascade.grammar").write_text("group primary\ntype Code group primary { value: text }\nstages codes\n")
    (tmp_path / "codes.grammar").write_text('stage codes\nrule code -> Code { value = text($code) } = code:("mã" digits)\n')
    other = pickle.loads(pickle.dumps(boctach.Extractor(tmp_path)))
    assert [mention.type for mention in other.extract("mã 12").mentions] == ["Code"]


def test_a_document_is_pickled(extractor: boctach.Extractor) -> None:
    document = extractor.extract(TEXT, "2022-06-10")
    assert pickle.loads(pickle.dumps(document)) == document


def test_dates_of_a_folder(tmp_path: Path) -> None:
    assert boctach.publication_dates(tmp_path) == {}
    table = tmp_path / "documents.tsv"
    table.write_bytes("\ufeffid\tgenre\tdate\r\na\tx\t2022-06-10\r\nb\tx\t\r\nc\r\n".encode())
    assert boctach.publication_dates(tmp_path) == {"a": "2022-06-10"}
    table.write_text("id\tgenre\n")
    with pytest.raises(ValueError, match=r"documents\.tsv"):
        boctach.publication_dates(tmp_path)
