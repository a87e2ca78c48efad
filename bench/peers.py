"""The peers: how each is given the same articles and told to build. Only those installed take part."""

import json
import os
import shutil
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.articles import BenchArticle
from briefgen.names import slug

__all__ = ["PEERS", "Peer", "installed"]


@dataclass(frozen=True, slots=True)
class Peer:
    """A site generator. `write` lays its project out; `command` builds it, run in the project."""

    name: str
    program: str  # looked for in the tools folder
    write: Callable[[Path, list[BenchArticle]], None]
    command: tuple[str, ...]
    output: str
    watch: tuple[str, ...] = ()  # more words that make it rebuild on every save; none: not measured


def installed(tools: Path) -> dict[str, tuple[Peer, str]]:
    """The peers whose program is in the tools folder (a virtual environment, or npm's prefix), with its path."""
    folders = [tools / "bin", tools / "node_modules/.bin", tools / "npm/node_modules/.bin", tools / "tools/bin"]
    found = {}
    for peer in PEERS:
        if path := shutil.which(peer.program, path=os.pathsep.join(map(str, folders))):
            found[peer.name] = (peer, path)
    return found


def markdown(article: BenchArticle, front: str) -> str:
    return f"{front}\n\n{article.body}\n"


def yaml(article: BenchArticle, **more: object) -> str:
    keys = {"title": article.title, "date": str(article.date), **more}
    return "---\n" + "".join(f"{key}: {json.dumps(value)}\n" for key, value in keys.items()) + "---"


