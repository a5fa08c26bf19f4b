"""Watched sites: hospitals, camps, schools, posts, crossings that a user wants to be told about.

A list is read from GeoJSON (features with a name) or CSV (name, lat, lon and, if there are any, kind,
aliases, radius_km) and kept as JSON in the user's data folder. Claims are compared with the sites when
they are shown or exported, so that a list may change without reading anything again.
"""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from contested.model import InputError, Place, userdata
from contested.model.base import Value
from contested.resolve.fold import fold
from contested.resolve.lines import apart_km

NEAR_KM = 5.0
"""How far from the reach of a site a place may be and still be told as near."""
_VAGUE_KM = 30.0
"""A place less certain than this is near everything, which tells nothing."""
_MOST = 5
_SUFFIX = ".json"
_LAT, _LON = ("lat", "latitude", "y"), ("lon", "lng", "long", "longitude", "x")


class Site(Value, frozen=True, kw_only=True):
    """A watched site: WGS 84 degrees, and how far it reaches."""

    name: str
    latitude: float
    longitude: float
    kind: str = ""
    aliases: tuple[str, ...] = ()
    radius_km: float = 0.5


class Near(Value, frozen=True, kw_only=True):
    """A site that a place names or is near: distance of the points, and how far off that may be, in km."""

    site: Site
    km: float | None
    within_km: float | None
    named: bool = False

    def words(self) -> str:
        """ "Field hospital 2 (hospital), 3.1 km away, give or take 4 km"."""
        name = f"{self.site.name} ({self.site.kind})" if self.site.kind else self.site.name
        if self.km is None:
            return f"{name}, named"
        far = f"{self.km:.1f} km away, give or take {self.within_km:g} km"
        return f"{name}, {'named, ' if self.named else ''}{far}"


def add(path: Path, name: str | None = None) -> int:
    """Keep a file's sites under a name (the file's own without one), in place of what was kept under it.

    Returns how many. Raises InputError when the file cannot be read or holds none.
    """
    found = list(read_sites(path))
    if not found:
        raise InputError(str(path), None, "no sites with a name and coordinates")
    target = userdata.file_for("sites", name or path.stem, _SUFFIX)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=1))
    watched.cache_clear()
    return len(found)


def remove(name: str) -> None:
    """Forget a list. Raises UsageError when there is none."""
    userdata.remove("sites", name, _SUFFIX)
    watched.cache_clear()


def lists() -> dict[str, tuple[Site, ...]]:
    """Name -> sites. Raises InputError for a list that is broken."""
    found = {}
    for path in userdata.kept("sites", _SUFFIX):
        try:
            found[path.stem] = tuple(msgspec.json.decode(path.read_bytes(), type=list[Site]))
        except (OSError, msgspec.MsgspecError) as error:
            raise InputError(str(path), None, f"no list of sites: {error}") from error
    return found


@cache
def watched() -> tuple[Site, ...]:
    """All sites of all lists."""
    return tuple(site for sites in lists().values() for site in sites)


def near(sites: Sequence[Site], place: Place | None, words: Sequence[str] = ()) -> list[Near]:
    """The sites that the words name or the place is near, nearest first, at most five."""
    texts = [f" {fold(text)} " for text in (*words, place.name if place else "")]
    found = []
    for site in sites:
        named = any(f" {key} " in text for key in _keys(site) for text in texts)
        km = _distance(site, place)
        radius = (place.radius_km or 1.0) if place else 0.0
        close = km is not None and radius <= _VAGUE_KM and km <= NEAR_KM + site.radius_km + radius
        if named or close:
            within = None if km is None else round(radius + site.radius_km, 1)
            found.append(
                Near(site=site, km=None if km is None else round(km, 1), within_km=within, named=named)
            )
    return sorted(found, key=lambda n: (not n.named, math.inf if n.km is None else n.km, n.site.name))[:_MOST]


def told(sites: Sequence[Site], place: Place | None, words: Sequence[str] = ()) -> list[str]:
    """`near` in words."""
    return [found.words() for found in near(sites, place, words)]


def _keys(site: Site) -> list[str]:
    return [key for key in (fold(name) for name in (site.name, *site.aliases)) if len(key) > 3]


