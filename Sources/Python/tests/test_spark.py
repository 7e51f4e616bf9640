"""The Spark example gives the facts that the command gives.

`make test-spark` sets BOCTACH_COMMAND to the command, BOCTACH_ARTICLES to a folder.
"""

from __future__ import annotations

import csv
import importlib.util
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Dict, Iterable, List, Tuple

import boctach
import pytest

pyarrow = pytest.importorskip("pyarrow")

COMMAND = os.environ.get("BOCTACH_COMMAND")
ARTICLES = Path(os.environ.get("BOCTACH_ARTICLES", "."))
EXAMPLE = Path(__file__).parent.parent / "examples" / "spark_indicators.py"
COMMAND_TABLES = {"officials": "officials", "legal_documents": "legalDocuments", "indicators": "indicators"}
pytestmark = pytest.mark.skipif(not COMMAND, reason="no command to compare with: run `make test-spark`")


def command_rows(table: str) -> Tuple[List[str], List[Tuple[str, ...]]]:
    assert COMMAND is not None
    output = subprocess.run(
        [COMMAND, "extract", "--format", "csv", "--table", COMMAND_TABLES[table], str(ARTICLES)],
        check=True, stdout=subprocess.PIPE,
    ).stdout.decode()  # fmt: skip
    header, *rows = csv.reader(io.StringIO(output, newline=""))
    return header, sorted(tuple(row) for row in rows)


def as_csv(rows: Iterable[Dict[str, Any]]) -> List[Tuple[str, ...]]:
    """Rows as CSV has them: nothing is empty, and true is `true`."""

    def cell(value: Any) -> str:
        if value is None:
            return ""
        return str(value).lower() if isinstance(value, bool) else str(value)

    return sorted(tuple(cell(value) for value in row.values()) for row in rows)


def example() -> Any:
    spec = importlib.util.spec_from_file_location("spark_indicators", EXAMPLE)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("table", COMMAND_TABLES)
def test_the_function_on_arrow_batches_gives_what_the_command_gives(table: str) -> None:
    files = sorted(ARTICLES.rglob("*.txt"))
    assert len(files) > 10
    batches = (
        pyarrow.record_batch(
            {"path": [f"file:{path}" for path in part], "content": [path.read_bytes() for path in part]}
        )
        for part in (files[start : start + 7] for start in range(0, len(files), 7))
    )
    found = list(example().extract(table, boctach.publication_dates(ARTICLES))(batches))
    rows = pyarrow.Table.from_batches(found).to_pylist()
    header, expected = command_rows(table)
    assert len(expected) > 20
    assert list(rows[0]) == header
    assert as_csv(rows) == expected


def test_a_local_spark_writes_what_the_command_gives(tmp_path: Path) -> None:
    pytest.importorskip("pyspark")
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        pytest.skip("no Java")
    import pyarrow.parquet

    # As a program of its own, as spark-submit runs it; two tasks at once.
    environment = {
        **os.environ, "PYSPARK_SUBMIT_ARGS": "--master local[2] pyspark-shell", "SPARK_LOCAL_IP": "127.0.0.1",
        "PYSPARK_PYTHON": sys.executable, "PYSPARK_DRIVER_PYTHON": sys.executable,
    }  # fmt: skip
    output = tmp_path / "indicators.parquet"
    subprocess.run([sys.executable, str(EXAMPLE), str(ARTICLES), str(output)], check=True, env=environment)
    table = pyarrow.parquet.read_table(output)
    header, expected = command_rows("indicators")
    assert table.column_names == header
    assert as_csv(table.to_pylist()) == expected
