"""Pages rendered: what is printed is safe, and the same as the library's own printing."""

from pathlib import Path

import jinja2
import pytest
from markupsafe import Markup, escape

from briefgen.records import Page
from briefgen.render import Renderer, printed


class Safe:
    def __html__(self) -> str:
        return "<i>safe</i>"


@pytest.mark.parametrize("value", ["plain", '<b> & "it\'s"', Markup("<b>bold</b>"), Markup(""), 7, None, Safe(), ["<"]])
def test_a_value_is_printed_as_the_library_escapes_it(value: object) -> None:
    assert printed(value) == str(escape(value))


def test_what_a_template_prints_is_escaped_in_blocks_loops_macros_and_filters(tmp_path: Path) -> None:
    template = (
        "{% macro cell(x) %}<td>{{ x }}</td>{% endmacro %}{% set held %}{{ view.bad }}{% endset %}"
        "{% for x in [view.bad] %}{{ x }}{{ cell(x) }}{{ x | upper }}{% endfor %}{{ held }}{{ view.good }}"
    )
    (tmp_path / "own.html").write_text(template)

    file = Renderer([tmp_path]).file(Page("", "own.html", {"bad": "<x>", "good": Markup("<b>")}))

    assert file.content == b"&lt;x&gt;<td>&lt;x&gt;</td>&lt;X&gt;&lt;x&gt;<b>"


def test_only_the_template_that_changed_is_compiled_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "base.html").write_text("<h1>{% block title %}{% endblock %}</h1>")
    home = tmp_path / "home.html"
    home.write_text('{% extends "base.html" %}{% block title %}one{% endblock %}')
    before = Renderer([tmp_path])
    key = before.closure("home.html")
    assert before.file(Page("", "home.html", {})).content == b"<h1>one</h1>"
    compiled: list[str] = []
    generate = jinja2.Environment._generate
    monkeypatch.setattr(
        jinja2.Environment,
        "_generate",
        lambda self, tree, name, *rest, **more: compiled.append(name) or generate(self, tree, name, *rest, **more),
    )

    home.write_text('{% extends "base.html" %}{% block title %}two{% endblock %}')
    after = Renderer([tmp_path])

    assert after.file(Page("", "home.html", {})).content == b"<h1>two</h1>"
    assert compiled == ["home.html"]
    assert after.closure("home.html") != key


def test_what_a_template_asks_for_is_found_out_anew_when_it_changes(tmp_path: Path) -> None:
    for name in ("one.html", "two.html"):
        (tmp_path / name).write_text(name)
    keys = []
    for asked in ("one.html", "two.html"):
        (tmp_path / "home.html").write_text(f'{{% include "{asked}" %}}')
        renderer = Renderer([tmp_path])
        keys.append(renderer.closure("home.html"))
        assert renderer.file(Page("", "home.html", {})).content == asked.encode()
    (tmp_path / "two.html").write_text("another")

    assert keys[0] != keys[1]
    assert Renderer([tmp_path]).closure("home.html") not in keys
