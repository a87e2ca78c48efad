"""The merged corpus kept between processes: one file beside the store, so that an edit need not merge everything.

It is a pickle that only our own reader opens: it makes objects of the classes listed here and calls nothing else, so a
file that somebody slipped into a project can do no harm. What does not fit - another program, another Python, damage -
is not read at all, and everything is merged anew, the same.

The file: a head, the bulk in blobs (eight bytes tell the length of each), the pickle that asks for them in their order,
the heads of articles that it names by number, eight bytes that tell where it begins, eight where they do, a sum of all
that.
"""

import os
import pickle
import shutil
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from operator import attrgetter
from pathlib import Path
from types import FunctionType, MethodType
from typing import IO, Any, BinaryIO

import msgspec

from briefgen.brief import Corpus
from briefgen.brief.uncollected import uncollected
from briefgen.build import MERGED
from briefgen.build.library import StoreLibrary
from briefgen.build.stored import HEAD, WHOLE, StoredArticle, stored_articles
from briefgen.fingerprints import digest, program_key
from briefgen.records import Article

__all__ = ["KeptMerge", "keep_merge", "kept_merge"]

MAKERS = ("brief", "names.py", "records.py", "build/kept.py", "build/merging.py")  # what makes the objects in it
ENCODE = msgspec.msgpack.Encoder().encode
HEAD_SIZE, NUMBER, SUM_SIZE, CHUNK = 32, 8, 4, 1 << 20  # bytes
NOT_OURS = (
    pickle.UnpicklingError, msgspec.MsgspecError, EOFError, AttributeError, ImportError, LookupError, MemoryError,
    OverflowError, TypeError, ValueError,
)  # fmt: skip
NAMED = {
    "builtins": ("set", "frozenset", "tuple", "dict", "list", "int"),
    "collections": ("Counter", "defaultdict"),
    "datetime": ("date",),
}
OURS = ("briefgen.brief.", "briefgen.records")  # modules whose classes and functions may stand in it


@dataclass(frozen=True, slots=True)
class KeptMerge:
    """The corpus, and what was merged into it: of each path its mark, and of all of it the basis and the ledger."""

    corpus: Corpus
    known: dict[str, bytes]


def keep_merge(folder: Path, merge: KeptMerge, key: bytes) -> None:
    """Write the file, whole or not at all. A full disk is no fault: the next build merges everything."""
    part = folder / f"{MERGED}.part"  # what a killed build left of it is overwritten
    try:
        with open(part, "wb") as file, tempfile.TemporaryFile(dir=folder) as pickled:
            summed = _Summed(file)
            file.write(_head(key))
            with uncollected():
                pickler = _Pickler(pickled, summed, merge.corpus.cut)
                pickler.dump((merge.corpus, merge.known))
            start = file.tell()
            pickled.seek(0)
            shutil.copyfileobj(pickled, summed, CHUNK)
            heads = file.tell()
            summed.write(ENCODE(pickler.heads))
            summed.write(start.to_bytes(NUMBER, "big") + heads.to_bytes(NUMBER, "big"))
            file.write(summed.crc.to_bytes(SUM_SIZE, "big"))
        os.replace(part, folder / MERGED)
    except OSError:
        part.unlink(missing_ok=True)


def kept_merge(folder: Path, key: bytes, library: StoreLibrary) -> KeptMerge | None:
    """What was kept under this key, reading texts from the library; None where there is nothing, or nothing whole."""
    try:
        with open(folder / MERGED, "rb") as file, open(folder / MERGED, "rb") as blobs:
            if file.read(HEAD_SIZE) != _head(key) or not _is_whole(file):
                return None
            end = file.seek(-2 * NUMBER - SUM_SIZE, os.SEEK_END)
            start, first = (int.from_bytes(file.read(NUMBER), "big") for _ in range(2))
            file.seek(first)
            with uncollected():
                articles = stored_articles(file.read(end - first), library)
                file.seek(start)
                blobs.seek(HEAD_SIZE)
                return KeptMerge(*_Unpickler(file, _in_order(blobs), library, articles).load())
    except (OSError, *NOT_OURS):
        return None


