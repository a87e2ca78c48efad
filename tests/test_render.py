"""Pages rendered: what is printed is safe, and the same as the library's own printing."""

from pathlib import Path

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
