"""Place words -> gazetteer entry, country and first-order division.

Each text is reduced to names ("south-eastern Idlib" -> Idlib, a part of it), each name gives
candidates, and a candidate's score adds up: size, how the name matched, the country that the report
is about, and agreement with the other place words of the claim. Nothing found is None.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import lru_cache

import msgspec

from contested.model import Place
from contested.resolve import nearby, relative
from contested.resolve.fold import fold, plain
from contested.resolve.gazetteer import Candidate, Gazetteer
from contested.resolve.prior import country_of_words
from contested.resolve.relative import Found as Found


@dataclass(frozen=True, slots=True)
class WhereContext:
    """What is known around a claim: the report's country prior and places resolved before it."""

    prior: Mapping[str, float] = field(default_factory=dict)
    near: tuple[Place, ...] = ()
    caseless: bool = False
    """The report has no capitals (old wires): any word may be a name."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read a place text: the name to look up and what surrounds it."""

    name: str
    part: bool
    admin: bool
    loss: float
    """Points lost for words that had to be dropped."""
    bordered: bool = False
    """The words are of a border, coast or territory, which belong to the country as a whole."""
    town: bool = False
    """The words say that it is a town ("Daraa town"), so the province of that name is not meant."""
    point: bool = False
    """The words measure from the name ("20 km north of"), which is done from towns, not from provinces."""


@dataclass(frozen=True, slots=True)
class _Hints:
    """What the claim's words name outright: a country, divisions such as "SY.12"; `abroad` when they
    name regions or countries of several countries."""

    country: str | None
    divisions: frozenset[str]
    abroad: bool
    people: bool = False
    """The country is known by its people only ("Lebanese border")."""


@dataclass(frozen=True, slots=True)
class _Option:
    score: float
    candidate: Candidate
    reading: _Reading


_DIRECTION = re.compile(
    r"^(?:(?:the )?(?:far |extreme |deep )?(?:north|south|east|west|central|mid|northern|southern"
    r"|eastern|western|rural|upper|lower"
    r"|(?:north|south)[ -]?(?:east|west)(?:ern)?)\b[ -]?(?:and )?)+(?:(?:parts?|outskirts"
    r"|countryside|suburbs?|edge|side|half|sector|region|areas?|rural) )*"
    r"(?:of |in )?(?:the )?"
)
_AROUND = re.compile(
    r"^(?:near|outside|around|close to|north|south|east|west|northeast|northwest|southeast"
    r"|southwest|(?:the )?(?:northern |southern |eastern |western )?"
    r"(?:outskirts|suburbs?|countryside|vicinity|edge|environs|surroundings|border|parts?|heart|cent(?:er|re)|north|south|east|west|area|city|town|village|province|governorate"
    r"|district|region|neighbou?rhood|municipality|port|capital|coast|hamlet|camp|streets|strip"
    r"|skies|airspace|villages|towns))(?: city| town)?(?: (?:of|in|from))? (?:the )?",
)
_ADMIN = re.compile(
    r"\b(?:province|governorate|oblast|region|state|department|county|prefecture|provincial)s?\b", re.I
)
_BORDER = re.compile(
    r"\b(?:border|frontier|coast|airspace|territory|territorial|proper|capital|soil|side|waters)\b", re.I
)
_HEADS = frozenset(
    "tall tell tal tel jabal jebel kafr kafar khirbat khirbet ayn ein ain bir abu umm um jubb deir dayr"
    " beit bayt hawsh wadi shaykh sheikh qalat qala marj khan ras burj rasm nahr jisr hay harat".split()
)
"""Arabic words that begin hundreds of names (hill, village, ruin, spring ...): no name by themselves, and
a name without its own is another place's."""
_LISTED = "regions.yaml"
_OURS = ("country", "region", "district", "site", "natural")  # listed by hand: the whole phrase is meant
_WIDE = ("country", "admin1", "region", "district", "natural")
_KIND_TAIL = re.compile(
    r"[ -](?:province|governorate|oblast|region|state|department|county|prefecture|city|town"
    r"|township|village|district|neighbou?rhood|area|suburbs?|countryside"
    r"|municipality|refugee camp|camp|camps|airport|international airport|border|crossing"
    r"|border crossing|hospital|medical complex|military base|air ?base|base|airfield|market"
    r"|square"
    r"|mosque|school|university|street|road|highway|bridge|junction|prison|checkpoint|valley|mountains?|river|port|harbou?r|front|frontline|axis|sector|cent(?:er|re)|proper|coast"
    r"|enclave|pocket|territory|territories|plain|heights|desert|island|islands|peninsula"
    r"|settlement|outpost|quarter|dam|frontier|capital|villages|towns|outskirts|metropolitan area"
    r"|rural|front line)$",
    re.I,
)
_SPLIT = re.compile(
    r",\s*|\s+(?:in|of|near|outside|at|inside|between|and|to|from|along|towards?)\s+|\s*[/()]\s*"
)
_POSSESSIVE = re.compile(r"^(?P<owner>[^,]{2,40}?)['’]s?\s+(?P<rest>.+)$")
_TELLING = 4  # letters below which a name is too short to tell by itself
_SOLE_NAME, _SOLE_ALTERNATE = 2.0, 1.0
_ALIKE = 0.62  # similarity of folded names below which a shared skeleton is chance
_WEAK = 2.6  # a candidate that scores less is taken for a namesake elsewhere


