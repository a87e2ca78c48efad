"""Arguments in, printing out. Each command is a module of this package, imported when it is asked for."""

import sys

import typer

from briefgen.errors import BriefgenError

__all__ = ["run"]

DONE, FAULT, USAGE = 0, 1, 2


def run(argv: list[str]) -> int:
    """Run a command; returns the exit status: 0 done, 1 the user's content or settings, 2 wrong usage."""
    from briefgen.cli.app import app

    try:
        status = app(argv, standalone_mode=False)
    except BriefgenError as error:
        for problem in error.problems:
            print(f"briefgen: {problem}", file=sys.stderr)
        return FAULT
    except typer.Exit as end:
        return end.exit_code
    except typer.Abort:
        print("briefgen: stopped", file=sys.stderr)
        return FAULT
    except Exception as error:
        if not hasattr(error, "format_message"):  # not a usage error of click's
            raise
        error.show()
        return USAGE
    return status if isinstance(status, int) else DONE
