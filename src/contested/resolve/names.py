"""Place names in running text, without a trained tagger: runs of capitalised words that the gazetteer knows.

Each run offers phrases; a phrase is weighed by named features (how it stands in its sentence and in its
run, what the gazetteer has under it) with the weights of data/name_weights.yaml, which
`python -m train.place_names` fits. "Washington said" names an actor: `metonyms` false leaves such out.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec

from contested.resolve.fold import fold
from contested.resolve.gazetteer import Candidate, Gazetteer
from contested.resolve.prior import country_of_words
from contested.resolve.toponyms import Name, short_forms

_SCANNED = 60_000
_LONGEST = 5
_WORD = r"[A-Z\u00c0-\u00de][\w\u00c0-\u024f'’]*(?:-[\w\u00c0-\u024f'’]+)*\.?"
_LINK = r"(?:of|the|and|al|el|de|la|las|los|del|du|des|di|da|do|upon|on|en|le|van)"
_RUN = re.compile(rf"{_WORD}(?: (?:{_LINK} ){{0,2}}{_WORD}){{0,11}}")
_TOKEN = re.compile(r"\S+")
_BEFORE = re.compile(r"([\w'’]+)\W{1,2}$")
_AFTER = re.compile(r"^\W{0,2} ?([\w'’]+)")
_PLACE_BEFORE = frozenset(
    "in at from near to of outside around through across toward towards via between inside into"
    " throughout".split()
)
_PERSON_BEFORE = frozenset(
    "mr mrs ms dr sir president minister judge sgt sen rep gov lt capt col gen said coach rev st"
    " officer".split()
)
_SAYING = re.compile(
    r"^(?:[’']s)? (?:has |have |had |also |will |would )?(?:said|says|say|told|announced|warned|accus\w+"
    r"|den(?:y|ie)\w*|insist\w*|blam\w+|demand\w*|agreed|condemn\w+|urg\w+|declar\w+|claim\w+|want\w*"
    r"|vow\w*|reject\w+|call\w* (?:on|for))\b"
)
_DEALING = re.compile(r"(?:according to|backed by|accused|urged|told|talks with|ties with) $")
_KIND_AFTER = frozenset(
    "county city province state district region island islands river lake bay beach valley township"
    " parish".split()
)
_GROUP_AFTER = frozenset(
    "police university college school hospital department council court times post news journal herald"
    " church airport inc corp company bank united club association center centre museum park street"
    " road avenue".split()
)


@dataclass(frozen=True, slots=True)
class Offer:
    """A phrase that may name a place, with its features."""

    start: int
    end: int
    text: str
    features: Mapping[str, float]


@cache
def weights() -> dict[str, float]:
    """Feature -> weight, as shipped; `threshold` is the score from which a phrase is taken."""
    data = files("contested.resolve").joinpath("data/name_weights.yaml").read_bytes()
    loaded: dict[str, float] = msgspec.yaml.decode(data, type=dict[str, float])
    return loaded


def find_names(text: str, gazetteer: Gazetteer, *, metonyms: bool = True) -> list[Name]:
    """Place names of a text in order; none overlaps another. `metonyms` keeps "Washington said"."""
    weight = weights()
    scored = [
        (sum(weight.get(k, 0.0) * v for k, v in o.features.items()), o) for o in offers(text, gazetteer)
    ]
    chosen = select([(s, o) for s, o in scored if s >= weight.get("threshold", 0.0)])
    return [Name(o.start, o.end, o.text) for o in chosen if metonyms or not is_metonym(text, o.start, o.end)]


def select(scored: Sequence[tuple[float, Offer]]) -> list[Offer]:
    """The best offers that do not overlap, in order of the text."""
    taken: list[Offer] = []
    free: set[int] = set()
    for _, offer in sorted(scored, key=lambda pair: (-pair[0], pair[1].start)):
        span = set(range(offer.start, offer.end))
        if not span & free:
            free |= span
            taken.append(offer)
    return sorted(taken, key=lambda o: o.start)


def is_metonym(text: str, start: int, end: int) -> bool:
    """True where a place's name is who speaks or acts ("Washington said", "talks with Ankara")."""
    head = text[max(start - 24, 0) : start]
    before = _BEFORE.search(head)
    inside = before is not None and before[1] in _PLACE_BEFORE | {"of", "the"}  # "a medic in Gaza said"
    return bool(_DEALING.search(head) or (not inside and _SAYING.match(text[end : end + 40])))


