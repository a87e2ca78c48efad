"""Who is key on the whole site: present in many articles, prominent in them, and lately."""

import datetime as dt
import math
from collections.abc import Iterable

__all__ = ["site_salience"]

HALF_LIFE = 120  # days after which an appearance counts half
BREADTH, FRESHNESS = 0.7, 0.3  # how much lasting presence counts against recent presence
ORIGIN = dt.date(2000, 1, 1)  # any fixed day: a sum of decays keeps its order when "now" moves
SCALE = 40.0  # spreads the usual scores over 0 to 1


def site_salience(appearances: Iterable[tuple[float, dt.date | None]]) -> float:
    """Order an actor among all: from the salience in each article and its day; between 0 and 1.

    No other actor and no clock goes in: a new article changes the salience of its own actors only.
    """
    presence, recent = 0.0, -math.inf
    for salience, day in appearances:
        weight = 0.1 + salience
        presence += weight
        if day:
            recent = _log_sum(recent, math.log2(weight) + (day - ORIGIN).days / HALF_LIFE)
    score = BREADTH * math.log2(1 + presence) + FRESHNESS * max(0.0, recent)
    return round(score / (score + SCALE), 6)


def _log_sum(one: float, other: float) -> float:
    """log2(2**one + 2**other) without overflow."""
    high, low = (one, other) if one > other else (other, one)
    return high + math.log2(1 + 2 ** (low - high)) if low > -math.inf else high
