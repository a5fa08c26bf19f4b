"""From the place that is named to the place that is meant: displacements, parts, lines and borders.

`nearby` reads the words and does the geometry of points, `lines` that of roads and borders; this joins
them to what the names resolved to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from contested.model import Place
from contested.resolve import lines, nearby
from contested.resolve.gazetteer import Gazetteer
from contested.resolve.prior import country_of_words


@dataclass(frozen=True, slots=True)
class Found:
    """The resolution of a claim's place words; `rule` says how."""

    place: Place | None = None
    country: str | None = None
    code: str | None = None
    admin1: str | None = None
    rule: str = ""


Resolve = Callable[[Sequence[str]], Found]
_NARROW = ("settlement", "site", "district", "admin2")
_LINEAR = re.compile(r"(?i)\b(?:border|frontier|road|highway|motorway|route|axis|street|m4|m5)\b")


def placed(
    found: Found, text: str, texts: Sequence[str], offset: str, resolve: Resolve, gazetteer: Gazetteer
) -> Found:
    """The place meant. `text` is the one that gave the place and has other words beside its name; `offset`
    moves the place only when it is told from that place: otherwise it tells where the place lies."""
    line = _line(found, texts, resolve, gazetteer)
    if line:
        return line
    told = nearby.relation(text) if text else None
    if told and told.kind == "between":
        told = None
    if told is None and offset:
        return _by_offset(found, texts, offset, resolve, gazetteer)
    if told is None or found.place is None:
        return found
    return _apply(found, told, gazetteer)


def _apply(found: Found, told: nearby.Relation, gazetteer: Gazetteer) -> Found:
    if found.place is None:
        return found
    moved = nearby.placed(found.place, told, gazetteer.polygon)
    return (
        found if moved == found.place else replace(found, place=moved, rule=f"{found.rule}, {told.words()}")
    )


def _by_offset(
    found: Found, texts: Sequence[str], offset: str, resolve: Resolve, gazetteer: Gazetteer
) -> Found:
    told = nearby.relation(offset)
    if told is None or not told.anchors or told.kind == "between":
        return found
    anchor = told.anchors[0]
    if found.place is None:
        named = resolve([anchor, *texts])
        same = not found.code or named.code == found.code
        return _apply(named, told, gazetteer) if named.place and same else found
    spelled = (found.place.name, *texts[:1])
    if any(nearby.same_anchor(name, anchor) for name in spelled):
        return _apply(found, told, gazetteer)
    return found


def _line(found: Found, texts: Sequence[str], resolve: Resolve, gazetteer: Gazetteer) -> Found | None:
    """A road, border or stretch between two places, where the claim's first words name one."""
    if not texts:
        return None
    first = texts[0]
    if _LINEAR.search(first):
        settled = found.place and found.place.kind in _NARROW and any(t != first for t in texts)
        if not settled and (way := lines.road(first, found.code, gazetteer)):
            return _as(found, way, gazetteer)
        if both := lines.countries_of_border(first):
            codes = [country_of_words(words.title() if words.islower() else words) for words in both]
            if codes[0] and codes[1] and codes[0] != codes[1]:
                limit = lines.border(codes[0], codes[1], gazetteer)
                return _as(found, limit, gazetteer) if limit else None
    told = nearby.relation(first)
    if told is None or told.kind != "between":
        return None
    ends = [resolve([name, *texts[1:]]).place for name in told.anchors]
    if not all(end and end.kind in _NARROW for end in ends):
        return None
    middle = lines.midway(ends[0], ends[1])  # type: ignore[arg-type]
    return _as(found, middle, gazetteer) if middle else None


def _as(found: Found, place: Place, gazetteer: Gazetteer) -> Found:
    """The line in place of the point; the country stays, or is the line's where the words named none."""
    code = found.code or place.country_code
    rule = f"line: {place.id}"
    return Found(place, gazetteer.country_name(code), code, place.admin1 or found.admin1, rule)
