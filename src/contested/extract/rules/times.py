"""Time words, and which of them date a trigger's event.

Ages and bare durations are no dates. A time that hangs on a verb of saying dates the saying; the
weights of `circumstance` know that, and "no time words" is itself a candidate.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from contested.extract.rules.circumstance import (
    Layout,
    between,
    distance_relations,
    governor,
    score,
    syntax_relations,
    weights,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

BACK = 3
"""Sentences that a trigger looks back for a time."""


@dataclass(frozen=True)
class TimeMention:
    """A time expression, its class (weekday, date, year, relative, part, duration) and its governor."""

    span: Span
    kind: str
    prep: str
    on: Token
    static: tuple[str, ...]


@dataclass(frozen=True)
class TimeMentions:
    """All time expressions of a doc, in order, with its layout."""

    all: tuple[TimeMention, ...]
    layout: Layout


@dataclass(frozen=True)
class TimeFinding:
    """The time words of one event."""

    text: Span
    rule: str


@cache
def lexicon() -> dict[str, Any]:
    """The shipped words of time (data/times.yaml), as sets."""
    import yaml

    text = files("contested.extract.rules").joinpath("data/times.yaml").read_text("utf-8")
    raw: dict[str, Any] = yaml.safe_load(text)
    return {key: frozenset(value) if isinstance(value, list) else value for key, value in raw.items()}


def time_mentions(doc: Doc) -> TimeMentions:
    """Every time expression that can date an event."""
    layout = Layout(doc)
    found: list[TimeMention] = []
    for span in _spans(doc):
        if found and span.start < found[-1].span.end:
            continue
        kind = kind_of(span)
        if kind is None:
            continue
        prep, on = governor(span)
        static = [f"kind {kind}", f"role {prep}" if prep in ROLES else "role other"]
        if layout.sentence[span.start] == 0:
            static.append("in the first sentence")
        found.append(TimeMention(span, kind, prep, on, tuple(static)))
    return TimeMentions(tuple(found), layout)


ROLES = frozenset(
    {
        "on",
        "in",
        "since",
        "during",
        "for",
        "at",
        "by",
        "after",
        "before",
        "until",
        "over",
        "of",
        "from",
        "around",
        "npadvmod",
        "advmod",
        "compound",
        "amod",
        "nmod",
        "poss",
        "nummod",
        "nsubj",
        "dobj",
        "ROOT",
        "within",
        "between",
    }
)


def _spans(doc: Doc) -> Iterator[Span]:
    words = lexicon()
    starts = {ent.start: ent for ent in doc.ents if ent.label_ in ("DATE", "TIME")}
    for token in doc:
        if token.i in starts:
            yield _widen(_clean(starts[token.i]))
        elif token.ent_type_ not in ("DATE", "TIME") and (
            (token.lower_ in words["weekdays"] and len(token) > 4) or token.lower_ in words["lone"]
        ):
            yield _widen(doc[token.i : token.i + 1])


def _clean(span: Span) -> Span:
    start, end = span.start, span.end
    while end - start > 1 and (
        span.doc[start].is_space or span.doc[start].is_punct or span.doc[start].lower_ == "the"
    ):
        start += 1
    while end - start > 1 and (
        span.doc[end - 1].is_space or span.doc[end - 1].is_punct or span.doc[end - 1].lower_ == "'s"
    ):
        end -= 1
    return span.doc[start:end]


def _widen(span: Span) -> Span:
    """The expression with "since", "late on" or "early" in front and a part of the day behind."""
    doc, words = span.doc, lexicon()
    start, end = span.start, span.end
    first = doc[start - 1].lower_ if start else ""
    second = doc[start - 2].lower_ if start > 1 else ""
    if first in ("on", "in") and second in ("late", "early", "earlier", "later"):
        start -= 2
    elif first in ("late", "early", "earlier", "since", "mid", "later", "last", "this", "next", "overnight"):
        start -= 1
    if end < len(doc) and doc[end].lower_ in words["parts"] and doc[end].lower_ != "hours":
        end += 1
    if end < len(doc) and doc[end].lower_ in ("ago", "earlier", "later"):
        end += 1
    return doc[start:end]


def kind_of(span: Span) -> str | None:
    """The class of a time expression; None for ages and what dates nothing."""
    words = lexicon()
    lower = [t.lower_ for t in span]
    text = span.text.casefold()
    if text in words["never"] or "old" in lower or "aged" in lower or "-old" in text or "age" in lower:
        return None
    if span.text.isdigit() and len(span.text) != 4:
        return None
    doc = span.doc
    if span.end < len(doc) and doc[span.end].lower_ in ("old", "-old", "years-old"):
        return None
    if any(w in words["weekdays"] for w in lower):
        return "weekday"
    month = any(w.strip(".") in words["months"] for w in lower)
    if month and any(c.isdigit() for c in text):
        return "date"
    if month:
        return "month" if text != "may" or doc[span.start].text == "May" else None
    if any(w in words["days"] for w in lower):
        return "day word"
    unit = any(
        w in words["units"] or w.rstrip("s") in words["units"] for part in lower for w in part.split("-")
    )
    if any(w in words["relative"] for w in lower):
        return "relative"
    if any(len(w) == 4 and w.isdigit() for w in lower):
        return "year"
    if unit:
        return "duration"
    if any(w in words["parts"] for w in lower):
        return "part of day"
    return "clock" if any(c.isdigit() for c in text) else "other"


def candidates(trigger: Token, mentions: TimeMentions) -> list[TimeMention]:
    """Time expressions of the trigger's sentence and its neighbours."""
    sentence = mentions.layout.sentence
    here = sentence[trigger.i]
    return [m for m in mentions.all if -1 <= here - sentence[m.span.start] <= BACK]