def offers(text: str, gazetteer: Gazetteer) -> Iterator[Offer]:
    """Every phrase of the text that the gazetteer knows."""
    text = text[:_SCANNED]
    lower = frozenset(re.findall(r"\b[a-z]{3,}\b", text))
    for run in _RUN.finditer(text):
        tokens = [(run.start() + t.start(), run.start() + t.end()) for t in _TOKEN.finditer(run.group())]
        for first in range(len(tokens)):
            for last in range(first, min(first + _LONGEST, len(tokens))):
                yield from _offer(text, tokens, first, last, lower, gazetteer)


def _offer(
    text: str,
    tokens: list[tuple[int, int]],
    first: int,
    last: int,
    lower: frozenset[str],
    gazetteer: Gazetteer,
) -> Iterator[Offer]:
    start, end = tokens[first][0], tokens[last][1]
    phrase = text[start:end]
    if not phrase[0].isupper() or phrase.split(" ")[-1].islower():
        return
    code = short_forms().get(phrase)
    if code is None:
        bare = re.sub(r"[’']s$|[’'.]+$", "", phrase)
        end, phrase = start + len(bare), bare
        code = short_forms().get(phrase)
    found = gazetteer.lookup(phrase) if len(fold(phrase)) > 2 else ()
    if not code and not found:
        return
    around = _around(text, tokens, first, last, end)
    known = _known(phrase, code, found, lower)
    yield Offer(start, end, phrase, {"bias": 1.0, **around, **known})


def _around(text: str, tokens: list[tuple[int, int]], first: int, last: int, end: int) -> dict[str, float]:
    start = tokens[first][0]
    head, tail = text[max(start - 24, 0) : start], text[end : end + 24]
    before, after = _BEFORE.search(head), _AFTER.search(tail)
    left = before[1] if before else ""
    right = after[1] if after else ""
    opening = not head.strip() or head.rstrip()[-1:] in '.!?"”:\n' or head.endswith("\n")
    inner_left = text[tokens[first - 1][0] : tokens[first - 1][1]] if first else ""
    inner_right = text[tokens[last + 1][0] : tokens[last + 1][1]] if last + 1 < len(tokens) else ""
    return {
        "whole run": float(first == 0 and last == len(tokens) - 1),
        "words": float(last - first),
        "sentence opens": float(opening),
        "place word before": float(left.lower() in _PLACE_BEFORE and left[:1].islower()),
        "person word before": float(left.lower().rstrip(".") in _PERSON_BEFORE),
        "capital before": float(
            bool(inner_left) and inner_left[0].isupper() and not inner_left.endswith(",")
        ),
        "capital after": float(bool(inner_right) and inner_right[0].isupper()),
        "kind word after": float(right.lower() in _KIND_AFTER),
        "group word after": float(right.lower() in _GROUP_AFTER),
        "comma and capital after": float(bool(re.match(r",? [A-Z]", tail)) and tail[:1] == ","),
        "comma before": float(head.endswith(", ")),
        "possessive": float(tail[:2] in ("'s", "’s")),
        "speaks": float(bool(_SAYING.match(text[end : end + 40]))),
        "in brackets or dateline": float(
            head.endswith("(") or tail[:1] == ")" or bool(re.match(r" ?[-–—(]", tail))
        ),
    }


def _known(
    phrase: str, code: str | None, found: Sequence[Candidate], lower: frozenset[str]
) -> dict[str, float]:
    kinds = {c.kind for c in found if c.match == "name" or c.kind != "settlement"}
    population = max((c.population for c in found if c.kind == "settlement"), default=0)
    return {
        "short form": float(code is not None),
        "country": float("country" in kinds),
        "first division": float("admin1" in kinds),
        "second division": float("admin2" in kinds),
        "area or site": float(bool(kinds & {"region", "natural", "site", "district"})),
        "settlement": float("settlement" in kinds),
        "size": math.log10(population + 10) / 7,
        "alternate only": float(not code and all(c.match == "alternate" for c in found)),
        "namesakes": min(len(found), 20) / 20,
        "all capitals": float(phrase.isupper() and len(phrase) > 1 and code is None),
        "lower case too": float(phrase.lower() in lower),
        "people": float(country_of_words(phrase) is not None and "country" not in kinds),
        "short": float(len(phrase) < 5),
    }
