"""A running `briefgen serve`, asked and watched from outside."""

import http.client
import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

REPOSITORY = Path(__file__).parent.parent
SOON = 90.0  # seconds; machines in a test run may be busy


class Served:
    """A running `briefgen serve`."""

    def __init__(self, root: Path, *arguments: str) -> None:
        self.root, self.lines = root, []  # type: ignore[var-annotated]
        command = [sys.executable, "-m", "briefgen", "serve", str(root), *arguments]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=REPOSITORY)
        threading.Thread(target=self._read, daemon=True).start()
        self.address = str(until(lambda: next((line.split()[1] for line in self.lines if "http://" in line), None)))
        self.port = int(str(urlsplit(self.address).port))

    def _read(self) -> None:
        assert self.process.stderr
        for line in self.process.stderr:
            self.lines.append(line)

    def get(self, path: str, method: str = "GET", **headers: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SOON)
        connection.putrequest(method, path, skip_host="Host" in headers)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        content = answer.read().decode(errors="replace")
        connection.close()
        return answer.status, content

    def shows(self, words: str, path: str = "/") -> bool:
        return bool(until(lambda: words in self.get(path)[1]))

    def hides(self, words: str, path: str = "/") -> bool:
        return bool(until(lambda: words not in self.get(path)[1]))

    def settled(self) -> int:
        """Wait until the last edit's builds are done; how many lines were said until then."""
        before = -1
        while before != len(self.lines):
            before = len(self.lines)
            time.sleep(1)
        return before

    def builds(self) -> int:
        return sum("written" in line for line in self.lines)

    def news(self, page: str = "/", since: int = 0) -> Iterator[dict[str, object]]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SOON)
        connection.request("GET", f"/~briefgen/events?page={page}&since={since}")
        answer = connection.getresponse()
        end = time.monotonic() + SOON  # the server breathes on an open line: that alone never ends
        try:
            while line := answer.readline():
                assert time.monotonic() < end, "no news"
                if line.startswith(b"data: "):
                    yield json.loads(line[6:])
        finally:
            connection.close()

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=SOON)


def until(found: Callable[[], object], seconds: float = SOON) -> object:
    """Ask until there is an answer."""
    end = time.monotonic() + seconds
    while not (answer := found()):
        if time.monotonic() > end:
            return None
        time.sleep(0.02)
    return answer
