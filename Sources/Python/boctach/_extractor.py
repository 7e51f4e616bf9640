"""Extractors: one text, many texts on all cores, files."""

from __future__ import annotations

import collections
import datetime
import itertools
import json
import os
import re
import threading
import warnings
import weakref
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, Callable, Deque, Dict, Iterable, Iterator, Optional, Tuple, TypeVar, Union

from . import _library
from ._arrow import Tables
from ._records import Document

#: `"2022-06-10"`, `"2022-06-10T09:47"`, or Python's own; a datetime counts to the minute.
Date = Union[str, datetime.date, datetime.datetime]

Path_ = Union[str, "os.PathLike[str]"]
Item = TypeVar("Item")
Result = TypeVar("Result")

#: What `Extractor.tables` reads: a text, the bytes of a file, or the path of one.
Source = Union[str, bytes, bytearray, memoryview, "os.PathLike[str]"]

_SURROGATES = re.compile("[\ud800-\udfff]")


class Extractor:
    """A compiled grammar. Making one takes far longer than an extraction: make it once and keep it.

    Any number of threads may use one at once, and calls of it let other Python threads run.
    """

    def __init__(
        self, grammar: Optional[Path_] = None, *, with_bundled: bool = False, compiled: Optional[Path_] = None
    ) -> None:
        """The bundled Vietnamese grammar, the grammar of a folder, or with `with_bundled` both: the folder's files go
        before bundled ones of the same path, and its `cascade.grammar` adds types and stages.

        `compiled` is the file that `boctach grammar compile` wrote of the same grammar: reading it takes less time than
        compiling. One of other files or another version is warned of and not used.

        Raises GrammarError when the grammar has errors or cannot be read, OSError when the compiled form cannot be read.
        """
        self._compiled = None if compiled is None else os.fspath(compiled)
        form = None if self._compiled is None else Path(self._compiled).read_bytes()
        self._grammar = None if grammar is None else os.fspath(grammar)
        # Without a folder it is the bundled grammar anyway.
        self._with_bundled = with_bundled and grammar is not None
        self._handle, is_used = _library.open_extractor(self._grammar, self._with_bundled, form)
        if form is not None and not is_used:
            warnings.warn(
                f"{self._compiled}: not the compiled form of this grammar and version; the grammar was compiled",
                RuntimeWarning,
                stacklevel=2,
            )
        # A thread inside a call holds `self`, so the handle outlives every call.
        weakref.finalize(self, _library.free_extractor, self._handle).atexit = False

    def extract(self, text: str, date: Optional[Date] = None, *, id: str = "") -> Document:
        """Extracts from a string. `date` is when it was published, where that is known.

        Lone surrogates, which are no text, count as U+FFFD. Raises ValueError for a date that the calendar does not
        have.
        """
        return _document(self._handle_of_text(text, date, id), text)

    def extract_bytes(self, content: bytes, date: Optional[Date] = None, *, id: str = "") -> Document:
        """Extracts from the bytes of a file, in any encoding that the library knows; see `Document.text` for what
        offsets count in, and `Mention.source_bytes` for the way back to the bytes."""
        handle = self._handle_of(bytes(content), _library.INPUT_FILE, date, id)
        return _document(handle, handle.text().decode())

    def extract_file(self, path: Path_, date: Optional[Date] = None) -> Document:
        """Extracts from a file; the document's id is the file's name without its ending."""
        path = Path(path)
        return self.extract_bytes(path.read_bytes(), date, id=path.stem)

    def extract_batch(
        self, texts: Iterable[str], date: Optional[Date] = None, *, workers: Optional[int] = None
    ) -> Iterator[Document]:
        """Extracts from many strings on all cores (or `workers` threads), in the given order, reading ahead by a
        few texts per thread only."""
        return _ordered(lambda text: self.extract(text, date), texts, workers)

    def extract_files(
        self,
        paths: Union[Path_, Iterable[Path_]],
        date: Optional[Date] = None,
        *,
        dates: Optional[Callable[[Path], Optional[Date]]] = None,
        workers: Optional[int] = None,
    ) -> Iterator[Document]:
        """Extracts from many files, or from every `*.txt` below a folder in the order of their paths, like
        `extract_batch`. `dates` gives the publication date of each; where it gives None, `date` counts."""
        files: Iterable[Path]
        if isinstance(paths, (str, os.PathLike)):
            root = Path(paths)
            files = sorted(root.rglob("*.txt")) if root.is_dir() else [root]
        else:
            files = (Path(path) for path in paths)

        def work(path: Path) -> Document:
            stated = dates(path) if dates else None
            return self.extract_file(path, date if stated is None else stated)

        return _ordered(work, files, workers)

    def tables(
        self,
        sources: Iterable[Source],
        date: Optional[Date] = None,
        *,
        ids: Optional[Iterable[Optional[str]]] = None,
        dates: Optional[Iterable[Optional[Date]]] = None,
        workers: Optional[int] = None,
    ) -> Tables:
        """Extracts from many sources on all cores, into Arrow tables; no Python objects are made of the facts.

        A source is a text, the bytes of a file, or the path of one. `ids` names the documents, one for each source; else files
        are called like `extract_file` calls them, and texts "". `dates` has one for each source too; where it has
        None, `date` counts.
        """
        names = itertools.repeat(None) if ids is None else ids
        days = itertools.repeat(None) if dates is None else dates

        def work(item: Tuple[Source, Optional[str], Optional[Date]]) -> _library.DocumentHandle:
            source, name, day = item
            stated = date if day is None else day
            if isinstance(source, str):
                return self._handle_of_text(source, stated, name or "")
            if isinstance(source, (bytes, bytearray, memoryview)):
                return self._handle_of(bytes(source), _library.INPUT_FILE, stated, name or "")
            path = Path(source)
            return self._handle_of(
                path.read_bytes(), _library.INPUT_FILE, stated, path.stem if name is None else name
            )

        return Tables(list(_ordered(work, _rows_of(sources, names, days), workers)))

    def __reduce__(self) -> Tuple[Any, ...]:
        """Pickled as the paths of its grammar, and compiled or read anew."""
        return (_open, (self._grammar, self._with_bundled, self._compiled))

    def _handle_of_text(self, text: str, date: Optional[Date], document_id: str) -> _library.DocumentHandle:
        try:
            content = text.encode()
        except UnicodeEncodeError:
            content = _SURROGATES.sub("\ufffd", text).encode()
        return self._handle_of(content, _library.INPUT_TEXT, date, document_id)

    def _handle_of(
        self, content: bytes, kind: int, date: Optional[Date], document_id: str
    ) -> _library.DocumentHandle:
        if "\0" in document_id:
            raise ValueError("an id holds no NUL")
        return _library.extract(self._handle, content, kind, document_id, _notation(date))


