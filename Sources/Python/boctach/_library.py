"""The C interface by ctypes, which lets other threads run during a call. Mirrors boctach.h."""

from __future__ import annotations

import ctypes
import os
import weakref
from pathlib import Path
from typing import Any, Optional, Sequence, Tuple, Union

ABI_VERSION = 1
INPUT_TEXT = 0
INPUT_FILE = 1

_UNREADABLE, _GRAMMAR, _ENCODING, _DATE = 3, 4, 5, 6
_MESSAGE_SIZE = 1 << 16


class BocTachError(Exception):
    """Something that the library refuses to do, in its words."""


class GrammarError(BocTachError):
    """A grammar has errors, shown with file, line and column, or cannot be read."""


class EncodingError(BocTachError, ValueError):
    """Bytes that are not what they were said to be."""


class _String(ctypes.Structure):
    _fields_ = [("bytes", ctypes.c_void_p), ("length", ctypes.c_size_t)]

    def value(self) -> bytes:
        return ctypes.string_at(self.bytes, self.length) if self.bytes else b""


class _Options(ctypes.Structure):
    _fields_ = [
        ("id", ctypes.c_char_p),
        ("date", ctypes.c_char_p),
        ("input", ctypes.c_int32),
        ("reserved", ctypes.c_int32),
    ]


def _load() -> ctypes.CDLL:
    """The library of the wheel, or the one that BOCTACH_LIBRARY names."""
    path = os.environ.get("BOCTACH_LIBRARY") or str(Path(__file__).parent / "lib" / "libboctach.so")
    library = ctypes.CDLL(path)
    handle, message, size = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t
    out, string = ctypes.POINTER(ctypes.c_void_p), ctypes.POINTER(_String)
    library.boctach_abi_version.restype = ctypes.c_uint32
    library.boctach_version.restype = ctypes.c_char_p
    library.boctach_status_text.argtypes = [ctypes.c_int32]
    library.boctach_status_text.restype = ctypes.c_char_p
    library.boctach_extractor_open.argtypes = [ctypes.c_char_p, out, message, size]
    library.boctach_extractor_open_with_bundled.argtypes = [ctypes.c_char_p, out, message, size]
    library.boctach_extractor_open_compiled.argtypes = [
        ctypes.c_char_p, ctypes.c_int32, ctypes.c_char_p, size, ctypes.POINTER(ctypes.c_int32), out, message, size,
    ]  # fmt: skip
    library.boctach_extractor_free.argtypes = [handle]
    library.boctach_extractor_free.restype = None
    library.boctach_extract.argtypes = [
        handle, ctypes.c_char_p, size, ctypes.POINTER(_Options), size, out, message, size,
    ]  # fmt: skip
    library.boctach_document_free.argtypes = [handle]
    library.boctach_document_free.restype = None
    library.boctach_document_text.argtypes = [handle, string]
    library.boctach_document_json.argtypes = [handle, string]
    documents, number = ctypes.POINTER(ctypes.c_void_p), ctypes.c_int32
    library.boctach_table_schema.argtypes = [number, handle]
    library.boctach_table_array.argtypes = [number, documents, size, handle, message, size]
    library.boctach_table_stream.argtypes = [number, documents, size, handle, message, size]
    found = library.boctach_abi_version()
    if found != ABI_VERSION:
        raise ImportError(f"{path} has interface {found}, this package needs {ABI_VERSION}")
    return library


_library = _load()


def library_version() -> str:
    """The version of the shared library."""
    version: bytes = _library.boctach_version()
    return version.decode()


def _check(status: int, message: bytes = b"") -> None:
    if status == 0:
        return
    text = (message or _library.boctach_status_text(status)).decode("utf-8", "replace")
    if status in (_GRAMMAR, _UNREADABLE):
        raise GrammarError(text)
    if status == _ENCODING:
        raise EncodingError(text)
    if status == _DATE:
        raise ValueError(text)
    raise BocTachError(text)


