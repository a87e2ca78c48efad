"""Places a site is delivered to: a folder, an object store, a server. A file appears whole or not at all in each."""

import errno
import os
import posixpath
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from briefgen.deliver.site import Kind
from briefgen.errors import BriefgenError, Problem

_WAITING = ".briefgen-part"  # a file on its way; swapped into place when it is whole


class Store(Protocol):
    """What delivering needs of a place. `faults` are the errors by which it says that it cannot."""

    @property
    def faults(self) -> tuple[type[Exception], ...]: ...

    def read(self, path: str) -> bytes | None:
        """A file's content; None where there is none."""

    def names(self) -> set[str]:
        """Every file there. Asked for only when the place has not been delivered to before."""

    def write(self, path: str, content: bytes, kind: Kind) -> None:
        """Put a file in place, whole or not at all."""

    def remove(self, path: str) -> None:
        """Remove a file; none there is no fault."""


def open_store(target: str) -> Store:
    """The place that a target names. Raises BriefgenError for one that cannot be reached."""
    scheme = urlsplit(target).scheme if "://" in target else ""
    if not scheme:
        return FolderStore(Path(target))
    opener = _OPENERS.get(scheme)
    if opener is None:
        known = ", ".join(f"{name}://" for name in _OPENERS)
        raise BriefgenError(Problem(target, "is no place to publish to", f"a folder, gh-pages, {known}"))
    return opener(target)


class FolderStore:
    """A folder on this machine, or one that a web server or a synchronised drive shows."""

    faults: tuple[type[Exception], ...] = (OSError,)

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, path: str) -> bytes | None:
        try:
            return (self._folder / path).read_bytes()
        except FileNotFoundError:
            return None

    def names(self) -> set[str]:
        return {path.relative_to(self._folder).as_posix() for path in self._folder.rglob("*") if path.is_file()}

    def write(self, path: str, content: bytes, kind: Kind) -> None:
        place = self._folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        waiting = place.with_name(place.name + _WAITING)
        waiting.write_bytes(content)
        os.replace(waiting, place)

    def remove(self, path: str) -> None:
        place = self._folder / path
        place.unlink(missing_ok=True)
        for folder in place.parents:
            if folder == self._folder or not _gone_as_empty(folder):
                return


def _gone_as_empty(folder: Path) -> bool:
    """Remove a folder that holds nothing. Files beside each other are removed at once: it may be gone already."""
    try:
        folder.rmdir()
    except FileNotFoundError:
        return True
    except OSError as error:
        if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):  # the standard leaves the choice of the two
            raise
        return False
    return True


class ObjectStore:
    """A bucket: writing is all or nothing there, and files carry their headers."""

    faults: tuple[type[Exception], ...] = (OSError,)

    def __init__(self, system: Any, root: str, headers: Callable[[Kind], dict[str, Any]]) -> None:
        self._system, self._root, self._headers = system, root.rstrip("/"), headers

    def read(self, path: str) -> bytes | None:
        try:
            return bytes(self._system.cat_file(self._at(path)))
        except FileNotFoundError:
            return None

    def names(self) -> set[str]:
        try:
            return {name.removeprefix(self._root + "/") for name in self._system.find(self._root)}
        except FileNotFoundError:
            return set()

    def write(self, path: str, content: bytes, kind: Kind) -> None:
        self._system.pipe_file(self._at(path), content, **self._headers(kind))

    def remove(self, path: str) -> None:
        try:
            self._system.rm_file(self._at(path))
        except FileNotFoundError:
            return

    def _at(self, path: str) -> str:
        return f"{self._root}/{path}"


class ServerStore(ObjectStore):
    """A server with folders: a file is sent beside its place and moved there when it is whole."""

    def __init__(
        self, system: Any, root: str, move: Callable[[str, str], None], faults: tuple[type[Exception], ...]
    ) -> None:
        super().__init__(system, root, lambda kind: {})
        self._move = move
        self.faults = (OSError, *faults)
        self._folders: set[str] = set()

    def write(self, path: str, content: bytes, kind: Kind) -> None:
        place = self._at(path)
        self._make_folder(posixpath.dirname(place))
        self._system.pipe_file(place + _WAITING, content)
        self._move(place + _WAITING, place)

    def _make_folder(self, folder: str) -> None:
        if folder not in self._folders:
            self._system.makedirs(folder, exist_ok=True)
            self._folders.add(folder)


