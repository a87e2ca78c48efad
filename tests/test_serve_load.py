"""The preview under load: many requests, slow clients, requests that are none, five hundred saves. Real sockets."""

import http.client
import random
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.previews import SOON, Served, until
from tests.sites import FLOOD, TALKS

pytestmark = [
    pytest.mark.model,
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory and threads are read from /proc"),
]
CLIENTS = 8  # side by side
SLOW = 200  # clients that never finish asking
GROWTH = 30  # MB that a preview may grow by and still be told not to grow: Python's own arenas


@contextmanager
def preview(root: Path) -> Iterator[Served]:
    (root / "content").mkdir()
    (root / "content/talks.txt").write_text(TALKS, "utf-8")
    (root / "content/flood.txt").write_text(FLOOD, "utf-8")
    running = Served(root)
    assert running.shows("Mara Veldin")
    yield running
    running.process.kill()
    running.process.wait()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A preview whose memory and threads are this test's own."""
    with preview(tmp_path) as running:
        yield running


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with preview(tmp_path_factory.mktemp("shared")) as running:
        yield running


def told(served: Served, what: str) -> int:
    """A line of the process's status: VmRSS in kB, Threads."""
    lines = Path(f"/proc/{served.process.pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith(what)).split()[1])


def ask_often(served: Served, times: int, statuses: list[int]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=30)
    for number in range(times):
        connection.request("GET", ("/", "/actors/", "/quotes/", "/no/such/page/")[number % 4])
        answer = connection.getresponse()
        answer.read()
        statuses.append(answer.status)
    connection.close()


def ask_side_by_side(served: Served, requests: int) -> list[int]:
    statuses: list[int] = []
    askers = [
        threading.Thread(target=ask_often, args=(served, requests // CLIENTS, statuses), daemon=True)
        for _ in range(CLIENTS)
    ]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join(300)
    return statuses


def check_load(served: Served, requests: int) -> None:
    ask_side_by_side(served, 320)
    before = told(served, "VmRSS")

    statuses = ask_side_by_side(served, requests)

    assert len(statuses) == requests
    assert (statuses.count(200), statuses.count(404)) == (requests * 3 // 4, requests // 4)
    assert told(served, "VmRSS") - before < GROWTH * 1024


def test_three_thousand_requests_are_answered(served: Served) -> None:
    check_load(served, 3_200)


@pytest.mark.long
def test_ten_thousand_requests_are_answered(served: Served) -> None:
    check_load(served, 10_240)


def test_slow_clients_keep_nobody_waiting(shared: Served) -> None:
    waiting = [socket.create_connection(("127.0.0.1", shared.port), timeout=10) for _ in range(SLOW)]
    for number, client in enumerate(waiting):
        client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "[: 5 + number % 40])

    started = time.monotonic()
    status, page = shared.get("/")
    took = time.monotonic() - started

    assert status == 200
    assert "Mara Veldin" in page
    assert took < 5
    for client in waiting:
        client.close()
    assert shared.get("/")[0] == 200


# ---------------------------------------------------------------- requests that are none

PIECES = (
    b"GET", b"POST", b"\x00", b" ", b"\r\n", b"\n", b"HTTP/1.1", b"HTTP/9.9", b"Host: localhost", b"Host:", b":",
    b"/" * 300, b"/../../etc/passwd", b"/%2e%2e/%00", b"/~briefgen/events?since=-1", b"Content-Length: -5",
    b"Content-Length: 999999999999", b"Transfer-Encoding: chunked", b"Range: bytes=0-1,5-", b"Upgrade: websocket",
    b"\xff\xfe\x80", b"A" * 20_000, b"ffffffffffffffff\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"\x16\x03\x01\x02",
)  # fmt: skip


def malformed(chance: random.Random) -> bytes:
    if chance.random() < 0.3:
        return chance.randbytes(chance.randrange(1, 2_000))
    head = b"GET / HTTP/1.1\r\nHost: localhost\r\n" if chance.random() < 0.5 else b""
    return head + b"".join(chance.choice(PIECES) for _ in range(chance.randrange(1, 12))) + b"\r\n\r\n"


def answer_to(served: Served, request: bytes, seconds: float = 0.5) -> bytes:
    with socket.create_connection(("127.0.0.1", served.port), timeout=seconds) as client:
        try:
            client.sendall(request)
            client.shutdown(socket.SHUT_WR)
            return client.recv(200_000)
        except (OSError, TimeoutError):
            return b""  # hung up, or it waits for the rest: both are right


def check_malformed(served: Served, requests: int) -> None:
    chance = random.Random(5)
    answers = [answer_to(served, malformed(chance)) for _ in range(requests)]

    statuses = {answer[9:12] for answer in answers if answer.startswith(b"HTTP/1.")}
    assert b"400" in statuses
    assert not [status for status in statuses if status.startswith(b"5") and status != b"503"]
    assert not any(b"root:" in answer for answer in answers)
    assert served.get("/")[0] == 200
    assert served.process.poll() is None
    assert not any("Traceback" in line for line in served.lines), "".join(served.lines[-40:])


def test_a_body_that_breaks_the_protocol_half_way_is_no_fault_of_ours(shared: Served) -> None:
    request = b"GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n"
    answer = answer_to(shared, request, SOON)

    assert answer.startswith(b"HTTP/1.1 400")
    assert shared.get("/")[0] == 200
    assert not any("Traceback" in line for line in shared.lines)


def test_malformed_requests_are_turned_away(shared: Served) -> None:
    check_malformed(shared, 300)


@pytest.mark.long
def test_ten_thousand_malformed_requests_are_turned_away(served: Served) -> None:
    check_malformed(served, 10_000)


# ---------------------------------------------------------------- a long day


def check_saves(served: Served, saves: int) -> None:
    file, text = served.root / "content/talks.txt", TALKS
    for number in range(saves):
        text = TALKS.replace("Talks in Ostrel", f"Talks in Ostrel {number}")
        if number % 5 == 0:  # other words are analysed, too
            text = text.replace("in April", f"in April, on page {number}")
        file.write_text(text, "utf-8")
        assert served.shows(f"Ostrel {number}"), f"save {number} was not seen"
        if number == saves // 5:
            memory, threads = told(served, "VmRSS"), told(served, "Threads")

    assert until(lambda: told(served, "Threads") <= threads, 20)
    assert told(served, "VmRSS") - memory < GROWTH * 1024


def test_saves_leave_no_memory_and_no_threads_behind(served: Served) -> None:
    check_saves(served, 25)


@pytest.mark.long
def test_five_hundred_saves_leave_no_memory_and_no_threads_behind(served: Served) -> None:
    check_saves(served, 500)
