"""GeoJSON (RFC 7946): incidents as features, streamed; longitude before latitude."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import IO, Any

import msgspec

from contested.export.flat import Heads, coordinates, incident_row
from contested.export.privacy import Disclosure
from contested.model import Incident, Place

Shapes = Callable[[str], Sequence[Sequence[Sequence[float]]]]
"""Outer rings (longitude, latitude) of a country or first-order division by place id; empty if unknown."""


def write_geojson(
    out: IO[bytes],
    incidents: Iterable[Incident],
    heads: Heads,
    disclosure: Disclosure,
    shapes: Shapes | None = None,
) -> int:
    """A FeatureCollection; an incident without known coordinates has the geometry null. Returns how many.

    A road, a border or a stretch between two places is a line. A whole country or first-order division is
    its area where `shapes` knows it: its label point is no place where anything happened.
    """
    out.write(b'{"type":"FeatureCollection","features":[')
    n = 0
    for incident in incidents:
        out.write(b",\n" if n else b"\n")
        out.write(msgspec.json.encode(_feature(incident, heads, disclosure, shapes)))
        n += 1
    out.write(b"\n]}\n")
    return n


def _feature(
    incident: Incident, heads: Heads, disclosure: Disclosure, shapes: Shapes | None
) -> dict[str, Any]:
    row = incident_row(incident, heads, disclosure)
    return {
        "type": "Feature",
        "id": incident.id,
        "geometry": _geometry(incident.place, shapes),
        "properties": {k: v.isoformat() if isinstance(v, dt.date) else v for k, v in row.items()},
    }


def _geometry(place: Place | None, shapes: Shapes | None) -> dict[str, Any] | None:
    if place is not None and len(place.line) > 1:
        return {"type": "LineString", "coordinates": [list(point) for point in place.line]}
    if place is not None and place.kind in ("admin1", "country") and place.relation is None and shapes:
        rings = [_outer(ring) for ring in shapes(place.id) if len(ring) > 3]
        if rings:
            return {"type": "MultiPolygon", "coordinates": [[ring] for ring in rings]}
    at = coordinates(place)
    return {"type": "Point", "coordinates": [at[1], at[0]]} if at else None


def _outer(ring: Sequence[Sequence[float]]) -> list[list[float]]:
    """The ring closed and counter-clockwise, as RFC 7946 has outer rings."""
    points = [[p[0], p[1]] for p in ring]
    if points[0] != points[-1]:
        points.append(points[0])
    turn = sum(p[0] * q[1] - q[0] * p[1] for p, q in pairwise(points))
    return points if turn >= 0 else points[::-1]
