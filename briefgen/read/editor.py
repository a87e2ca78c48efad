"""The editor's own pages (content/actors/, content/briefings/): a Markdown file in, its keys and sanitised HTML out."""

__all__ = ["parse_editor_page"]

_TAGS = {
    "p", "br", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "li", "em", "strong", "a", "code", "pre",
    "table", "thead", "tbody", "tr", "td", "th", "hr", "img", "figure", "figcaption", "q", "cite", "sup", "sub",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt", "title", "width", "height"}, "th": {"scope"}}
_SCHEMES = {"http", "https", "mailto"}


def parse_editor_page(content: bytes, name: str) -> tuple[dict[str, str | tuple[str, ...]], str]:
    """The front matter's keys and the text as HTML. Raises BriefgenError that names the line."""
    import nh3
    from markdown import markdown

    from briefgen.read.decode import decode
    from briefgen.read.markdown import front_matter

    text = decode(content, name).text
    header, start = front_matter(name, text)
    html = markdown(text[start:], extensions=["tables", "sane_lists", "smarty"], output_format="html")
    clean = nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, link_rel=None, url_schemes=_SCHEMES)
    return {
        key: given.value if isinstance(given.value, str) else given.several() for key, given in header.items()
    }, clean
