"""The published tables and their columns: name, type, meaning. CSV, JSON, SQLite and datapackage.json follow them."""

from typing import Literal, NamedTuple

__all__ = ["SCHEMA_VERSION", "TABLES", "Column"]

SCHEMA_VERSION = 1

Kind = Literal["string", "integer", "number", "boolean", "date", "array"]


class Column(NamedTuple):
    name: str
    kind: Kind
    meaning: str


_OFFSETS = "[start, end) in characters of the article's plain text, as `briefgen extract --json` prints it"

TABLES: dict[str, tuple[Column, ...]] = {
    "actors": (
        Column("id", "string", "permanent id, also the last part of the page's address"),
        Column("name", "string", "the name shown"),
        Column("kind", "string", "person, organisation or government"),
        Column("aliases", "array", "other names the sources use"),
        Column("roles", "array", "roles as the sources give them, newest first: title, date, article, span"),
        Column("role", "string", "the role shown: the editor's, else the newest"),
        Column("articles", "array", "ids of the articles that name the actor, oldest first"),
        Column("article_count", "integer", "articles that name the actor"),
        Column("quote_count", "integer", "quotes by the actor"),
        Column("event_count", "integer", "dated events in which the actor takes part"),
        Column("first_seen", "date", "day of the oldest article that names the actor"),
        Column("last_seen", "date", "day of the newest article that names the actor"),
        Column("salience", "number", "orders the actors: 0 to 1"),
        Column("url", "string", "the actor's page below the site's root"),
    ),
    "quotes": (
        Column("id", "string", "permanent anchor of the quote"),
        Column("kind", "string", "direct (verbatim), mixed (partly verbatim) or indirect (reported speech)"),
        Column("words", "string", "everything reported, as the source has it; parts joined by an ellipsis"),
        Column("speaker", "string", "id of the actor; empty where the source names no known actor"),
        Column("speaker_name", "string", "name of the actor"),
        Column("speaker_words", "string", "how the article names the speaker here"),
        Column("cue", "string", "the words that report, such as: told reporters"),
        Column("to", "string", "whom it was said to, where the source tells"),
        Column("date", "string", "when it was said (EDTF)"),
        Column("assertion", "string", "said, denied (not said) or hypothetical"),
        Column("article", "string", "id of the article shown as its source"),
        Column("also_in", "array", "ids of further articles that report it"),
        Column("sources", "integer", "articles that report it, copies of one text counted once"),
        Column("spans", "array", f"where the words stand: {_OFFSETS}"),
        Column("confidence", "number", "that these words are a quote: 0 to 1"),
        Column("speaker_confidence", "number", "that this speaker said it: 0 to 1"),
        Column("rule", "string", "the rule that found it"),
        Column("url", "string", "permalink below the site's root"),
    ),
    "events": (
        Column("id", "string", "permanent anchor of the event"),
        Column("date", "string", "day, month, year or interval (EDTF)"),
        Column("start", "date", "first day that the date covers"),
        Column("end", "date", "last day that the date covers"),
        Column("status", "string", "happened, planned, possible or denied"),
        Column("words", "string", "the clause that tells the event, as the source has it"),
        Column("sentence", "string", "the whole sentence"),
        Column("phrase", "string", "the words that date it; empty where the article's day does"),
        Column("dated_by", "string", "expression, article or carried"),
        Column("actors", "array", "ids of the actors that take part"),
        Column("reported_by", "string", "id of the actor who says so"),
        Column("places", "array", "places the sentence names"),
        Column("outcome", "string", "of a plan: id of the event that reports it"),
        Column("article", "string", "id of the article shown as its source"),
        Column("also_in", "array", "ids of further articles that report it"),
        Column("sources", "integer", "articles that report it, copies of one text counted once"),
        Column("span", "array", f"where the clause stands: {_OFFSETS}"),
        Column("confidence", "number", "0 to 1"),
        Column("rule", "string", "the rule that found it"),
        Column("url", "string", "permalink below the site's root"),
    ),
    "articles": (
        Column("id", "string", "permanent id, also the last part of the page's address"),
        Column("title", "string", "as the source gives it, else its first sentence"),
        Column("date", "date", "day of publication"),
        Column("source", "string", "publisher"),
        Column("author", "string", "author"),
        Column("source_url", "string", "the publisher's page"),
        Column("language", "string", "language tag"),
        Column("tags", "array", "as front matter gives them"),
        Column("briefings", "array", "curated pages that the article names in its front matter"),
        Column("path", "string", "file below the content folder"),
        Column("actors", "array", "ids of the actors named, the most salient first"),
        Column("quote_count", "integer", "quotes in it"),
        Column("event_count", "integer", "dated events in it"),
        Column("url", "string", "the article's page below the site's root"),
    ),
}
