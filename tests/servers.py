"""Small sites to deliver, and the servers they are delivered to: real ones, on this machine."""

import asyncio
import base64
import contextlib
import os
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx

STOPPING = 10  # seconds; an emulator that a client holds up ends with the tests


def make_site(folder: Path, pages: int = 5, *, word: str = "first") -> Path:
    """A site whose home page links to every page, and every page to the next, to a style sheet and home."""
    put(folder, "style.css", f"body {{ --word: {word} }}")
    links = "".join(f'<li><a href="pages/{n}/">{n}</a></li>' for n in range(pages))
    put(folder, "index.html", f'<!doctype html><link rel=stylesheet href="style.css"><ul>{links}</ul><p>{word}</p>')
    put(folder, "feed.atom", f"<feed>{word} {pages}</feed>")
    for number in range(pages):
        after = f'<a href="../{(number + 1) % pages}/">next</a>'
        head = '<link rel=stylesheet href="../../style.css">'
        put(
            folder,
            f"pages/{number}/index.html",
            f'<!doctype html>{head}<a href="../../">home</a>{after}<p>{word} {number}</p>',
        )
    return folder


def put(folder: Path, name: str, content: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, "utf-8")


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder but what delivering keeps for itself."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".briefgen")
    }


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextlib.contextmanager
def s3_server() -> Iterator[str]:
    """A moto server; its address."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    httpx.post(f"{address}/moto-api/reset", trust_env=False)  # what earlier tests left in this process
    try:
        yield address
    finally:
        stop(server.stop)


@contextlib.contextmanager
def gcs_server(bucket: str) -> Iterator[str]:
    """An emulator of Google Cloud Storage with one bucket; its address, for STORAGE_EMULATOR_HOST."""
    from gcp_storage_emulator.server import create_server

    port = free_port()
    server = create_server("127.0.0.1", port, in_memory=True, default_bucket=bucket)
    server.start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        stop(server.stop)


@contextlib.contextmanager
def azure_server(program: str, folder: Path, container: str) -> Iterator[str]:
    """Azurite, the emulator of Azure Blob Storage, with one container; its connection string."""
    from azure.storage.blob import BlobServiceClient

    port = free_port()
    options = ["--blobHost", "127.0.0.1", "--blobPort", str(port), "--location", str(folder)]
    key = base64.b64encode(b"k" * 32).decode()
    account = {**os.environ, "AZURITE_ACCOUNTS": f"story:{key}"}
    quiet = ["--silent", "--disableTelemetry", "--skipApiVersionCheck"]
    with subprocess.Popen([program, *options, *quiet], env=account, stdout=subprocess.DEVNULL) as server:
        try:
            wait_for(port)
            parts = f"AccountName=story;AccountKey={key};BlobEndpoint=http://127.0.0.1:{port}/story;"
            connection = f"DefaultEndpointsProtocol=http;{parts}"
            BlobServiceClient.from_connection_string(connection).create_container(container)
            yield connection
        finally:
            server.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(STOPPING)
            server.kill()


def stop(emulator: Callable[[], None]) -> None:
    """Stop a server of this process, without waiting for one that never ends."""
    stopping = threading.Thread(target=emulator, daemon=True)
    stopping.start()
    stopping.join(STOPPING)


def wait_for(port: int, seconds: float = 20) -> None:
    """Until a server listens on a port. Raises OSError when it never does."""
    until = time.monotonic() + seconds
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


@contextlib.contextmanager
def webdav_server(folder: Path, user: str, password: str) -> Iterator[str]:
    """A wsgidav server over a folder, with a password; host and port."""
    from cheroot import wsgi
    from wsgidav.wsgidav_app import WsgiDAVApp

    settings = {
        "provider_mapping": {"/": str(folder)},
        "simple_dc": {"user_mapping": {"*": {user: {"password": password}}}},
        "logging": {"enable": False},
        "verbose": 0,
    }
    server = wsgi.Server(("127.0.0.1", free_port()), WsgiDAVApp(settings), numthreads=10)
    server.prepare()
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        yield f"127.0.0.1:{server.bind_addr[1]}"
    finally:
        stop(server.stop)
        thread.join(STOPPING)


@contextlib.contextmanager
def sftp_server(folder: Path, home: Path) -> Iterator[str]:
    """An sftp server over a folder; `home` gets a key and the server's own key among the known hosts. Host and port."""
    import asyncssh

    host_key, user_key = (asyncssh.generate_private_key("ssh-ed25519") for _ in range(2))
    keys = home / ".ssh"
    keys.mkdir(parents=True)
    user_key.write_private_key(str(keys / "id_ed25519"))
    (keys / "authorized").write_bytes(user_key.export_public_key())
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    def files_of(channel: object) -> asyncssh.SFTPServer:
        return asyncssh.SFTPServer(channel, chroot=str(folder).encode())  # type: ignore[arg-type]

    async def listen() -> asyncssh.SSHAcceptor:
        authorized = str(keys / "authorized")
        return await asyncssh.listen(
            "127.0.0.1", 0, server_host_keys=[host_key], authorized_client_keys=authorized, sftp_factory=files_of
        )

    server = asyncio.run_coroutine_threadsafe(listen(), loop).result(10)
    port = server.get_port()
    known = host_key.export_public_key().decode().strip()
    (keys / "known_hosts").write_text(f"[127.0.0.1]:{port} {known}\n", "utf-8")
    try:
        yield f"127.0.0.1:{port}"
    finally:
        loop.call_soon_threadsafe(server.close)
        with contextlib.suppress(TimeoutError):  # Python 3.12 waits for the clients to leave, too
            asyncio.run_coroutine_threadsafe(server.wait_closed(), loop).result(1)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(STOPPING)
        loop.close()
