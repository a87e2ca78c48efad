"""The command table: every command with its arguments; the work is imported inside each."""

from pathlib import Path
from typing import Annotated

import typer


def _exit(status: int, **_options: object) -> None:
    """What a command returns is the exit status."""
    raise typer.Exit(status)


app = typer.Typer(
    result_callback=_exit,
    name="briefgen",
    help="A folder of news articles in, a static site of event briefings out.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(wanted: bool) -> None:
    if wanted:
        from briefgen import __version__

        print(f"briefgen {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print it.")] = False,
) -> None:
    """Options before the command."""


@app.command(epilog="Example: briefgen new mystory && briefgen serve mystory")
def new(folder: Annotated[Path, typer.Argument(help="The folder to make.")]) -> int:
    """Make a small project that builds."""
    from briefgen.cli.new import new_project

    return new_project(folder)


@app.command("import", epilog="Example: briefgen import ~/clippings https://example.org/feed.xml newsletter.mbox")
def import_(
    sources: Annotated[list[str], typer.Argument(help="Files, folders and web addresses.")],
    project: Annotated[Path, typer.Option(help="The project's folder.")] = Path(),
    column: Annotated[list[str] | None, typer.Option(help="A table's column: title=Headline, text=Body ...")] = None,
    follow: Annotated[bool, typer.Option("--follow", help="Fetch the page behind each entry of a feed.")] = False,
    keep_duplicates: Annotated[
        bool, typer.Option("--keep-duplicates", help="Import repeated articles too, as drafts.")
    ] = False,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch from this machine and the local network too.")
    ] = False,
    delay: Annotated[float, typer.Option(help="Seconds between two requests to one host.")] = 1.0,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would be written.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> int:
    """Import saved pages, feeds, exports, mails, tables and documents into content/."""
    from briefgen.cli.imports import run_import

    return run_import(
        sources,
        project=project,
        columns=column or [],
        follow=follow,
        keep_duplicates=keep_duplicates,
        allow_private=allow_private,
        delay=delay,
        dry_run=dry_run,
        as_json=json,
    )


@app.command(epilog="Example: briefgen build --output public --base-url https://example.org/story/")
def build(
    project: Annotated[Path, typer.Argument(help="The project's folder.")] = Path(),
    output: Annotated[str, typer.Option(help="Where the site goes; else the setting `output`.")] = "",
    base_url: Annotated[str, typer.Option(help="The site's address; else the setting `base_url`.")] = "",
    jobs: Annotated[int, typer.Option(min=0, help="Processes that analyse, and make pages; 0: as many as cores.")] = 0,
    scheduler: Annotated[str, typer.Option(help="Address of a Dask scheduler: tcp://HOST:PORT.")] = "",
    drafts: Annotated[bool, typer.Option("--drafts", help="Articles marked as drafts too.")] = False,
    clean: Annotated[bool, typer.Option("--clean", help="Forget what was kept and make everything anew.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 when there was a warning.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print warnings and faults only.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the report as a JSON object.")] = False,
) -> int:
    """Build the site."""
    from briefgen.build import Options
    from briefgen.cli.build import build_site

    options = Options(jobs=jobs or None, scheduler=scheduler, drafts=drafts, clean=clean)
    return build_site(project, options, output=output, base_url=base_url, strict=strict, quiet=quiet, as_json=json)


@app.command(epilog="Example: briefgen serve --port 8080")
def serve(
    project: Annotated[Path, typer.Argument(help="The project's folder.")] = Path(),
    port: Annotated[int, typer.Option(min=0, max=65535, help="0: the first free one from 8000.")] = 0,
    host: Annotated[str, typer.Option(help="Address; 0.0.0.0 for a phone on the same network.")] = "127.0.0.1",
    output: Annotated[str, typer.Option(help="Where the site goes; else the setting `output`.")] = "",
    drafts: Annotated[
        bool, typer.Option("--drafts", help="Drafts too; the site is then in .briefgen/preview.")
    ] = False,
    jobs: Annotated[int, typer.Option(min=0, help="Processes that analyse, and make pages; 0: as many as cores.")] = 0,
    poll: Annotated[bool, typer.Option("--poll", help="Look for changes every second: for network disks.")] = False,
) -> int:
    """Preview the site: rebuilt when a file changes, open pages reload by themselves."""
    from briefgen.build import Options
    from briefgen.cli.serve import serve_site

    options = Options(jobs=jobs or None, drafts=drafts)
    return serve_site(project, options, output=output, host=host, port=port or None, polling=poll)


@app.command(epilog="Example: briefgen check --strict && briefgen build")
def check(
    project: Annotated[Path, typer.Argument(help="The project's folder.")] = Path(),
    drafts: Annotated[bool, typer.Option("--drafts", help="Articles marked as drafts too.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 when anything needs an editor.")] = False,
    every: Annotated[bool, typer.Option("--all", help="Print every doubt, not the first of each kind.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print warnings and doubts as a JSON object.")] = False,
) -> int:
    """Print what needs an editor, with the correction to paste."""
    from briefgen.cli.check import check_project

    return check_project(project, drafts=drafts, strict=strict, every=every, as_json=json)


