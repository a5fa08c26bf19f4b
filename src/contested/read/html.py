"""HTML pages: the article's text by trafilatura, and only what the page states about itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from contested.model.errors import InputError
from contested.model.ids import sha256
from contested.read import octets
from contested.read.dates import parse_date
from contested.read.encoding import bom, decode
from contested.read.found import Found, Input, Item
from contested.read.plain import stem_origin

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

_DATE_META_NAMES = """
article:published_time og:article:published_time datepublished date.published parsely-pub-date publish-date
publishdate publication_date pubdate dc.date.issued dcterms.issued dc.date.created dcterms.created
sailthru.date article.published cxenseparse:recs:publishtime dc.date dcterms.date date
"""
_DATE_METAS = tuple(_DATE_META_NAMES.split())
_TITLE_METAS = ("og:title", "twitter:title", "dc.title")
_OUTLET_METAS = ("og:site_name", "application-name", "publisher", "dc.publisher")
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_BLOCKS = (
    "p",
    "div",
    "br",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "tr",
    "blockquote",
    "section",
    "article",
)
_ARTICLE = ("NewsArticle", "Article", "ReportageNewsArticle", "BlogPosting", "WebPage", "LiveBlogPosting")


def parse_html(source: Input, raw: Iterator[bytes]) -> Iterator[Item]:
    """One page, one document."""
    data = octets.whole(raw, source.name, source.options.max_bytes)
    if not data.strip():
        raise InputError(source.name, None, "the file is empty")
    yield page(source, data, None, source.url, source.content_type)


def page(
    source: Input, data: bytes, record: str | None, url: str | None, content_type: str | None = None
) -> Found:
    """A page's article. Raises InputError where there is no article text.

    The headline is put before the article where the extracted text does not already open with it:
    it makes claims too.
    """
    forced = source.options.encoding or _declared(data, content_type)
    decoded = decode(data, source.name, record, forced=forced)
    tree = parse_tree(decoded.text)
    if tree is None:
        raise InputError(source.name, record, "no HTML that can be read")
    origins = {**stem_origin(source), "encoding": f"{decoded.encoding}: {decoded.origin}"}
    if url and "url" not in origins:
        origins["url"] = "WARC-Target-URI"
    stated = _stated(tree, decoded.text, url, origins)
    text, notes = _article(decoded.text), decoded.notes
    if not text:
        text = _paragraphs(tree)
        notes = (*notes, "no article was told apart in the page: all its paragraphs were taken")
    if not text:
        raise InputError(source.name, record, "no article text was found in the page")
    return Found(
        file=source.name,
        record=record,
        text=_with_title(text, stated["title"]),
        sha256_raw=sha256(data),
        media_type="text/html",
        key=source.stem if record is None else None,
        retrieved=source.retrieved,
        origins=origins,
        notes=notes,
        **stated,
    )


def _stated(tree: HtmlElement, html: str, url: str | None, origins: dict[str, str]) -> dict[str, Any]:
    """URL, title, outlet, date and language as the page gives them; origins are filled in."""
    metas, linked = _metas(tree), _linked_data(tree)
    language = (
        tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or tree.get("xml:lang")
    )
    if language:
        origins["language"] = "html lang"
    return {
        "url": url or _canonical(tree, metas, origins),
        "title": _first(metas, _TITLE_METAS, "title", origins) or _page_title(tree, linked, origins),
        "published": _published(tree, metas, linked, html, origins),
        "outlet": _first(metas, _OUTLET_METAS, "outlet", origins) or _publisher(linked, origins),
        "language": language,
    }


def parse_tree(text: str) -> HtmlElement | None:
    """An lxml tree, or None for markup that gives none."""
    from lxml import etree, html  # type: ignore[import-untyped]

    # an XML declaration in a str is refused by lxml; NULs end its input
    body = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", text.replace("\0", ""))
    if not body.strip():
        return None
    try:
        return html.document_fromstring(body, parser=html.HTMLParser(huge_tree=True))
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def strip_markup(markup: str) -> str:
    """The words of an HTML fragment, one block a line; text without markup comes back as it is."""
    if "<" not in markup and "&" not in markup:
        return markup
    tree = parse_tree(f"<div>{markup}</div>")
    if tree is None:
        return ""
    for element in tree.iter():
        if element.tag in ("script", "style"):
            element.text = None
        elif element.tag in _BLOCKS:
            element.tail = "\n" + (element.tail or "")
            if element.tag != "br":
                element.text = "\n" + (element.text or "")
    lines = (" ".join(line.split()) for line in tree.text_content().split("\n"))
    return "\n".join(line for line in lines if line)


def _article(html: str) -> str:
    import trafilatura

    body = html.replace("\0", "")
    text = trafilatura.extract(body, include_comments=False, include_tables=False, output_format="txt")
    return (text or "").strip()


def _paragraphs(tree: HtmlElement) -> str:
    words = (" ".join(p.text_content().split()) for p in tree.iter("p"))
    return "\n".join(line for line in words if len(line.split()) >= 4)


def _with_title(text: str, title: str | None) -> str:
    if not title:
        return text
    plain = " ".join(title.split())
    opening = " ".join(text[: 2 * len(plain) + 200].split()).casefold()
    return text if opening.startswith(plain.casefold()) else f"{plain}\n\n{text}"


def _declared(data: bytes, content_type: str | None) -> str | None:
    """The encoding that the server or the page states, where Python knows it and the bytes fit it."""
    if bom(data)[0]:
        return None
    stated = re.search(r"charset=[\"']?([\w-]{2,30})", content_type or "")
    inside = _CHARSET.search(data[:4096])
    for name in (stated[1] if stated else None, inside[1].decode("ascii") if inside else None):
        try:
            if name:
                data.decode(name)
                return name
        except (LookupError, UnicodeError):
            continue
    return None


def _metas(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = (meta.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _first(
    metas: Mapping[str, str], names: tuple[str, ...], field: str, origins: dict[str, str]
) -> str | None:
    for name in names:
        if name in metas:
            origins[field] = f"html meta {name}"
            return metas[name]
    return None


def _canonical(tree: HtmlElement, metas: Mapping[str, str], origins: dict[str, str]) -> str | None:
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and (link.get("href") or "").startswith("http"):
            origins["url"] = "html link canonical"
            return str(link.get("href"))
    return _first(metas, ("og:url",), "url", origins)


def _page_title(tree: HtmlElement, linked: Mapping[str, Any], origins: dict[str, str]) -> str | None:
    if isinstance(linked.get("headline"), str) and linked["headline"].strip():
        origins["title"] = "json-ld headline"
        return str(linked["headline"])
    for tag in ("h1", "title"):
        for element in tree.iter(tag):
            words = " ".join(element.text_content().split())
            if words:
                origins["title"] = f"html {tag}"
                return words
    return None


def _linked_data(tree: HtmlElement) -> dict[str, Any]:
    """The first JSON-LD object that describes an article."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            value = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        queue = value if isinstance(value, list) else [value]
        for node in queue[:50]:
            graph = node.get("@graph") if isinstance(node, dict) else None
            for item in graph[:50] if isinstance(graph, list) else [node]:
                if isinstance(item, dict) and _is_article(item.get("@type")):
                    return item
    return {}


