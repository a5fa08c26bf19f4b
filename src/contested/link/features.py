"""What linking looks at in a claim, and in a pair of claims, inside one report."""

from __future__ import annotations

import datetime as dt
import math
import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from contested.link.lexicon import wordlist
from contested.link.names import fold, mention_key, same_words, words
from contested.model import Claim, Document, ontology

_DEFINITE = frozenset(["the", "this", "that", "these", "those", "its", "their"])
_SITES = wordlist("sites")
_SAME_SITE = {"outpost": "post", "base": "post", "position": "post", "barracks": "post", "garrison": "post"}
_NEW = wordlist("another")
_HARM = wordlist("harm_triggers")
_PLURAL = re.compile(
    r"(?:strikes|raids|attacks|clashes|bombings|bombardments|barrages|explosions|blasts|assaults)$"
)
_BREAK = re.compile(r"(?<=[.!?])[\"”’]?\s+(?=[\"“‘A-Z])|\n+")
_PROPER = re.compile(r"(?<=\s)[A-Z][\w’'-]+")
_STOP = wordlist("stopwords")
_LONG = 3  # days; a longer interval is a campaign or a running count, not a strike


@dataclass(frozen=True, slots=True)
class Facet:
    """A claim as linking sees it; names folded, position counted in sentences and paragraphs."""

    claim: Claim
    start: int
    sentence: int
    paragraph: int
    in_title: bool
    definite: bool
    indefinite: bool
    new: bool
    harm_only: bool
    plural: bool
    trigger: frozenset[str]
    content: frozenset[str]
    proper: frozenset[str]
    actors: frozenset[str]
    targets: tuple[str, ...]
    sites: frozenset[str]
    places: tuple[str, ...]
    place_keys: tuple[str, ...]
    """Folded, as are the keys below."""
    actor_keys: frozenset[str]
    target_keys: frozenset[str]
    source_keys: tuple[str, ...]
    people: frozenset[str]
    counts: frozenset[tuple[str, int | None, int | None]]
    days: tuple[dt.date, dt.date] | None
    long: bool


def facets_of(document: Document, claims: tuple[Claim, ...]) -> list[Facet]:
    """Facets of the claims, in the order given."""
    breaks = [m.end() for m in _BREAK.finditer(document.text)]
    paragraphs = [m.end() for m in re.finditer(r"\n+", document.text)]
    return [facet(document, claim, breaks, paragraphs) for claim in claims]


def facet(document: Document, claim: Claim, breaks: list[int], paragraphs: list[int]) -> Facet:
    """One claim's facet; `breaks` and `paragraphs` are the offsets where new ones begin."""
    at = claim.trigger.start
    index = bisect_right(breaks, at)
    begin = breaks[index - 1] if index else 0
    end = breaks[index] if index < len(breaks) else len(document.text)
    before = fold(document.text[max(begin, at - 60) : at]).split()
    sentence = document.text[begin : min(end, begin + 2000)]
    trigger = frozenset(fold(claim.trigger.text).split())
    names = claim.perpetrator.names
    country = claim.where.country
    near = before[-3:]
    content, proper, anew = gist(sentence)
    places = tuple(s.text for s in claim.where.texts)
    return Facet(
        claim=claim,
        start=at,
        sentence=index,
        paragraph=bisect_right(paragraphs, at),
        in_title=claim.section == "title",
        definite=any(w in _DEFINITE for w in near),
        indefinite=any(w in ("a", "an") for w in near),
        new=anew or any(w in _NEW for w in before[-4:]),
        harm_only=bool(trigger) and trigger <= _HARM,
        plural=bool(_PLURAL.search(fold(claim.trigger.text))),
        trigger=frozenset(w.removesuffix("s") for w in trigger),
        content=content,
        proper=proper,
        actors=frozenset(mention_key(m, country) for m in names),
        targets=tuple(m.text for m in claim.target),
        sites=sites_of([m.text for m in claim.target]),
        places=places,
        place_keys=tuple(map(fold, places)),
        actor_keys=frozenset(fold(m.text) for m in names),
        target_keys=frozenset(fold(m.text) for m in claim.target),
        source_keys=tuple(fold(s.text) for s in claim.source),
        people=frozenset().union(*(words(m.text) for m in (*names, *claim.target)))
        if names or claim.target
        else frozenset(),
        counts=frozenset((c.kind, c.low, c.high) for c in claim.casualties),
        days=days_of(claim),
        long=is_long(claim),
    )


