"""What an editor should look at, each with the correction to paste."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.distance.Levenshtein import distance

from briefgen.brief.anchors import plain_words
from briefgen.brief.corrections import CORRECTIONS_FILE, Confirm, Correction, EventFix, QuoteFix, Split
from briefgen.brief.desk import Desk
from briefgen.brief.ledger import Ledger, parse_anchors
from briefgen.brief.roster import Roster
from briefgen.brief.sayings import QuoteReport
from briefgen.brief.wordfixes import WordFixes, references
from briefgen.names import fold
from briefgen.records import Article, Doubt

__all__ = ["applied", "merge_doubts", "speaker_doubt", "undated", "unused_corrections"]

NEAR = 0.75  # how alike a suggestion must be
SHOWN = 3  # articles named in one doubt
LONG = 5  # letters of a surname of which one may be a slip: Lee and Leo are two


def undated(articles: Iterable[Article]) -> list[Doubt]:
    """Articles without a date: their relative dates stay open."""
    mend = "write date: 2031-05-15 in its front matter, or put the day in front of the file's name"
    return [
        Doubt("undated", "has no date: its relative dates stay open", mend, article.path)
        for article in sorted(articles, key=lambda article: article.path)
        if article.date is None
    ]


def speaker_doubt(path: str, report: QuoteReport, unsaid: str) -> Doubt | None:
    """Words between marks whose speaker is not known and not even described: `unsaid`, cut short."""
    if report.speaker or report.edited or not unsaid:
        return None
    mend = f'[[quote]]\nquote = "{report.anchor}"\nspeaker = ""'
    return Doubt("speaker", f"nobody is known to have said “{unsaid}”", mend, path)


def merge_doubts(roster: Roster, desk: Desk) -> list[Doubt]:
    """Names one letter apart, then bare names that may be several people's, then people joined by weak signs."""
    confirmed = {root for each in desk.confirmed for one in each.actors for root in roster.resolve(one)}
    doubts = list(_near(roster, desk))
    doubts += [doubt for _, doubt in sorted(_unsettled(roster, confirmed), key=lambda pair: pair[0])]
    for root, weak_names in sorted(roster.weak.items()):
        if root not in confirmed and roster.id_of(root):
            doubts += [_weak(roster, root, weak) for weak in weak_names]
    return doubts


def unused_corrections(
    desk: Desk, roster: Roster, fixes: WordFixes, ledger: Ledger, articles: Mapping[str, Article]
) -> list[Doubt]:
    """Corrections that match nothing any more, or more than one thing."""
    known = {article.id for article in articles.values()} | set(articles)
    doubts: list[Doubt] = []
    for actor_fix in desk.actor_fixes:
        doubts += _actor_doubts(actor_fix, (actor_fix.actor,), roster)
        for other in actor_fix.join:
            doubts += _actor_doubts(actor_fix, (other,), roster, joined=actor_fix.actor)
    for parted in desk.parted:
        doubts += _actor_doubts(parted, parted.actors, roster)
    for confirmed in desk.confirmed:
        doubts += _actor_doubts(confirmed, confirmed.actors, roster)
        doubts += _confirmed_quote_doubts(confirmed, ledger)
    for split in desk.splits:
        doubts += [_no_article(split, name, known) for name in split.articles if name not in known]
        elsewhere = [name for name in split.articles if name in known and not roster.is_split(split, name)]
        doubts += [_not_in(split, name, roster) for name in elsewhere]
    for erase in desk.erased_actors:
        doubts += _actor_doubts(erase, (str(erase.actor),), roster)
    fixed: tuple[QuoteFix | EventFix, ...] = (*desk.quote_fixes, *desk.event_fixes)
    for fix in fixed:
        doubts += _word_doubts(fix, fixes, roster, ledger, known)
    return doubts


def unmet(desk: Desk, met: frozenset[str]) -> list[Doubt]:
    """Erased articles that are not among the files: gone, or named by a slug that the ledger forgot with them."""
    mend = "write its path below content/, or take the entry out if the file is gone"
    return [
        _unused(erase, f"there is no article {erase.article!r} to keep out", mend)
        for erase in desk.erasures
        if erase.article and erase.article not in met
    ]


