"""Words that say where something is from a place that has a name: "20 km north-west of Hama".

`relation` reads the words, `placed` gives the point and how far off it may be. Precision follows the
codebooks: UCDP GED's where_prec 2 is a limited area around a known place (25 km), 5 a linear feature
or a fuzzy area; ACLED's geo_precision 2 is near a settlement or a part of a region, 3 a larger region.
Bearings in reports are of eight winds, so a bearing may be 22.5 degrees off; "about" adds a fifth of
the distance. The radius is the root of the sum of squares of these and of the anchor's own reach.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from msgspec.structs import replace

from contested.model import Place
from contested.resolve.fold import fold

Kind = Literal["displaced", "beyond", "part", "near", "edge", "countryside", "between", "along", "off"]
Ring = Sequence[Sequence[float]]
"""Longitude and latitude in degrees."""


@dataclass(frozen=True, slots=True)
class Relation:
    """How the place meant stands to the places named."""

    kind: Kind
    anchors: tuple[str, ...]
    """Words of the places named, e.g. ("Hama city",)."""
    km: tuple[float, float] | None = None
    """Least and greatest distance stated."""
    bearing: float | None = None
    """Degrees clockwise from north."""
    about: bool = False

    def words(self) -> str:
        """A normal form for people: "20 km NW of", "between"."""
        wind = "" if self.bearing is None else _WINDS[round(self.bearing / 45) % 8]
        if self.km:
            low, high = self.km
            length = f"{high:g} km" if low == high else f"{low:g}-{high:g} km"
            return f"{'about ' if self.about else ''}{length} {wind + ' of' if wind else 'from'}"
        if self.kind == "part":
            return f"{wind} part of" if wind else "part of"
        if self.kind == "beyond":
            return f"{wind} of"
        return {"edge": "outskirts of", "countryside": f"{wind} countryside of".strip()}.get(
            self.kind, self.kind
        )


_WINDS = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")
_POINT = r"(?:north|south|east|west)"
_WIND = rf"(?:{_POINT}(?:[ -]?(?:east|west))?(?:ern|wards?)?)"
_SMALL = {
    w: float(n)
    for n, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen".split()
    )
} | {"a few": 3.0, "several": 4.0, "a couple of": 2.0, "half a": 0.5, "a": 1.0, "an": 1.0, "twenty": 20.0}
_NUMBER = r"\d{1,3}(?:,\d{3})*(?:\.\d+)?|" + "|".join(sorted(_SMALL, key=len, reverse=True))
_UNITS = {"k": 1.0, "mi": 1.609, "me": 0.001, "m": 0.001, "f": 0.000305, "y": 0.000914}
_LENGTH = re.compile(
    rf"\b(?P<low>{_NUMBER})(?:\s*(?:to|or|-)\s*(?P<high>{_NUMBER}))?[ -]?"
    r"(?P<unit>kilomet(?:er|re)s?|kms?|miles?|met(?:er|re)s?|m|feet|ft|yards?)\b",
    re.I,
)
_ABOUT = re.compile(
    r"(?i)\b(?:about|some|around|roughly|approximately|nearly|almost|less than|within|a few|several|just)\b"
)
_BETWEEN = re.compile(
    r"(?i)\b(?:between|linking|connecting|joins|joining)\s+(?:the )?(?P<a>[^,;]{2,50}?)\s+(?:and|with|to)\s+"
    r"(?:the )?(?P<b>[^,;]{2,50})$"
)
_FROM_TO = re.compile(
    r"^(?P<a>[A-Z][^,;/]{1,30}?)\s?[-–—]\s?(?P<b>[A-Z][^,;/]{1,30}?) (?:road|highway|motorway|route|axis)$"
)
_BEARING = re.compile(rf"(?i)\b(?P<wind>{_WIND})\b")
_OF = re.compile(
    rf"(?i)\b(?:(?:to|in|on) )?(?:the )?(?:just )?(?:{_WIND})(?: (?:of|from)) (?:the )?(?P<anchor>.{{2,60}})$"
)
_AWAY = re.compile(r"(?i)\b(?:from|outside|off|down from|away from) (?:the )?(?P<anchor>.{2,60})$")
_PART = re.compile(
    rf"(?i)^(?:the )?(?:far |extreme |deep )?(?P<wind>{_WIND})"
    r"(?:[ -](?:parts?|half|sector|areas?|regions?|side))?(?: of| in)? (?:the )?(?P<anchor>[^ ].{1,60})$"
)
_COUNTRY_SIDE = re.compile(
    rf"(?i)^(?:the )?(?:(?P<wind>{_WIND}) )?(?:countryside|rural areas?|hinterland)"
    r" (?:of |in |around )(?:the )?(?P<anchor>.{2,60})$"
)
_ITS_COUNTRYSIDE = re.compile(
    rf"(?i)^(?:the )?(?:(?P<wind>{_WIND}) )?(?P<anchor>[^ ].{{1,50}}?)(?: (?P<wind2>{_WIND}))? countryside$"
)
_EDGE = re.compile(
    rf"(?i)^(?:the )?(?:(?P<wind>{_WIND}) )?"
    r"(?:outskirts|edges?|suburbs?|environs|surroundings|fringes?|periphery|vicinity)"
    r" (?:of |in )(?:the )?(?P<anchor>.{2,60})$"
)
_NEAR = re.compile(
    r"(?i)^(?:near|close to|around|outside|in the vicinity of|next to|not far from) (?:the )?"
    r"(?P<anchor>.{2,60})$"
)
_ALONG = re.compile(r"(?i)^(?:(?:areas? )?along|on) (?:the )?(?P<anchor>.{2,60})$")
_OFF = re.compile(
    r"(?i)^(?:in (?:the )?waters )?off (?:the )?(?:coast of )?(?:the )?"
    r"(?P<anchor>.{2,50}?)(?:[’']s)?(?: coast)?$"
)
_KIND_WORDS = re.compile(
    r"(?i)\b(?:the|city|town|village|of|opposition-held|government-held|rebel-held|coastal|provincial|capital"
    r"|settlements?|villages|towns|cities)\b ?"
)


@lru_cache(maxsize=8192)
def relation(text: str) -> Relation | None:
    """What the words say of where the place meant is; None when they only name one. Text over 160
    characters is not looked at."""
    text = " ".join(text.split())
    if len(text) > 160:
        return None
    between = _BETWEEN.search(text) or _FROM_TO.match(text)
    if between:
        return Relation("between", (_bare(between["a"]), _bare(between["b"])))
    if length := _LENGTH.search(text):
        return _displaced(text, length)
    for pattern, kind in ((_COUNTRY_SIDE, "countryside"), (_EDGE, "edge"), (_NEAR, "near"), (_OFF, "off")):
        if found := pattern.match(text):
            wind = found.groupdict().get("wind")
            return Relation(kind, (_bare(found["anchor"]),), bearing=_degrees(wind))  # type: ignore[arg-type]
    if found := _ITS_COUNTRYSIDE.match(text):
        return Relation(
            "countryside", (_bare(found["anchor"]),), bearing=_degrees(found["wind"] or found["wind2"])
        )
    if found := _OF.search(text):
        return Relation("beyond", (_bare(found["anchor"]),), bearing=_degrees(_wind(text)))
    if found := _PART.match(text):
        return Relation("part", (_bare(found["anchor"]),), bearing=_degrees(found["wind"]))
    if found := _ALONG.match(text):
        return Relation("along", (_bare(found["anchor"]),))
    return None


def _displaced(text: str, length: re.Match[str]) -> Relation | None:
    rest = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", " ", text[length.end() :])
    rest = " ".join(rest.split())
    found = _OF.search(rest) or _AWAY.search(rest)
    unit = next(v for k, v in _UNITS.items() if length["unit"].lower().startswith(k))
    low = _amount(length["low"]) * unit
    high = _amount(length["high"]) * unit if length["high"] else low
    if not 0 < low <= high <= 2000:
        return None
    anchors = (_bare(found["anchor"]),) if found else ()
    about = bool(_ABOUT.search(text[: length.end()]))
    return Relation("displaced", anchors, (round(low, 3), round(high, 3)), _degrees(_wind(rest)), about)


def _amount(words: str) -> float:
    return _SMALL.get(words.lower()) or float(words.replace(",", ""))


def _wind(text: str) -> str | None:
    found = _BEARING.search(text)
    return found["wind"] if found else None


def _degrees(wind: str | None) -> float | None:
    if not wind:
        return None
    parts = re.findall("north|south|east|west", wind.lower())
    turns = {"north": 0.0, "east": 90.0, "south": 180.0, "west": 270.0}
    if len(parts) == 1:
        return turns[parts[0]]
    return {"northeast": 45.0, "northwest": 315.0, "southeast": 135.0, "southwest": 225.0}.get(
        "".join(parts[:2])
    )


def _bare(words: str) -> str:
    return words.strip(" .,;:'\"“”‘’()")


def same_anchor(name: str, anchor: str) -> bool:
    """True when an anchor's words are those of a name, "the city of" and the like aside."""
    one, other = (fold(_KIND_WORDS.sub("", words)) for words in (name, anchor))
    return bool(one) and one == other


