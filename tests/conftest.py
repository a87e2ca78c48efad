"""Fixtures that every test may use."""

from __future__ import annotations

import gc
import os
import signal
import warnings
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from briefgen.build.executor import LocalExecutor
from briefgen.nlp import DEFAULT_MODEL, ONE_THREAD
from tests.casefile import Parse, read_together

if TYPE_CHECKING:
    from spacy.language import Language

settings.register_profile("briefgen", deadline=None)  # a busy machine is no fault
settings.load_profile("briefgen")

PROCESSES = 2  # each loads the model and a browser of its own
SLOW_FOLDERS = [Path(__file__).parent / name for name in ("browser", "hostile")]
PROCESSES_OF_THEIR_OWN = {"analysts", "chromium", "served"}  # fixtures that make a test slow


def pytest_configure() -> None:
    """A shell's background jobs ignore interrupts, and so would every program that a test starts and interrupts.

    Tests import numpy before they load the model, which leaves numpy alone then, unless it has one thread."""
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """What is made to collect the tests stays to the end: nobody need look through it for garbage."""
    gc.disable()
    collected = yield
    gc.freeze()
    gc.enable()
    return collected


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """The suite is shared among the cores; tests that are named run in the process asked."""
    if config.args_source is pytest.Config.ArgsSource.ARGS:
        return 0
    return PROCESSES if (os.cpu_count() or 1) >= PROCESSES else 0


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """What holds nothing fast is not read for the fast tests: to collect it takes as long as all the others."""
    return True if config.option.markexpr == "not slow" and collection_path in SLOW_FOLDERS else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("long"):
            item.add_marker(pytest.mark.timeout(0))
        if item.get_closest_marker("long") or not PROCESSES_OF_THEIR_OWN.isdisjoint(_fixtures(item)):
            item.add_marker(pytest.mark.slow)
    if "PYTEST_XDIST_WORKER" in os.environ:  # the first of the two gets the first half, and the model
        items.sort(key=lambda item: "loading" not in _fixtures(item))


def _fixtures(item: pytest.Item) -> Collection[str]:
    return getattr(item, "fixturenames", ())


@pytest.fixture(scope="session")
def loading() -> tuple[Language, list[warnings.WarningMessage]]:
    """The default language model, loaded once a session, and the warnings that it came with."""
    from briefgen.nlp import load

    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        return load(), warned


@pytest.fixture(scope="session")
def nlp(loading: tuple[Language, list[warnings.WarningMessage]]) -> Language:
    return loading[0]


@pytest.fixture(scope="module")
def parse(nlp: Language, request: pytest.FixtureRequest) -> Parse:
    """The model for the texts of a module's `CASES`."""
    return read_together(nlp, (case.text for case in request.module.CASES))


@pytest.fixture(scope="session")
def analysts() -> Iterator[LocalExecutor]:
    """One analysis process for all builds of the session."""
    executor = LocalExecutor(DEFAULT_MODEL)
    yield executor
    executor.close()
