"""Compare briefgen with its peers on the same articles, side by side on this machine.

    python -m bench.run sites --articles 1000 --rounds 5 --tools FOLDER
    python -m bench.run watch --articles 1000 --rounds 5 --tools FOLDER
    python -m bench.run analysis --articles 60 --rounds 3
    python -m bench.run growth
    python -m bench.run theme --articles 1000 --rounds 5

The rounds of all tools are interleaved, so that a slow minute hits all of them; medians are printed, as a table.
"""

import argparse
import importlib
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from bench.articles import BenchArticle, make_articles
from bench.peers import installed
from bench.projects import fill_store, write_project

if TYPE_CHECKING:
    from spacy.language import Language

REPOSITORY = Path(__file__).parent.parent
WARM, SETTLE, LONGEST = 20.0, 6.0, 60.0  # seconds: before the first edit, between two, given up after
THEME = Path(__file__).parent / "theme"


@dataclass(slots=True)
class Timed:
    """What a command took."""

    seconds: float
    cpu: float
    memory: float  # MB, the largest process


@dataclass(slots=True)
class Contender:
    """A tool with its project: how to build, to make an edit, and to forget all that it made."""

    name: str
    root: Path
    command: list[str]
    output: Path
    article: Path
    forget: Callable[[], None]
    watch: list[str] = field(default_factory=list)
    times: dict[str, list[Timed]] = field(default_factory=lambda: defaultdict(list))


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory(dir=options.work) as folder:
        {"sites": sites, "watch": watch, "analysis": analysis, "growth": growth, "theme": theme}[options.what](
            options, Path(folder)
        )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("sites", "watch", "analysis", "growth", "theme"))
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--tools", type=Path, default=Path("bench-tools"), help="where the peers are installed")
    parser.add_argument("--only", default="", help="peers to run, by name, with commas; all that are installed")
    parser.add_argument("--work", type=Path, help="where projects are written; best a memory disk")
    return parser.parse_args()


# ---------------------------------------------------------------- everything after the analysis


def sites(options: argparse.Namespace, work: Path) -> None:
    """Cold, no change and one edit in a fresh process, with peak memory."""
    articles = list(make_articles(options.articles))
    contenders = [_lean(work, articles), *_peers(options, work, articles)]
    for number in range(options.rounds):
        for one in contenders:
            one.forget()
            one.times["cold"].append(_run(one))
            one.times["no change"].append(_run(one))
            before = _newest(one.output)
            edit(one.article, number)
            one.times["one edit"].append(_run(one))
            assert _newest(one.output) > before, f"{one.name} did not write the edit"
    _print_sites(contenders, options)


def _lean(work: Path, articles: list[BenchArticle]) -> Contender:
    root = work / "briefgen"
    write_project(root, articles)
    shutil.copytree(THEME, root / "templates")
    fill_store(root, articles)
    edited = root / f"content/{articles[0].file}.txt"
    filled = root / "filled.sqlite"
    shutil.copyfile(root / ".briefgen/store.sqlite", filled)

    def forget() -> None:
        """Back to the moment after the analysis: articles read and findings kept, no site, no ledger."""
        for made in ("site", ".briefgen", "permalinks.toml"):
            path = root / made
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        (root / ".briefgen").mkdir()
        shutil.copyfile(filled, root / ".briefgen/store.sqlite")

    command = [sys.executable, "-m", "bench.lean", "build", str(root)]
    watching = [sys.executable, "-m", "bench.lean", "watch", str(root)]
    return Contender("briefgen, bench theme", root, command, root / "site", edited, forget, watching)


def _peers(options: argparse.Namespace, work: Path, articles: list[BenchArticle]) -> list[Contender]:
    found = []
    wanted = set(options.only.split(",")) if options.only else None
    for peer, program in installed(options.tools).values():
        if wanted is not None and peer.name not in wanted:
            continue
        root = work / peer.name.replace(" ", "-")
        root.mkdir()
        peer.write(root, articles)
        output = root / peer.output

        def forget(root: Path = root, output: Path = output) -> None:
            for made in (output, root / "cache", root / ".cache", root / "resources"):
                shutil.rmtree(made, ignore_errors=True)

        watching = [program, *peer.command, *peer.watch] if peer.watch else []
        article = next(path for path in sorted(root.rglob(f"{articles[0].file}.md")))
        found.append(Contender(peer.name, root, [program, *peer.command], output, article, forget, watching))
    return found


def _run(one: Contender) -> Timed:
    return _launcher().submit(_timed, one.command, one.root, one.name).result()


@cache
def _launcher() -> ProcessPoolExecutor:
    """A small process to start others from: the system counts the memory of whoever starts a process as its own."""
    return ProcessPoolExecutor(1, get_context("spawn"))


def _timed(command: list[str], folder: Path, name: str) -> Timed:
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    environment = _environment()
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr
    errors = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    assert process.returncode == 0, f"{name}: {errors.decode()[-2000:]}"
    seconds = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Timed(seconds, cpu, used.ru_maxrss / 1000)