def placed(place: Place, found: Relation, rings: Callable[[str], Sequence[Ring]] | None = None) -> Place:
    """The place meant, from the place named: its point moved, its radius widened, its precision coarser.

    `rings` gives the polygon of a country or division by id; without one a part of an area stays at
    the area's label point. A place without coordinates stays without. `between` and `along` need two
    places or a road: see `lines.py`.
    """
    if place.latitude is None or place.longitude is None or found.kind in ("between", "along"):
        return place
    if place.kind in ("admin1", "admin2", "country", "region", "natural"):
        return _of_area(place, found, rings)
    reach = place.radius_km or 1.0
    if found.km:
        low, high = found.km
        return _moved(
            place, found, (low + high) / 2, (high - low) / 2 + (0.2 if found.about else 0.1) * high, reach
        )
    if found.kind == "beyond":
        return _moved(place, found, reach + 6.0, 6.0, reach)
    if found.kind == "part":
        return _moved(place, found, reach / 2, reach / 2, 0.0) if found.bearing is not None else place
    wider = {"near": 8.0, "edge": 2.0, "countryside": 20.0, "off": 20.0}[found.kind]
    if found.kind in ("countryside", "edge") and found.bearing is not None:
        return _moved(place, found, reach + wider / 2, wider, reach)
    return replace(
        place, radius_km=round(reach + wider, 1), geo_precision=2, where_prec=2, relation=found.words()
    )


