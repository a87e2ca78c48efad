"""Every regular expression that briefgen compiles on real articles is tried with texts made to keep it busy."""

import json
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.hostile.regexes import attacks

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs a timer that ends the matcher")
LENGTH = 20_000  # characters; a paragraph ten times as long as any in the news
BUDGET = 0.5  # seconds for one attack; a quadratic expression takes more

# Runs the whole line over the sample and prints each expression whose caller is briefgen's own code.
RECORD = """
import re, sys
seen = {}
compiled = re._compile
def recorded(pattern, flags):
    method, frame = sys._getframe(1).f_code.co_name, sys._getframe(2)
    if isinstance(pattern, str) and "/briefgen/" in frame.f_code.co_filename:
        seen.setdefault((pattern, int(flags)), (frame.f_code.co_filename, frame.f_lineno, method))
    return compiled(pattern, flags)
re._compile = recorded
import importlib, pkgutil, pathlib
import briefgen
for module in pkgutil.walk_packages(briefgen.__path__, "briefgen."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
from dataclasses import replace
from briefgen.brief import brief
from briefgen.config import load_settings
from briefgen.extract import extract
from briefgen.nlp import load, parse
from briefgen.read import read
from briefgen.render import render, theme_folder
from briefgen.site import plan
files = sorted(pathlib.Path("content").rglob("*-*.*"))
articles = [read(f, f.name) for f in files if f.parent.name not in ("actors", "briefings")]
docs = parse(load(), articles)
pairs = [(replace(a, id=a.path.split(".")[0]), extract(a, d)) for a, d in zip(articles, docs)]
list(render(plan(brief(pairs), load_settings(pathlib.Path("."))), [theme_folder()]))
import json
print(json.dumps([[p, f, *w] for (p, f), w in seen.items()]))
"""


class Expression(NamedTuple):
    pattern: str
    flags: int
    file: str
    line: int
    method: str  # of the module `re` by which it was compiled

    def where(self) -> str:
        return f"{self.file.split('/briefgen/')[-1]}:{self.line}"

    def anchored(self) -> bool:
        """Is it only ever tried where the caller says? `re.match(...)`, or a name that is only matched."""
        if self.method != "compile":
            return self.method in ("match", "fullmatch")
        source = Path(self.file).read_text("utf-8")
        named = re.match(r"\s*(\w+)(?:: .*)? = re\.compile", source.splitlines()[self.line - 1])
        return bool(named) and not re.search(
            rf"\b{named[1]}\b(?!\.(full)?match\b|(: .*)? = )(?<!is {named[1]})", source
        )


@pytest.fixture(scope="module")
def expressions() -> list[Expression]:
    done = subprocess.run([sys.executable, "-c", RECORD], capture_output=True, text=True, cwd=ROOT, check=True)
    return [Expression(*entry) for entry in json.loads(done.stdout.splitlines()[-1])]


@pytest.mark.model
def test_no_expression_takes_more_than_linear_time(expressions: list[Expression]) -> None:
    assert len(expressions) > 100

    worst = {expression: _worst(expression) for expression in expressions}

    slow = [f"{e.where()}: {told}: {e.pattern[:150]}" for e, told in worst.items() if told]
    assert not slow, "\n".join(slow)


def test_an_expression_that_runs_away_is_found() -> None:
    assert _worst(Expression(r"(?:\w+\s*)+!", 0, "", 0, "match"))
    assert _worst(Expression(r"\s+$", 0, "", 0, "search"))
    assert not _worst(Expression(r"\s+$", 0, "", 0, "match"))


def _worst(expression: Expression) -> str:
    """The attack that took too long, or nothing. Short ones first: what explodes would not end."""
    compiled = re.compile(expression.pattern, expression.flags)
    tried = compiled.match if expression.anchored() else compiled.search
    for length in (100, 1_000, LENGTH):
        for text in attacks(compiled, length):
            if _takes_long(tried, text):
                return f"{len(text)} characters {text[:40]!r}...{text[-5:]!r}"
    return ""


def _takes_long(tried: Callable[[str], object], text: str) -> bool:
    """The matcher looks for signals now and then: a timer ends it."""
    signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, BUDGET)
    try:
        tried(text)
    except TimeoutError:
        return True
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return False


def _stop(number: int, frame: object) -> None:
    raise TimeoutError
