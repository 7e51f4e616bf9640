"""From a folder of articles to a Parquet table of indicators, on Apache Spark.

    spark-submit spark_indicators.py ARTICLES TABLE [--table indicators] [--date YYYY-MM-DD]

Reads every `*.txt` below ARTICLES, in any encoding that BocTach knows, and writes the Parquet folder TABLE. An article is called
like its file without the ending. It is dated by `ARTICLES/documents.tsv` (columns `id` and `date`), where that names it,
else by `--date`, else by its own header. The facts and the columns are those of

    boctach extract --format csv --table indicators ARTICLES

and so are those of the other tables: mentions, officials, legal_documents, relations.

Every machine of the cluster needs the packages of `pip install boctach[spark]` (boctach, pyarrow, and the pandas that `mapInArrow`
asks for), or gets them by `spark-submit --archives` in a packed environment. The grammar is in the wheel, and compiled once in
each Python worker.
"""

from __future__ import annotations

import argparse
from pathlib import PurePosixPath
from typing import Callable, Dict, Iterator, Optional

import boctach
import pyarrow


def extract(
    table: str, dates: Dict[str, str], date: Optional[str] = None
) -> Callable[[Iterator[pyarrow.RecordBatch]], Iterator[pyarrow.RecordBatch]]:
    """The function for `mapInArrow`: from batches with the columns `path` and `content` (bytes) to batches of a table."""

    def batches(articles: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        extractor = boctach.default_extractor()
        for batch in articles:
            contents = (content.as_py() for content in batch.column("content"))
            ids = [PurePosixPath(path).stem for path in batch.column("path").to_pylist()]
            # Spark runs a task on each core, so one thread each is right.
            found = extractor.tables(contents, date, ids=ids, dates=[dates.get(id) for id in ids], workers=1)
            yield pyarrow.record_batch(found[table])

    return batches


def columns(table: str) -> str:
    """A table's columns as Spark's DDL has them."""
    types = {"string": "string", "int64": "bigint", "bool": "boolean"}
    return ", ".join(
        f"`{field.name}` {types[str(field.type)]}" for field in pyarrow.schema(boctach.schema(table))
    )


def run(articles: str, output: str, table: str = "indicators", date: Optional[str] = None) -> None:
    from pyspark.sql import SparkSession

    spark = SparkSession.builder.appName("boctach").getOrCreate()
    files = (
        spark.read.format("binaryFile")
        .option("pathGlobFilter", "*.txt")
        .option("recursiveFileLookup", "true")
        .load(articles)
        .select("path", "content")
    )
    dates = boctach.publication_dates(articles)
    facts = files.mapInArrow(extract(table, dates, date), columns(table))
    facts.write.mode("overwrite").parquet(output)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles", help="a folder")
    parser.add_argument("output", help="the Parquet folder to write")
    parser.add_argument("--table", default="indicators", choices=sorted(boctach.TABLES))
    parser.add_argument("--date", help="when articles were published whose date is not known otherwise")
    arguments = parser.parse_args()
    run(arguments.articles, arguments.output, arguments.table, arguments.date)
