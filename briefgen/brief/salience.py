"""Who is key on the whole site: present in many articles, prominent in them, and lately."""

import datetime as dt
import math
from collections.abc import Iterable, Sequence

__all__ = ["site_salience"]

HALF_LIFE = 120  # days after which an appearance counts half
BREADTH, FRESHNESS = 0.7, 0.3  # how much lasting presence counts against recent presence
ORIGIN = dt.date(2000, 1, 1).toordinal()  # any fixed day: a sum of decays keeps its order when "now" moves
SCALE = 40.0  # spreads the usual scores over 0 to 1


def site_salience(appearances: Iterable[tuple[float, dt.date | None]]) -> float:
    """Order an actor among all: from the salience in each article and its day; between 0 and 1.

    No other actor and no clock goes in: a new article changes the salience of its own actors only.
    """
    weights = [(0.1 + salience, day.toordinal() if day else None) for salience, day in appearances]
    presence = math.fsum([weight for weight, _ in weights])
    decayed = [math.log2(weight) + (day - ORIGIN) / HALF_LIFE for weight, day in weights if day]
    score = BREADTH * math.log2(1 + presence) + FRESHNESS * max(0.0, _log_sum(decayed))
    return round(score / (score + SCALE), 6)


def _log_sum(exponents: Sequence[float]) -> float:
    """The exponent of the sum of powers of two, without overflow."""
    high = max(exponents, default=-math.inf)
    return high + math.log2(math.fsum([2 ** (one - high) for one in exponents])) if exponents else high
