"""`briefgen extract --json` keeps its contract: the schema holds, offsets cut the words shown."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

ARTICLE = """Title: Harbour talks
Date: 2031-03-06

President Ilka Varn said on Thursday that the harbour at Port Avel would reopen in April.

“We will keep our word,” Varn told reporters. Her deputy, Oren Tass, denied that “any deal” had been signed.
"""


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    path = tmp_path_factory.mktemp("articles") / "harbour.txt"
    path.write_text(ARTICLE, "utf-8")
    done = briefgen("extract", "--json", str(path))
    assert done.returncode == 0, done.stderr
    extraction: dict[str, Any] = json.loads(done.stdout)
    return extraction


@pytest.mark.model
@pytest.mark.slow
def test_extraction_fits_the_printed_schema(printed: dict[str, Any]) -> None:
    schema = json.loads(briefgen("schema", "extraction").stdout)

    jsonschema.validate(printed, schema)


@pytest.mark.model
@pytest.mark.slow
def test_offsets_cut_the_words_shown(printed: dict[str, Any]) -> None:
    text = printed["text"]

    for actor in printed["actors"]:
        assert [text[slice(*m["span"])] for m in actor["mentions"]] == [m["text"] for m in actor["mentions"]]
        assert [text[slice(*r["span"])] for r in actor["roles"]] == [r["title"] for r in actor["roles"]]
    for quote in printed["quotes"]:
        assert quote["speaker_span"] is None or text[slice(*quote["speaker_span"])] == quote["speaker_text"]
    for date in printed["dates"]:
        assert text[slice(*date["span"])] == date["text"]


@pytest.mark.model
@pytest.mark.slow
def test_the_page_makes_sense(printed: dict[str, Any]) -> None:
    names = {actor["id"]: actor["name"] for actor in printed["actors"]}
    text = printed["text"]

    said = {" ".join(text[slice(*s)] for s in q["quoted"]): names.get(q["speaker"]) for q in printed["quotes"]}

    assert {"Ilka Varn", "Oren Tass"} <= set(names.values())
    assert said["We will keep our word,"] == "Ilka Varn"
    assert ("Thursday", "2031-03-06") in {(date["text"], date["value"]) for date in printed["dates"]}


@pytest.mark.model
@pytest.mark.slow
def test_unreadable_file_is_told_and_the_others_are_done(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text(ARTICLE, "utf-8")

    done = briefgen("extract", "--json", str(tmp_path / "missing.txt"), str(good))

    assert done.returncode == 1
    assert [json.loads(line)["path"] for line in done.stdout.splitlines()] == [good.as_posix()]
    assert len(done.stderr.splitlines()) == 1
    assert "missing.txt" in done.stderr


def briefgen(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "briefgen", *args], capture_output=True, text=True, check=False, encoding="utf-8"
    )
