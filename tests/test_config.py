"""Settings are checked all at once, each fault with its line and its mend."""

from pathlib import Path

import pytest

from briefgen.config import Settings, load_settings
from briefgen.errors import BriefgenError


def test_no_file_gives_the_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path) == Settings()


def test_every_fault_is_named_at_once(tmp_path: Path) -> None:
    (tmp_path / "briefgen.toml").write_text(
        'titel = "x"\nportable = "yes"\n\npage_size = 0\nbase_url = "example.org"\n'
    )

    with pytest.raises(BriefgenError) as caught:
        load_settings(tmp_path)

    assert [str(problem) for problem in caught.value.problems] == [
        "briefgen.toml:1: unknown setting 'titel' (did you mean 'title'?)",
        "briefgen.toml:2: portable = 'yes' (write true or false)",
        "briefgen.toml:4: page_size = 0 (write a whole number above 0)",
        "briefgen.toml:5: base_url = 'example.org' (write an address that starts with https://)",
    ]


def test_broken_toml_names_the_line(tmp_path: Path) -> None:
    (tmp_path / "briefgen.toml").write_text('title = "x"\nportable = maybe\n')

    with pytest.raises(BriefgenError, match=r"briefgen.toml:2: not valid TOML"):
        load_settings(tmp_path)


@pytest.mark.parametrize(
    ("line", "mend"),
    [
        ('source_text = "all"', "one of 'full', 'excerpt', 'none'"),
        ('exclude = "drafts"', "a list of texts"),
        ("title = 3", "a text in quotation marks"),
        ('title = "a\\u0012b"', "without control characters"),
        ('language = "english, please"', "a language code"),
        ('base_url = "http://[::1"', "an address that starts with https://"),
        ("min_confidence = true", "a number"),
        ('accent = "red; } body {"', "a CSS colour"),
    ],
)
def test_a_wrong_value_says_what_to_write(line: str, mend: str, tmp_path: Path) -> None:
    (tmp_path / "briefgen.toml").write_text(line)

    with pytest.raises(BriefgenError, match=mend):
        load_settings(tmp_path)


def test_pyproject_table_serves_too(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        '[tool.briefgen]\ntitle = "The dam"\nbase_url = "https://example.org/dam"\n'
    )

    settings = load_settings(tmp_path)

    assert (settings.title, settings.base_url) == ("The dam", "https://example.org/dam/")


def test_numbers_out_of_range_are_refused(tmp_path: Path) -> None:
    (tmp_path / "briefgen.toml").write_text("min_confidence = 7\n")

    with pytest.raises(BriefgenError, match="between 0 and 1"):
        load_settings(tmp_path)
