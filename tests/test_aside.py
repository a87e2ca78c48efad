"""Work done in a copy of this process: its outcome is the same as here, whatever becomes of the copy."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from briefgen.brief import Corpus, corpus
from briefgen.build.aside import aside, begun, may_fork
from briefgen.records import Article, Event, Findings
from tests.briefs import report, words

HERE = os.getpid()


def test_work_aside_is_done_when_the_block_is(tmp_path: Path) -> None:
    with aside(lambda: void((tmp_path / "made").write_text(str(os.getpid())))):
        pass

    assert int((tmp_path / "made").read_text()) > 0


def test_a_fault_in_the_block_is_the_one_told(tmp_path: Path) -> None:
    with pytest.raises(KeyError), aside(lambda: void((tmp_path / "made").write_text(""))):
        raise KeyError


def test_begun_work_goes_on_in_a_copy() -> None:
    outcome = begun(lambda: [os.getpid()])

    assert (outcome() != [HERE]) == may_fork()


def test_of_a_copy_that_dies_the_work_is_done_here() -> None:
    def work() -> list[str]:
        if os.getpid() != HERE:
            os.kill(os.getpid(), signal.SIGKILL)
        return ["done"]

    assert begun(work)() == ["done"]


# In a process of its own: in this one other tests' threads may run, and then it is not copied.
FORGOTTEN = """
import os
from briefgen.build.aside import begun, may_fork

ready, told = os.pipe()

def work():
    os.write(told, str(os.getpid()).encode())
    return "x" * 1_000_000  # more than a pipe holds

outcome = begun(work) if may_fork() else None
if outcome:
    copy = int(os.read(ready, 20))
    os.kill(copy, 0)
    del outcome
    try:
        os.kill(copy, 0)
    except ProcessLookupError:
        print("gone")
"""


@pytest.mark.skipif(not hasattr(os, "fork") or sys.platform == "darwin", reason="no copies here")
def test_a_copy_whose_outcome_nobody_asks_for_is_stopped() -> None:
    done = subprocess.run([sys.executable, "-c", FORGOTTEN], capture_output=True, text=True, check=True, timeout=60)

    assert done.stdout == "gone\n"


def test_events_joined_beside_are_joined_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus, "MANY", 0)

    beside = Corpus().update(rainy_reports(), beside=begun)

    at_once = Corpus().update(rainy_reports())
    assert beside.briefing.happenings == at_once.briefing.happenings
    assert any(event.others for event in at_once.briefing.happenings)


def rainy_reports() -> list[tuple[Article, Findings]]:
    made = []
    for n in range(4):
        body = f"Report {n}. It rained hard on the old harbour wall on 1 March 2031."
        rain = words(body, "It rained hard on the old harbour wall on 1 March 2031")
        event = Event(rain, rain, "2031-03-01", None, "expression", "happened")  # type: ignore[arg-type]
        made.append(report(f"a{n}.txt", body=body, events=(event,), day=n))
    return made


def void(value: object) -> None:
    return None
