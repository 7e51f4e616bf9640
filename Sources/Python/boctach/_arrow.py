"""Tables for everything that reads Arrow: pyarrow, Polars, pandas, DuckDB, Spark.

By the Arrow PyCapsule interface, so that none of them is needed here and nothing is copied on the way.
"""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Optional, Sequence, Tuple

from . import _library

#: The tables by their numbers in boctach.h.
NUMBERS = {"mentions": 0, "officials": 1, "legal_documents": 2, "indicators": 3, "relations": 4}

# With the interpreter's lock held, unlike the library's own functions.
_capsules = ctypes.PyDLL(str(Path(__file__).parent / "lib" / "capsules.so"))
_MAKERS = {
    _library.ArrowSchema: _capsules.boctach_capsule_schema,
    _library.ArrowArray: _capsules.boctach_capsule_array,
    _library.ArrowArrayStream: _capsules.boctach_capsule_stream,
}
for _maker in _MAKERS.values():
    _maker.argtypes = [ctypes.c_void_p]
    _maker.restype = ctypes.py_object


def _capsule(content: _library.ArrowStruct) -> object:
    """A capsule that the struct is moved into, and that releases it unless a reader takes it out."""
    capsule: object = _MAKERS[type(content)](ctypes.byref(content))
    return capsule


class Schema:
    """The columns of a table, for `pyarrow.schema(…)` and others that read `__arrow_c_schema__`."""

    def __init__(self, table: str) -> None:
        self._number = _number(table)

    def __arrow_c_schema__(self) -> object:
        return _capsule(_library.table_schema(self._number))


def schema(table: str) -> Schema:
    """The columns of a table: `pyarrow.schema(boctach.schema("indicators"))`."""
    return Schema(table)


class Table:
    """One table of some documents, with a row for each fact.

    `pyarrow.table(table)`, `polars.DataFrame(table)`, `pandas.DataFrame.from_arrow(table)` and others read it by
    `__arrow_c_stream__` or `__arrow_c_array__`, as often as they like. The rows are made at that moment, in memory that
    the reader then owns.
    """

    def __init__(self, name: str, documents: Sequence[_library.DocumentHandle]) -> None:
        self.name = name
        self._number = _number(name)
        self._documents = documents

    def __arrow_c_schema__(self) -> object:
        return _capsule(_library.table_schema(self._number))

    def __arrow_c_array__(self, requested_schema: Optional[object] = None) -> Tuple[object, object]:
        """All rows as one array. Another schema than the table's own cannot be had."""
        array = _library.table_array(self._number, self._documents)
        return self.__arrow_c_schema__(), _capsule(array)

    def __arrow_c_stream__(self, requested_schema: Optional[object] = None) -> object:
        """The rows as a stream of arrays, made one after another."""
        return _capsule(_library.table_stream(self._number, self._documents))

    def __repr__(self) -> str:
        return f"<boctach.Table {self.name!r} of {len(self._documents)} documents>"


class Tables:
    """The tables of some documents, in the order in which these were given."""

    def __init__(self, documents: Sequence[_library.DocumentHandle]) -> None:
        self._documents = documents

    def __len__(self) -> int:
        """How many documents there are."""
        return len(self._documents)

    def __getitem__(self, table: str) -> Table:
        return Table(table, self._documents)

    @property
    def mentions(self) -> Table:
        return self["mentions"]

    @property
    def officials(self) -> Table:
        return self["officials"]

    @property
    def legal_documents(self) -> Table:
        return self["legal_documents"]

    @property
    def indicators(self) -> Table:
        return self["indicators"]

    @property
    def relations(self) -> Table:
        return self["relations"]


def _number(table: str) -> int:
    if table not in NUMBERS:
        raise ValueError(f"unknown table {table!r}: there are {', '.join(NUMBERS)}")
    return NUMBERS[table]
