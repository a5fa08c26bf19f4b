"""Checks annotated files: every value that a person typed, with a reason that tells how to mend it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any, get_args

import msgspec

from contested.export.gold import (
    DISPUTABLE,
    GoldAnnotation,
    GoldArticle,
    GoldCasualty,
    GoldClaim,
    GoldDispute,
    GoldFile,
    GoldWhen,
    occurrences,
)
from contested.model import CasualtyKind, Mode, SourceKind, Status, ontology
from contested.model.base import Value

STATUSES: tuple[str, ...] = get_args(Status)
MODES: tuple[str, ...] = get_args(Mode)
KINDS: tuple[str, ...] = get_args(CasualtyKind)
SOURCES: tuple[str, ...] = get_args(SourceKind)
_SHOWN = 60
"""Code points of a wrong value that a reason repeats."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class Flaw(Value, frozen=True, kw_only=True):
    """What is wrong with a file, or with one of its claims (counted from 1; None: the file)."""

    claim: int | None = None
    trigger: str | None = None
    reason: str

    def __str__(self) -> str:
        if self.claim is None:
            return self.reason
        named = f" ({self.trigger!r})" if self.trigger else ""
        return f"claim {self.claim}{named}: {self.reason}"


def check_gold(data: bytes) -> tuple[GoldFile | None, list[Flaw]]:
    """The file in its type, and all flaws; without flaws there is always a file, and vice versa."""
    try:
        raw = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return None, [Flaw(reason=f"not JSON in UTF-8 ({error})")]
    article, annotation = (raw.get(k) if isinstance(raw, dict) else None for k in ("article", "annotation"))
    if not isinstance(article, dict) or not isinstance(annotation, dict):
        return None, [Flaw(reason='a file is {"article": {...}, "annotation": {...}}')]
    text = article.get("text")
    if not isinstance(text, str):
        return None, [Flaw(reason="article: no text, so that nothing can be checked against it")]
    flaws = [*_head(article, annotation), *_claims(text, annotation), *_disputes(annotation)]
    return (None, flaws) if flaws else (msgspec.convert(raw, GoldFile), [])


def _head(article: dict[str, Any], annotation: dict[str, Any]) -> Iterator[Flaw]:
    bare = {k: v for k, v in annotation.items() if k not in ("claims", "contested")}
    for given, kind, name in ((article, GoldArticle, "article"), (bare, GoldAnnotation, "annotation")):
        try:
            msgspec.convert(given, kind)
        except msgspec.ValidationError as error:
            yield Flaw(reason=f"{name}: {error}")
    day = annotation.get("published")  # the article's is as printed, and may be in any form
    if isinstance(day, str) and not _is_day(day):
        yield Flaw(reason=f"annotation: published {_short(day)} is not a date; write YYYY-MM-DD or null")
    if article.get("id") != annotation.get("id"):
        yield Flaw(
            reason=f"annotation: id {annotation.get('id')!r} is not the article's {article.get('id')!r}"
        )


def _claims(text: str, annotation: dict[str, Any]) -> Iterator[Flaw]:
    claims = annotation.get("claims")
    if not isinstance(claims, list):
        yield Flaw(reason="annotation: claims must be a list (an empty one, if there are none)")
        return
    for number, raw in enumerate(claims, 1):
        trigger = raw.get("trigger") if isinstance(raw, dict) else None
        named = trigger if isinstance(trigger, str) else None
        try:
            claim = msgspec.convert(raw, GoldClaim)
        except msgspec.ValidationError as error:
            yield Flaw(claim=number, trigger=named, reason=str(error))
            continue
        for reason in _reasons(text, claim):
            yield Flaw(claim=number, trigger=named, reason=reason)


