"""Findings that begin in a dateline begin after it."""

from briefgen.extract.datelines import events_past_datelines, quotes_past_datelines
from briefgen.read import parse
from briefgen.records import Edtf, Event, Quote, Span

ARTICLE = parse(b"Date: 2031-03-05\n\nVELMAR, March 4 (HPA) - The strike ended, Reld said.\n\nIt was long.", "a.txt")
WHOLE = Span(0, ARTICLE.body.index("\n"))


def test_sentence_and_clause_of_an_event_start_after_the_dateline() -> None:
    event = Event(WHOLE, Span(0, ARTICLE.body.index(",", 20)), Edtf("2031-03-04"), None, "article", "happened")

    (cut,) = events_past_datelines((event,), ARTICLE)

    assert cut.span.cut(ARTICLE.body).startswith("The strike ended")
    assert cut.sentence.cut(ARTICLE.body) == "The strike ended, Reld said."


def test_reported_words_start_after_the_dateline() -> None:
    quote = Quote("indirect", (), (Span(0, ARTICLE.body.index(", Reld")),))

    (cut,) = quotes_past_datelines((quote,), ARTICLE)

    assert [span.cut(ARTICLE.body) for span in cut.content] == ["The strike ended"]


def test_what_stands_elsewhere_is_left_as_it_is() -> None:
    later = Span(ARTICLE.body.index("It was"), len(ARTICLE.body))
    event = Event(later, later, Edtf("2031-03-04"), None, "article", "happened")

    assert events_past_datelines((event,), ARTICLE) == (event,)
