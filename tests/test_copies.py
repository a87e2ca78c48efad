"""Reports of one quote: which are copies of one wire text. All people and places are invented."""

from briefgen.records import Findings, Quote, Span
from briefgen.site.copies import Report, first_printings

SAID = "The ferry will sail on Monday whatever the weather does"
ALSO = "Nobody in Port Avel has to stay on the quay because of me"
WIRE = (
    "The harbour of Port Avel stayed shut for a ninth day on Friday as crews and owners argued over nights, and "
    f"the islands ran short of flour and lamp oil. “{SAID},” said Ilse Harrow, who heads the crews, after she had left "
    f"the talks in the customs house through a side door. “{ALSO}.” The owners, who had offered two nights a month, "
    "called the meeting useful and declined to name the day of the next one."
)
OWN = (
    "Ilse Harrow came out late, and she came out smiling. It was the first good word that islanders, some of whom had "
    f"slept beside their lorries, had heard all week: “{SAID},” she told them from the steps. “{ALSO}.” Then she asked "
    "where in this town one could still get a bowl of soup, and a baker who had kept his shop open led the way."
)


def report(body: str) -> Report:
    quotes = tuple(
        Quote("direct", (span,), (span,))
        for words in (SAID, ALSO)
        if words in body
        for span in [Span(body.index(words), body.index(words) + len(words))]
    )
    return Report(body, Findings(quotes=quotes), quotes[0].content)


def test_wire_text_cut_and_begun_anew_is_one_source() -> None:
    cut = "PORT AVEL - " + WIRE[: WIRE.index(" The owners")].replace("for a ninth day ", "")

    assert first_printings([report(WIRE), report(OWN), report(cut)]) == (0, 1, 0)


def test_two_who_heard_one_speech_are_two_sources() -> None:
    assert first_printings([report(WIRE), report(OWN)]) == (0, 1)


def test_words_with_next_to_nothing_around_them_are_a_source_of_their_own() -> None:
    bare = f"“{SAID},” she said."

    assert first_printings([report(bare), report(bare)]) == (0, 1)
