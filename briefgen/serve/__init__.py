"""The preview: the site served from this machine, rebuilt when a file changes, open pages kept up to date."""

import socket
import threading
import traceback
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import uvicorn

from briefgen.build import STATE, Options
from briefgen.build.inputs import CORRECTIONS, LEDGER
from briefgen.build.session import Session, Superseded
from briefgen.config import SETTINGS_FILE, Settings, load_settings
from briefgen.errors import BriefgenError, Problem
from briefgen.records import Published, Report
from briefgen.serve.news import Hub, fault
from briefgen.serve.web import make_app
from briefgen.watch import Watch

__all__ = ["PORT", "Preview", "serve"]

PORT = 8000
NEXT_PORTS = 20  # tried when no port was asked for
Adjust = Callable[[Settings], Settings]


class Preview:
    """Builds a project whenever it changes, in a thread of its own; a fault never ends it."""

    def __init__(self, project: Path, options: Options, adjust: Adjust, said: Callable[[str], None]) -> None:
        self.project, self.hub = project, Hub()
        self._options, self._adjust, self._said = options, adjust, said
        self._settings = Settings()

    def settings(self) -> Settings:
        """The settings as they are now, with what the command line says instead. Raises BriefgenError."""
        settings = self._adjust(load_settings(self.project))
        if self._options.drafts and settings.output == Settings().output:
            settings = replace(settings, output=f"{STATE}/preview")  # drafts must not reach the folder one publishes
        return settings

    def run(self, watch: Watch) -> None:
        """Build now and after every change, until the watch ends."""
        with Session(self.project, self._options) as session:
            while True:
                self._build(session, watch)
                if not watch.wait():
                    return

    def _build(self, session: Session, watch: Watch) -> None:
        """The guard of the rebuild loop: whatever goes wrong is shown, and the next change is built."""

        def prompt(published: Published | None) -> bool:
            if published:
                self.hub.built(published.changed)
            return watch.pending()

        try:
            self._settings = settings = self.settings()
            watch.follow(self._folders())  # before they are looked at: what changes from here on is another build
            report = session.build(settings, lambda step: None, prompt)
            self.hub.built(session.changed, report.warnings)
            self._said(_line(report))
        except Superseded:
            return
        except BriefgenError as error:
            self._fail(error.problems)
        except Exception as error:
            what = "".join(traceback.format_exception_only(error)).strip()
            self._fail((Problem("briefgen", f"failed: {what}", "this is a fault of briefgen; please report it"),))
            self._said(traceback.format_exc())

    def _fail(self, problems: tuple[Problem, ...]) -> None:
        folders = (self.project, self.project / self._settings.content)
        self.hub.failed(tuple(fault(problem, folders) for problem in problems))
        for problem in problems:
            self._said(str(problem))

    def _folders(self) -> set[Path]:
        names = (self._settings.content, self._settings.templates, self._settings.static)
        return {self.project / name for name in names}


def serve(
    project: Path,
    options: Options,
    adjust: Adjust,
    *,
    host: str,
    port: int | None,
    polling: bool,
    said: Callable[[str], None],
) -> None:
    """Serve the preview until interrupted. Raises BriefgenError where the port is taken."""
    preview = Preview(project, options, adjust, said)
    settings = preview.settings()
    listening = _socket(host, port)
    app = make_app(preview.hub, project / settings.output, settings.base_url, host)
    config = uvicorn.Config(app, log_level="error", lifespan="off", timeout_graceful_shutdown=1, timeout_keep_alive=5)
    names = {SETTINGS_FILE, "pyproject.toml", CORRECTIONS, LEDGER}
    names |= {Path(name).parts[0] for name in (settings.content, settings.templates, settings.static)}
    with Watch(project, names, polling=polling) as watch:
        builder = threading.Thread(target=preview.run, args=(watch,), name="briefgen-build")
        builder.start()
        shown, number = listening.getsockname()[:2]
        said(f"http://{f'[{shown}]' if ':' in shown else shown}:{number}/ (Ctrl-C ends it)")
        try:
            _Server(config, preview.hub).run(sockets=[listening])
        finally:
            watch.end()
            builder.join(timeout=10)


class _Server(uvicorn.Server):
    """Ends the pages' streams before it waits for open requests."""

    def __init__(self, config: uvicorn.Config, hub: Hub) -> None:
        super().__init__(config)
        self._hub = hub

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._hub.end()
        await super().shutdown(sockets)


def _socket(host: str, port: int | None) -> socket.socket:
    """Listen on the port asked for; without one, on the first that is free."""
    tried = [port] if port is not None else range(PORT, PORT + NEXT_PORTS)
    fault: OSError | None = None
    for number in tried:
        try:
            family, kind, protocol, _, address = socket.getaddrinfo(host, number, type=socket.SOCK_STREAM)[0]
            return _bound(socket.socket(family, kind, protocol), address)
        except OSError as error:
            fault = error
    where = f"{host}:{port}" if port is not None else f"{host}:{PORT}-{PORT + NEXT_PORTS - 1}"
    what = f"cannot listen: {fault.strerror if fault else ''}"
    raise BriefgenError(Problem(where, what, "choose another with --port, or stop what runs there"))


def _bound(listening: socket.socket, address: object) -> socket.socket:
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)  # type: ignore[arg-type]
        listening.listen(128)
    except OSError:
        listening.close()
        raise
    return listening


def _line(report: Report) -> str:
    files = f"{report.written} written, {report.unchanged} unchanged, {report.removed} removed"
    warned = f", {len(report.warnings)} warnings" if report.warnings else ""
    return f"{files}, {report.analysed} analysed in {report.seconds:.2f} s{warned}"