def put(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")


def _hugo(root: Path, articles: list[BenchArticle]) -> None:
    page = "<!doctype html><html lang=en><head><meta charset=utf-8><title>{{ .Title }}</title></head><body><main><h1>"
    page += "{{ .Title }}</h1>%s</main></body></html>"
    entries = '<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>'
    tags = '<ul>{{ range .GetTerms "tags" }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>'
    put(
        root,
        {
            "hugo.toml": 'baseURL = "https://example.org/"\ntitle = "Bench"\ndisableKinds = ["RSS", "sitemap"]\n'
            '[taxonomies]\ntag = "tags"\nday = "days"\n',
            "layouts/_default/single.html": page % ("<p>{{ .Date.Format `2006-01-02` }}</p>" + tags + "{{ .Content }}"),
            "layouts/_default/list.html": page % entries,
            "layouts/index.html": page % entries.replace(".Pages", "first 20 .Site.RegularPages"),
            **{
                f"content/articles/{a.file}.md": markdown(a, yaml(a, tags=a.names, days=[str(a.date)]))
                for a in articles
            },
        },
    )


def _pelican(root: Path, articles: list[BenchArticle], *, cache: bool = False) -> None:
    page = "<!doctype html><html lang=en><head><meta charset=utf-8><title>{{ %s }}</title></head><body><main><h1>"
    page += "{{ %s }}</h1>%s</main></body></html>"
    entries = '<ul>{% for a in articles %}<li><a href="/{{ a.url }}">{{ a.title }}</a></li>{% endfor %}</ul>'
    tags = '<ul>{% for t in article.tags %}<li><a href="/{{ t.url }}">{{ t }}</a></li>{% endfor %}</ul>'
    settings = {
        "SITENAME": "Bench", "PATH": "content", "THEME": "theme", "TIMEZONE": "UTC", "DEFAULT_LANG": "en",
        "FEED_ALL_ATOM": None, "CATEGORY_FEED_ATOM": None, "TRANSLATION_FEED_ATOM": None, "AUTHOR_FEED_ATOM": None,
        "AUTHOR_FEED_RSS": None, "DIRECT_TEMPLATES": ["index"], "DAY_ARCHIVE_SAVE_AS": "{date:%Y-%m-%d}/index.html",
        "CATEGORY_SAVE_AS": "", "AUTHOR_SAVE_AS": "", "DELETE_OUTPUT_DIRECTORY": False,
        "CACHE_CONTENT": cache, "LOAD_CONTENT_CACHE": cache,
    }  # fmt: skip
    put(
        root,
        {
            "pelicanconf.py": "".join(f"{key} = {value!r}\n" for key, value in settings.items()),
            "theme/templates/article.html": page % ("article.title", "article.title", tags + "{{ article.content }}"),
            "theme/templates/tag.html": page % ("tag", "tag", entries),
            "theme/templates/period_archives.html": page % ("SITENAME", "SITENAME", entries),
            "theme/templates/index.html": page % ("SITENAME", "SITENAME", entries.replace("articles", "articles[:20]")),
            "theme/static/x.txt": "x",
            **{
                f"content/{a.file}.md": f"Title: {a.title}\nDate: {a.date}\nTags: {', '.join(a.names)}\n\n{a.body}\n"
                for a in articles
            },
        },
    )


def _pelican_cached(root: Path, articles: list[BenchArticle]) -> None:
    _pelican(root, articles, cache=True)


def _pages_only(root: Path, articles: list[BenchArticle]) -> None:
    """MkDocs and Zensical make no page for a tag or a day here: less work than the others do."""
    home = "# Bench\n\n" + "".join(f"- [{a.title}]({a.file}.md)\n" for a in articles[:20])
    put(
        root,
        {
            "mkdocs.yml": "site_name: Bench\ntheme:\n  name: null\n  custom_dir: theme\nplugins: []\n"
            f"nav:\n  - index.md\n{''}",
            "theme/main.html": "<!doctype html><html lang=en><head><meta charset=utf-8><title>{{ page.title }}</title>"
            "</head><body><main>{{ page.content }}</main></body></html>",
            "docs/index.md": home,
            **{f"docs/{a.file}.md": markdown(a, yaml(a)) for a in articles},
        },
    )


def _eleventy(root: Path, articles: list[BenchArticle]) -> None:
    groups: dict[str, dict[str, list[tuple[str, str]]]] = {"tag": defaultdict(list), "day": defaultdict(list)}
    for a in articles:
        groups["day"][str(a.date)].append((a.file, a.title))
        for name in a.names:
            groups["tag"][slug(name)].append((a.file, a.title))
    page = "<!doctype html><html lang=en><head><meta charset=utf-8><title>{{ title }}</title></head><body><main><h1>"
    page += "{{ title }}</h1>{{ content | safe }}</main></body></html>"
    lists = {
        f"{kind}.njk": f"---\npagination:\n  data: collections.by{kind}\n  size: 1\n  alias: group\npermalink: "
        f'"/{kind}s/{{{{ group.name }}}}/"\nlayout: base.njk\neleventyComputed:\n  title: "{{{{ group.name }}}}"\n---\n'
        '<ul>{% for a in group.items %}<li><a href="{{ a.url }}">{{ a.data.title }}</a></li>{% endfor %}</ul>\n'
        for kind in groups
    }
    config = """const slug = (name) => name.toLowerCase().replace(/[^a-z]+/g, "-");
module.exports = (config) => {
  const group = (api, keys) => {
    const groups = new Map();
    for (const item of api.getFilteredByGlob("articles/*.md"))
      for (const key of keys(item)) groups.has(key) ? groups.get(key).push(item) : groups.set(key, [item]);
    return [...groups].map(([name, items]) => ({ name, items }));
  };
  config.addCollection("bytag", (api) => group(api, (item) => item.data.names.map(slug)));
  config.addCollection("byday", (api) => group(api, (item) => [item.data.day]));
  return { markdownTemplateEngine: false };
};
"""
    put(
        root,
        {
            "eleventy.config.js": config,
            "_includes/base.njk": page,
            **lists,
            **{
                f"articles/{a.file}.md": markdown(a, yaml(a, names=a.names, day=str(a.date), layout="base.njk"))
                for a in articles
            },
        },
    )


PEERS = (
    Peer("Hugo", "hugo", _hugo, ("--quiet",), "public", ("--watch",)),
    Peer("Eleventy", "eleventy", _eleventy, ("--quiet",), "_site", ("--watch",)),
    Peer("Pelican", "pelican", _pelican, ("-q", "-s", "pelicanconf.py"), "output", ("-r",)),
    Peer("Pelican, cached", "pelican", _pelican_cached, ("-q", "-s", "pelicanconf.py"), "output"),
    Peer("MkDocs (articles only)", "mkdocs", _pages_only, ("build", "--quiet"), "site"),
    Peer("Zensical (articles only)", "zensical", _pages_only, ("build",), "site"),
)
