"""The role that an actor is shown with."""

from briefgen.records import Actor

__all__ = ["latest_role"]

LEANING = frozenset(
    ("his", "her", "hers", "its", "their", "my", "our", "your", "this", "that", "these", "those", "another", "one")
)
RELATIVES = frozenset(
    ("sister", "brother", "wife", "husband", "son", "daughter", "mother", "father", "cousin", "uncle", "aunt", "widow",
     "nephew", "niece", "counterpart", "colleague", "successor", "predecessor", "rival", "ally", "opponent")
)  # fmt: skip


def latest_role(actor: Actor) -> str:
    """As the editor set it, else as the newest source gives it that can be read on its own."""
    return actor.role_set or next((role.title for role in actor.roles if _stands_alone(role.title)), "")


def _stands_alone(title: str) -> bool:
    """ "His counterpart" and "the host" tell nothing without the sentence around them."""
    first, *others = title.casefold().split() or [""]
    is_bare = not others or (len(others) == 1 and first.isalpha())  # "younger sister", not "Veldin's sister"
    leans = first in LEANING or (is_bare and (first, *others)[-1] in RELATIVES)
    return not leans and (first != "the" or len(others) > 1)
