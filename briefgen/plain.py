"""Marks of the press brought into the form that the language model was trained on."""

__all__ = ["readable"]


def readable(body: str) -> str:
    """Put odd marks into the form the model was trained on, character for character: offsets stay."""
    return body.translate(_PLAIN)


_PLAIN = str.maketrans({"\u00a0": " ", "\u2009": " ", "\u202f": " ", "\t": " ", "’": "'", "‘": "'", "“": '"', "”": '"'})