@app.command(epilog="Example: briefgen diff --json > changes.json")
def diff(
    project: Annotated[Path, typer.Argument(help="The project's folder.")] = Path(),
    output: Annotated[str, typer.Option(help="The site to compare with; else the setting `output`.")] = "",
    drafts: Annotated[bool, typer.Option("--drafts", help="Articles marked as drafts too.")] = False,
    every: Annotated[bool, typer.Option("--all", help="Print every difference, not the first of each kind.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the differences as a JSON list.")] = False,
) -> int:
    """Print what the next build would change for readers."""
    from briefgen.cli.diff import diff_project

    return diff_project(project, output=output, drafts=drafts, every=every, as_json=json)


@app.command(epilog="Example: briefgen publish s3://my-bucket/story --dry-run")
def publish(
    target: Annotated[
        str,
        typer.Argument(help="A folder, gh-pages, or s3:// gs:// az:// sftp:// webdavs://; else the setting `publish`."),
    ] = "",
    project: Annotated[Path, typer.Option(help="The project's folder.")] = Path(),
    branch: Annotated[str, typer.Option(help="The branch for gh-pages.")] = "gh-pages",
    remote: Annotated[str, typer.Option(help="The git remote for gh-pages.")] = "origin",
    force: Annotated[bool, typer.Option("--force", help="Despite broken links, and over files there.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would be sent and removed.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print faults only.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the report as a JSON object.")] = False,
) -> int:
    """Publish the built site: changed files only, in an order that breaks no link."""
    from briefgen.cli.publish import run_publish

    return run_publish(
        target,
        project=project,
        branch=branch,
        remote=remote,
        force=force,
        dry_run=dry_run,
        quiet=quiet,
        as_json=json,
    )


@app.command(epilog="Example: briefgen export ferry.pdf --briefing ferry")
def export(
    file: Annotated[Path, typer.Argument(help="The file to write: .pdf, .docx or .html.")],
    project: Annotated[Path, typer.Option(help="The project's folder.")] = Path(),
    briefing: Annotated[str, typer.Option(help="A curated page: the name of its file.")] = "",
    actor: Annotated[list[str] | None, typer.Option(help="An actor's id, as in the page's address.")] = None,
    tag: Annotated[list[str] | None, typer.Option(help="A tag of articles.")] = None,
    since: Annotated[str, typer.Option(help="First day, such as 2031-03-04.")] = "",
    until: Annotated[str, typer.Option(help="Last day.")] = "",
) -> int:
    """Write one briefing of the built site to hand over, with its sources: PDF, Word or HTML."""
    from briefgen.cli.export import run_export

    return run_export(
        file, project=project, briefing=briefing, actors=actor or [], tags=tag or [], since=since, until=until
    )


@app.command(epilog="Example: briefgen extract --json content/2025-05-15-talks.txt")
def extract(
    files: Annotated[list[Path], typer.Argument(help="Article files (.txt, .md, .html).")],
    json: Annotated[bool, typer.Option("--json", help="One JSON object a line, as the schema says.")] = False,
    model: Annotated[str, typer.Option(help="Package name of an installed spaCy pipeline.")] = "",
) -> int:
    """Print what articles yield: actors, quotes, dates, events."""
    from briefgen.cli.extract import extract_files

    return extract_files(files, as_json=json, model=model or None)


@app.command(epilog="Example: briefgen explain content/2025-05-15-talks.txt")
def explain(
    files: Annotated[list[Path], typer.Argument(help="Article files (.txt, .md, .html).")],
    model: Annotated[str, typer.Option(help="Package name of an installed spaCy pipeline.")] = "",
) -> int:
    """Print which rule made each finding, and how sure it is."""
    from briefgen.cli.extract import explain_files

    return explain_files(files, model=model or None)


@app.command(epilog="Example: briefgen schema extraction > extraction.schema.json")
def schema(name: Annotated[str, typer.Argument(help="Which schema.")] = "extraction") -> int:
    """Print the JSON Schema of what `extract --json` prints."""
    from briefgen.cli.extract import print_schema

    return print_schema(name)


cache = typer.Typer(help="What is kept between builds: its size; dropping what nothing uses.", no_args_is_help=True)
app.add_typer(cache, name="cache")


@cache.command(epilog="Example: briefgen cache size --json")
def size(
    project: Annotated[Path, typer.Argument(help="The project's folder.")] = Path(),
    json: Annotated[bool, typer.Option("--json", help="As a JSON object.")] = False,
) -> int:
    """Print how large the store is."""
    from briefgen.cli.cache import print_size

    return print_size(project, as_json=json)


@cache.command(epilog="Example: briefgen cache prune")
def prune(project: Annotated[Path, typer.Argument(help="The project's folder.")] = Path()) -> int:
    """Drop findings that no article uses."""
    from briefgen.cli.cache import prune as prune_store

    return prune_store(project)