def _environment() -> dict[str, str]:
    """Ours with compiled modules kept, as an installed program has them, whatever this shell says."""
    return {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"} | {
        "PYTHONPATH": str(REPOSITORY)
    }


def edit(article: Path, number: int) -> str:
    """Another tag for briefgen, whose page shows it and whose analysis is not under test; for the others a line."""
    text, words = article.read_text("utf-8"), f"edited {number} {time.time_ns()}"
    if article.suffix == ".txt":
        text = re.sub(r"(?m)^(Source: .*)$(\nTags: .*$)?", rf"\1\nTags: {words}", text, count=1)
    else:
        text += f"\n{words}\n"
    article.write_text(text, "utf-8")
    return words


def _newest(folder: Path) -> int:
    return max((path.stat().st_mtime_ns for path in folder.rglob("*.html")), default=0)


def _print_sites(contenders: list[Contender], options: argparse.Namespace) -> None:
    ours = contenders[0]
    parts = list(ours.times)
    print(f"\n{options.articles:,} articles, median of {options.rounds}; in brackets: times as long as ours\n")
    print("| tool | " + " | ".join(f"{part}, s | cpu s" for part in parts) + " | peak MB |")
    print("|---|" + "---|" * (2 * len(parts) + 1))
    for one in contenders:
        cells = []
        for part in parts:
            seconds, base = (_median(who.times[part], "seconds") for who in (one, ours))
            cells += [f"{seconds:.2f} ({seconds / base:.1f}x)", f"{_median(one.times[part], 'cpu'):.2f}"]
        memory = max(timed.memory for part in parts for timed in one.times[part])
        print(f"| {one.name} | " + " | ".join(cells) + f" | {memory:.0f} |")


def _median(times: list[Timed], what: str) -> float:
    return statistics.median(getattr(timed, what) for timed in times)


# ---------------------------------------------------------------- one edit while watching


def watch(options: argparse.Namespace, work: Path) -> None:
    """Milliseconds from a save to the new bytes on disk, the tool already running."""
    articles = list(make_articles(options.articles))
    contenders = [_lean(work, articles), *_peers(options, work, articles)]
    print("| tool | save to new bytes, ms | resident MB |\n|---|---|---|")
    for one in contenders:
        if one.watch:
            one.forget()
            taken, memory = _watched(one, articles[0].title, options.rounds)
            print(f"| {one.name} | {1000 * statistics.median(taken):.0f} | {memory:.0f} |", flush=True)


def _watched(one: Contender, title: str, rounds: int) -> tuple[list[float], float]:
    _run(one)  # its page can be looked for then
    page = next(path for path in one.output.rglob("*.html") if f"<h1>{title}</h1>" in path.read_text("utf-8"))
    environment = _environment()
    streams: dict[str, int] = dict.fromkeys(("stdout", "stderr"), subprocess.DEVNULL)
    process = subprocess.Popen(one.watch, cwd=one.root, env=environment, stdin=subprocess.PIPE, **streams)
    taken = []
    try:
        time.sleep(WARM)
        for number in range(rounds + 1):
            started, words = time.perf_counter(), edit(one.article, number)
            while words not in _text(page):
                assert time.perf_counter() - started < LONGEST, f"{one.name} did not write the edit"
                time.sleep(0.002)
            taken.append(time.perf_counter() - started)
            time.sleep(SETTLE)
        memory = resident(process.pid)
    finally:
        process.kill()
        process.wait()
    return taken[1:], memory  # the first still warms up


def _text(page: Path) -> str:
    try:
        return page.read_text("utf-8")
    except FileNotFoundError:
        return ""


def resident(pid: int | str) -> float:
    """MB that a process has in memory."""
    line = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1000


# ---------------------------------------------------------------- edits with the site's own theme


def theme(options: argparse.Namespace, work: Path) -> None:
    """The real theme: cold, one edit in a fresh process, one while a preview runs."""
    articles, root = list(make_articles(options.articles)), work / "briefgen"
    write_project(root, articles)
    fill_store(root, articles)
    edited = root / f"content/{articles[0].file}.txt"
    command = [sys.executable, "-m", "briefgen", "build", str(root)]
    own = Contender("briefgen", root, command, root / "site", edited, lambda: None)
    own.times["cold"].append(_run(own))
    for number in range(options.rounds):
        edit(edited, number)
        own.times["one edit, new process"].append(_run(own))
    print(f"\n{options.articles:,} articles, the site's own theme, median of {options.rounds}\n")
    print("| | first pages, s | all, s | cpu s | MB |\n|---|---|---|---|---|")
    for part, times in own.times.items():
        seconds, cpu, memory = (_median(times, what) for what in ("seconds", "cpu", "memory"))
        print(f"| {part} | | {seconds:.2f} | {cpu:.2f} | {memory:.0f} |")
    first, every, cpu, memory = _previewed(root, edited, options.rounds)
    print(f"| one edit, preview | {first:.2f} | {every:.2f} | {cpu:.2f} | {memory:.0f} |")


