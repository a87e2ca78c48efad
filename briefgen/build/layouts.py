"""How files of many entries were laid when they were last made, kept in the store: the next process can cut them."""

from briefgen.store import Store

__all__ = ["Layouts"]


class Layouts:
    """The layouts of files by their path. Those of another state - other settings, another program - are not known."""

    def __init__(self, store: Store, state: bytes) -> None:
        self.state = state
        self._store = store
        self._known: dict[str, bytes] = {}
        self._unkept: set[str] = set()

    def of(self, path: str) -> bytes:
        """The layout of a file; empty where it is not known."""
        if path not in self._known:
            kept = self._store.fact(_name(path))
            self._known[path] = kept[len(self.state) :] if kept.startswith(self.state) else b""
        return self._known[path]

    def take(self, path: str, layout: bytes) -> None:
        """Note how a file is laid now."""
        if self.of(path) != layout:
            self._known[path] = layout
            self._unkept.add(path)

    def keep(self) -> None:
        """Keep in the store what was noted."""
        self._store.keep_facts({_name(path): self.state + self._known[path] for path in self._unkept})
        self._unkept.clear()


def _name(path: str) -> str:
    return f"layout {path}"