def resolve_where(
    texts: Sequence[str], context: WhereContext, gazetteer: Gazetteer, offset: str = ""
) -> Found:
    """The place that the words mean (most specific first), with country and first-order division.

    All texts vote for the country; the place is the first text's that lies in the country elected. What
    words add to a name ("20 km north of", in a text or as the claim's `offset`) moves and widens it.
    """
    found, text = _resolve(texts, context, gazetteer)
    return relative.placed(
        found, text, texts, offset, lambda more: _resolve(more, context, gazetteer)[0], gazetteer
    )


def _resolve(texts: Sequence[str], context: WhereContext, gazetteer: Gazetteer) -> tuple[Found, str]:
    """What the names mean, and the text with words beside the name that the place was taken from, else ""."""
    texts = [piece for t in texts if t.strip() for piece in _pieces(t[:120])][:8]
    hints = _hints(texts, context, gazetteer)
    if hints.abroad:
        return Found(rule="words name several countries"), ""
    options = [_options(text, hints, context, gazetteer) for text in texts]
    votes: dict[str, float] = {}
    for found in options:
        for code, option in found.items():
            votes[code] = votes.get(code, 0.0) + option.score
    if not votes:
        return _country_only(texts, hints, gazetteer), ""
    elected = max(votes, key=lambda code: votes[code])
    for at, (text, found) in enumerate(zip(texts, options, strict=True)):
        if elected in found:
            whole = found[elected].reading.loss == 0.0
            known = _found(found[elected], elected, hints, gazetteer)
            return _roughly(known) if _unfound(texts[:at], context) else known, "" if whole else text
    return Found(), ""


def _unfound(before: Sequence[str], context: WhereContext) -> bool:
    """True when more specific words are a name that the gazetteer does not have."""
    return any(t[:1].isupper() and len(t) >= _TELLING for t in before) and not context.caseless


def _roughly(found: Found) -> Found:
    """A town that stands in for an unknown part or village of it: near, not at, the point."""
    place = found.place
    if place is None or place.geo_precision != 1:
        return found
    radius = round((place.radius_km or 1.0) + _AROUND_KM, 1)
    near = msgspec.structs.replace(place, geo_precision=2, where_prec=2, radius_km=radius)
    return replace(found, place=near, rule=f"{found.rule}, for an unknown place in or by it")


