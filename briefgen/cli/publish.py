"""`briefgen publish`."""

import sys
from pathlib import Path

import msgspec

from briefgen.config import load_settings
from briefgen.deliver import Delivered, deliver, plan_delivery
from briefgen.deliver.branch import deliver_branch
from briefgen.errors import BriefgenError, Problem

_BRANCH = "gh-pages"


def run_publish(
    target: str, *, project: Path, branch: str, remote: str, force: bool, dry_run: bool, quiet: bool, as_json: bool
) -> int:
    """Publish the built site and tell what was sent."""
    settings = load_settings(project)
    site = project / settings.output
    target = target or settings.publish
    if not target:
        mend = f"name one: briefgen publish {_BRANCH}, or set `publish` in briefgen.toml"
        raise BriefgenError(Problem("publish", "no place to publish to is given", mend))
    if target == _BRANCH:
        done = deliver_branch(site, project, branch=branch, remote=remote, force=force, dry_run=dry_run)
    elif dry_run:
        done = plan_delivery(site, target, force=force)
    else:
        done = deliver(site, target, force=force, tell=_progress if not quiet and sys.stderr.isatty() else _silent)
    if as_json:
        sys.stdout.write(msgspec.json.encode(done).decode() + "\n")
    elif not quiet:
        _print(done, dry_run)
    return 0


def _print(done: Delivered, dry_run: bool) -> None:
    if dry_run:
        for step in done.steps:
            print(f"would {'remove' if step.phase == 'removals' else 'send'} {step.path} ({step.phase})")
    would = "would be " if dry_run else ""
    print(f"{done.target}: {done.sent} {would}sent, {done.unchanged} unchanged, {done.removed} {would}removed", end="")
    print("" if dry_run else f" in {done.seconds:.1f} s")


def _progress(done: int, of: int) -> None:
    print(f"\r{done} of {of}", end="\n" if done == of else "", file=sys.stderr, flush=True)


def _silent(done: int, of: int) -> None:
    """Nothing to tell in a pipe."""
