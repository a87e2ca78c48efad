"""Quotation marks paired: which stretches of the body stand between them.

Marks are read paragraph by paragraph, so that a stray one spoils at most its own paragraph. Curly and straight double
marks, '' and ``, guillemets, and single marks (told apart from apostrophes) may be outer or nested. A paragraph that
opens and does not close runs to its end, and the next paragraph's opening mark goes on with it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from briefgen.records import Article, Span

AHEAD = 400  # marks: as many in one paragraph as a play has on a page


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch between quotation marks. `inner` without the marks, `outer` with them."""

    inner: Span
    outer: Span
    closed: bool = True  # False: the paragraph ends before the quotation does
    depth: int = 0  # 1: nested inside another stretch
    single: bool = False  # set in single marks
    continues: bool = False  # goes on with the stretch that the paragraph before left open


def find_marks(article: Article) -> tuple[Marked, ...]:
    """Pair the quotation marks of the body."""
    return pair_marks(article.body)


def pair_marks(body: str) -> tuple[Marked, ...]:
    """Pair the quotation marks of a text, in order of their opening."""
    found: list[Marked] = []
    pending = 0  # paragraphs since one was left open; 0: none is
    for start, end in _paragraphs(body):
        pairs = _Pairing(body, start, end, pending > 0)
        stretches = pairs.run() if pairs.marks else []
        if not stretches and pending and pending < MOST_UNMARKED:
            pending += 1
            continue
        found += stretches
        pending = 1 if any(not m.closed for m in stretches) else 0
    return tuple(found)


MOST_UNMARKED = 4  # paragraphs that a quotation may run on without a mark of its own

_BREAK = re.compile(r"\n\s*")
_MARK = re.compile(r"[“”„«»\"‘’‚]|''|``|'")
_ELISION = re.compile(r"(?:em|tis|twas|til|till|cause|n|round|bout|cuz|ere|nuff|neath|\d\ds?)\b", re.IGNORECASE)
_CLOSING_BEFORE = ",.?!…—–-"
_DOUBLE = {"“": "“”", "„": "“”", "«": "»", "``": "''"}  # what may close it, where that is another mark