def _pieces(text: str) -> list[str]:
    """The names of "Sarmada, Idlib, Syria", each a text of its own; the text where a piece is no name."""
    pieces = [p.strip() for p in text.split(",")]
    return pieces if len(pieces) > 1 and all(p[:1].isupper() for p in pieces) else [text]


def _owned(text: str) -> list[tuple[str, ...]]:
    """Texts to try in order until one gives a place: for "Syria's Idlib" the thing owned comes first."""
    owned = _POSSESSIVE.match(text)
    return [(owned["rest"],), (text, owned["owner"])] if owned else [(text,)]


def _hints(texts: Sequence[str], context: WhereContext, gazetteer: Gazetteer) -> _Hints:
    country: str | None = None
    people: str | None = None
    divisions: set[str] = set()
    outright: list[str | None] = []
    for text in texts:
        named: str | None = None
        owner = _POSSESSIVE.match(text)
        for candidate in _outright(owner["owner"] if owner else text, context, gazetteer):
            if candidate.kind == "country":
                named, country = candidate.code, country or candidate.code
            elif candidate.kind in ("admin1", "region") and candidate.source == _LISTED and named is None:
                named = candidate.code
            if candidate.adm1:
                divisions.add(f"{candidate.code}.{candidate.adm1}")
        outright.append(named)
        people = people or country_of_words(text)
    named_first = outright[0] if outright else None
    abroad = named_first is not None and any(
        code not in (None, named_first) and gazetteer.names_country(text)
        for text, code in zip(texts[1:], outright[1:], strict=True)
    )
    return _Hints(country or people, frozenset(divisions), abroad, country is None)


def _outright(text: str, context: WhereContext, gazetteer: Gazetteer) -> list[Candidate]:
    """Countries, divisions and regions that the whole text names, directions and "province" aside."""
    for reading in _readings(text):
        if reading.loss <= 0.3 and _is_name(reading.name, context):
            found = [c for c in gazetteer.lookup(reading.name) if c.kind in _WIDE and _fits(c, reading)]
            if found:
                return found
    return []


def _is_name(words: str, context: WhereContext) -> bool:
    return context.caseless or any(c.isupper() or not c.isascii() for c in words)


def _fits(candidate: Candidate, reading: _Reading) -> bool:
    """A country is meant by its name, perhaps its border or a part of it, but not by "Palestine Street"."""
    return candidate.kind != "country" or reading.loss in (0.0, 0.2, 1.0, 1.5, 2.0) or reading.bordered


@lru_cache(maxsize=16384)
def _readings(text: str) -> tuple[_Reading, ...]:
    """Names to look up, the fullest first."""
    found: list[_Reading] = []
    admin, bordered = bool(_ADMIN.search(text)), bool(_BORDER.search(text))

    told, town = nearby.relation(text), bool(_TOWN.search(text))
    point = told is not None and told.kind in ("displaced", "beyond", "near", "edge", "off", "between")

    def add(name: str, part: bool, loss: float) -> None:
        name = name.strip(" .,;:'\"“”‘’()-")
        if len(name) > 1 and all(name.casefold() != r.name.casefold() for r in found):
            found.append(_Reading(name, part, admin, loss, bordered, town, point))

    add(text, False, 0.0)
    trimmed, part = _trim(text)
    part = part and (told is not None or not town)  # "the city of Homs" is the whole of it
    add(trimmed, part, 0.2)
    bare = _strip_kind(trimmed)
    add(bare, part, 0.3)
    for number, piece in enumerate(p for p in _SPLIT.split(bare) if p):
        inner, inner_part = _trim(piece)
        add(inner, part or inner_part or number > 0, 1.0 + 0.5 * number)
        add(_strip_kind(inner), part or inner_part or number > 0, 1.1 + 0.5 * number)
    words = re.findall(r"[^\W\d_][\w'’.-]*", bare)
    for size in range(min(3, len(words) - 1), 0, -1):
        for at in range(len(words) - size, -1, -1):
            chunk = words[at : at + size]
            if chunk[0][0].isupper() and chunk[-1][0].isupper() and not _headless(words, at, size):
                add(" ".join(chunk), True, 2.6 - 0.4 * size)
    return tuple(found[:24])


