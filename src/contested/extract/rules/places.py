"""Place words, stated distances and bearings, and which of them a trigger's event has.

Mentions are spaCy's GPE, LOC and FAC names, names that a rule knows for places ("town of X",
"X district", "near X"), and nameless sites ("a market"). `place_of` picks by the weighted relations
of `circumstance`; a trigger takes its own phrase first, then its sentence, its paragraph and the
article's main place, as far as the weights say so.
"""

from __future__ import annotations

import collections
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from contested.extract.rules.circumstance import (
    Layout,
    between,
    bucket,
    distance_relations,
    governor,
    score,
    syntax_relations,
    weights,
)
from contested.extract.rules.offsets import offset_spans
from contested.extract.rules.phrases import name_of
from contested.extract.rules.toponyms import (
    CITY,
    COUNTRY,
    key_of,
    level_of,
    lexicon,
    place_spans,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

FAR = 4
"""Sentences beyond which only the article's leading places are considered."""


@dataclass(frozen=True)
class PlaceMention:
    """Words that name a place, how precise it is (0 country ... 4 one site) and what hangs on it."""

    span: Span
    level: int
    kind: str
    """ner, rule or site."""
    key: str
    prep: str
    on: Token = field(repr=False)
    offset: Span | None = None
    """The stated distance or bearing that this place is the landmark of."""
    static: tuple[str, ...] = ()
    """Relations that hold whatever the trigger."""


@dataclass(frozen=True)
class PlaceMentions:
    """All places of a doc, in order, with its layout."""

    all: tuple[PlaceMention, ...]
    layout: Layout
    leading: tuple[PlaceMention, ...]
    """The best-supported places of the article: named often or in its first lines."""
    last_before: tuple[int, ...]
    precision: tuple[int, ...]
    """Per sentence the level of its most precise located place, -1 without one."""
    offsets: tuple[Span, ...]
    """Stated distances and bearings."""


@dataclass(frozen=True)
class PlaceFinding:
    """Place words of one event, most specific first, and a stated displacement."""

    texts: tuple[Span, ...]
    offset: Span | None
    rule: str


# ---------------------------------------------------------------- mentions


def place_mentions(doc: Doc) -> PlaceMentions:
    """Every mention of a place, with the article's leading places marked."""
    layout = Layout(doc)
    kept = place_spans(doc)
    keys = [key_of(span) for span, _ in kept]
    often = collections.Counter(keys)
    top = max(often.values(), default=0)
    mentions = []
    actors = _actor_share(kept, keys)
    offsets = offset_spans(doc)
    for i, ((span, kind), key) in enumerate(zip(kept, keys, strict=True)):
        extra = _neighbours(kept, i, layout)
        if actors[key] > 0.5:
            extra.append("mostly named as an actor")
        offset = next((o for o in offsets if o.start <= span.root.i < o.end), None)
        if offset is not None:
            extra.append("landmark of an offset")
        mentions.append(_mention(span, kind, key, (often[key], top), layout, extra, offset))
    return PlaceMentions(
        tuple(mentions),
        layout,
        _leading(mentions, often),
        _last_before(mentions, len(doc)),
        _precision(mentions, layout),
        tuple(offsets),
    )


def _leading(mentions: Sequence[PlaceMention], often: collections.Counter[str]) -> tuple[PlaceMention, ...]:
    """First mention of each place of the first lines and of the six places named most."""
    first: dict[str, PlaceMention] = {}
    for mention in mentions:
        if mention.kind != "site" and mention.prep != "nsubj":
            first.setdefault(mention.key, mention)
    by_count = sorted(first.values(), key=lambda m: (-often[m.key], m.span.start))[:6]
    by_place = [m for m in first.values() if "in the first lines" in m.static][:6]
    return tuple(
        sorted({m.span.start: m for m in (*by_count, *by_place)}.values(), key=lambda m: m.span.start)
    )


def _actor_share(kept: Sequence[tuple[Span, str]], keys: Sequence[str]) -> dict[str, float]:
    """Share of each place's mentions in which it acts or owns ("Russia said", "Israel's army")."""
    acts: collections.Counter[str] = collections.Counter()
    for (span, _), key in zip(kept, keys, strict=True):
        acts[key] += span.root.dep_ in ("nsubj", "poss", "agent") or span.root.head.lower_ == "by"
    total = collections.Counter(keys)
    return {key: acts[key] / total[key] for key in keys}


def _neighbours(kept: Sequence[tuple[Span, str]], i: int, layout: Layout) -> list[str]:
    """Whether a more precise place stands close in front or behind."""
    span, kind = kept[i]
    level, found = level_of(span, kind), []
    for j, side in ((i - 1, "in front"), (i + 1, "behind")):
        if not 0 <= j < len(kept):
            continue
        other = kept[j][0]
        gap = span.start - other.end if j < i else other.start - span.end
        if gap > 5 or layout.sentence[other.start] != layout.sentence[span.start]:
            continue
        rank = level_of(other, kept[j][1]) - level
        found.append(
            f"{'wider' if rank < 0 else 'equal' if rank == 0 else 'more precise'} place close {side}"
        )
    return found


def _mention(
    span: Span,
    kind: str,
    key: str,
    named: tuple[int, int],
    layout: Layout,
    extra: Sequence[str],
    offset: Span | None,
) -> PlaceMention:
    count, top = named
    prep, on = governor(span)
    words = lexicon()
    level = level_of(span, kind)
    role = prep if prep in words["locative"] else _role(span, prep, on)
    static = [
        f"level {level}",
        f"found by {kind}",
        f"role {role}",
        f"named {bucket(count, (1, 2, 4, 8))} times",
    ]
    static += extra
    if kind == "site":
        static.append(f"site: {span.root.lemma_.lower()}")
        definite = any(c.lower_ in ("the", "this", "that") for c in span.root.lefts)
        static.append(f"{'definite' if definite else 'indefinite'} site of {min(len(span), 2)} words")
    if on.pos_ == "PROPN" or on.lower_ in words["levels"]:
        static.append("hangs on another place")
    if count == top and kind != "site":
        static.append("named most")
    if layout.sentence[span.start] == 0:
        static.append("in the first sentence")
    if layout.sentence[span.start] <= 2:
        static.append("in the first lines")
    if span[0].ent_type_ == "FAC":
        static.append("a facility")
    return PlaceMention(span, level, kind, key, prep, on, offset, tuple(static))


def _role(span: Span, dep: str, on: Token) -> str:
    if dep in ("nsubj", "dobj", "nsubjpass", "poss", "compound", "amod", "nmod", "ROOT", "npadvmod"):
        if dep in ("compound", "amod", "nmod", "poss") and on.lower_ in lexicon()["levels"]:
            return "names a kind of place"
        return dep
    return "loose"


# ---------------------------------------------------------------- choice


def place_of(trigger: Token, mentions: PlaceMentions, rivals: Sequence[Token] = ()) -> PlaceFinding | None:
    """The place of the trigger's event, or None when the doc names none.

    `rivals` are the doc's other triggers: a place that hangs on one of them is less likely this one's.
    """
    best: PlaceMention | None = None
    best_score = float("-inf")
    best_relations: tuple[str, ...] = ()
    case = _case(trigger, mentions, rivals)
    for mention in candidates(trigger, mentions):
        relations = _relations(case, mention, mentions)
        value = score("place", relations)
        if value > best_score:
            best, best_score, best_relations = mention, value, relations
    offset = _offset_for(trigger, best, mentions, rivals)
    if best is None:
        return PlaceFinding((), offset, "stated displacement") if offset is not None else None
    if offset is not None and not offset.start <= best.span.start < offset.end:
        return PlaceFinding(
            _landmark(offset, mentions) or _chain(best, mentions), offset, "landmark of an offset"
        )
    table = weights("place")
    rule = max(best_relations, key=lambda name: table.get(name, 0.0))
    return PlaceFinding(_chain(best, mentions), offset, rule)


def candidates(trigger: Token, mentions: PlaceMentions) -> list[PlaceMention]:
    """Mentions near the trigger, and the article's leading places."""
    sentence = mentions.layout.sentence
    here = sentence[trigger.i]
    near = [
        m
        for m in mentions.all
        if abs(sentence[m.span.start] - here) <= FAR and not m.span.start <= trigger.i < m.span.end
    ]
    known = {m.span.start for m in near}
    return near + [m for m in mentions.leading if m.span.start not in known]


@dataclass(frozen=True)
class _Case:
    """A trigger with what its sentence says once for all of its candidates."""

    trigger: Token
    here: int
    wide: bool
    definite: bool
    dated: bool
    """The sentence has a year or "since"."""
    peoples: frozenset[str]
    """First four letters of the peoples that the sentence names."""
    rivals: dict[int, Token]
    beside: tuple[Token, ...]
    """Rivals in the trigger's own sentence."""


def _is_year(token: Token) -> bool:
    return bool(token.is_digit) and len(token) == 4 and token.text[:2] in ("19", "20")


def _case(trigger: Token, mentions: PlaceMentions, rivals: Sequence[Token]) -> _Case:
    sentence, places = trigger.sent, mentions.layout.sentence
    here = places[trigger.i]
    return _Case(
        trigger,
        here,
        trigger.lemma_.lower() in lexicon()["wide"],
        any(c.lower_ in ("the", "this", "that", "these") for c in trigger.lefts),
        any(
            t.lower_ == "since" or (t.is_digit and t.text[:2] in ("19", "20") and len(t) == 4)
            for t in sentence
        ),
        frozenset(t.lower_[:4] for t in sentence if t.ent_type_ == "NORP"),
        {r.i: r for r in rivals},
        tuple(r for r in rivals if places[r.i] == here),
    )


def relations_of(
    trigger: Token, mention: PlaceMention, mentions: PlaceMentions, rivals: Sequence[Token]
) -> tuple[str, ...]:
    """Names of the relations that hold between a trigger and a place."""
    return _relations(_case(trigger, mentions, rivals), mention, mentions)


def _relations(case: _Case, mention: PlaceMention, mentions: PlaceMentions) -> tuple[str, ...]:
    trigger, layout = case.trigger, mentions.layout
    same = case.here == layout.sentence[mention.span.start]
    found = [*mention.static, *distance_relations(trigger, mention.span, layout)]
    found += _breadth(case, mention)
    if case.definite:
        found.append(f"definite trigger, {'same sentence' if same else 'elsewhere'}")
    if same:
        syntax = syntax_relations(trigger, mention.on, case.beside)
        found += syntax
        found += [f"{name}, {mention.static[2]}" for name in syntax[:1]]
        found.append(f"in its sentence, level {mention.level}")
        found.append(f"{trigger.pos_} trigger, {mention.static[2]}")
        if len(syntax) > 1:
            found.append(f"{syntax[0]}, {syntax[-1]}")
        if between(trigger, mention.span, case.beside):
            found.append("another trigger between")
        return tuple(found)
    found += _elsewhere(trigger, mention, mentions, _far(trigger, mention, layout))
    ends = ("in front", "behind", "first lines", "most")
    found += [f"elsewhere, {name}" for name in mention.static[4:] if name.endswith(ends)]
    found += _served(case, mention)
    if mention.span.start == mentions.last_before[trigger.i]:
        found.append("last precise place before")
    return tuple(found)


def _breadth(case: _Case, mention: PlaceMention) -> list[str]:
    """What the trigger's sentence says of breadth: a wide event, a year, the people of a country."""
    found = []
    if case.wide:
        found.append(f"wide trigger, level {mention.level}")
    if case.dated:
        found.append(f"year or since in the sentence, level {mention.level}")
    if mention.level == COUNTRY and mention.key[:4] in case.peoples:
        found.append("people of the country in the sentence")
        if case.wide:
            found.append("people of the country in the sentence, wide trigger")
    return found


def _far(trigger: Token, mention: PlaceMention, layout: Layout) -> str:
    gap = layout.sentence[trigger.i] - layout.sentence[mention.span.start]
    return f"{bucket(abs(gap), (1, 2, 4))} sentences {'earlier' if gap > 0 else 'later'}"


def _precision(mentions: Sequence[PlaceMention], layout: Layout) -> tuple[int, ...]:
    best = [-1] * (layout.sentences or 1)
    for mention in mentions:
        if mention.prep not in ("nsubj", "poss", "compound", "amod") and mention.kind != "site":
            at = layout.sentence[mention.span.start]
            best[at] = max(best[at], mention.level)
    return tuple(best)


def _elsewhere(trigger: Token, mention: PlaceMention, mentions: PlaceMentions, distance: str) -> list[str]:
    """Relations of a place outside the trigger's sentence, given how precise that sentence is itself."""
    here = mentions.layout.sentence[trigger.i]
    own = ("no", "a country", "a region", "a precise", "a precise", "a precise")[mentions.precision[here] + 1]
    found = [
        f"elsewhere, level {mention.level}",
        f"elsewhere, {mention.static[2]}",
        f"sentence has {own} place, elsewhere level {mention.level}",
        f"sentence has {own} place, {distance}",
        f"sentence has {own} place, {mention.static[3]}",
    ]
    if here <= 1:
        found.append(f"trigger in the first lines, elsewhere level {mention.level}")
        found.append(f"trigger in the first lines, {distance}")
    if mentions.precision[mentions.layout.sentence[mention.span.start]] == mention.level:
        found.append("elsewhere, the most precise of its sentence")
    return found


def _served(case: _Case, mention: PlaceMention) -> list[str]:
    """Whether the place, elsewhere, belongs to another trigger, and how that one relates to this."""
    here, trigger, other = mention.on, case.trigger, None
    for _ in range(4):
        other = case.rivals.get(here.i)
        if other is not None or here.head.i == here.i:
            break
        here = here.head
    if other is None or other.i == trigger.i:
        return []
    found = ["elsewhere, place of another trigger"]
    if other.lemma_.lower() == trigger.lemma_.lower():
        found.append("elsewhere, place of a trigger with the same word")
    low, high = min(other.i, trigger.i), max(other.i, trigger.i)
    passed = sum(low < i < high for i in case.rivals)
    side = "earlier" if other.i < trigger.i else "later"
    found.append(f"place of another trigger {side}, {bucket(passed, (0, 1, 3))} triggers between")
    found.append(f"place of another trigger {side}, level {mention.level}")
    return found


def _last_before(mentions: Sequence[PlaceMention], size: int) -> tuple[int, ...]:
    """For each token the start of the last precise, located place in front of it (-1: none)."""
    out, last, todo = [], -1, 0
    usable = [
        m.span.start
        for m in mentions
        if m.level >= CITY and m.kind != "site" and m.prep not in ("nsubj", "poss")
    ]
    for i in range(size):
        while todo < len(usable) and usable[todo] < i:
            last, todo = usable[todo], todo + 1
        out.append(last)
    return tuple(out)


def _chain(best: PlaceMention, mentions: PlaceMentions) -> tuple[Span, ...]:
    """The chosen place, then the wider places that the words beside it set it in ("Tal Maru, in Idlib")."""
    sentence = mentions.layout.sentence
    own = [m for m in mentions.all if sentence[m.span.start] == sentence[best.span.start]]
    texts, level, keys = [best.span], best.level, {best.key}
    chain = [m for m in own if m.span.start > best.span.start]
    before = [m for m in reversed(own) if m.span.start < best.span.start]
    doc, left, right = best.span.doc, best.span.start, best.span.end
    for mention in chain:
        if mention.level > level or not _sets_in(doc[right : mention.span.start]):
            break
        right = mention.span.end
        if mention.key not in keys:
            texts.append(mention.span)
            keys.add(mention.key)
            level = mention.level
    for mention in before:
        if mention.level >= best.level or not _sets_in(doc[mention.span.end : left]):
            break
        left = mention.span.start
        if mention.key not in keys:
            texts.append(mention.span)
            keys.add(mention.key)
    return tuple(texts)


def _sets_in(gap: Span) -> bool:
    """True for words that set one place inside another: a comma, "in", "'s", "province of"."""
    words = lexicon()
    inside = {"in", "of", "'s", "’s", ",", "the", "(", ")", "near", "on", "'"}
    return len(gap) <= 6 and all(
        t.lower_ in inside or t.lower_ in words["levels"] or t.pos_ == "ADJ" or t.is_space for t in gap
    )


def _landmark(offset: Span, mentions: PlaceMentions) -> tuple[Span, ...]:
    """The thing that a displacement is measured from, then the article's leading located place."""
    nouns = [t for t in offset if t.pos_ in ("NOUN", "PROPN") and t.i == offset[-1].i]
    texts = [name_of(nouns[0])] if nouns else []
    lead = [m for m in mentions.leading if m.level > COUNTRY] or list(mentions.leading)
    return (*texts, *(m.span for m in lead[:1]))


def _offset_for(
    trigger: Token, best: PlaceMention | None, mentions: PlaceMentions, rivals: Sequence[Token]
) -> Span | None:
    """The displacement of the chosen place, else one that hangs on the trigger's own clause."""
    if best is not None:
        for offset in mentions.offsets:
            if offset.start <= best.span.root.i < offset.end or 0 <= offset.start - best.span.end <= 3:
                return offset
    sentence = mentions.layout.sentence
    triggers = [trigger, *rivals]
    for offset in mentions.offsets:
        if sentence[offset.start] != sentence[trigger.i]:
            continue
        nearest = min(triggers, key=lambda t: (abs(t.i - offset.start), t.i))
        measured = any(t.like_num for t in offset)
        if nearest.i == trigger.i and measured:
            return offset
    return None