def _is_article(kind: object) -> bool:
    return any(k in _ARTICLE for k in (kind if isinstance(kind, list) else [kind]))


def _publisher(linked: Mapping[str, Any], origins: dict[str, str]) -> str | None:
    publisher = linked.get("publisher")
    name = publisher.get("name") if isinstance(publisher, dict) else None
    if isinstance(name, str) and name.strip():
        origins["outlet"] = "json-ld publisher"
        return name
    return None


def _published(
    tree: HtmlElement, metas: Mapping[str, str], linked: Mapping[str, Any], html: str, origins: dict[str, str]
) -> object:
    """Only a date that the page states: meta, JSON-LD, <time>, then htmldate without its guesses.

    htmldate's extensive search is off: it takes a year in a copyright line for the first of January.
    """
    for name in _DATE_METAS:
        if name in metas:
            origins["published"] = f"html meta {name}"
            return metas[name]
    if isinstance(linked.get("datePublished"), str):
        origins["published"] = "json-ld datePublished"
        return linked["datePublished"]
    times = [t for t in tree.iter("time") if t.get("datetime") and parse_date(t.get("datetime")).date]
    marked = [t for t in times if t.get("pubdate") is not None or t.get("itemprop") == "datePublished"]
    days = {t.get("datetime")[:10] for t in times}
    if marked or len(days) == 1:
        origins["published"] = "html time element"
        return (marked or times)[0].get("datetime")
    return _by_htmldate(html, origins)


def _by_htmldate(html: str, origins: dict[str, str]) -> str | None:
    from htmldate import find_date

    found = find_date(html.replace("\0", ""), extensive_search=False, original_date=True)
    if found and not found.endswith("-01-01"):
        origins["published"] = "htmldate"
        return str(found)
    return None
