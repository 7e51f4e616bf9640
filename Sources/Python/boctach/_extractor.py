"""Extractors: one text, many texts on all cores, files."""

from __future__ import annotations

import collections
import datetime
import json
import os
import re
import threading
import weakref
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, Callable, Deque, Iterable, Iterator, Optional, TypeVar, Union

from . import _library
from ._records import Document

#: `"2022-06-10"`, `"2022-06-10T09:47"`, or Python's own; a datetime counts to the minute.
Date = Union[str, datetime.date, datetime.datetime]

Path_ = Union[str, "os.PathLike[str]"]
Item = TypeVar("Item")

_SURROGATES = re.compile("[\ud800-\udfff]")


class Extractor:
    """A compiled grammar. Making one takes far longer than an extraction: make it once and keep it.

    Any number of threads may use one at once, and calls of it let other Python threads run.
    """

    def __init__(self, grammar: Optional[Path_] = None) -> None:
        """The grammar of a folder, or the bundled Vietnamese grammar.

        Raises GrammarError when it has errors or cannot be read.
        """
        self._handle = _library.open_extractor(None if grammar is None else os.fspath(grammar))
        # A thread inside a call holds `self`, so the handle outlives every call.
        weakref.finalize(self, _library.free_extractor, self._handle).atexit = False

    def extract(self, text: str, date: Optional[Date] = None, *, id: str = "") -> Document:
        """Extracts from a string. `date` is when it was published, where that is known.

        Lone surrogates, which are no text, count as U+FFFD. Raises ValueError for a date that the calendar does not
        have.
        """
        try:
            content = text.encode()
        except UnicodeEncodeError:
            content = _SURROGATES.sub("\ufffd", text).encode()
        return self._extract(content, _library.INPUT_TEXT, text, date, id)

    def extract_bytes(self, content: bytes, date: Optional[Date] = None, *, id: str = "") -> Document:
        """Extracts from the bytes of a file, in any encoding that the library knows; see `Document.text` for what
        offsets count in, and `Mention.source_bytes` for the way back to the bytes."""
        return self._extract(bytes(content), _library.INPUT_FILE, None, date, id)

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

    def _extract(
        self, content: bytes, kind: int, text: Optional[str], date: Optional[Date], document_id: str
    ) -> Document:
        if "\0" in document_id:
            raise ValueError("an id holds no NUL")
        found, decoded = _library.extract_json(self._handle, content, kind, document_id, _notation(date))
        values: dict[str, Any] = json.loads(found)
        return Document._of(values, decoded.decode() if text is None and decoded is not None else text or "")


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


def _ordered(work: Callable[[Item], Document], items: Iterable[Item], workers: Optional[int]) -> Iterator[Document]:
    """Runs `work` on threads; results in the order of `items`, of which few are held at a time. The first error ends
    the iteration where its document would stand."""
    count = workers if workers is not None else len(os.sched_getaffinity(0))
    if count < 1:
        raise ValueError("workers must be at least 1")
    return _run(work, items, count)


def _run(work: Callable[[Item], Document], items: Iterable[Item], count: int) -> Iterator[Document]:
    waiting: Deque[Future[Document]] = collections.deque()
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


def extract(text: str, date: Optional[Date] = None, *, id: str = "") -> Document:
    """Extracts with the bundled grammar, which the first call compiles. See `Extractor.extract`."""
    global _default
    with _default_lock:
        if _default is None:
            _default = Extractor()
    return _default.extract(text, date, id=id)
