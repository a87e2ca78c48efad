"""Marks of the press brought into the form that the language model was trained on."""

__all__ = ["readable"]


def readable(body: str) -> str:
    """Put odd marks into the form the model was trained on, character for character: offsets stay."""
    for odd, plain in _PLAIN.items():  # a tenth of the time of `translate`
        body = body.replace(odd, plain)
    return body


_PLAIN = {"\u00a0": " ", "\u2009": " ", "\u202f": " ", "\t": " ", "’": "'", "‘": "'", "“": '"', "”": '"'}
