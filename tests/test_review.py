"""What is reviewed before it is published."""

from dataclasses import replace
from pathlib import Path

from briefgen.build.review import Review, data_tables
from briefgen.config import Settings
from tests.handmade import briefing


def test_the_tables_that_would_be_published_are_read() -> None:
    source = briefing()

    tables = data_tables(Review(source, (), Path()), replace(Settings(), title="Brenn"))

    assert {row["id"] for row in tables["articles"]} == {article.id for article in source.articles}
    assert {row["id"] for row in tables["quotes"]} == {saying.anchor for saying in source.sayings}