# ---------------------------------------------------------------- how each is opened


def _s3(target: str) -> Store:
    system = _system("s3", "s3", target)
    return ObjectStore(
        system,
        target.removeprefix("s3://"),
        lambda kind: {"ContentType": kind.content_type, "CacheControl": kind.cache_control},
    )


def _gcs(target: str) -> Store:
    system = _system("gs", "gcs", target)
    headers: Callable[[Kind], dict[str, Any]] = lambda kind: {  # noqa: E731
        "content_type": kind.content_type,
        "fixed_key_metadata": {"cache_control": kind.cache_control},
    }
    return ObjectStore(system, target.removeprefix("gs://"), headers)


def _azure(target: str) -> Store:
    system = _system("abfs", "azure", target)

    def headers(kind: Kind) -> dict[str, Any]:
        from azure.storage.blob import ContentSettings

        settings = ContentSettings(content_type=kind.content_type, cache_control=kind.cache_control)
        return {"content_settings": settings, "overwrite": True}

    return ObjectStore(system, target.removeprefix("az://"), headers)


def _sftp(target: str) -> Store:
    """Keys, agent and known hosts are those of ssh; a password is taken from BRIEFGEN_PASSWORD."""
    parts = urlsplit(target)
    options: dict[str, Any] = {"username": parts.username, "password": os.environ.get("BRIEFGEN_PASSWORD")}
    given = {key: value for key, value in options.items() if value}
    system = _system("ssh", "sftp", target, host=parts.hostname, port=parts.port or 22, **given)
    from asyncssh import Error

    root = parts.path.removeprefix("/~/")
    return ServerStore(system, root, lambda waiting, place: _replace(system, waiting, place), (Error,))


def _replace(system: Any, waiting: str, place: str) -> None:
    """Move over what is there: posix-rename does it in one step; older servers cannot."""
    from asyncssh.sftp import SFTPError
    from fsspec.asyn import sync

    async def rename() -> None:
        async with system._pool.get() as channel:
            try:
                await channel.posix_rename(waiting, place)
            except SFTPError:
                await channel.remove(place)
                await channel.rename(waiting, place)

    sync(system.loop, rename)


def _webdav(target: str) -> Store:
    """User and password are taken from BRIEFGEN_USER and BRIEFGEN_PASSWORD."""
    parts = urlsplit(target)
    base = parts._replace(scheme="https" if parts.scheme == "webdavs" else "http", path="", query="").geturl()
    user, password = os.environ.get("BRIEFGEN_USER"), os.environ.get("BRIEFGEN_PASSWORD")
    system = _system("webdav", "webdav", target, base_url=base, auth=(user, password or "") if user else None)
    from httpx import HTTPError
    from webdav4.client import ClientError

    move: Callable[[str, str], None] = partial(system.client.move, overwrite=True)
    return ServerStore(system, parts.path.strip("/"), move, (HTTPError, ClientError))


def _system(protocol: str, extra: str, target: str, **options: Any) -> Any:
    import fsspec

    try:
        if protocol == "webdav":
            from webdav4.fsspec import WebdavFileSystem

            return WebdavFileSystem(skip_instance_cache=True, **options)
        if protocol == "gs":  # its other class asks for the kind of bucket, and waits minutes where it may not know
            from gcsfs.core import GCSFileSystem

            return GCSFileSystem(skip_instance_cache=True, **options)
        return fsspec.filesystem(protocol, skip_instance_cache=True, **options)
    except (ImportError, ValueError) as error:
        mend = f"pip install 'briefgen[{extra}]'"
        raise BriefgenError(Problem(target, f"{protocol} needs a library that is not installed", mend)) from error


_OPENERS: dict[str, Callable[[str], Store]] = {
    "s3": _s3,
    "gs": _gcs,
    "az": _azure,
    "sftp": _sftp,
    "webdav": _webdav,
    "webdavs": _webdav,
}
