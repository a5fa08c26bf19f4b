"""Places that are lines: what lies between two places, a named road, the border of two countries.

Their point is the middle, as uncertain as half their length; `Place.line` holds the points. UCDP GED
codes linear features as where_prec 5.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

import msgspec

from contested.model import Place
from contested.resolve.fold import fold
from contested.resolve.gazetteer import Gazetteer

Point = tuple[float, float]
"""Longitude and latitude in degrees."""
_TOUCH = 0.12
"""Degrees within which thinned polygons of two countries are taken to touch."""
_SIDE = r"(?:the )?(?P<{}>[^,;]{{2,40}}?)"
_STRIP = r"(?: (?:area|region|line|zone|strip)s?)?"
_SIDE = r"(?:the )?(?P<{}>[^,;]{{2,40}}?)"
_STRIP = r"(?: (?:area|region|line|zone|strip)s?)?"
_BORDER = re.compile(
    rf"(?i)^(?:(?:near|along|on|at|close to) )?(?:the )?(?:{_SIDE.format('a')}\s?[-–—/]\s?{_SIDE.format('b')}"
    rf" (?:border|frontier)|(?:border|frontier){_STRIP} between {_SIDE.format('c')} and {_SIDE.format('d')})"
    rf"{_STRIP}$"
)


def midway(a: Place, b: Place, words: str = "between") -> Place | None:
    """The point half way between two places, as uncertain as half their distance; None where unknown."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    if a.id == b.id:
        return None
    lat, lon = (a.latitude + b.latitude) / 2, (a.longitude + b.longitude) / 2
    apart = apart_km(a.latitude, a.longitude, b.latitude, b.longitude)
    if apart > 1000:
        return None
    near = apart <= 50
    return Place(
        id=f"line:{a.id};{b.id}", name=f"{a.name} - {b.name}", kind="region",
        country=a.country if a.country_code == b.country_code else None,
        country_code=a.country_code if a.country_code == b.country_code else None,
        admin1=a.admin1 if a.admin1 == b.admin1 else None,
        latitude=round(lat, 4), longitude=round(lon, 4), radius_km=round(max(apart / 2, 1.0), 1),
        geo_precision=2 if near else 3, where_prec=2 if near else 5, relation=words,
        line=((a.longitude, a.latitude), (b.longitude, b.latitude)), source=f"{a.source}; {b.source}",
    )  # fmt: skip


def apart_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Distance in km on a plane: good to a per cent below 500 km."""
    east = (lon2 - lon1) * math.cos(math.radians((lat1 + lat2) / 2))
    return 111.2 * math.hypot(lat2 - lat1, east)


def countries_of_border(text: str) -> tuple[str, str] | None:
    """The words for the two countries in "Syria-Turkey border" or "border between Chad and Sudan"."""
    found = _BORDER.match(text) if len(text) <= 120 else None
    if not found:
        return None
    return (found["a"], found["b"]) if found["a"] else (found["c"], found["d"])


def border(a: str, b: str, gazetteer: Gazetteer) -> Place | None:
    """The border of two countries (ISO alpha-2); None where they do not touch or a polygon is unknown."""
    line = _frontier(min(a, b), max(a, b), gazetteer)
    if len(line) < 2:
        return None
    names = [gazetteer.country_name(code) for code in sorted((a, b))]
    return _linear(
        f"border:{'-'.join(sorted((a, b)))}", f"{names[0]} - {names[1]} border", line, None, "Natural Earth"
    )


@lru_cache(maxsize=64)
def _frontier(a: str, b: str, gazetteer: Gazetteer) -> tuple[Point, ...]:
    """Corners of one country's polygons that lie on the other's, some 40, in order."""
    sides: dict[tuple[int, int], list[tuple[Point, Point]]] = {}
    for ring in gazetteer.polygon(f"iso:{b}"):
        for p, q in pairwise(_dense(ring)):
            sides.setdefault(_cell(p), []).append((p, q))
    found: list[Point] = []
    for ring in gazetteer.polygon(f"iso:{a}"):
        found += [p for p in _dense(ring) if _touches(p, sides)]
    step = max(len(found) // 40, 1)
    return tuple((round(x, 3), round(y, 3)) for x, y in found[::step])


_CELL = 0.25
"""Side of a cell in degrees; more than a dense stretch and _TOUCH together."""


def _cell(p: Sequence[float]) -> tuple[int, int]:
    return math.floor(p[0] / _CELL), math.floor(p[1] / _CELL)


def _dense(ring: Sequence[Sequence[float]]) -> Iterator[Point]:
    """The corners of a ring and points between them, at most a tenth of a degree apart."""
    for p, q in pairwise(ring):
        pieces = max(math.ceil(10 * math.hypot(q[0] - p[0], q[1] - p[1])), 1)
        for n in range(pieces):
            yield p[0] + n / pieces * (q[0] - p[0]), p[1] + n / pieces * (q[1] - p[1])


def _touches(p: Point, sides: dict[tuple[int, int], list[tuple[Point, Point]]]) -> bool:
    """True when a stretch of the other country's outline is within _TOUCH of the point."""
    column, row = _cell(p)
    around = (sides.get((column + i, row + j), ()) for i in (0, -1, 1) for j in (0, -1, 1))
    return any(_off(p, q, r) <= _TOUCH for near in around for q, r in near)