def _paragraphs(body: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in _BREAK.finditer(body):
        if gap.start() > start:
            yield start, gap.start()
        start = gap.end()
    if start < len(body):
        yield start, len(body)


@dataclass(slots=True)
class _Open:
    """A mark that waits for its partner."""

    at: int
    end: int
    mark: str
    single: bool


class _Pairing:
    """One paragraph's marks, read from left to right with a stack of open ones."""

    def __init__(self, body: str, start: int, end: int, continues: bool) -> None:
        self.body, self.start, self.end, self.continues = body, start, end, continues
        self.stack: list[_Open] = []
        self.done: list[Marked] = []
        self.marks = [(m.start(), m.end(), m[0]) for m in _MARK.finditer(body, start, end)]

    def run(self) -> list[Marked]:
        for at, end, mark in self.marks:
            if mark in "‘’‚'":
                self._single(at, end, mark)
            else:
                self._double(at, end, mark)
        self._leave_open()
        return self._nested(sorted(self.done, key=lambda m: (m.outer.start, -m.outer.end)))

    # -- double marks

    def _double(self, at: int, end: int, mark: str) -> None:
        opens, closes = self._can_open(at, end), self._can_close(at, end)
        waiting = self._waiting(single=False)
        if mark in "“„«``" and mark != "''":
            if waiting is not None and mark == "“" and (waiting.mark == "„" or self._ends_words(at, end)):
                return self._close(waiting, at, end)
            return self._open(at, end, mark)
        if mark in "”»":
            if waiting is not None:
                self._close(waiting, at, end)
            elif mark == "”" and opens and not closes:  # a mark turned the wrong way
                self._open(at, end, "“")
            elif self.continues and not self.done:
                self._close(_Open(self.start, self.start, "", False), at, end)
            return None
        if waiting is not None and waiting.mark in (mark, "``") and (closes or not opens):
            return self._close(waiting, at, end)
        if waiting is not None and waiting.mark in "“„" and mark == '"' and closes and not self._more("”", end):
            return self._close(waiting, at, end)
        if self.continues and waiting is None and not self.done and closes and not opens:
            return self._close(_Open(self.start, self.start, "", False), at, end)
        if opens or waiting is None:
            return self._open(at, end, mark)
        return None

    def _open(self, at: int, end: int, mark: str) -> None:
        """Open a stretch; an open one of the same mark that nothing can close any more gives way."""
        old = self._waiting(single=False)
        if old is not None and not self._closers_suffice(old, mark, end):
            self.stack.remove(old)
            before = self.body[old.end : at].rstrip()
            if before[-1:] in ",.?!…":  # the closing mark was left out just before this one
                cut = old.end + len(before)
                self._add(old, Span(old.end, cut), Span(old.at, cut), closed=True)
        self.stack.append(_Open(at, end, mark, False))
        del self.stack[:-AHEAD]

    def _closers_suffice(self, old: _Open, mark: str, end: int) -> bool:
        """Whether enough closing marks follow for the open stretch and the new one inside it."""
        later = [m for _, _, m in self._after(end) if m in _DOUBLE.get(old.mark, old.mark)]
        if old.mark != mark:
            return bool(later)
        if old.mark != "“":  # the same mark opens and closes: it cannot nest
            return False
        depth = 2
        for other in later:
            depth += 1 if other == "“" else -1
            if not depth:
                return True
        return False

    def _more(self, mark: str, end: int) -> bool:
        return any(m == mark for _, _, m in self._after(end))

    def _after(self, end: int) -> list[tuple[int, int, str]]:
        """The marks that follow, as many as could matter: a text of marks only is no text."""
        first = bisect_left(self.marks, end, key=lambda mark: mark[0])
        return self.marks[first : first + AHEAD]

    # -- single marks

    def _single(self, at: int, end: int, mark: str) -> None:
        waiting = self._waiting(single=True)
        if waiting is not None and mark in "’'" and self._single_closes(waiting, at, end):
            return self._close(waiting, at, end)
        if waiting is None and mark in "‘'‚" and self._single_opens(at, end):
            self.stack.append(_Open(at, end, mark, True))
        return None

    def _single_opens(self, at: int, end: int) -> bool:
        if not self._can_open(at, end) or _ELISION.match(self.body, end):
            return False
        return any(m in "’'" and self._can_close(a, e) for a, e, m in self._after(end + 1))

    def _single_closes(self, waiting: _Open, at: int, end: int) -> bool:
        """A closing mark, not an apostrophe: after "s" a later one is looked for first ("the leaders’ talks’")."""
        if not self._can_close(at, end) or at == waiting.end:
            return False
        before = self.body[at - 1]
        if before != "s" or self.body[end : end + 2].strip(" ")[:1] in ("", ",", ".", "”", '"', ";", ":", ")"):
            return True
        for a, e, m in self._after(at + 1):
            if m in "‘'" and self._can_open(a, e):
                return True
            if m in "’'" and self._can_close(a, e):
                return self.body[a - 1] == "s"
        return True

    # -- both

    def _can_open(self, at: int, end: int) -> bool:
        before = self.body[at - 1] if at > self.start else " "
        after = self.body[end] if end < self.end else " "
        return not before.isalnum() and before not in ",.?!;:)" and not after.isspace() and after not in ",.;:)?!"

    def _ends_words(self, at: int, end: int) -> bool:
        """An opening mark where only a closing one can stand: '“We go,“ he said'"""
        after = self.body[end] if end < self.end else " "
        return after.isspace() and self.body[at - 1] in ",.?!" and at > self.start

    def _can_close(self, at: int, end: int) -> bool:
        before = self.body[at - 1] if at > self.start else " "
        after = self.body[end] if end < self.end else " "
        return not before.isspace() and not after.isalnum()

    def _waiting(self, *, single: bool) -> _Open | None:
        return next((o for o in reversed(self.stack) if o.single == single), None)

    def _close(self, opened: _Open, at: int, end: int) -> None:
        if opened in self.stack:
            place = self.stack.index(opened)
            del self.stack[place:]  # what was opened inside and not closed is no quotation
        self._add(opened, Span(opened.end, at), Span(opened.at, end), closed=True)

    def _leave_open(self) -> None:
        """The paragraph ends: an open mark at its start, or after a colon or comma, runs to the end."""
        for opened in self.stack:
            before = self.body[self.start : opened.at].rstrip()
            if opened.single or (before and before[-1] not in ":,"):
                continue
            if self.body[opened.end : self.end].strip():
                self._add(opened, Span(opened.end, self.end), Span(opened.at, self.end), closed=False)
            return

    def _add(self, opened: _Open, inner: Span, outer: Span, *, closed: bool) -> None:
        text = inner.cut(self.body)
        inner = Span(inner.start + len(text) - len(text.lstrip()), inner.end - len(text) + len(text.rstrip()))
        if inner.start < inner.end and re.search(r"\w", text):
            continues = self.continues and outer.start == self.start
            self.done.append(Marked(inner, outer, closed, 0, opened.single, continues))

    @staticmethod
    def _nested(found: list[Marked]) -> list[Marked]:
        outer: list[Marked] = []
        result = []
        for mark in found:
            outer = [o for o in outer if o.outer.end > mark.outer.start]
            result.append(replace(mark, depth=len(outer)))
            outer.append(mark)
        return result