def _is_whole(file: BinaryIO) -> bool:
    """Whether the rest of the file ends with its own sum."""
    crc, part, last = 0, b"", b""
    while part := file.read(CHUNK):
        last += part
        crc, last = zlib.crc32(memoryview(last)[:-SUM_SIZE], crc), last[-SUM_SIZE:]
    return crc.to_bytes(SUM_SIZE, "big") == last


def _head(key: bytes) -> bytes:
    """What the file begins with: the key, and all that decides how its objects look."""
    python = f"{sys.implementation.cache_tag} {msgspec.__version__}"
    return b"briefgen merged\n" + digest(key, program_key(MAKERS), python.encode())


def _in_order(blobs: BinaryIO) -> Iterator[bytes]:
    while size := blobs.read(NUMBER):
        yield blobs.read(int.from_bytes(size, "big"))


class _Summed:
    """A file that sums up what is written to it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self.crc = file, 0

    def write(self, part: bytes | memoryview) -> int:
        self.crc = zlib.crc32(part, self.crc)
        return self._file.write(part)


class _Pickler(pickle.Pickler):
    """Writes articles without their text and the library as a name only; records by their fields in a row."""

    def __init__(self, file: IO[bytes], blobs: _Summed, cut: frozenset[str]) -> None:
        """`cut`: paths of articles whose text is not the store's."""
        super().__init__(file, protocol=5, buffer_callback=self._put_blob)
        self._blobs, self._cut = blobs, cut
        self.heads: list[tuple[Any, ...]] = []  # of the articles that were met

    def _put_blob(self, blob: pickle.PickleBuffer) -> None:
        """Write it and let go of it: a pickler remembers all that it met to its end."""
        part = blob.raw()
        self._blobs.write(len(part).to_bytes(NUMBER, "big"))
        self._blobs.write(part)
        part.release()
        blob.release()

    def reducer_override(self, one: Any) -> Any:
        kind: Any = type(one)
        if kind in (Article, StoredArticle):
            if one.path in self._cut:
                return Article, WHOLE(one)
            self.heads.append(HEAD(one))
            return _article, (len(self.heads) - 1,)
        if kind is MethodType:
            return _method, (one.__self__, one.__name__)
        if kind is StoreLibrary:
            return _library, ()
        getter = _fields_of(kind)
        return (kind, getter(one)) if getter else NotImplemented


@cache
def _fields_of(kind: Any) -> Callable[[Any], tuple[Any, ...]] | None:
    """What takes the fields out of a record, in the order in which its class takes them in."""
    if not is_dataclass(kind) or kind.__setattr__ is object.__setattr__:  # not frozen: may stand in itself
        return None
    told = fields(kind)
    return attrgetter(*(field.name for field in told)) if len(told) > 1 and not any(f.kw_only for f in told) else None


class _Unpickler(pickle.Unpickler):
    """Makes the objects again. Raises UnpicklingError for anything that `keep_merge` does not write."""

    def __init__(
        self, file: BinaryIO, blobs: Iterator[bytes], library: StoreLibrary, articles: list[StoredArticle]
    ) -> None:
        super().__init__(file, buffers=blobs)
        self._library, self._articles = library, articles

    def find_class(self, module: str, name: str) -> Any:
        """A class or function of ours. A name with dots would lead on, to all that Python can do."""
        if module == __name__:
            return {"_article": self._articles.__getitem__, "_library": self._library_here, "_method": _method}[name]
        if (module.startswith(OURS) and "." not in name) or name in NAMED.get(module, ()):
            found = super().find_class(module, name)
            if isinstance(found, type | FunctionType) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")

    def _library_here(self) -> StoreLibrary:
        return self._library


def _article(number: int) -> Article:
    raise NotImplementedError("only the reader has the articles")


def _library() -> StoreLibrary:
    raise NotImplementedError("only the reader knows the library")


def _method(one: object, name: str) -> Any:
    """A method of one of our own objects."""
    if not type(one).__module__.startswith(OURS) or not isinstance(getattr(type(one), name), FunctionType):
        raise pickle.UnpicklingError(name)
    return getattr(one, name)