def _off(p: Point, q: Point, r: Point) -> float:
    """Degrees from a point to a stretch."""
    dx, dy = r[0] - q[0], r[1] - q[1]
    long = dx * dx + dy * dy
    t = 0.0 if not long else min(max(((p[0] - q[0]) * dx + (p[1] - q[1]) * dy) / long, 0.0), 1.0)
    return math.hypot(p[0] - q[0] - t * dx, p[1] - q[1] - t * dy)


@cache
def _roads() -> dict[str, tuple[str, dict[str, Any]]]:
    """Folded name -> (name, entry of roads.yaml)."""
    data = files("contested.resolve").joinpath("data/roads.yaml").read_bytes()
    rows = msgspec.yaml.decode(data, type=dict[str, dict[str, Any]])
    return {fold(n): (name, row) for name, row in rows.items() for n in (name, *row["aliases"])}


def road(text: str, code: str | None, gazetteer: Gazetteer) -> Place | None:
    """The road that words name ("along the M4"), where its country is the claim's; else None."""
    words = re.sub(r'(?i)^(?:along|on|near|off) |[“”"]|^the ', "", text[:80]).strip()
    known = _roads().get(fold(re.sub(r"(?i)^the ", "", words)))
    if not known or (code and code not in known[1]["codes"]):
        return None
    name, row = known
    line = tuple((float(x), float(y)) for x, y in row["line"])
    return _linear(
        f"road:{fold(name).replace(' ', '-')}", name, line, row["codes"][0], "roads.yaml", gazetteer
    )


def _linear(
    id_: str,
    name: str,
    line: tuple[Point, ...],
    code: str | None,
    source: str,
    gazetteer: Gazetteer | None = None,
) -> Place:
    middle = _halfway(line)
    reach = max(apart_km(middle[1], middle[0], y, x) for x, y in line)
    return Place(
        id=id_, name=name, kind="region", country=gazetteer.country_name(code) if gazetteer else None,
        country_code=code, latitude=round(middle[1], 3), longitude=round(middle[0], 3),
        radius_km=round(max(reach, 1.0), 1),
        geo_precision=3 if reach > 25 else 2, where_prec=5, line=line, source=source,
    )  # fmt: skip


def _halfway(line: Sequence[Point]) -> Point:
    """The point of a line that half of its length lies before."""
    parts = [apart_km(p[1], p[0], q[1], q[0]) for p, q in pairwise(line)]
    left = sum(parts) / 2
    for (p, q), long in zip(pairwise(line), parts, strict=True):
        if left <= long and long > 0:
            t = left / long
            return p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])
        left -= long
    return line[-1]
