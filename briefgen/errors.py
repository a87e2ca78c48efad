"""What the user can mend: where it is, what is wrong, how to mend it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing the user can mend. `line` counts from 1; None where no line can be named."""

    path: str
    what: str
    mend: str = ""
    line: int | None = None

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else self.path
        return f"{where}: {self.what}" + (f" ({self.mend})" if self.mend else "")


class BriefgenError(Exception):
    """Raised when the user's content, settings or templates stop the work; names every problem at once."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems
