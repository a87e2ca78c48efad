"""Hypothesis strategies: articles and settings as strangers write them, from news to noise."""

from hypothesis import strategies as st

from briefgen.read.decode import clean
from tests.hostile.places import ALL, as_yaml

NAMES = [
    "Ada Brook", "Brook", "Mr Brook", "President Ada Brook", "the president", "she", "Velmar", "the Velmar Union (VU)",
    "VU", "his brother Tom Brook", "Dr. A. B. Cray Jr.", "O’Neil-Smith", "Ministry of Water", "ADA BROOK", "ada brook",
    "A", "Ö. Çelik", "李明", "", "the Ministry's", "Brook’s Brook",
]  # fmt: skip
CUES = [
    "said", "told reporters", "according to", "denied that", "asked:", "wrote –", "said that", "was told by", "says",
    "did not say", "might say", "added, “and”", "",
]  # fmt: skip
TIMES = [
    "on Friday", "last week", "in March 2022", "three years ago", "from 3 to 5 May", "2031-03-04", "31 February", "May",
    "in the third quarter", "00/00/0000", "9999", "tomorrow", "since 1 BC", "at 25:61", "in 99999999999999999999",
    "the 1990s", "two days before last Friday", "on 2/3/31", "99999999 years ago", "in 10000000000 days", "",
]  # fmt: skip
MARKS = ['"', "“", "”", "‘", "’", "'", "''", "``", "«", "»", "„", "–", "—", "(", ")", "[", "]", "…", ":", ";", ",", "."]
BREAKS = [" ", "  ", "\n", "\n\n", "\n\n\n", "\t", "\u00a0", "\u2028", "\r\n", ""]

fragments = st.one_of(
    st.sampled_from(NAMES),
    st.sampled_from(CUES),
    st.sampled_from(TIMES),
    st.sampled_from(MARKS),
    st.sampled_from(BREAKS),
    st.sampled_from(ALL),
    st.sampled_from(["we will meet", "three people were killed", "TALKS FAIL", "It rains.", "- item", "# Heading"]),
    st.text(max_size=12),
)
bodies = st.lists(st.tuples(fragments, st.sampled_from([" ", " ", " ", "", ". ", ", ", "\n\n"])), max_size=40).map(
    lambda parts: "".join(word + gap for word, gap in parts)
)
values = st.one_of(st.text(max_size=30), st.sampled_from(ALL), st.sampled_from(NAMES))
lines = values.map(lambda value: " ".join(clean(value).split()))  # as settings must be
headers = st.dictionaries(
    st.sampled_from(["title", "author", "source", "url", "tags", "summary", "slug", "date", "language", "briefing"]),
    values,
    max_size=5,
)


@st.composite
def files(draw: st.DrawFn) -> tuple[str, bytes]:
    """A file's name and content, in any of the forms that are read."""
    header, body = draw(headers), draw(bodies)
    date = draw(st.sampled_from(["2031-03-04", "0001-01-01", "1000-01-01", "8999-12-31"]))
    keys = {"date": date} | header
    suffix = draw(st.sampled_from([".txt", ".md", ".html"]))
    if suffix == ".txt":
        text = "".join(f"{key.title()}: {value}\n" for key, value in keys.items()) + "\n" + body
    elif suffix == ".md":
        text = "---\n" + "".join(f"{key}: {as_yaml(value)}\n" for key, value in keys.items()) + "---\n\n" + body
    else:
        title, words = header.get("title", ""), " ".join(["The bridge was opened for all on a rainy morning."] * 3)
        text = f"<html><head><title>{title}</title></head><body><article><p>{words}</p><p>{body}</p></article></body>"
    return f"{draw(st.integers(0, 3))}{suffix}", text.encode("utf-8", "surrogatepass")