def _reasons(text: str, claim: GoldClaim) -> Iterator[str]:
    yield from _quoted(text, claim)
    yield from _allowed("type", claim.type, tuple(ontology().types))
    yield from _allowed("status", claim.status, STATUSES)
    yield from _allowed("perpetrator mode", claim.perpetrator.mode, MODES)
    if not claim.event:
        yield "event is empty; give it a label such as E1"
    if claim.perpetrator.mode in ("all", "one_of") and not claim.perpetrator.names:
        yield f"perpetrator mode {claim.perpetrator.mode!r} needs names"
    if claim.perpetrator.mode == "none" and claim.perpetrator.names:
        yield "perpetrator mode 'none' has no names; with names it is 'all' or 'one_of'"
    for source in claim.source:
        yield from _allowed("source kind", source.kind, SOURCES)
    for harm in claim.casualties:
        yield from _harm(harm)
    yield from _when(claim.when)
    for field, words in _texts_of(claim):
        if not words:
            yield f"{field} is empty; leave it out or write null"
        elif words not in text:
            yield f"{field} {_short(words)} is not in the article, character for character"


def _quoted(text: str, claim: GoldClaim) -> Iterator[str]:
    if not claim.quote or not claim.trigger:
        yield "quote and trigger must not be empty"
        return
    n = sum(1 for _ in occurrences(text, claim.quote))
    if n != 1:
        mend = "copy it character for character" if n == 0 else "lengthen it until it occurs once"
        yield f"quote {_short(claim.quote)} occurs {n} times in the article; {mend}"
    if claim.trigger not in claim.quote:
        yield f"trigger {_short(claim.trigger)} is not in the quote"


def _harm(harm: GoldCasualty) -> Iterator[str]:
    yield from _allowed("casualty kind", harm.kind, KINDS)
    if (harm.low or 0) < 0 or (harm.high or 0) < 0:
        yield f"casualties {harm.kind}: a count cannot be negative"
    elif harm.low is not None and harm.high is not None and harm.low > harm.high:
        yield f"casualties {harm.kind}: low {harm.low} is above high {harm.high}"


def _when(when: GoldWhen) -> Iterator[str]:
    days = [day for day in (when.start, when.end) if day is not None]
    wrong = [day for day in days if not _is_day(day)]
    for day in wrong:
        yield f"when {_short(day)} is not a date; write YYYY-MM-DD or null"
    if not wrong and len(days) == 2 and days[0] > days[1]:
        yield f"when ends ({when.end}) before it starts ({when.start})"


def _texts_of(claim: GoldClaim) -> Iterator[tuple[str, str]]:
    """(field, words) of every value that must stand in the text, but for quote and trigger."""
    yield from (("perpetrator", name) for name in claim.perpetrator.names)
    yield from (("target", name) for name in claim.target)
    yield from (("where", words) for words in claim.where.texts)
    single = (("weapon", claim.weapon), ("offset", claim.where.offset), ("when", claim.when.text))
    yield from ((field, words) for field, words in single if words is not None)
    for harm in claim.casualties:
        both = (("casualties who", harm.who), ("casualties text", harm.text))
        yield from ((field, words) for field, words in both if words is not None)
    yield from (("source", source.text) for source in claim.source)
    yield from (("framing", words) for words in claim.framing)


def _disputes(annotation: dict[str, Any]) -> Iterator[Flaw]:
    claims = annotation.get("claims")
    claims = claims if isinstance(claims, list) else []
    known = [c.get("event") for c in claims if isinstance(c, dict)]
    given = annotation.get("contested", [])
    if not isinstance(given, list):
        yield Flaw(reason="annotation: contested must be a list")
        return
    for raw in given:
        try:
            dispute = msgspec.convert(raw, GoldDispute)
        except msgspec.ValidationError as error:
            yield Flaw(reason=f"contested: {error}")
            continue
        if dispute.event not in known:
            yield Flaw(reason=f"contested: no claim has the event {dispute.event!r}")
        for reason in _allowed("field", dispute.field, DISPUTABLE):
            yield Flaw(reason=f"contested: {reason}")


def _allowed(name: str, value: str, allowed: tuple[str, ...]) -> Iterator[str]:
    if value not in allowed:
        yield f"{name} {_short(value)} is none of {', '.join(allowed)}"


def _is_day(day: object) -> bool:
    if not isinstance(day, str) or not _DAY.fullmatch(day):
        return False
    try:
        dt.date.fromisoformat(day)
    except ValueError:
        return False
    return True


def _short(words: str) -> str:
    return repr(words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…")
