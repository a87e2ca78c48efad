"""Arguments in, printing out. Each command is a module of this package, imported when it is asked for."""

import io
import sys

from briefgen.errors import BriefgenError

__all__ = ["run"]

FAULT = 1  # the user's content or settings; 2 is wrong usage, 0 done


def run(argv: list[str]) -> int:
    """Run a command; returns the exit status: 0 done, 1 the user's content or settings, 2 wrong usage."""
    from briefgen.cli.app import app

    _speak_utf8()
    try:
        app(argv, prog_name="briefgen")
    except BriefgenError as error:
        for problem in error.problems:
            print(f"briefgen: {problem}", file=sys.stderr)
        return FAULT
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else FAULT
    return 0


def _speak_utf8() -> None:
    """Into files and pipes UTF-8, whatever the code page: that is the contract. A screen gets what it can show."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8")
