"""What the open pages must hear: after each build, which files changed and what is wrong, kept for who comes late."""

import asyncio
import threading
from collections import deque
from dataclasses import dataclass
from pathlib import Path

from briefgen.errors import Problem

__all__ = ["Fault", "Hub", "News", "fault"]

REMEMBERED = 100  # builds; a page that slept longer is reloaded
AROUND = 2  # lines shown before and after a faulty one
STYLES = (".css",)
SHARED = (".js", ".svg", ".woff2")  # a page may use them without its own bytes changing


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem as the overlay shows it."""

    where: str
    what: str
    mend: str = ""
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class News:
    """What one page must hear. `page`: its bytes changed; `styles`: a stylesheet did."""

    version: int
    page: bool
    styles: bool
    problems: tuple[Fault, ...]
    warnings: tuple[str, ...]


class Hub:
    """The state of the preview. Builds come from one thread, listeners from the server's loop."""

    def __init__(self) -> None:
        self.version = 1
        self.ready = False  # a site is there to be shown
        self.ended = False
        self._problems: tuple[Fault, ...] = ()
        self._warnings: tuple[str, ...] = ()
        self._builds: deque[tuple[int, frozenset[str]]] = deque(maxlen=REMEMBERED)
        self._lock = threading.Lock()
        self._listeners: dict[asyncio.Event, asyncio.AbstractEventLoop] = {}

    def built(self, changed: frozenset[str], warnings: tuple[str, ...] | None = None) -> None:
        """A build went well and changed these files. Without `warnings`: only part of it is done."""
        warnings = self._warnings if warnings is None else warnings
        if self.ready and not changed and not self._problems and warnings == self._warnings:
            return
        with self._lock:
            self.ready = True
            self._problems, self._warnings = (), warnings
            self._next(changed)

    def failed(self, problems: tuple[Fault, ...]) -> None:
        """A build failed: the site is as it was."""
        with self._lock:
            self._problems = problems
            self._next(frozenset())

    def news(self, path: str, since: int) -> News:
        """What the page with this file must hear that knows the site as of `since`."""
        with self._lock:
            missed = [files for version, files in self._builds if version > since]
            lost = since < self.version - len(missed)
            changed: frozenset[str] = frozenset().union(*missed)
            page = lost or path in changed or any(name.endswith(SHARED) for name in changed)
            styles = any(name.endswith(STYLES) for name in changed)
            return News(self.version, page, styles, self._problems, self._warnings)

    def problems(self) -> tuple[Fault, ...]:
        return self._problems

    def listen(self) -> asyncio.Event:
        """An event that is set at each build from now on, until `leave`."""
        event = asyncio.Event()
        with self._lock:
            self._listeners[event] = asyncio.get_running_loop()
        return event

    def leave(self, event: asyncio.Event) -> None:
        with self._lock:
            self._listeners.pop(event, None)

    def listening(self) -> int:
        return len(self._listeners)

    def end(self) -> None:
        """Let every listener go."""
        self.ended = True
        self._wake()

    def _next(self, changed: frozenset[str]) -> None:
        self.version += 1
        self._builds.append((self.version, changed))
        self._wake()

    def _wake(self) -> None:
        for event, loop in self._listeners.items():
            loop.call_soon_threadsafe(event.set)


def fault(problem: Problem, folders: tuple[Path, ...]) -> Fault:
    """A problem with the lines around it, where the file is found below one of the folders."""
    where = f"{problem.path}:{problem.line}" if problem.line else problem.path
    return Fault(where, problem.what, problem.mend, _excerpt(problem, folders))


def _excerpt(problem: Problem, folders: tuple[Path, ...]) -> str:
    file = next((folder / problem.path for folder in folders if (folder / problem.path).is_file()), None)
    if file is None or problem.line is None:
        return ""
    lines = file.read_text("utf-8", errors="replace").splitlines()
    numbered = list(enumerate(lines, 1))[max(problem.line - 1 - AROUND, 0) : problem.line + AROUND]
    return "\n".join(f"{'>' if number == problem.line else ' '} {number:4} {line}" for number, line in numbered)
