"""Tables for everything that reads Arrow: pyarrow, Polars, pandas, DuckDB, Spark.

By the Arrow PyCapsule interface, so that none of them is needed here and nothing is copied on the way.
"""

from __future__ import annotations

import ctypes
from typing import Any, Callable, Dict, Optional, Sequence, Tuple

from . import _library

#: The tables by their numbers in boctach.h.
NUMBERS = {"mentions": 0, "officials": 1, "legal_documents": 2, "indicators": 3, "relations": 4}

# The structs inside capsules that are alive, by the capsules' addresses. The destructor's parameters are kept here and not
# looked up, since modules may be half gone when the last capsule goes.
_inside: Dict[int, _library.ArrowStruct] = {}


def _destroy(
    capsule: int,
    take: Callable[..., Optional[_library.ArrowStruct]] = _inside.pop,
    address: Callable[[_library.ArrowStruct], int] = ctypes.addressof,
) -> None:
    """Releases what nobody has taken out: a consumer that has sets `release` to null."""
    content = take(capsule, None)
    if content is not None and content.release:
        content.release(address(content))


# With the address and not the object: to hold an object that is being destroyed would destroy it again.
_Destructor = ctypes.PYFUNCTYPE(None, ctypes.c_void_p)
_destructor = _Destructor(_destroy)
# Capsules may outlive this module at exit.
ctypes.pythonapi.Py_IncRef(ctypes.py_object(_destructor))
_new_capsule = ctypes.PYFUNCTYPE(ctypes.py_object, ctypes.c_void_p, ctypes.c_char_p, _Destructor)(
    ("PyCapsule_New", ctypes.pythonapi)
)
_NAMES: Dict[type, bytes] = {
    _library.ArrowSchema: b"arrow_schema",
    _library.ArrowArray: b"arrow_array",
    _library.ArrowArrayStream: b"arrow_array_stream",
}


def _capsule(content: _library.ArrowStruct) -> object:
    capsule: object = _new_capsule(ctypes.addressof(content), _NAMES[type(content)], _destructor)
    _inside[id(capsule)] = content
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
