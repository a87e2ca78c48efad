"""People with given names, of one surname, grouped: who is one person under several full forms.

The rules compare parsed names only, so the grouping is a function of the set of nodes and never of their order.
"""

from collections.abc import Iterable, Sequence
from typing import Literal

from briefgen.brief.forms import PersonName, as_person, same_given
from briefgen.brief.nodes import Node

__all__ = ["group_people", "weak_members"]

Fit = Literal["strong", "weak"]


def group_people(nodes: Iterable[Node], apart: frozenset[frozenset[str]] = frozenset()) -> list[tuple[Node, ...]]:
    """Group nodes of one surname into people, most reported first. `apart` are pairs of keys the editor parted."""
    ordered = sorted(nodes, key=lambda node: (-len(node), node.key))
    groups: list[list[Node]] = []
    waiting: list[Node] = []
    for node in ordered:
        fitting = [group for group in groups if _fits(node, group, apart, weak=False)]
        if not fitting:
            waiting.append(node) if _is_vague(node) else groups.append([node])
        else:
            _most_reported(fitting).append(node)
    for node in waiting:
        fitting = [group for group in groups if _fits(node, group, apart, weak=True)]
        if len(fitting) == 1:
            fitting[0].append(node)
        else:
            groups.append([node])
    return _joined_weakly([tuple(group) for group in groups], apart)


def weak_members(nodes: Sequence[Node]) -> list[str]:
    """Forms of one person that agree with the most reported form by initials, a middle name or a suffix only."""
    full = [node for node in nodes if as_person(node.key).given and node.kind == "person"]
    if len(full) < 2:
        return []
    first = max(full, key=lambda node: (len(node), node.key))
    name = as_person(first.key)
    return [node.key for node in full if node is not first and _fit(name, as_person(node.key)) == "weak"]


def _is_vague(node: Node) -> bool:
    """Initials only: "D. Quill" may be several people."""
    return all(len(given) == 1 for given in as_person(node.key).given)


def _fits(node: Node, group: Sequence[Node], apart: frozenset[frozenset[str]], *, weak: bool) -> bool:
    """Whether a node may join a group: it fits every form in it, so that a vague form never glues two people."""
    if any(frozenset((node.key, other.key)) in apart for other in group) or _genders_differ(node, group):
        return False
    name = as_person(node.key)
    fits = [_fit(name, as_person(other.key)) for other in group]
    return all(fits) if weak else all(fit == "strong" for fit in fits)


def _fit(one: PersonName, other: PersonName) -> Fit | None:
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return None
    if not _middles_fit(one.given[1:], other.given[1:]):
        return None
    first, second = one.given[0], other.given[0]
    if len(first) == 1 or len(second) == 1:
        return "weak" if first[0] == second[0] else _by_middle(one, other)
    if same_given(first, second):
        return "strong" if one.suffix == other.suffix else "weak"
    return _by_middle(one, other)


def _by_middle(one: PersonName, other: PersonName) -> Fit | None:
    """One is known by a middle name of the other: J. Edwin Marsh and Edwin Marsh; Henry W. Quill and W. Quill."""
    for short, long in ((one, other), (other, one)):
        known_by = short.given[0]
        if len(short.given) == 1 and any(
            known_by == middle[0] or (len(middle) > 1 and same_given(known_by, middle)) for middle in long.given[1:]
        ):
            return "weak"
    return None


def _middles_fit(one: Sequence[str], other: Sequence[str]) -> bool:
    """Middle names agree as far as both give them: "H. W." is not "W.", "Rodham" is "R."."""
    pairs = list(zip(one, other, strict=False))
    if all(a == b or (1 in (len(a), len(b)) and a[0] == b[0]) or same_given(a, b) for a, b in pairs):
        return True
    short, long = sorted((one, other), key=len)
    return all(len(name) > 1 for name in short) and set(short) <= set(long)


def _genders_differ(node: Node, group: Sequence[Node]) -> bool:
    """Strong signs of two sexes; one slip of the extraction is none."""
    mine, theirs = _gender([node]), _gender(group)
    return bool(mine and theirs and mine != theirs)


def _gender(nodes: Sequence[Node]) -> str | None:
    men, women = sum(node.genders["m"] for node in nodes), sum(node.genders["f"] for node in nodes)
    if men >= 2 and men > 4 * women:
        return "m"
    return "f" if women >= 2 and women > 4 * men else None


def _most_reported(groups: Sequence[list[Node]]) -> list[Node]:
    """Of several that fit ("Henry Quill": W. or H. W.?) the one that the articles speak of most."""
    return max(groups, key=lambda group: (sum(map(len, group)), group[0].key))


def _joined_weakly(groups: list[tuple[Node, ...]], apart: frozenset[frozenset[str]]) -> list[tuple[Node, ...]]:
    """Join a small group to the one group that its forms fit weakly, if no article names both."""
    ordered = sorted(groups, key=lambda group: (sum(map(len, group)), group[0].key))
    alive = list(groups)
    for group in ordered:
        if group not in alive:  # others joined it: it is no small group any more
            continue
        fitting = [other for other in alive if other is not group and _may_join(group, other, apart)]
        if len(fitting) == 1:
            alive.remove(group)
            alive[alive.index(fitting[0])] = (*fitting[0], *group)
    return alive


def _may_join(small: tuple[Node, ...], large: tuple[Node, ...], apart: frozenset[frozenset[str]]) -> bool:
    if sum(map(len, small)) > sum(map(len, large)) or not all(_fits(node, large, apart, weak=True) for node in small):
        return False
    return not any(node.paths & other.paths for node in small for other in large)
