"""Numbers in words, as pages and messages say them."""

__all__ = ["counted"]


def counted(number: int, noun: str) -> str:
    """1 quote, 2 quotes, 1,200 entries."""
    if number == 1:
        return f"1 {noun}"
    plural = noun[:-1] + "ies" if noun.endswith("y") and noun[-2] not in "aeiou" else noun + "s"
    return f"{number:,} {plural}"