def applied(desk: Desk, roster: Roster, fixes: WordFixes) -> tuple[str, ...]:
    """A line for each correction in force, for the about page. Erasures are counted, not named."""
    lines = []
    for fix in desk.actor_fixes:
        if len(roster.resolve(fix.actor)) == 1:
            joined = f", joined with {', '.join(fix.join)}" if fix.join else ""
            keys = [key for key in ("name", "kind", "role", "slug", "portrait", "link") if getattr(fix, key)]
            done = ([f"{', '.join(keys)} set"] if keys else []) + (["hidden"] if fix.hide else [])
            lines.append(f"actor {fix.actor}{joined}" + (f": {', '.join(done)}" if done else ""))
    for split in desk.splits:
        if parted_in := [name for name in split.articles if roster.is_split(split, name)]:
            lines.append(f"actor {split.actor}: another person in {', '.join(parted_in)}")
    lines += [f"not the same: {', '.join(one.actors)}" for one in desk.parted if all(map(roster.resolve, one.actors))]
    fixed: tuple[QuoteFix | EventFix, ...] = (*desk.quote_fixes, *desk.event_fixes)
    for word_fix in fixed:
        if fixes.hits.get(word_fix):
            kind, shown = ("quote", word_fix.quote) if isinstance(word_fix, QuoteFix) else ("event", word_fix.event)
            lines.append(f"{kind} {shown}: " + ("hidden" if word_fix.hide else "corrected"))
    erased_people = [one for one in desk.erased_actors if len(roster.resolve(str(one.actor))) == 1]
    if erased := len(erased_people) + len(desk.erased_articles):
        lines.append(f"{erased} erased")
    return tuple(lines)


def _near(roster: Roster, desk: Desk) -> Iterator[Doubt]:
    """People on pages of their own whose full names differ by one letter ("Mara Lund", "Maria Lund")."""
    told_apart = {
        frozenset((one, other))
        for parted in desk.parted
        for first, second in combinations(parted.actors, 2)
        for one in roster.resolve(first)
        for other in roster.resolve(second)
    }
    for one, other in sorted(_one_letter_apart(roster)):
        if frozenset((one, other)) not in told_apart:
            yield _twins(roster, one, other)


def _one_letter_apart(roster: Roster) -> Iterator[tuple[str, str]]:
    """The roots of pairs of people; only those are compared who share the given names or the surname."""
    alike: dict[tuple[str, str, str], list[tuple[str, str]]] = defaultdict(list)
    for root, actor in roster.actors.values.items():
        if actor.kind == "person" and " " in actor.name:
            name = fold(actor.name)
            given, _, last = name.rpartition(" ")
            alike["surname", last, given[:1]].append((name, root))
            if len(last) >= LONG:
                alike["given", given, last[:1]].append((name, root))
    for people in alike.values():
        for (one, root), (other, second) in combinations(sorted(people), 2):
            if one != other and distance(one, other, score_cutoff=1) == 1:
                yield root, second


def _twins(roster: Roster, one: str, other: str) -> Doubt:
    first, second = (roster.name_of(root) or root for root in (one, other))
    mend = f'[[actor]]\nactor = "{roster.id_of(one)}"\njoin = ["{roster.id_of(other)}"]\n'
    mend += f'# or, if they are two:\n[[not_same]]\nactors = ["{first}", "{second}"]'
    return Doubt("merge", f"{first} and {second} may be one", mend, roster.path_of(one))


def _unsettled(roster: Roster, confirmed: set[str]) -> Iterator[tuple[str, Doubt]]:
    for key, told in roster.merge.verdicts.items():
        if confirmed and roster.merge.root(key) in confirmed:
            continue
        places = sorted(place for place, verdict in told.items() if verdict.lead is None and verdict.rivals)
        id = roster.id_of(roster.merge.root(key))
        if not places or id is None:
            continue
        by_rivals: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for place in places:
            by_rivals[told[place].rivals].append(place[0])
        for rivals, paths in sorted(by_rivals.items()):
            names = [name for rival in rivals if (name := roster.name_of(rival))]
            if names:
                yield key, _bare(roster.name_of(roster.merge.root(key)) or key, id, names, paths)


def _bare(name: str, id: str, names: Sequence[str], paths: Sequence[str]) -> Doubt:
    where = ", ".join(paths[:SHOWN]) + (f" and {len(paths) - SHOWN} more" if len(paths) > SHOWN else "")
    articles = ", ".join(f'"{path}"' for path in paths)
    mend = f'[[split]]\nactor = "{id}"\narticles = [{articles}]\nname = "{names[0]}"\n'
    mend += f'# or, if it is none of them:\n[[confirm]]\nactors = ["{id}"]'
    return Doubt("merge", f"{name} in {where} may be {' or '.join(names)}", mend, paths[0])


