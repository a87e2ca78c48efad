"""`briefgen serve`: the preview, with a line for each build."""

import sys
import time
from contextlib import suppress
from pathlib import Path

from briefgen.build import Options
from briefgen.cli.build import overridden
from briefgen.errors import BriefgenError, Problem

__all__ = ["serve_site"]


def serve_site(project: Path, options: Options, *, output: str, host: str, port: int | None, polling: bool) -> int:
    """Serve until Ctrl-C."""
    from briefgen.serve import serve

    if not project.is_dir():
        raise BriefgenError(Problem(str(project), "there is no such folder"))
    adjust = lambda settings: overridden(settings, output=output)  # noqa: E731
    with suppress(KeyboardInterrupt):  # that is how one ends it
        serve(project, options, adjust, host=host, port=port, polling=polling, said=_say)
    return 0


def _say(line: str) -> None:
    print(time.strftime("%H:%M:%S"), line, file=sys.stderr, flush=True)