def _headless(words: Sequence[str], at: int, size: int) -> bool:
    """True when the words are only "Tall" of "Tall Abyad", or lack the "Beit" of "Beit Sawa"."""
    before = [w for w in words[max(at - 2, 0) : at] if w[0].isupper() and fold(w) not in ("al", "el")]
    alone = all(fold(w) in _HEADS for w in words[at : at + size])
    return alone or bool(before and fold(before[-1]) in _HEADS)


def _trim(text: str) -> tuple[str, bool]:
    """Without directions and "near", "outskirts of"; True when only a part or the surroundings are meant."""
    low, before = plain(text), text
    for pattern in (_DIRECTION, _AROUND, _DIRECTION):
        found = pattern.match(low)
        if found and found.end() < len(low) and found.end():
            text, low = text[found.end() :], low[found.end() :]
    return text, text != before


def _strip_kind(text: str) -> str:
    while (shorter := _KIND_TAIL.sub("", text)) != text and len(shorter) > 1:
        text = shorter
    return text


def _options(text: str, hints: _Hints, context: WhereContext, gazetteer: Gazetteer) -> dict[str, _Option]:
    """The best candidate for each country ("" for international waters) that scores enough."""
    best: dict[str, _Option] = {}
    for parts in _owned(text):
        for part in parts:
            _gather(best, part, hints, context, gazetteer)
        if best:
            break
    return best


def _gather(
    best: dict[str, _Option], text: str, hints: _Hints, context: WhereContext, gazetteer: Gazetteer
) -> None:
    for reading in _readings(text):
        named = _is_name(reading.name, context)
        if not named and reading.loss:
            continue
        candidates = _candidates(reading, gazetteer)
        sole = _sole(reading, candidates)
        for candidate in candidates:
            if not _fits(candidate, reading) or not (named or candidate.kind in _OURS):
                continue
            option = _Option(_score(candidate, reading, hints, context) + sole, candidate, reading)
            for code in candidate.codes or ("",):
                if option.score >= _WEAK and (code not in best or option.score > best[code].score):
                    best[code] = option
        if reading.loss == 0.0 and any(o.candidate.kind in _OURS for o in best.values()):
            return


def _sole(reading: _Reading, candidates: Sequence[Candidate]) -> float:
    """Points for a name that only one country has: it needs no support from the report."""
    exact = [c for c in candidates if c.match != "skeleton"]
    if len(reading.name) < _TELLING or reading.loss >= 2 or len({c.codes for c in exact}) != 1:
        return 0.0
    return _SOLE_NAME if exact[0].match == "name" else _SOLE_ALTERNATE


def _candidates(reading: _Reading, gazetteer: Gazetteer) -> list[Candidate]:
    exact = gazetteer.lookup(reading.name)
    if exact or reading.loss >= 2:
        return list(exact)
    key = fold(reading.name)
    return [
        c
        for c in gazetteer.lookup_skeleton(reading.name)
        if c.kind in ("settlement", "admin1")
        and SequenceMatcher(None, key, fold(c.name), autojunk=False).ratio() >= _ALIKE
    ]


_KIND_SCORE = {"country": 9.0, "region": 6.5, "natural": 6.5, "site": 6.0, "district": 6.0, "admin1": 5.8}
_TOWN = re.compile(r"(?i)\b(?:town|city|village|suburb)$|^(?:the )?(?:town|city|village|suburb) of ")
_OUTSIDE = 3.0
_AROUND_KM = 5.0
_UNCOUNTED = 1000
"""Inhabitants that a settlement is taken to have where GeoNames gives none: its list begins at 500."""
_DISTRICT = re.compile(r"(?i)\b(?:sub-?)?(?:district|county)$")
_MATCH_LOSS = {"name": 0.0, "alternate": 1.0, "skeleton": 2.0}