def _weak(roster: Roster, root: str, weak: str) -> Doubt:
    id, name, other = roster.id_of(root), roster.name_of(root), roster.printed(weak)
    mend = f'[[not_same]]\nactors = ["{name}", "{other}"]\n# or, if it is right:\n[[confirm]]\nactors = ["{id}"]'
    return Doubt("merge", f"{other} is taken for {name}", mend, roster.path_of(weak))


def _actor_doubts(
    correction: Correction, references: Iterable[str], roster: Roster, joined: str | None = None
) -> list[Doubt]:
    doubts = []
    for reference in references:
        roots = roster.resolve(reference)
        if len(roots) > 1:
            names = ", ".join(str(roster.id_of(root)) for root in roots[:5])
            doubts.append(
                _unused(correction, f"{reference!r} may be several actors: {names}", "write one of these ids")
            )
        elif not roots:
            doubts.append(_unused(correction, f"{reference!r} is no actor of any article", _meant(reference, roster)))
    return doubts


def _meant(reference: str, roster: Roster) -> str:
    """Whom a name that is nobody's may mean: one spelt much alike, or those who bear it among other names."""
    names = roster.all_names()
    if near := process.extractOne(reference, names, scorer=JaroWinkler.similarity, score_cutoff=NEAR):
        return f"did you mean {near[0]!r}?"
    parts = set(fold(reference).split())
    bearers = [name for name in names if parts and parts <= set(fold(name).split())]
    if bearers:
        return "did you mean " + " or ".join(map(repr, bearers[:SHOWN])) + "?"
    return "take it out if it is not needed any more"


def _confirmed_quote_doubts(confirm: Confirm, ledger: Ledger) -> list[Doubt]:
    """A confirmed quote is named by its anchor; words of it name the anchor to write."""
    if not confirm.quote:
        return []
    anchors = {anchor: words for lines in ledger.anchors.values() for anchor, words in parse_anchors(lines).items()}
    if confirm.quote in anchors:
        return []
    words = plain_words(confirm.quote)
    meant = [one for one, said in anchors.items() if one.startswith("q-") and words and words in plain_words(said)]
    mend = f"write its anchor: {meant[0]}" if len(meant) == 1 else "write the quote's anchor, the end of its permalink"
    return [_unused(confirm, f"{confirm.quote!r} is no quote's anchor", mend)]


def _not_in(split: Split, article: str, roster: Roster) -> Doubt:
    roots = roster.resolve(split.actor)
    mend = "take the article out of the list, or write the name as it is printed there"
    return _unused(
        split, f"{split.actor!r} is not named in {article!r}", mend if roots else _meant(split.actor, roster)
    )


def _word_doubts(
    fix: QuoteFix | EventFix, fixes: WordFixes, roster: Roster, ledger: Ledger, known: set[str]
) -> list[Doubt]:
    reference = fix.quote if isinstance(fix, QuoteFix) else fix.event
    doubts = []
    hits = set(fixes.hits.get(fix, {}).values())
    if fix.article and fix.article not in known:
        return [_no_article(fix, fix.article, known)]
    if not hits:
        listed = (parse_anchors(lines) for lines in ledger.anchors.values() if f'"{reference} ' in lines)
        words = next((anchors[reference] for anchors in listed if reference in anchors), None)
        meant = f"it was given for “{words}”" if words else "write its anchor, or more of its words"
        doubts.append(_unused(fix, f"{reference!r} matches nothing", meant))
    elif len(hits) > 1:
        doubts.append(
            _unused(fix, f"{reference!r} matches {len(hits)} different texts", "write more words or its anchor")
        )
    return doubts + _actor_doubts(fix, references(fix), roster)


def _no_article(correction: Correction, name: str, known: Iterable[str]) -> Doubt:
    near = process.extractOne(name, sorted(known), scorer=JaroWinkler.similarity, score_cutoff=NEAR)
    meant = f"did you mean {near[0]!r}?" if near else "write the article's slug or its path below content/"
    return _unused(correction, f"there is no article {name!r}", meant)


def _unused(correction: Correction, what: str, mend: str) -> Doubt:
    return Doubt("unused-correction", what, mend, CORRECTIONS_FILE, correction.line)
