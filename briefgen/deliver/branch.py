"""The site as a branch of a git repository, for GitHub Pages and the like.

The domain (`CNAME`) that is there stays, `.nojekyll` is put there, and an unchanged site makes no commit.
"""

import hashlib
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from briefgen.deliver import Delivered
from briefgen.deliver.site import check_links, files
from briefgen.deliver.steps import steps
from briefgen.errors import BriefgenError, Problem

_DRAFT = "refs/briefgen/pages"  # where the commit waits until it is pushed


def deliver_branch(
    site: Path, project: Path, *, branch: str, remote: str, force: bool = False, dry_run: bool = False
) -> Delivered:
    """Commit the site to a branch and push it. Raises BriefgenError that says what git said."""
    started = time.perf_counter()
    wanted = files(site)
    there = _there(project, remote, branch)
    kept = {} if ".nojekyll" in wanted else {".nojekyll": b""}
    if "CNAME" in there and "CNAME" not in wanted:
        kept["CNAME"] = _git(project, "cat-file", "blob", there["CNAME"]).encode()
    hashes = {path: _blob(site / path) for path in wanted} | {path: _blob_of(content) for path, content in kept.items()}
    todo = steps(hashes, there)
    if todo and not force:
        check_links(site, wanted)
    if todo and not dry_run:
        _commit(site, project, branch, remote, kept)
    removed = sum(step.phase == "removals" for step in todo)
    sent = len(todo) - removed
    return Delivered(f"{remote}/{branch}", sent, len(hashes) - sent, removed, time.perf_counter() - started, todo)


def _there(project: Path, remote: str, branch: str) -> dict[str, str]:
    """The files of the branch at the remote with git's hashes; none where there is no such branch yet."""
    if not _git(project, "ls-remote", "--heads", remote, branch).strip():
        return {}
    _git(project, "fetch", "--quiet", remote, f"+refs/heads/{branch}:refs/remotes/{remote}/{branch}")
    listed = _git(project, "ls-tree", "-r", "-z", f"refs/remotes/{remote}/{branch}").split("\0")
    return {path: entry.split()[2] for entry, _, path in (line.partition("\t") for line in listed if line)}


def _commit(site: Path, project: Path, branch: str, remote: str, kept: dict[str, bytes]) -> None:
    """Write the branch anew on top of what is at the remote, and push it. Work tree and index stay as they are."""
    parent = _git(project, "rev-parse", "--verify", "--quiet", f"refs/remotes/{remote}/{branch}", may_fail=True).strip()
    _git(project, "fast-import", "--quiet", "--force", given=b"".join(_stream(site, project, parent, kept)))
    _git(project, "push", "--quiet", remote, f"{_DRAFT}:refs/heads/{branch}")
    _git(project, "update-ref", f"refs/remotes/{remote}/{branch}", _DRAFT)
    _git(project, "update-ref", "-d", _DRAFT)


def _stream(site: Path, project: Path, parent: str, kept: dict[str, bytes]) -> Iterator[bytes]:
    """The commit as git's import reads it."""
    who = (
        _git(project, "var", "GIT_COMMITTER_IDENT", may_fail=True).strip()
        or f"briefgen <briefgen@localhost> {int(time.time())} +0000"
    )
    yield f"commit {_DRAFT}\ncommitter {who}\n".encode() + _sized(b"Publish the briefing")
    if parent:
        yield f"from {parent}\n".encode()
    yield b"deleteall\n"
    for path in files(site):
        yield f"M 100644 inline {_quoted(path)}\n".encode() + _sized((site / path).read_bytes())
    for path, content in kept.items():
        yield f"M 100644 inline {path}\n".encode() + _sized(content)


def _sized(content: bytes) -> bytes:
    return b"data %d\n%b\n" % (len(content), content)


def _quoted(path: str) -> str:
    return '"' + path.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _blob(path: Path) -> str:
    return _blob_of(path.read_bytes())


def _blob_of(content: bytes) -> str:
    """The hash under which git keeps a file."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def _git(project: Path, *words: str, given: bytes = b"", may_fail: bool = False) -> str:
    try:
        done = subprocess.run(["git", "-C", str(project), *words], input=given, capture_output=True, check=False)
    except FileNotFoundError as error:
        raise BriefgenError(Problem("git", "is not installed", "install git, or publish to a folder")) from error
    if done.returncode and not may_fail:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["failed"]
        raise BriefgenError(Problem(f"git {words[0]}", said[-1]))
    return done.stdout.decode("utf-8", "replace")
