"""The gold form: one file per report, as people annotate it and as readers are trained on it.

{"article": {id, corpus, published, title, outlet, text}, "annotation": {id, published, claims,
contested}}. Every text value is an exact substring of the article's text, without offsets, so that a
person can write it by hand; docs/annotating.md has the guidelines. A claim's place is told by its
`quote`, which must occur exactly once; the other values are taken where they stand nearest to it.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from contested.model import Casualty, Claim, Document, Span
from contested.model.base import Value

CORPUS = "own"
"""Corpus of files that nobody named a corpus for."""
DISPUTABLE = ("perpetrator", "killed", "injured", "what", "where", "when", "target")
"""Fields of an event that `contested` may list."""
_STEP = 24
"""Code points by which a quote that occurs twice is first lengthened; doubled at each try."""
_UNSAFE = re.compile(r"[^\w.-]+")
_LONGEST_NAME = 100


class GoldPerpetrator(Value, frozen=True, kw_only=True):
    mode: str
    names: list[str] = []


class GoldWhere(Value, frozen=True, kw_only=True):
    texts: list[str] = []
    country: str | None = None
    admin1: str | None = None
    offset: str | None = None


class GoldWhen(Value, frozen=True, kw_only=True):
    text: str | None = None
    start: str | None = None
    end: str | None = None


class GoldCasualty(Value, frozen=True, kw_only=True):
    kind: str
    who: str | None = None
    low: int | None = None
    high: int | None = None
    text: str | None = None


class GoldSource(Value, frozen=True, kw_only=True):
    text: str
    kind: str


class GoldClaim(Value, frozen=True, kw_only=True):
    """A claim in words. Which words are allowed is checked by `contested.export.gold_check`."""

    event: str
    type: str
    quote: str
    trigger: str
    status: str
    background: bool = False
    perpetrator: GoldPerpetrator
    target: list[str] = []
    weapon: str | None = None
    where: GoldWhere = GoldWhere()
    when: GoldWhen = GoldWhen()
    casualties: list[GoldCasualty] = []
    source: list[GoldSource] = []
    framing: list[str] = []


class GoldDispute(Value, frozen=True, kw_only=True):
    """A field of an event on which the report's own claims disagree, or that it calls unclear."""

    event: str
    field: str
    note: str = ""


class GoldAnnotation(Value, frozen=True, kw_only=True):
    id: str
    published: str | None = None
    claims: list[GoldClaim] = []
    contested: list[GoldDispute] = []


class GoldArticle(msgspec.Struct, frozen=True, kw_only=True):
    """What the annotator sees; files may carry more about an article than we name here."""

    id: str
    corpus: str = CORPUS
    published: str | None = None
    title: str | None = None
    outlet: str | None = None
    text: str


class GoldFile(msgspec.Struct, frozen=True, kw_only=True):
    article: GoldArticle
    annotation: GoldAnnotation


def to_gold(
    document: Document,
    claims: Sequence[Claim],
    contested: Iterable[GoldDispute] = (),
    *,
    id: str | None = None,
    corpus: str = CORPUS,
) -> GoldFile:
    """A document with its claims in the gold form; resolved values as far as the claims have them.

    Confidences, rules and offsets are left out: the file is for a person to correct. `id` None
    means the id that the input gave, else the document's own.
    """
    name, published = id or document.key or document.id, _iso(document.published)
    return GoldFile(
        article=GoldArticle(
            id=name,
            corpus=corpus,
            published=published,
            title=document.title,
            outlet=document.outlet,
            text=document.text,
        ),
        annotation=GoldAnnotation(
            id=name,
            published=published,
            claims=[_claim(document.text, claim, f"E{n}") for n, claim in enumerate(claims, 1)],
            contested=list(contested),
        ),
    )


def gold_json(value: object) -> bytes:
    """A gold file for people to edit: indented, in UTF-8, closed by a line break."""
    text = json.dumps(msgspec.to_builtins(value), ensure_ascii=False, indent=1) + "\n"
    try:
        return text.encode()
    except UnicodeEncodeError:  # half a character, out of a broken encoding: only an escape can hold it
        return (json.dumps(msgspec.to_builtins(value), indent=1) + "\n").encode()


def file_name(id: str) -> str:
    """A file's name for an article's id, which may be anything; never hidden, never a path."""
    return f"{_UNSAFE.sub('_', id).strip('._')[:_LONGEST_NAME] or 'article'}.json"


def occurrences(text: str, words: str) -> Iterator[int]:
    """Where the words stand in the text, overlapping ones too; nothing for empty words."""
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def nearest(text: str, words: str, start: int, end: int) -> int | None:
    """Where the words stand as near as can be to `text[start:end]`; the first of equals."""

    def distance(at: int) -> tuple[int, int]:
        return max(start - at, at + len(words) - end, 0), at

    return min(occurrences(text, words), key=distance, default=None)


def unique_quote(text: str, sentence: Span, trigger: Span) -> str:
    """The sentence, cut or lengthened so that it occurs once and its first `trigger.text` is the one meant.

    Both cannot be had in a text that repeats itself to its very end; then it occurs once.
    """
    start, end = min(sentence.start, trigger.start), max(sentence.end, trigger.end)
    before = text.rfind(trigger.text, start, trigger.end - 1)
    if start <= before < trigger.start:
        gap = re.compile(r"\s+").search(text, before, trigger.start)
        start = gap.end() if gap else trigger.start
    step = _STEP
    while not _once(text, text[start:end]):
        if end < len(text):
            end = _word_end(text, end + step)
        else:
            start = _word_start(text, start - step)
        step *= 2
    return text[start:end]


def _once(text: str, words: str) -> bool:
    first = text.find(words)
    return text.find(words, first + 1) < 0


def _word_end(text: str, at: int) -> int:
    while at < len(text) and not text[at].isspace():
        at += 1
    return min(at, len(text))


def _word_start(text: str, at: int) -> int:
    while at > 0 and not text[at - 1].isspace():
        at -= 1
    return max(at, 0)


def _claim(text: str, claim: Claim, event: str) -> GoldClaim:
    return GoldClaim(
        event=claim.event or event,
        type=claim.type,
        quote=unique_quote(text, claim.sentence, claim.trigger),
        trigger=claim.trigger.text,
        status=claim.status,
        background=claim.background,
        perpetrator=GoldPerpetrator(
            mode=claim.perpetrator.mode, names=[m.text for m in claim.perpetrator.names]
        ),
        target=[m.text for m in claim.target],
        weapon=_words(claim.weapon),
        where=GoldWhere(
            texts=[s.text for s in claim.where.texts],
            country=claim.where.country,
            admin1=claim.where.admin1,
            offset=_words(claim.where.offset),
        ),
        when=GoldWhen(text=_words(claim.when.text), start=_iso(claim.when.start), end=_iso(claim.when.end)),
        casualties=[_casualty(c) for c in claim.casualties],
        source=[GoldSource(text=s.text, kind=s.kind) for s in claim.source],
        framing=[s.text for s in claim.framing],
    )


def _casualty(harm: Casualty) -> GoldCasualty:
    return GoldCasualty(
        kind=harm.kind, who=_words(harm.who), low=harm.low, high=harm.high, text=_words(harm.text)
    )


def _words(span: Span | None) -> str | None:
    return span.text if span else None


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