def relations_of(
    trigger: Token, mention: TimeMention, mentions: TimeMentions, rivals: Sequence[Token]
) -> tuple[str, ...]:
    """Names of the relations that hold between a trigger and a time expression."""
    layout = mentions.layout
    found = [*mention.static, *distance_relations(trigger, mention.span, layout)]
    if layout.sentence[trigger.i] == layout.sentence[mention.span.start]:
        syntax = syntax_relations(trigger, mention.on, rivals)
        found += syntax
        found += [f"{name}, {mention.static[0]}" for name in syntax[:1]]
        found += [f"{name}, {mention.static[1]}" for name in syntax[:1]]
        found.append(f"{trigger.pos_} trigger, {mention.static[1]}")
        if between(trigger, mention.span, rivals):
            found.append("another trigger between")
    else:
        found.append(f"elsewhere, {mention.static[0]}")
        found.append(
            "elsewhere, hangs on another trigger" if any(r.i == mention.on.i for r in rivals) else "elsewhere"
        )
    return tuple(found)


def none_relations(trigger: Token, mentions: TimeMentions, rivals: Sequence[Token]) -> tuple[str, ...]:
    """Relations of the answer that no words date the event."""
    here = mentions.layout.sentence[trigger.i]
    inside = sum(mentions.layout.sentence[m.span.start] == here for m in mentions.all)
    first = "first sentence" if here == 0 else "later sentence"
    tense = f"{trigger.tag_} trigger"
    return ("none", f"none, {min(inside, 2)} in the sentence", f"none, {first}", f"none, {tense}")


def time_of(trigger: Token, mentions: TimeMentions, rivals: Sequence[Token] = ()) -> TimeFinding | None:
    """The time words that date the trigger's event, or None; `rivals` are the doc's other triggers."""
    best: TimeMention | None = None
    best_score = score("time", none_relations(trigger, mentions, rivals))
    best_relations: tuple[str, ...] = ()
    here = mentions.layout.sentence[trigger.i]
    rivals = [r for r in rivals if abs(mentions.layout.sentence[r.i] - here) <= BACK]
    for mention in candidates(trigger, mentions):
        relations = relations_of(trigger, mention, mentions, rivals)
        value = score("time", relations)
        if value > best_score:
            best, best_score, best_relations = mention, value, relations
    if best is None:
        return None
    table = weights("time")
    return TimeFinding(best.span, max(best_relations, key=lambda name: table.get(name, 0.0)))
