"""Addresses that the user gives, fetched politely: robots.txt heeded, pauses, nothing private, no huge answers.

The name is looked up once, checked, and the connection made to the very address that was checked: a name that changes
its address between the check and the request leads nowhere.
"""

import ipaddress
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit, urlunsplit
from urllib.robotparser import RobotFileParser

import httpx

from briefgen import __version__
from briefgen.errors import BriefgenError, Problem

AGENT = f"briefgen/{__version__}"
_REDIRECTS = 5
_CODES = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: where it came from after redirects, what kind it is, and its bytes."""

    url: str
    kind: str
    content: bytes


@dataclass
class Fetcher:
    """Fetches addresses one after the other."""

    delay: float = 1.0  # seconds between two requests to one host
    timeout: float = 20.0
    max_bytes: int = 10_000_000
    allow_private: bool = False
    sleep: Callable[[float], None] = time.sleep
    _last: dict[str, float] = field(default_factory=dict)
    _robots: dict[str, RobotFileParser] = field(default_factory=dict)

    def fetch(self, url: str) -> Fetched:
        """Fetch an address. Raises BriefgenError that says why it was not."""
        for _ in range(_REDIRECTS + 1):
            self._check_robots(url)
            answer = self._get(url)
            if answer.status_code not in _CODES:
                break
            url = urljoin(url, answer.headers.get("location", ""))
        else:
            raise _refused(url, "leads on and on")
        if answer.status_code != 200:
            raise _refused(url, f"the server answers {answer.status_code} {answer.reason_phrase}")
        return Fetched(url, answer.headers.get("content-type", "").split(";")[0].strip().lower(), answer.content)

    def _check_robots(self, url: str) -> None:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            self._robots[site] = self._read_robots(site)
        if not self._robots[site].can_fetch(AGENT, url):
            raise _refused(url, "the site's robots.txt asks not to fetch it")

    def _read_robots(self, site: str) -> RobotFileParser:
        rules = RobotFileParser()
        answer = self._get(f"{site}/robots.txt")
        if answer.status_code in (401, 403):
            rules.disallow_all = True  # type: ignore[attr-defined]
        rules.parse(answer.text.splitlines() if answer.status_code == 200 else [])
        return rules

    def _get(self, url: str) -> httpx.Response:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise _refused(url, "is no web address")
        self._pause(parts.hostname)
        address = self._address(url, parts.hostname, parts.port or (443 if parts.scheme == "https" else 80))
        host = f"[{address}]" if ":" in address else address
        target = urlunsplit(
            (parts.scheme, host + (f":{parts.port}" if parts.port else ""), parts.path or "/", parts.query, "")
        )
        headers = {
            "host": parts.netloc.rpartition("@")[2],
            "user-agent": AGENT,
            "accept": "text/html, application/xml, */*",
        }
        try:
            return self._answer(target, headers, parts.hostname, url)
        except httpx.HTTPError as error:
            raise _refused(url, f"cannot be fetched: {error or type(error).__name__}") from error

    def _answer(self, target: str, headers: dict[str, str], hostname: str, url: str) -> httpx.Response:
        with (
            httpx.Client(timeout=self.timeout, trust_env=False, follow_redirects=False) as client,
            client.stream("GET", target, headers=headers, extensions={"sni_hostname": hostname}) as answer,
        ):
            content = bytearray()
            deadline = time.monotonic() + 3 * self.timeout
            for part in answer.iter_bytes():
                content += part
                if len(content) > self.max_bytes:
                    raise _refused(url, f"is larger than {self.max_bytes:,} bytes")
                if time.monotonic() > deadline:
                    raise _refused(url, "takes too long")
            kept = {key: value for key, value in answer.headers.items() if key in ("content-type", "location")}
            return httpx.Response(answer.status_code, headers=kept, content=bytes(content))

    def _pause(self, host: str) -> None:
        wait = self._last.get(host, -self.delay) + self.delay - time.monotonic()
        if wait > 0 and host in self._last:
            self.sleep(wait)
        self._last[host] = time.monotonic()

    def _address(self, url: str, host: str, port: int) -> str:
        """The address to connect to. All of a name's addresses must be public ones."""
        try:
            found = sorted({str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)})
        except OSError as error:
            raise _refused(url, f"{host} is not known") from error
        private = [address for address in found if not ipaddress.ip_address(address.partition("%")[0]).is_global]
        if private and not self.allow_private:
            raise _refused(url, f"{host} is a private address", "--allow-private fetches it all the same")
        return found[0]


def _refused(url: str, what: str, mend: str = "") -> BriefgenError:
    return BriefgenError(Problem(url, what, mend))
