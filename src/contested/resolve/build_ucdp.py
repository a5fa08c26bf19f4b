"""Places of UCDP GED events in Syria, as facts: names, points, divisions. Development only.

A place string such as "Abu Rasin/Zarkan town" or "Al-Rai town (Choban Bey)" gives one entry with
several names, at the point that most of its events have (where_prec 1 before 2); what the other
parts of the build hold under the same name nearby is left out. Strings of roads, borders, parts of
governorates and "between A and B" name no place of their own and are left to `resolve/nearby.py`.
"""

from __future__ import annotations

import csv
import hashlib
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from contested.resolve.fold import fold

Half = Literal["all", "fit", "try", "fit-events"]
"""`fit`: strings of the fitting half, `try`: of its first half; `fit-events`: events of the fitting half."""
_KIND = re.compile(
    r"\s+(?:villa?ge?|villae|town|city|locality|neighbou?rhood|suburb|district|refugee camp|camp|area"
    r"|air ?base|military base|base|hills?|farms?|mountains?|mount)s?$",
    re.I,
)
_SITE = re.compile(
    r"\b(?:hills?|mountains?|mount|jabal|farms?|bases?|air ?base|air ?port|heliport|checkpoint|fields?"
    r"|oilfield|dam|brigade|regiment|factory|plant|camp|junction|crossroad|island|silos?|ruins|hospital|station|complex"
    r"|sector)\b",
    re.I,
)
_AREA = re.compile(r"\b(?:area|plain|pocket|ghouta|triangle|desert|badia|countryside)\b", re.I)
_NO_PLACE = re.compile(
    r"\b(?:between|road|highway|near|governorate|province|countryside|river|border|front|and|of|to)\b| - |,",
    re.I,
)
_SPLIT = re.compile(r"\s*/\s*|\s*[()]\s*")
SAME_KM = 15.0


class Row(NamedTuple):
    """One event's place."""

    where: str
    adm1: str
    adm2: str
    precision: int
    point: tuple[float, float]


class Known(NamedTuple):
    """A place of UCDP: names (the first is the one shown), GeoNames code of the division, radius in km."""

    names: tuple[str, ...]
    kind: str
    adm1: str | None
    point: tuple[float, float]
    radius_km: float


def taken(half: Half) -> Callable[[Mapping[str, str]], bool]:
    """Whether an event's row belongs to the half that facts are taken from."""
    if half == "all":
        return lambda row: True
    if half == "fit-events":
        return lambda row: _first_byte(event_id(row)) < 128
    limit = 128 if half == "fit" else 64
    return lambda row: _first_byte(row["where_coordinates"]) < limit


def event_id(row: Mapping[str, str]) -> str:
    """UCDP's number of the event, e.g. "214797"."""
    return str(int(float(row["id"])))


def _first_byte(key: str) -> int:
    return hashlib.sha256(key.encode()).digest()[0]


def rows(path: Path, half: Half) -> Iterator[Row]:
    """The places of the half's events in Syria."""
    wanted = taken(half)
    with path.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            if row["country"] == "Syria" and wanted(row):
                point = round(float(row["latitude"]), 4), round(float(row["longitude"]), 4)
                where = " ".join(row["where_coordinates"].split())
                yield Row(where, row["adm_1"], row["adm_2"], int(float(row["where_prec"])), point)


def places(found: Iterable[Row], divisions: Mapping[str, str]) -> Iterator[Known]:
    """Villages, sites and areas; `divisions` gives the GeoNames code by UCDP's name of the governorate."""
    points: dict[tuple[str, str], Counter[tuple[int, tuple[float, float]]]] = {}
    for row in found:
        if row.precision <= 2 and row.where and not _NO_PLACE.search(row.where):
            points.setdefault((row.where, row.adm1), Counter())[row.precision, row.point] += 1
    for (where, province), counted in sorted(points.items()):
        exact = Counter({key: n for key, n in counted.items() if key[0] == 1}) or counted
        point = max(exact, key=lambda key: (exact[key], key))[1]
        names = spelled(where)
        kind = "site" if _SITE.search(where) else "region" if _AREA.search(where) else "settlement"
        if names:
            yield Known(names, kind, divisions.get(province), point, 2.0 if kind == "settlement" else 4.0)


def districts(found: Iterable[Row], divisions: Mapping[str, str]) -> Iterator[Known]:
    """Second-order divisions at the point of their where_prec 3 events, else amid their places."""
    inside: dict[tuple[str, str], set[tuple[float, float]]] = {}
    own: dict[tuple[str, str], Counter[tuple[float, float]]] = {}
    for row in found:
        key = row.adm2, row.adm1
        if row.adm2 and row.precision <= 2:
            inside.setdefault(key, set()).add(row.point)
        elif row.adm2 and row.precision == 3 and row.where == row.adm2:
            own.setdefault(key, Counter())[row.point] += 1
    for name, province in sorted(inside.keys() | own.keys()):
        around = sorted(inside.get((name, province), ()))
        best = own.get((name, province))
        point = max(best, key=lambda p: (best[p], p)) if best else _middle(around)
        spread = sorted(km(point, p) for p in around)
        radius = max(spread[int(0.9 * (len(spread) - 1))], 10.0) if spread else 20.0
        bare = re.sub(r"(?i)^mintaqat (?:al-|az )?(?:markaz )?|^markaz | district$", "", name)
        yield Known((name, bare), "admin2", divisions.get(province), point, round(radius))


def spelled(where: str) -> tuple[str, ...]:
    """The names in a place string: "Kobane/Ayn al Arab town" -> Kobane, Ayn al Arab."""
    names: list[str] = []
    for part in _SPLIT.split(where):
        bare = _KIND.sub("", part.strip()).strip()
        for name in (bare, part.strip()) if _SITE.search(part) else (bare,):
            if len(fold(name)) > 2 and name not in names:
                names.append(name)
    return tuple(names)


def km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Distance on a plane that touches the Earth between the two: good to a per cent over 300 km."""
    middle = math.radians((a[0] + b[0]) / 2)
    return 111.2 * math.hypot(a[0] - b[0], (a[1] - b[1]) * math.cos(middle))


def _middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    lats, lons = sorted(p[0] for p in points), sorted(p[1] for p in points)
    return lats[len(lats) // 2], lons[len(lons) // 2]
