"""What a name is."""

import pytest

from briefgen import names


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Bill Hartnell", "William Hartnell"),
        ("W. Hartnell", "William Hartnell"),
        ("William J. Hartnell", "William James Hartnell"),
        ("Senator William Hartnell", "William Hartnell Jr."),
        ("Volodymyr Petrenkiy", "Volodymyr Petrenkyy"),
        ('Robert C. "Bobby" Stone', "Robert Stone"),
    ],
)
def test_one_person(a: str, b: str) -> None:
    assert names.same_name(a, b)
    assert names.same_name(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Rosa Hallam", "Conrad Hallam"),
        ("William Hartnell", "William Hartford"),
        ("William J. Hartnell", "William K. Hartnell"),
        ("Hartnell", "William Hartnell"),
    ],
)
def test_two_people(a: str, b: str) -> None:
    assert not names.same_name(a, b)


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("the U.S.’s", "us"),
        ("The Gazette", "gazette"),
        ("Peña Nieto", "pena nieto"),
        ("People's Party", "people party"),
    ],
)
def test_fold(name: str, folded: str) -> None:
    assert names.fold(name) == folded


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Mayor Bill de Groot", "de groot"),
        ("Douglas Holtz-Eakin", "holtzeakin"),
        ("Martin King Jr.", "king"),
        ("Khaled al-Rashid", "al rashid"),
    ],
)
def test_surname(name: str, family: str) -> None:
    assert names.surname(name) == family


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Secretary of State Edda Sarto", ("Secretary of State", "Edda Sarto")),
        ("Edda Sarto", ("", "Edda Sarto")),
        ("President", ("", "President")),
    ],
)
def test_split_title(name: str, parts: tuple[str, str]) -> None:
    assert names.split_title(name) == parts


@pytest.mark.parametrize(
    ("short", "long"), [("CRC", "Continental River Commission"), ("F.B.I.", "Federal Bureau of Investigation")]
)
def test_acronym(short: str, long: str) -> None:
    assert names.is_acronym(short)
    assert names.acronym_of(short, long)


@pytest.mark.parametrize("word", ["Rosa", "I", "said", "NORTHWESTERN"])
def test_no_acronym(word: str) -> None:
    assert not names.is_acronym(word)