def _previewed(root: Path, article: Path, rounds: int) -> tuple[float, ...]:
    """Medians of what `bench.preview` prints."""
    command = [sys.executable, "-m", "bench.preview", str(root), str(article), str(rounds)]
    done = subprocess.run(command, env=_environment(), capture_output=True, text=True, check=True)
    edits = [map(float, line.split()) for line in done.stdout.splitlines()]
    return tuple(map(statistics.median, zip(*edits, strict=True)))


# ---------------------------------------------------------------- analysis against bare nlp.pipe


def analysis(options: argparse.Namespace, work: Path) -> None:
    """Our analysis, loading left out, against `nlp.pipe` on the same texts.

    That of the pipeline as spaCy loads it, and as our loader does, whose model multiplies faster."""
    from briefgen.build.executor import LocalExecutor
    from briefgen.nlp import DEFAULT_MODEL, load

    articles = list(make_articles(options.articles))
    write_project(work / "project", articles)
    batches = _batches(work / "project", DEFAULT_MODEL)
    times: dict[str, list[float]] = defaultdict(list)
    one, two = LocalExecutor(DEFAULT_MODEL, 1), LocalExecutor(DEFAULT_MODEL, 2)
    texts = [article.body for article in articles]
    ours = _Bare(load(DEFAULT_MODEL), texts)  # first: it decides how many threads numpy has
    bare = _Bare(importlib.import_module(DEFAULT_MODEL).load(), texts)
    one.warm()
    two.warm()
    for _ in range(options.rounds):
        times["nlp.pipe"].append(_seconds(lambda: bare.run(1)))
        times["nlp.pipe, our loader"].append(_seconds(lambda: ours.run(1)))
        times["briefgen, one process"].append(_seconds(lambda: list(one.analyse(batches))))
        times["nlp.pipe, n_process=2"].append(_seconds(lambda: bare.run(2)))
        times["nlp.pipe, our loader, n_process=2"].append(_seconds(lambda: ours.run(2)))
        times["briefgen, two processes"].append(_seconds(lambda: list(two.analyse(batches))))
    one.close()
    two.close()
    base = statistics.median(times["nlp.pipe"])
    print(f"\n{options.articles} articles, median of {options.rounds}\n\n| | s | against nlp.pipe |\n|---|---|---|")
    for name, taken in times.items():
        middle = statistics.median(taken)
        print(f"| {name} | {middle:.2f} | {middle / base:.2f} |")


class _Bare:
    """A pipeline run by spaCy alone."""

    def __init__(self, nlp: "Language", texts: list[str]) -> None:
        from briefgen.nlp import readable

        self._nlp, self._texts = nlp, [readable(text) for text in texts]
        list(self._nlp.pipe(self._texts[:2]))

    def run(self, processes: int) -> None:
        for _ in self._nlp.pipe(self._texts, batch_size=32, n_process=processes):
            pass


def _batches(root: Path, model: str) -> list[object]:
    from briefgen.build import STATE, Options
    from briefgen.build.executor import batches_by_length
    from briefgen.build.inputs import look
    from briefgen.build.intake import article_files, take_in
    from briefgen.build.worker import Batch
    from briefgen.config import load_settings
    from briefgen.fingerprints import analysis_key
    from briefgen.store import Store

    settings = load_settings(root)
    with Store(root / STATE / "store.sqlite") as store:
        inputs = look(root, settings, Options(), 0)
        files = article_files(inputs.files[inputs.content], settings)
        sources = take_in(inputs.content, files, settings, store, 2**62, lambda done, total: None).sources
        lengths = {path: source.size for path, source in sources.items()}
        return [
            Batch(model, analysis_key(model), tuple((sources[path].fingerprint, store.article(path)) for path in paths))
            for paths in batches_by_length(lengths, workers=2)
        ]


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


# ---------------------------------------------------------------- cost against the number of articles


def growth(options: argparse.Namespace, work: Path) -> None:
    """Seconds of a cold build for each article, at growing numbers of articles."""
    print("| articles | cold s | cpu s | ms of cpu an article | peak MB |\n|---|---|---|---|---|")
    for count in (options.articles // 10 or 1, options.articles // 3, options.articles):
        one = _lean(work / str(count), list(make_articles(count)))
        for _ in range(options.rounds):
            one.forget()
            one.times["cold"].append(_run(one))
        seconds, cpu = (_median(one.times["cold"], what) for what in ("seconds", "cpu"))
        memory = max(timed.memory for timed in one.times["cold"])
        print(f"| {count:,} | {seconds:.2f} | {cpu:.2f} | {1000 * cpu / count:.2f} | {memory:.0f} |", flush=True)


if __name__ == "__main__":
    main()
