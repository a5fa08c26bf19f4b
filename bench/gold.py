"""The annotated reports as Documents and Claims, for measuring and training.

A gold file is {"article": {...}, "annotation": {...}}; its text values are plain strings, which are
turned into spans here: inside the quote where they stand there, else the occurrence nearest to it.
A file in offsets (`contested annotate --offsets`) is joined with its text from a JSONL of id and text.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import msgspec

from contested.export.gold import nearest
from contested.export.gold_offsets import has_text, with_text
from contested.model import (
    Casualty,
    Claim,
    Document,
    InputError,
    Mention,
    Perpetrator,
    Source,
    Span,
    When,
    Where,
    document_id,
    sha256,
)

Raw = dict[str, Any]


def load_raw(folder: Path, texts: Path | None = None) -> list[Raw]:
    """All gold files of a folder, by file name.

    `texts` (without it FOLDER/texts.jsonl) holds the texts of files in offsets: a JSON object a line
    with "id", "text" and, if known, "title". Raises InputError for a file whose text is missing or
    is not the one that was annotated.
    """
    files = [(path, json.loads(path.read_text("utf-8"))) for path in sorted(folder.glob("*.json"))]
    if all(has_text(raw) for _, raw in files):
        return [raw for _, raw in files]
    texts = texts or folder / "texts.jsonl"
    articles = _articles(texts)
    return [raw if has_text(raw) else _joined(path, raw, articles, texts) for path, raw in files]


def load_gold(folder: Path, texts: Path | None = None) -> list[tuple[Document, list[Claim]]]:
    """Documents with their gold claims, in the order of `load_raw` (so that the two can be zipped)."""
    return [
        (document := to_document(raw), to_claims(document, raw["annotation"]))
        for raw in load_raw(folder, texts)
    ]


def _articles(texts: Path) -> dict[str, Raw]:
    if not texts.exists():
        return {}
    rows = (json.loads(line) for line in texts.read_text("utf-8").split("\n") if line.strip())
    return {row["id"]: row for row in rows}


def _joined(path: Path, raw: Raw, articles: dict[str, Raw], texts: Path) -> Raw:
    article = articles.get(raw["article"]["id"])
    if article is None:
        reason = f"it holds offsets only, and {texts} has no text with the id {raw['article']['id']!r}"
        raise InputError(str(path), None, reason)
    return with_text(raw, article["text"], article.get("title"))


def to_document(raw: Raw) -> Document:
    """The article as it would be read from JSONL, without sections."""
    article, given = raw["article"], raw["annotation"].get("published")  # the annotation's is ISO
    text = article["text"]
    published = dt.date.fromisoformat(given) if given else None
    digest = sha256(text.encode("utf-8", "surrogatepass"))
    title, outlet = article.get("title") or None, article.get("outlet") or None
    return Document(
        id=document_id(
            sha256_text=digest, key=article["id"], url=None, outlet=outlet, title=title, published=published
        ),
        key=article["id"],
        text=text,
        sha256_text=digest,
        sha256_raw=digest,
        outlet=outlet,
        title=title,
        published=published,
        language="en",
        locator=f"gold#{article['id']}",
    )


def to_claims(document: Document, annotation: Raw) -> list[Claim]:
    """One Claim per annotated claim, in the annotation's order, resolved fields as annotated."""
    return [_claim(document, raw) for raw in annotation["claims"]]


def strip_resolved(claim: Claim) -> Claim:
    """The claim as a reader would give it: words only."""
    return msgspec.structs.replace(
        claim,
        where=Where(texts=claim.where.texts, offset=claim.where.offset),
        when=When(text=claim.when.text),
        casualties=tuple(msgspec.structs.replace(c, low=None, high=None) for c in claim.casualties),
    )


class _Finder:
    """Finds words as near as possible to one quote."""

    def __init__(self, text: str, quote: str) -> None:
        self.text = text
        self.start = max(text.find(quote), 0)
        self.end = self.start + len(quote)

    def span(self, words: str | None) -> Span | None:
        if not words:
            return None
        found = nearest(self.text, words, self.start, self.end)
        return None if found is None else Span(text=words, start=found, end=found + len(words))

    def spans(self, values: list[str]) -> tuple[Span, ...]:
        return tuple(s for s in map(self.span, values) if s)

    def mentions(self, values: list[str]) -> tuple[Mention, ...]:
        return tuple(Mention(text=s.text, start=s.start, end=s.end) for s in self.spans(values))


def _claim(document: Document, raw: Raw) -> Claim:
    find = _Finder(document.text, raw["quote"])
    sentence = Span(text=raw["quote"], start=find.start, end=find.end)
    inside = max(raw["quote"].find(raw["trigger"]), 0) + find.start
    trigger = Span(text=raw["trigger"], start=inside, end=inside + len(raw["trigger"]))
    names = find.mentions(raw["perpetrator"]["names"])
    mode = raw["perpetrator"]["mode"]
    return Claim(
        document_id=document.id,
        event=raw["event"],
        type=raw["type"],
        status=raw["status"],
        background=bool(raw.get("background")),
        quote=raw["quote"],
        sentence=sentence,
        trigger=trigger,
        perpetrator=Perpetrator(mode=mode if names or mode == "unknown" else "none", names=names),
        target=find.mentions(raw["target"]),
        weapon=find.span(raw.get("weapon")),
        where=_where(find, raw["where"]),
        when=_when(find, raw["when"]),
        casualties=tuple(_casualty(find, c) for c in raw["casualties"]),
        source=tuple(
            Source(text=s.text, start=s.start, end=s.end, kind=given["kind"])
            for given in raw["source"]
            if (s := find.span(given["text"]))
        ),
        framing=find.spans(raw.get("framing") or []),
        version="gold",
    )


def _where(find: _Finder, raw: Raw) -> Where:
    return Where(
        texts=find.spans(raw["texts"]),
        country=raw.get("country"),
        admin1=raw.get("admin1"),
        offset=find.span(raw.get("offset")),
    )


def _when(find: _Finder, raw: Raw) -> When:
    start, end = (dt.date.fromisoformat(raw[k]) if raw.get(k) else None for k in ("start", "end"))
    if start and end and start > end:  # a slip of the annotator: keep what the sentence can mean
        start, end = end, start
    return When(text=find.span(raw.get("text")), start=start, end=end)


def _casualty(find: _Finder, raw: Raw) -> Casualty:
    low, high = raw.get("low"), raw.get("high")
    if low is not None and high is not None and low > high:
        low, high = high, low
    return Casualty(
        kind=raw["kind"], who=find.span(raw.get("who")), text=find.span(raw.get("text")), low=low, high=high
    )
