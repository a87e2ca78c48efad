"""The checks of published files find what they are there to find."""

import pytest

from briefgen.records import File
from tests.hostile.pages import faults_of

POLICY = """<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'">"""
PAGE = "<!doctype html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "<script src=//evil.example/x.js></script>",
        "<script src=https://evil.example/assets/x.js></script>",
        '<script type="application/ld+json">{</script>',
        "<p onclick=alert(1)>x</p>",
        "<p style=color:red>x</p>",
        "<a href=javascript:alert(1)>x</a>",
        '<a href="java&#9;script:alert(1)">x</a>',
        "<a href=//evil.example>x</a>",
        "<a href=data:text/html,x>x</a>",
        "<img src=https://evil.example/t.gif>",
        "<iframe></iframe>",
        "<meta http-equiv=refresh content='0; url=https://evil.example/'>",
        "<base href=/x>",
        "<!-- x -->",
    ],
)
def test_a_harmful_page_is_found(body: str) -> None:
    assert faults_of(File("x.html", PAGE.format(head=POLICY, body=body).encode()))


@pytest.mark.parametrize(
    "head",
    [
        "",
        f"<script src=assets/site.js></script>{POLICY}",
        POLICY.replace("'self'", "'self' 'unsafe-inline'"),
        POLICY.replace("'self'", "'self' 'unsafe-eval'"),
        POLICY.replace("'self'", "https://cdn.example"),
        POLICY.replace("script-src 'self'", "script-src *"),
    ],
)
def test_a_page_without_a_strict_policy_is_found(head: str) -> None:
    assert faults_of(File("x.html", PAGE.format(head=head, body="x").encode()))


def test_a_harmless_page_passes() -> None:
    body = '<p class="x"><a href="../actors/">Actors</a> <a href="https://example.org/">source</a> javascript:x</p>'

    assert faults_of(File("x.html", PAGE.format(head=POLICY, body=body).encode())) == []


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("data/x.json", "{"),
        ("x.csv", "a,b\r\n=1+1,x\r\n"),
        ("x.csv", "a,b\r\n-x,x\r\n"),
        ("x.csv", "a,b\r\nx\r\n"),
        ("x.atom", "<feed>"),
        ("x.atom", '<!DOCTYPE x [<!ENTITY e "x">]><feed>&e;</feed>'),
        ("x.atom", '<feed><link href="javascript:alert(1)"/></feed>'),
        ("x.svg", "<svg><script/></svg>"),
        ("x.ics", "BEGIN:VCALENDAR\r\nSUMMARY:injected\r\n"),
        ("x.ics", "DESCRIPTION:a\nb\r\n"),
        ("x.ics", "DESCRIPTION:" + "a" * 80),
        ("../x.txt", ""),
        ("/x.txt", ""),
        ("actors/con/index.html", PAGE.format(head=POLICY, body="x")),
        ("a b.txt", ""),
        ("a" * 200, ""),
        ("A.txt", ""),
    ],
)
def test_a_harmful_file_is_found(path: str, content: str) -> None:
    assert faults_of(File(path, content.encode()))