def open_extractor(folder: Optional[str], with_bundled: bool, compiled: Optional[bytes] = None) -> Tuple[int, bool]:
    """The handle of a new extractor, which `free_extractor` takes back, and whether its compiled form was used.

    With the bundled grammar there is a folder.
    """
    handle = ctypes.c_void_p()
    message = ctypes.create_string_buffer(_MESSAGE_SIZE)
    path = None if folder is None else os.fsencode(folder)
    if path is not None and b"\0" in path:
        raise ValueError("a path holds no NUL")
    used = ctypes.c_int32()
    if compiled is not None:
        status = _library.boctach_extractor_open_compiled(
            path, int(with_bundled), compiled, len(compiled), ctypes.byref(used), ctypes.byref(handle), message, _MESSAGE_SIZE
        )
    else:
        call = _library.boctach_extractor_open_with_bundled if with_bundled else _library.boctach_extractor_open
        status = call(path, ctypes.byref(handle), message, _MESSAGE_SIZE)
    _check(status, message.value)
    assert handle.value is not None
    return handle.value, used.value == 1


def free_extractor(handle: int) -> None:
    _library.boctach_extractor_free(handle)


class DocumentHandle:
    """A document of the library, freed with this object."""

    __slots__ = ("__weakref__", "address")

    def __init__(self, address: int) -> None:
        self.address = address
        weakref.finalize(self, _library.boctach_document_free, address).atexit = False

    def json(self) -> bytes:
        return self._string(_library.boctach_document_json)

    def text(self) -> bytes:
        """The decoded text."""
        return self._string(_library.boctach_document_text)

    def _string(self, call: Any) -> bytes:
        result = _String()
        _check(call(self.address, ctypes.byref(result)))
        return result.value()


def extract(extractor: int, content: bytes, kind: int, document_id: str, date: Optional[str]) -> DocumentHandle:
    options = _Options(document_id.encode("utf-8", "replace"), date.encode() if date else None, kind, 0)
    message = ctypes.create_string_buffer(512)
    document = ctypes.c_void_p()
    status = _library.boctach_extract(
        extractor, content, len(content), ctypes.byref(options), ctypes.sizeof(options),
        ctypes.byref(document), message, 512,
    )  # fmt: skip
    _check(status, message.value)
    assert document.value is not None
    return DocumentHandle(document.value)


# The structs of the Arrow C data interface. Nothing here reads more of them than `release`.


class ArrowSchema(ctypes.Structure):
    pass


class ArrowArray(ctypes.Structure):
    pass


class ArrowArrayStream(ctypes.Structure):
    pass


_Release = ctypes.CFUNCTYPE(None, ctypes.c_void_p)
_POINTER, _INT64 = ctypes.c_void_p, ctypes.c_int64

ArrowSchema._fields_ = [
    ("format", _POINTER), ("name", _POINTER), ("metadata", _POINTER), ("flags", _INT64),
    ("n_children", _INT64), ("children", _POINTER), ("dictionary", _POINTER), ("release", _Release),
    ("private_data", _POINTER),
]  # fmt: skip
ArrowArray._fields_ = [
    ("length", _INT64), ("null_count", _INT64), ("offset", _INT64), ("n_buffers", _INT64),
    ("n_children", _INT64), ("buffers", _POINTER), ("children", _POINTER), ("dictionary", _POINTER),
    ("release", _Release), ("private_data", _POINTER),
]  # fmt: skip
ArrowArrayStream._fields_ = [
    ("get_schema", _POINTER), ("get_next", _POINTER), ("get_last_error", _POINTER), ("release", _Release),
    ("private_data", _POINTER),
]  # fmt: skip

ArrowStruct = Union[ArrowSchema, ArrowArray, ArrowArrayStream]


def table_schema(table: int) -> ArrowSchema:
    """The caller releases it."""
    out = ArrowSchema()
    _check(_library.boctach_table_schema(table, ctypes.byref(out)))
    return out


def table_array(table: int, documents: Sequence[DocumentHandle]) -> ArrowArray:
    """The caller releases it; the documents may go before."""
    out = ArrowArray()
    message = ctypes.create_string_buffer(512)
    _check(
        _library.boctach_table_array(
            table, _addresses(documents), len(documents), ctypes.byref(out), message, 512
        ),
        message.value,
    )
    return out


def table_stream(table: int, documents: Sequence[DocumentHandle]) -> ArrowArrayStream:
    """The caller releases it; the documents may go before."""
    out = ArrowArrayStream()
    message = ctypes.create_string_buffer(512)
    _check(
        _library.boctach_table_stream(
            table, _addresses(documents), len(documents), ctypes.byref(out), message, 512
        ),
        message.value,
    )
    return out


def _addresses(documents: Sequence[DocumentHandle]) -> ctypes.Array[ctypes.c_void_p]:
    return (ctypes.c_void_p * len(documents))(*(document.address for document in documents))
