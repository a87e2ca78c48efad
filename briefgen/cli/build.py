"""`briefgen build`: progress, summary."""

import sys
from dataclasses import replace
from pathlib import Path

from briefgen.build import build
from briefgen.config import load_settings


def build_site(project: Path, *, output: str, base_url: str) -> int:
    """Build and print the summary."""
    settings = load_settings(project)
    if output:
        settings = replace(settings, output=output)
    if base_url:
        settings = replace(settings, base_url=base_url.rstrip("/") + "/")
    report = build(project, settings)
    for warning in report.warnings:
        print(f"briefgen: {warning}", file=sys.stderr)
    print(f"{report.articles} articles, {report.actors} actors, {report.quotes} quotes, {report.events} events")
    print(f"{report.written} files written, {report.unchanged} unchanged, {report.seconds:.1f} s")
    return 0
