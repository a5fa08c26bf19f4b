"""PolNeAR's attributions with their source, cue and content, as Spans of the article's text.

`../shared/data/polnear/{train,dev}.jsonl`: one article a line, `{"id", "text", "brat": [...]}`, where
`brat` holds the BRAT stand-off lines. A text-bound line is "T3<tab>Content 115 290<tab>words", its
offsets code points, with ";" between the parts of a span that something interrupts. An event line is
"E1<tab>Attribution:T4 Content:T3 Cue:T2 Source:T1". Attributions nest: a content may hold other
attributions. Corpus: Newell, Margolin and Ruths, "An Attribution Relations Corpus for Political News",
LREC 2018.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.report import SHARED
from contested.model import Document, Span, document_id, sha256, span_of

FOLDER = SHARED / "data" / "polnear"
PARTS = ("source", "cue", "content")
_BOUND = re.compile(r"(T\d+)\t([A-Za-z-]+) (\d+ \d+(?:;\d+ \d+)*)(?:\t|$)")
_EVENT = re.compile(r"E\d+\t(Attribution(?:-no-source)?:T\d+.*)")


@dataclass(frozen=True)
class Attribution:
    """Who says what by which words; each part is a tuple of spans, () where it is not there."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]

    def part(self, name: str) -> tuple[Span, ...]:
        """One of PARTS by name."""
        return {"source": self.source, "cue": self.cue, "content": self.content}[name]


@dataclass(frozen=True)
class Article:
    id: str
    text: str
    attributions: tuple[Attribution, ...]


def load(split: str, folder: Path = FOLDER, limit: int | None = None) -> list[Article]:
    """The articles of "train" or "dev" in file order, the first `limit` if given."""
    lines = (folder / f"{split}.jsonl").read_text("utf-8").splitlines()
    return [to_article(json.loads(line)) for line in lines[:limit]]


def to_article(row: Mapping[str, Any]) -> Article:
    """One line of the corpus, by its first annotator. Attributions without cue or content are left out.

    Raises ValueError for a span outside the text.
    """
    text = row["text"]
    lines = _first_annotator([line for block in row["brat"] for line in block.split("\n")])
    bound = {m[1]: _spans(text, m[3]) for line in lines if (m := _BOUND.match(line))}
    found = (_attribution(m[1], bound) for line in lines if (m := _EVENT.match(line)))
    kept = [a for a in found if a.cue and a.content]
    return Article(id=row["id"], text=text, attributions=tuple(sorted(kept, key=_first)))


def to_document(article: Article) -> Document:
    """The article as a Document with the same text."""
    digest = sha256(article.text.encode())
    return Document(
        id=document_id(sha256_text=digest, key=article.id, url=None, outlet=None, title=None, published=None),
        key=article.id,
        text=article.text,
        sha256_text=digest,
        sha256_raw=digest,
        language="en",
        locator=f"polnear#{article.id}",
    )


def _first_annotator(lines: Sequence[str]) -> Sequence[str]:
    """The lines of who annotated first: 18 articles have several annotations, each numbered anew."""
    seen: set[str] = set()
    for n, line in enumerate(lines):
        name = line.partition("\t")[0]
        if name in seen and _BOUND.match(line):
            return lines[:n]
        seen.add(name)
    return lines


def _spans(text: str, places: str) -> tuple[Span, ...]:
    found = []
    for place in places.split(";"):
        start, end = map(int, place.split())
        if not 0 <= start <= end <= len(text):
            raise ValueError(f"span {start}-{end} is outside a text of {len(text)} code points")
        if text[start:end].strip():
            found.append(span_of(text, start, end))
    return tuple(found)


def _attribution(arguments: str, bound: Mapping[str, tuple[Span, ...]]) -> Attribution:
    parts: dict[str, list[Span]] = {name: [] for name in PARTS}
    for argument in arguments.split():
        name, _, target = argument.partition(":")
        part = name.lower().rstrip("0123456789")  # "Content2" is more of the content
        if part in parts:
            parts[part] += bound.get(target, ())
    return Attribution(**{name: _ordered(spans) for name, spans in parts.items()})


def _ordered(spans: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(sorted(spans, key=lambda s: (s.start, s.end)))


def _first(attribution: Attribution) -> tuple[int, int]:
    return attribution.cue[0].start, attribution.content[0].start