def _distance(site: Site, place: Place | None) -> float | None:
    """Kilometres from a place's point, or from the nearest point of its line."""
    if place is None or place.latitude is None or place.longitude is None:
        return None
    points = [(place.latitude, place.longitude)]
    if len(place.line) > 1:
        points = [_foot(site, p, q) for p, q in zip(place.line, place.line[1:], strict=False)]
    return min(apart_km(site.latitude, site.longitude, lat, lon) for lat, lon in points)


def _foot(site: Site, p: tuple[float, float], q: tuple[float, float]) -> tuple[float, float]:
    """The point (latitude, longitude) of a stretch that is nearest to a site, on a plane."""
    scale = math.cos(math.radians(site.latitude))
    dx, dy = (q[0] - p[0]) * scale, q[1] - p[1]
    x, y = (site.longitude - p[0]) * scale, site.latitude - p[1]
    long = dx * dx + dy * dy
    t = 0.0 if not long else min(max((x * dx + y * dy) / long, 0.0), 1.0)
    return p[1] + t * (q[1] - p[1]), p[0] + t * (q[0] - p[0])


def read_sites(path: Path) -> Iterator[Site]:
    """The sites of a GeoJSON or CSV file. Raises InputError when it cannot be read or a row is wrong."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), None, f"cannot be read: {error}") from error
    if path.suffix.lower() in (".json", ".geojson"):
        yield from _from_geojson(path, text)
    else:
        yield from _from_table(path, text)


def _from_geojson(path: Path, text: str) -> Iterator[Site]:
    try:
        data = json.loads(text)
        features = data["features"] if data.get("type") == "FeatureCollection" else [data]
    except (ValueError, KeyError, AttributeError) as error:
        raise InputError(str(path), None, f"no GeoJSON: {error}") from error
    for number, feature in enumerate(features, start=1):
        try:
            known = {str(k).lower(): v for k, v in (feature.get("properties") or {}).items()}
            points = list(_points(feature["geometry"]["coordinates"]))
            lons, lats = [p[0] for p in points], [p[1] for p in points]
            middle = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
            reach = max(apart_km(*middle, lat, lon) for lon, lat in points)
        except (AttributeError, KeyError, TypeError, ValueError, IndexError) as error:
            raise InputError(str(path), f"feature {number}", "has no usable geometry") from error
        yield _site(known, *middle, (str(path), f"feature {number}"), reach)


def _points(coordinates: Any) -> Iterator[tuple[float, float]]:
    if isinstance(coordinates[0], int | float):
        yield float(coordinates[0]), float(coordinates[1])
    else:
        for part in coordinates:
            yield from _points(part)


def _from_table(path: Path, text: str) -> Iterator[Site]:
    dialect = "excel-tab" if "\t" in text.partition("\n")[0] else "excel"
    for number, row in enumerate(csv.DictReader(text.splitlines(), dialect=dialect), start=2):
        known = {str(k).strip().lower(): v for k, v in row.items() if k and isinstance(v, str)}
        lat, lon = (next((known[n] for n in names if known.get(n)), None) for names in (_LAT, _LON))
        try:
            point = float(lat or ""), float(lon or "")
        except ValueError:
            raise InputError(str(path), f"row {number}", "has no latitude and longitude") from None
        yield _site(known, *point, (str(path), f"row {number}"), 0.0)


def _site(known: Mapping[str, Any], lat: float, lon: float, where: tuple[str, str], reach: float) -> Site:
    name = str(known.get("name") or known.get("title") or "").strip()
    if not name:
        raise InputError(*where, "has no name")
    if (
        not (math.isfinite(lat) and math.isfinite(lon))
        or abs(lat) > 90
        or abs(lon) > 180
        or (lat, lon) == (0, 0)
    ):
        raise InputError(*where, f"({name}) is not on the globe: {lat}, {lon}")
    aliases = known.get("aliases") or ()
    split = aliases.replace("|", ";").split(";") if isinstance(aliases, str) else aliases
    try:
        radius = float(known.get("radius_km") or max(reach, 0.5))
    except (TypeError, ValueError):
        raise InputError(*where, f"({name}): radius_km is no number") from None
    kind = str(known.get("kind") or known.get("type") or "").strip()
    return Site(
        name=name, latitude=lat, longitude=lon, kind=kind, radius_km=round(radius, 2),
        aliases=tuple(str(a).strip() for a in split if str(a).strip()),
    )  # fmt: skip
