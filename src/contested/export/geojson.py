"""GeoJSON (RFC 7946): incidents as features, streamed; longitude before latitude."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import IO, Any

import msgspec

from contested.export.flat import Heads, coordinates, incident_row
from contested.export.privacy import Disclosure
from contested.model import Incident


def write_geojson(out: IO[bytes], incidents: Iterable[Incident], heads: Heads, disclosure: Disclosure) -> int:
    """A FeatureCollection; an incident without known coordinates has the geometry null. Returns how many."""
    out.write(b'{"type":"FeatureCollection","features":[')
    n = 0
    for incident in incidents:
        out.write(b",\n" if n else b"\n")
        out.write(msgspec.json.encode(_feature(incident, heads, disclosure)))
        n += 1
    out.write(b"\n]}\n")
    return n


def _feature(incident: Incident, heads: Heads, disclosure: Disclosure) -> dict[str, Any]:
    at = coordinates(incident.place)
    row = incident_row(incident, heads, disclosure)
    return {
        "type": "Feature",
        "id": incident.id,
        "geometry": {"type": "Point", "coordinates": [at[1], at[0]]} if at else None,
        "properties": {k: v.isoformat() if isinstance(v, dt.date) else v for k, v in row.items()},
    }