def _moved(place: Place, found: Relation, km: float, slack: float, reach: float) -> Place:
    """The place moved along its bearing; without one it stays and the distance becomes uncertainty."""
    assert place.latitude is not None and place.longitude is not None
    if found.bearing is None:
        radius = reach + km + slack
        return replace(
            place,
            radius_km=round(radius, 1),
            geo_precision=2,
            where_prec=2 if radius <= 50 else 5,
            relation=found.words(),
        )
    lat, lon = destination(place.latitude, place.longitude, found.bearing, km)
    radius = math.sqrt(reach**2 + slack**2 + (km * math.sin(math.radians(22.5))) ** 2)
    return replace(
        place, latitude=round(lat, 4), longitude=round(lon, 4), radius_km=round(max(radius, 0.2), 1),
        geo_precision=2, where_prec=2 if km <= 50 else 5, relation=found.words(),
    )  # fmt: skip


def _of_area(place: Place, found: Relation, rings: Callable[[str], Sequence[Ring]] | None) -> Place:
    """A part of a division or country: the middle of that part of its polygon."""
    marked = replace(place, relation=found.words())
    if found.bearing is None or found.km or rings is None:
        return marked if found.km or found.kind in ("near", "edge", "off") else place
    outline = max(rings(place.id), key=len, default=None)
    part = _half(outline, found.bearing) if outline else []
    if len(part) < 3:
        return marked
    lat, lon, square = _centroid(part)
    return replace(
        marked, latitude=round(lat, 3), longitude=round(lon, 3), radius_km=round(math.sqrt(square / math.pi)),
        where_prec=6 if place.kind == "country" else 5 if place.kind != "admin1" else 4,
    )  # fmt: skip


def destination(lat: float, lon: float, bearing: float, km: float) -> tuple[float, float]:
    """Where one gets from a point (degrees) on a sphere of 6371 km; longitude from -180 to 180."""
    a, b, d = math.radians(lat), math.radians(bearing), km / 6371.0
    to = math.asin(math.sin(a) * math.cos(d) + math.cos(a) * math.sin(d) * math.cos(b))
    turn = math.atan2(math.sin(b) * math.sin(d) * math.cos(a), math.cos(d) - math.sin(a) * math.sin(to))
    return math.degrees(to), (lon + math.degrees(turn) + 540) % 360 - 180


def _half(ring: Ring, bearing: float) -> list[tuple[float, float]]:
    """The part of a polygon that lies towards a bearing of its middle (Sutherland and Hodgman, one edge)."""
    lat, lon, _ = _centroid(ring)
    scale = math.cos(math.radians(lat))
    x, y = math.sin(math.radians(bearing)), math.cos(math.radians(bearing))

    def side(p: Sequence[float]) -> float:
        return (p[0] - lon) * scale * x + (p[1] - lat) * y

    deepest = max(side(p) for p in ring)
    limit, kept = deepest * 0.15, []
    for p, q in zip(ring, [*ring[1:], ring[0]], strict=True):
        a, b = side(p) - limit, side(q) - limit
        if a >= 0:
            kept.append((p[0], p[1]))
        if (a >= 0) != (b >= 0):
            t = a / (a - b)
            kept.append((p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])))
    return kept


def _centroid(ring: Ring) -> tuple[float, float, float]:
    """Latitude, longitude and square kilometres of a polygon, on a plane."""
    area = east = north = 0.0
    for p, q in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = p[0] * q[1] - q[0] * p[1]
        area += cross
        east += (p[0] + q[0]) * cross
        north += (p[1] + q[1]) * cross
    if abs(area) < 1e-9:
        return ring[0][1], ring[0][0], 1.0
    lat = north / (3 * area)
    return lat, east / (3 * area), abs(area / 2) * 111.2**2 * math.cos(math.radians(lat))
