"""What briefgen is made of is pinned with hashes, and it talks to nobody while it builds."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LOCK = (ROOT / "requirements-dev.lock").read_text("utf-8")
LOCKED = {
    canonicalize_name(name): version for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", LOCK, re.MULTILINE)
}
EXTRAS = [line for lines in PROJECT["optional-dependencies"].values() for line in lines]

# Every process of the build starts with this: any attempt to reach another machine ends it.
CLOSED = """
import sys
def closed(event, arguments):
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.sendto") or (
        event == "socket.connect" and arguments[0].family.name.startswith("AF_INET")
    ):
        sys.stderr.write(f"reached for the network: {event} {arguments[1:]}\\n")
        raise SystemExit(99)
sys.addaudithook(closed)
"""


@pytest.mark.parametrize("line", [*PROJECT["dependencies"], *EXTRAS])
def test_every_dependency_is_locked_within_its_range(line: str) -> None:
    wanted = Requirement(line)

    assert wanted.specifier.contains(LOCKED[canonicalize_name(wanted.name)], prereleases=True)


@pytest.mark.parametrize("line", PROJECT["dependencies"])
def test_every_dependency_of_users_has_an_upper_bound(line: str) -> None:
    assert any(part.operator in ("<", "==", "<=", "~=") for part in Requirement(line).specifier)


def test_every_locked_package_has_hashes() -> None:
    entries = re.split(r"\n(?=\S)", re.sub(r"^#.*\n", "", LOCK, flags=re.MULTILINE).strip())

    assert [entry.split("==")[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert len(entries) > len(PROJECT["dependencies"])


@pytest.mark.model
@pytest.mark.slow
def test_a_build_talks_to_nobody(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "closed" / "sitecustomize.py").write_text(CLOSED)
    (tmp_path / "content").mkdir()
    text = (
        "<script src=https://example.org/x.js></script> See https://example.org/x and ![x](https://example.org/x.png)."
    )
    for number in range(3):
        (tmp_path / "content" / f"2031-03-0{number + 1}-talks.md").write_text(f"Ada Brook said on Friday: “{text}”\n")

    done = _python(tmp_path, "-m", "briefgen", "build", str(tmp_path), "--jobs", "2")

    assert done.returncode == 0, done.stderr
    assert "network" not in done.stderr
    assert (tmp_path / "site" / "index.html").is_file()


def test_the_closed_network_is_closed(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "closed" / "sitecustomize.py").write_text(CLOSED)

    done = _python(tmp_path, "-c", "import socket; socket.create_connection(('127.0.0.1', 9))")

    assert "reached for the network" in done.stderr


def _python(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    paths = os.pathsep.join([str(folder / "closed"), str(ROOT)])
    environment = {**os.environ, "PYTHONPATH": paths}
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, env=environment, cwd=folder, check=False
    )
