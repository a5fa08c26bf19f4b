"""Distances, and when two claims' places plainly agree or disagree."""

from __future__ import annotations

import math

from contested.link.names import same_words, words
from contested.model import Place, Where

NEAR_KM = 25.0
_EARTH_KM = 6371.0088  # mean radius, IUGG
_WIDE = frozenset({"country", "region", "admin1"})


def distance_km(a: Place, b: Place) -> float | None:
    """Great-circle distance (haversine) in km; None when a coordinate is unknown."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    p, q = math.radians(a.latitude), math.radians(b.latitude)
    dlon = math.radians(b.longitude - a.longitude)
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(dlon / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def is_wide(where: Where) -> bool:
    """True when the place is a country, a province or a region, or no more is known of it."""
    return breadth(where) > 0


def breadth(where: Where) -> int:
    """0 a settlement or site, 1 a province or region, 2 a country or nothing at all.

    A name that a city shares with its province ("Idlib") is read as the province: the wider
    reading never makes two places one by mistake.
    """
    first = words(where.texts[0].text) if where.texts else frozenset()
    country = words(where.country) if where.country else frozenset()
    province = words(where.admin1) if where.admin1 else frozenset()
    if (not first and where.place is None) or (first and first <= country):
        return 2
    if first and first <= country | province:
        return 1
    if where.place is not None and where.place.kind in _WIDE:
        return 2 if where.place.kind == "country" else 1
    return 0


def country_differs(a: Where, b: Where) -> bool:
    return bool(a.country and b.country and a.country != b.country)


def within_reach(a: Place, b: Place) -> bool | None:
    """At most NEAR_KM apart, give or take both radii; None when a coordinate is unknown."""
    if a.id == b.id:
        return True
    km = distance_km(a, b)
    return None if km is None else km <= NEAR_KM + (a.radius_km or 0.0) + (b.radius_km or 0.0)


def apart(a: Where, b: Where) -> bool:
    """The places plainly disagree: other country, or settlements too far apart to be one place."""
    if country_differs(a, b):
        return True
    if a.place is None or b.place is None or is_wide(a) or is_wide(b):
        return False
    return within_reach(a.place, b.place) is False


def together(a: Where, b: Where) -> bool:
    """Two narrow places plainly agree: one entry, entries within reach, or else one name.

    Only for places of `breadth` 0: a country or a province never agrees by distance or by name.
    """
    if country_differs(a, b):
        return False
    if a.place is not None and b.place is not None:
        near = within_reach(a.place, b.place)
        if near is not None:
            return near
    return any(same_words(p.text, q.text) for p in a.texts[:2] for q in b.texts[:2])