@lru_cache(maxsize=256)  # the claims of one sentence come one after another
def gist(sentence: str) -> tuple[frozenset[str], frozenset[str], bool]:
    """The sentence's folded content words and names, and whether it opens with "another" or the like."""
    said = fold(sentence).split()
    content = frozenset([w for w in said if w not in _STOP])
    return content, frozenset(map(fold, _PROPER.findall(sentence))), not _NEW.isdisjoint(said[:2])


def sites_of(targets: Iterable[str]) -> frozenset[str]:
    """Kinds of site among the targets; names of one kind of military site are one."""
    found = {w if w in _SITES else w.removesuffix("s") for t in targets for w in words(t)} & _SITES
    return frozenset(_SAME_SITE.get(w, w) for w in found)


def days_of(claim: Claim) -> tuple[dt.date, dt.date] | None:
    """The interval of the claim, open ends closed on the other; None when undated."""
    start, end = claim.when.start or claim.when.end, claim.when.end or claim.when.start
    return (start, end) if start and end else None


def is_long(claim: Claim) -> bool:
    """True when the claim is about more days than one occurrence takes."""
    days = days_of(claim)
    return days is not None and (days[1] - days[0]).days > _LONG


def gap_days(a: tuple[dt.date, dt.date], b: tuple[dt.date, dt.date]) -> int:
    """Days between two intervals; 0 when they touch or overlap."""
    return max(0, (b[0] - a[1]).days, (a[0] - b[1]).days)


def forbidden(a: Facet, b: Facet) -> bool:
    """Types that are never one occurrence, or dates days apart."""
    if not ontology().compatible(a.claim.type, b.claim.type):
        return True
    return a.days is not None and b.days is not None and gap_days(a.days, b.days) > 2


def features(a: Facet, b: Facet) -> dict[str, float]:
    """Named observations on a pair (a before b in the text); absent means 0."""
    found: dict[str, float] = {}
    for part in (_types(a, b), _dates(a, b), _places(a, b), _actors(a, b), _harm(a, b), _text(a, b)):
        found.update(part)
    return found


def _types(a: Facet, b: Facet) -> dict[str, float]:
    x, y = sorted((a.claim.type, b.claim.type))
    found = {f"type {x}": 1.0} if x == y else {f"types {x} {y}": 1.0, "types differ": 1.0}
    if a.claim.background != b.claim.background:
        found["background differs"] = 1.0
    elif a.claim.background:
        found["both background"] = 1.0
    if (a.claim.status == "planned") != (b.claim.status == "planned"):
        found["one planned"] = 1.0
    return found


def _dates(a: Facet, b: Facet) -> dict[str, float]:
    if a.long != b.long:
        return {"campaign and strike": 1.0}
    if a.days is None or b.days is None:
        return {"undated both" if a.days is b.days else "undated one": 1.0}
    if a.days == b.days:
        return {"same long interval" if a.long else "same day": 1.0}
    return {"days overlap" if not gap_days(a.days, b.days) else "days differ": 1.0}


