"""RSS and Atom -> one record an entry."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from typing import Any

from contested.model.errors import InputError
from contested.model.ids import sha256
from contested.read import octets
from contested.read.found import Found, Input, Item, Later
from contested.read.html import strip_markup

_HARMLESS = ("CharacterEncodingOverride", "NonXMLContentType")  # feedparser resolved these by itself


def parse_feed(source: Input, raw: Iterator[bytes]) -> Iterator[Item]:
    """The entry's full content where the feed has it, else its summary, under its headline."""
    import feedparser

    data = octets.whole(raw, source.name, source.options.max_bytes)
    if not data.strip():
        raise InputError(source.name, None, "the file is empty")
    parsed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    if not parsed.entries:
        cause = parsed.get("bozo_exception")
        reason = f"no feed entries could be read ({cause})" if cause else "the feed has no entries"
        if not cause and not parsed.get("version"):
            reason = "this XML is neither RSS nor Atom"
        raise InputError(source.name, None, reason)
    if parsed.get("bozo") and type(parsed.get("bozo_exception")).__name__ not in _HARMLESS:
        yield InputError(source.name, None, f"the feed is not well-formed ({parsed.get('bozo_exception')})")
    for number, entry in enumerate(parsed.entries, 1):
        record = f"entry {number}"
        yield Later(source.name, record, partial(_entry, source, parsed.feed, entry, record))


def _entry(source: Input, feed: Any, entry: Any, record: str) -> Found:
    title = strip_markup(entry.get("title") or "").strip()
    contents = [c.get("value") or "" for c in entry.get("content") or []]
    markup = max(contents, key=len, default="") or entry.get("summary") or ""
    body = strip_markup(markup).strip()
    if not body and not title:
        raise InputError(source.name, record, "the entry has neither a title nor a text")
    text = f"{title}\n\n{body}" if title and body and not body.startswith(title) else body or title
    values = {
        "key": entry.get("id"),
        "url": entry.get("link"),
        "title": title or None,
        "published": entry.get("published") or entry.get("updated"),
        "outlet": (entry.get("source") or {}).get("title") or feed.get("title"),
        "language": feed.get("language") or (entry.get("title_detail") or {}).get("language"),
    }
    names = {"key": "id", "url": "link", "outlet": "feed title"}
    names["published"] = "published" if entry.get("published") else "updated"
    return Found(
        file=source.name,
        record=record,
        text=text,
        sha256_raw=sha256(json.dumps([values["key"], title, markup]).encode()),
        media_type="application/feed+xml",
        key=values["key"] or None,
        key_given=bool(values["key"]),
        url=values["url"],
        outlet=values["outlet"],
        title=values["title"],
        published=values["published"],
        language=values["language"],
        retrieved=source.retrieved,
        origins={f: f"feed {names.get(f, f)}" for f, v in values.items() if v},
    )
