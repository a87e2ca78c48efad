"""Edits while a preview of the site's own theme runs: when the first pages are there, and when all are.

    python -m bench.preview PROJECT ARTICLE ROUNDS

Prints a line for each edit: seconds to the first pages and to all, processor seconds, MB resident.
"""

import sys
import threading
import time
from pathlib import Path

from bench.run import edit, resident
from briefgen.build import Options
from briefgen.build.session import Session
from briefgen.config import load_settings
from briefgen.records import Published


def main() -> None:
    project, article, rounds = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    ends = threading.Event()
    server = threading.Thread(target=ends.wait)  # beside a web server's thread no process may be copied
    server.start()
    try:
        with Session(project, Options()) as session:
            _build(session, project)
            for number in range(rounds):
                edit(article, number)
                print(*_build(session, project), flush=True)
    finally:
        ends.set()


def _build(session: Session, project: Path) -> tuple[float, float, float, float]:
    """What `briefgen serve` does with a change, without the web server."""
    started, cpu = time.perf_counter(), time.process_time()
    first: list[float] = []

    def prompt(published: Published | None) -> bool:
        if published:
            first.append(time.perf_counter() - started)
        return False

    session.build(load_settings(project), lambda step: None, prompt)
    seconds = time.perf_counter() - started
    return first[0] if first else seconds, seconds, time.process_time() - cpu, resident("self")


if __name__ == "__main__":
    main()