def _score(candidate: Candidate, reading: _Reading, hints: _Hints, context: WhereContext) -> float:
    """Points: size or kind, match, the report's country, the claim's other words, places nearby."""
    country, divisions = hints.country, hints.divisions
    score = _KIND_SCORE.get(candidate.kind, math.log10((candidate.population or _UNCOUNTED) + 1))
    score -= _MATCH_LOSS[candidate.match] + reading.loss
    support = max((context.prior.get(c, 0.0) for c in candidate.codes), default=0.0)
    score += 3.0 * math.sqrt(support)
    if support < 0.02 and candidate.kind != "country":
        score -= 2.0
    if reading.loss == 0.0 and candidate.kind in ("region", "district", "site", "natural"):
        score += 1.5  # our own list holds the whole phrase
    if country:
        score += 4.0 if country in candidate.codes else -3.0
    if (
        divisions
        and not reading.part
        and candidate.adm1
        and f"{candidate.code}.{candidate.adm1}" in divisions
        and candidate.kind == "settlement"
    ):
        score += 1.5
    score -= _elsewhere(candidate, divisions)
    if candidate.kind == "admin2" and reading.loss == 0.0 and _DISTRICT.search(reading.name):
        score += 6.0
    if reading.town and candidate.kind in ("admin1", "admin2", "region"):
        score -= 3.0
    if reading.admin:
        score += 2.0 if candidate.kind in ("admin1", "region") else -1.0
    elif reading.part and candidate.kind == "admin1" and not reading.point:
        score += 0.8  # "southern Aleppo" is the countryside more often than the city's quarters
    elif reading.point and candidate.kind == "admin1":
        score -= 1.5
    return score + _nearness(candidate, context.near)


def _elsewhere(candidate: Candidate, divisions: frozenset[str]) -> float:
    """Points lost for standing outside the divisions that the claim names of the candidate's country."""
    own = f"{candidate.code}."
    named = any(d.startswith(own) for d in divisions)
    if not named or not candidate.adm1 or own + candidate.adm1 in divisions:
        return 0.0
    return _OUTSIDE if candidate.kind in ("settlement", "site", "admin2") else 0.0


def _nearness(candidate: Candidate, near: tuple[Place, ...]) -> float:
    """Up to one point for standing within 150 km of a place resolved before."""
    best = 0.0
    for place in near:
        if None not in (place.latitude, place.longitude, candidate.latitude, candidate.longitude):
            distance = distance_km(place.latitude, place.longitude, candidate.latitude, candidate.longitude)  # type: ignore[arg-type]
            best = max(best, 1.0 - distance / 150)
    return best


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance (haversine, mean Earth radius 6371 km)."""
    a, b = math.radians(lat1), math.radians(lat2)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


def _found(option: _Option, code: str, hints: _Hints, gazetteer: Gazetteer) -> Found:
    candidate = option.candidate
    place = gazetteer.place(candidate, part=option.reading.part)
    rule = f"{candidate.match} of {candidate.ref}"
    if not candidate.codes:
        code = "" if hints.people else hints.country or ""
    elif len(candidate.codes) > 1:
        rule += ", country by the report"
    admin1 = place.admin1 or _sole_division(hints, code, gazetteer)
    return Found(place, gazetteer.country_name(code or None), code or None, admin1, rule)


def _sole_division(hints: _Hints, code: str, gazetteer: Gazetteer) -> str | None:
    """The division that the claim's words name outright, for a place that is filed under none."""
    own = [d for d in sorted(hints.divisions) if d.startswith(f"{code}.")]
    return gazetteer.admin1_name(code, own[0].split(".", 1)[1]) if code and len(own) == 1 else None


def _country_only(texts: Sequence[str], hints: _Hints, gazetteer: Gazetteer) -> Found:
    if hints.country and texts:
        return Found(None, gazetteer.country_name(hints.country), hints.country, None, "country word")
    return Found()