def _places(a: Facet, b: Facet) -> dict[str, float]:
    x, y = a.claim.where, b.claim.where
    found: dict[str, float] = {}
    if x.country and y.country and x.country != y.country:
        found["country differs"] = 1.0
    if x.admin1 and y.admin1:
        found["admin1 same" if fold(x.admin1) == fold(y.admin1) else "admin1 differs"] = 1.0
    elif x.admin1 or y.admin1:
        found["admin1 one"] = 1.0
    if not a.places or not b.places:
        found["place unknown both" if not a.places and not b.places else "place unknown one"] = 1.0
        return found
    if a.place_keys[0] == b.place_keys[0]:
        found["place same"] = 1.0
    elif any(same_words(p, q) for p in a.places for q in b.places):
        found["place inside"] = 1.0
    else:
        found["place differs"] = 1.0
    if a.place_keys == b.place_keys:
        found["places all same"] = 1.0
        if len(a.places) > 1:
            found["places all same, several"] = 1.0
    return found


def _actors(a: Facet, b: Facet) -> dict[str, float]:
    found: dict[str, float] = {}
    if a.actors and b.actors:
        shared = a.actors & b.actors
        whole = a.actors == b.actors
        found["perpetrator same" if whole else "perpetrator shared" if shared else "perpetrator differs"] = (
            1.0
        )
    else:
        found["perpetrator unknown both" if not (a.actors or b.actors) else "perpetrator unknown one"] = 1.0
    if a.targets and b.targets:
        same = any(same_words(p, q) for p in a.targets for q in b.targets)
        found["target same" if same else "target differs"] = 1.0
        if a.sites and b.sites and not a.sites & b.sites:
            found["target sites differ"] = 1.0
    else:
        found["target unknown"] = 1.0
    if a.target_keys & b.actor_keys or b.target_keys & a.actor_keys:
        found["roles swapped"] = 1.0
    if a.people and b.people:
        found["people overlap"] = len(a.people & b.people) / min(len(a.people), len(b.people))
    return found


def _harm(a: Facet, b: Facet) -> dict[str, float]:
    found: dict[str, float] = {}
    if a.counts and b.counts:
        found["harm same" if a.counts & b.counts else "harm differs"] = 1.0
        x = {c.kind: c.low or c.high or 0 for c in a.claim.casualties}
        y = {c.kind: c.low or c.high or 0 for c in b.claim.casualties}
        ratios = [abs(math.log((x[k] + 1) / (y[k] + 1))) for k in x.keys() & y.keys()]
        if ratios:
            found["harm ratio"] = min(3.0, min(ratios))
    elif a.counts or b.counts:
        found["harm one"] = 1.0
    if b.harm_only:
        found["harm-only later"] = 1.0
        if a.sentence >= b.sentence - 1:
            found["harm-only later, next"] = 1.0
    if a.harm_only:
        found["harm-only earlier"] = 1.0
    return found


def _text(a: Facet, b: Facet) -> dict[str, float]:
    gap = b.sentence - a.sentence
    found = {"log sentences": math.log1p(gap), "log paragraphs": math.log1p(b.paragraph - a.paragraph)}
    if gap == 0:
        found["same sentence"] = 1.0
    elif gap == 1:
        found["next sentence"] = 1.0
    if a.claim.quote == b.claim.quote:
        found["same quote"] = 1.0
    if a.in_title:
        found["title earlier"] = 1.0
        if b.in_title:
            found["both title"] = 1.0
        elif b.sentence <= 4:
            found["title and lede"] = 1.0
    for name, hit in (
        ("definite", b.definite and not b.new),
        ("indefinite", b.indefinite),
        ("new", b.new),
        ("new earlier", a.new),
        ("plural differs", a.plural != b.plural),
        ("both plural", a.plural and b.plural),
        ("trigger same", bool(a.trigger & b.trigger)),
        ("definite, trigger same", b.definite and bool(a.trigger & b.trigger)),
        ("same source", bool(a.source_keys) and a.source_keys == b.source_keys),
    ):
        if hit:
            found[name] = 1.0
    if gap:
        small = min(len(a.content), len(b.content)) or 1
        found["content overlap"] = len(a.content & b.content) / small
        if a.proper and b.proper:
            found["names overlap"] = len(a.proper & b.proper) / min(len(a.proper), len(b.proper))
    return found