def _open(grammar: Optional[str], with_bundled: bool, compiled: Optional[str] = None) -> Extractor:
    return Extractor(grammar, with_bundled=with_bundled, compiled=compiled)


def _rows_of(
    sources: Iterable[Source], names: Iterable[Optional[str]], days: Iterable[Optional[Date]]
) -> Iterator[Tuple[Source, Optional[str], Optional[Date]]]:
    """The three side by side; the two may be endless, but neither they nor the sources may be short."""
    end = object()
    others = (iter(names), iter(days))
    for source in sources:
        name, day = (next(other, end) for other in others)
        if name is end or day is end:
            raise ValueError("there are fewer ids or dates than sources")
        yield source, name, day  # type: ignore[misc]
    for other in others:
        if not isinstance(other, itertools.repeat) and next(other, end) is not end:
            raise ValueError("there are more ids or dates than sources")


def _document(handle: _library.DocumentHandle, text: str) -> Document:
    values: Dict[str, Any] = json.loads(handle.json())
    return Document._of(values, text)


def _notation(date: Optional[Date]) -> Optional[str]:
    if date is None:
        return None
    if isinstance(date, datetime.datetime):
        return date.strftime("%Y-%m-%dT%H:%M").zfill(16)
    if isinstance(date, datetime.date):
        return date.isoformat()
    if not date or "\0" in date or not date.isascii():
        raise ValueError(f"the date {date!r} is not a day of the form YYYY-MM-DD")
    return date


def _ordered(work: Callable[[Item], Result], items: Iterable[Item], workers: Optional[int]) -> Iterator[Result]:
    """Runs `work` on threads; results in the order of `items`, of which few are held at a time. The first error ends
    the iteration where its document would stand."""
    count = workers if workers is not None else len(os.sched_getaffinity(0))
    if count < 1:
        raise ValueError("workers must be at least 1")
    return _run(work, items, count)


def _run(work: Callable[[Item], Result], items: Iterable[Item], count: int) -> Iterator[Result]:
    waiting: Deque[Future[Result]] = collections.deque()
    with ThreadPoolExecutor(count) as pool:
        try:
            for item in items:
                waiting.append(pool.submit(work, item))
                if len(waiting) >= 4 * count:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


_default: Optional[Extractor] = None
_default_lock = threading.Lock()


def default_extractor() -> Extractor:
    """The extractor of the bundled grammar that `extract` uses, which the first call in a process compiles."""
    global _default
    with _default_lock:
        if _default is None:
            _default = Extractor()
        return _default


def extract(text: str, date: Optional[Date] = None, *, id: str = "") -> Document:
    """Extracts with the bundled grammar. See `Extractor.extract`."""
    return default_extractor().extract(text, date, id=id)


def publication_dates(folder: Path_) -> Dict[str, str]:
    """The dates that a folder's `documents.tsv` (columns `id` and `date`) states, by id, as the command reads it; none
    without that file."""
    table = Path(folder) / "documents.tsv"
    if not table.exists():
        return {}
    content = table.read_text(encoding="utf-8-sig")
    lines = [line.rstrip("\r").split("\t") for line in content.split("\n") if line.strip("\r")]
    if not lines or not {"id", "date"} <= set(lines[0]):
        raise ValueError(f"{table} has no columns 'id' and 'date'")
    name, date = lines[0].index("id"), lines[0].index("date")
    return {row[name]: row[date] for row in lines[1:] if len(row) > max(name, date) and row[date]}
