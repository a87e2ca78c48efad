"""Header and body in, the finished `Article` out: what all formats share."""

from briefgen.errors import BriefgenError, Problem
from briefgen.read.body import Body, dateline_date, first_sentence
from briefgen.read.keys import Header, fields
from briefgen.read.language import language_of
from briefgen.records import Article, Inline


def article(
    name: str, header: Header, body: Body, *, inlines: tuple[Inline, ...] = (), warnings: tuple[str, ...] = ()
) -> Article:
    """Put an article together. Raises BriefgenError for a faulty header or an empty body."""
    told = fields(name, header)
    if not body.body.strip() or not body.blocks:
        raise BriefgenError(Problem(name, "has no text", "write the article below its header"))
    return Article(
        path=name,
        title=told.title or first_sentence(body.body, body.blocks),
        title_given=told.title is not None,
        body=body.body,
        blocks=body.blocks,
        inlines=inlines,
        date=told.date,
        time=told.time,
        author=told.author,
        source=told.source,
        url=told.url,
        summary=told.summary,
        language=told.language or language_of(body.body),
        slug=told.slug,
        tags=told.tags,
        briefings=told.briefings,
        draft=told.draft,
        dateline=dateline_date(body.body, body.blocks, told.date),
        warnings=warnings + told.warnings,
    )
