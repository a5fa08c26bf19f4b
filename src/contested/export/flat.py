"""Incidents and claims as flat rows: plain values by column name, private names withheld."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping

from contested.export.columns import FIELD_NAMES
from contested.export.privacy import PUBLIC_SOURCES, Disclosure, shown
from contested.model import (
    Casualty,
    Claim,
    Document,
    DocumentHead,
    Field,
    Holder,
    Incident,
    Mention,
    Place,
    Position,
    Source,
    ontology,
)

Cell = str | int | float | bool | dt.date | list[str] | None
Row = dict[str, Cell]
Report = Document | DocumentHead
Heads = Mapping[str, tuple[str | None, str | None, dt.date | None]]
"""Document id -> (url, outlet, published)."""

_HARMED = ("target", "killed", "injured")  # fields whose words may name the people who were harmed


def heads_of(documents: Iterable[Report]) -> Heads:
    """What rows need of documents, without keeping their texts."""
    return {d.id: (d.url, d.outlet, d.published) for d in documents}


def incident_row(incident: Incident, heads: Heads, disclosure: Disclosure) -> Row:
    """One incident by the names of `INCIDENT_COLUMNS`."""
    urls = (heads[d][0] for d in incident.document_ids if d in heads)
    return {
        "id": incident.id,
        "type": incident.type,
        "label": _type_label(incident.type),
        "family": incident.family,
        "start": incident.start,
        "end": incident.end,
        "time_precision": time_precision(incident.start, incident.end),
        **_place_cells(incident.place, incident.country, incident.admin1, disclosure),
        **_field_cells(incident, disclosure),
        **_harm_cells(incident),
        "contested_fields": list(incident.contested),
        "n_origins": len(incident.origins),
        "n_documents": len(incident.document_ids),
        "n_claims": len(incident.claim_ids),
        "background": incident.background,
        "urls": list(dict.fromkeys(u for u in urls if u)),
        "document_ids": list(incident.document_ids),
        "version": incident.version,
    }


def time_precision(start: dt.date | None, end: dt.date | None) -> int | None:
    """ACLED's time precision of an interval: 1 one day, 2 up to seven days, 3 longer; None undated."""
    if start is None:
        return None
    days = ((end or start) - start).days + 1
    return 1 if days == 1 else 2 if days <= 7 else 3


def coordinates(place: Place | None) -> tuple[float, float] | None:
    """(latitude, longitude), or None: unknown, not finite, off the globe, or the 0,0 that means unknown."""
    if place is None or place.latitude is None or place.longitude is None:
        return None
    latitude, longitude = place.latitude, place.longitude
    finite = math.isfinite(latitude) and math.isfinite(longitude)
    if not finite or abs(latitude) > 90 or abs(longitude) > 180 or (latitude == 0 and longitude == 0):
        return None
    return latitude, longitude


def _place_cells(place: Place | None, country: str | None, admin1: str | None, disclosure: Disclosure) -> Row:
    at = coordinates(place)
    return {
        "country": country or (place.country if place else None),
        "admin1": admin1 or (place.admin1 if place else None),
        "place": place.name if place else None,
        "place_id": place.id if place else None,
        "latitude": at[0] if at else None,
        "longitude": at[1] if at else None,
        "geo_precision": place.geo_precision if place else None,
        "where_prec": place.where_prec if place else None,
        "radius_km": place.radius_km if place and at else None,
        "relation": place.relation if place else None,
        "near_sites": disclosure.sites(place) if disclosure.sites else [],
    }


def _field_cells(incident: Incident, disclosure: Disclosure) -> Row:
    fields = {f.name: f for f in incident.fields}
    known = known_names(incident)
    cells: Row = {}
    for name in FIELD_NAMES:
        field = fields.get(name)
        cells[f"{name}_state"] = field.state if field else "unknown"
        cells[f"{name}_positions"] = _positions(field, disclosure, known) if field else []
    return cells


def known_names(incident: Incident) -> set[str]:
    """Names in an incident that are not private persons: its places."""
    places = (incident.place.name, incident.place.admin1, incident.place.country) if incident.place else ()
    labels = (p.label for f in incident.fields if f.name == "where" for p in f.positions)
    return {n for n in (*places, incident.country, incident.admin1, *labels) if n}


def _positions(field: Field, disclosure: Disclosure, known: set[str]) -> list[str]:
    return [position_words(field.name, p, disclosure, known) for p in field.positions]


def position_words(name: str, position: Position, disclosure: Disclosure, known: set[str]) -> str:
    """ "NOT Northern Front (resident via Example Wire via Example Post; ...)"."""
    label = position_label(name, position, disclosure, known)
    holders = "; ".join(_holder_words(h, disclosure, known) for h in position.holders)
    return f"{'NOT ' if position.denied else ''}{label}" + (f" ({holders})" if holders else "")


def position_label(name: str, position: Position, disclosure: Disclosure, known: set[str]) -> str:
    """The value in words; where it lists those who were harmed, each is looked at by itself."""
    if name not in _HARMED or disclosure.names:
        return position.label
    if isinstance(position.value, list):
        safe = [shown(v, disclosure, known) for v in position.value]
        if safe != position.value:
            return ", ".join(dict.fromkeys(safe))
    return shown(position.label, disclosure, known)


def _holder_words(holder: Holder, disclosure: Disclosure, known: set[str]) -> str:
    chain = [shown(link, disclosure, known) for link in holder.chain]
    return " via ".join([*chain, holder.outlet or "unnamed outlet"])


def _harm_cells(incident: Incident) -> Row:
    harm = {h.kind: h for h in incident.harm}
    cells: Row = {}
    for kind in ("killed", "injured"):
        found = harm.get(kind)
        for bound in ("low", "best", "high"):
            cells[f"{kind}_{bound}"] = getattr(found, bound) if found else None
        cells[f"{kind}_rule"] = found.rule if found else None
    return cells


def claim_row(claim: Claim, heads: Heads, disclosure: Disclosure) -> Row:
    """One claim by the names of `CLAIM_COLUMNS`."""
    url, outlet, published = heads.get(claim.document_id, (None, None, None))
    where = claim.where
    known = {n for n in (where.country, where.admin1, *(t.text for t in where.texts)) if n}
    return {
        "id": claim.id,
        "document_id": claim.document_id,
        "outlet": outlet,
        "published": published,
        "url": url,
        "event": claim.event or None,
        "type": claim.type,
        "label": _type_label(claim.type),
        "status": claim.status,
        "background": claim.background,
        "section": claim.section,
        "trigger": claim.trigger.text,
        "trigger_start": claim.trigger.start,
        "trigger_end": claim.trigger.end,
        "perpetrator_mode": claim.perpetrator.mode,
        "perpetrators": [m.text for m in claim.perpetrator.names],
        "targets": [mention_words(m, disclosure, known) for m in claim.target],
        "weapon": claim.weapon.text if claim.weapon else None,
        "place_words": [t.text for t in where.texts],
        **_place_cells(where.place, where.country, where.admin1, disclosure),
        "start": claim.when.start,
        "end": claim.when.end,
        "time_precision": claim.when.time_precision or time_precision(claim.when.start, claim.when.end),
        "casualties": [_casualty_words(c, disclosure, known) for c in claim.casualties],
        "sources": [source_words(s, disclosure, known) for s in claim.source],
        "source_kinds": [s.kind for s in claim.source],
        "framing": [f.text for f in claim.framing],
        "version": claim.version,
        "sentence": claim.quote if disclosure.sentences else None,
    }


def mention_words(mention: Mention, disclosure: Disclosure, known: set[str]) -> str:
    """A target's words; an actor that the registry names and that is no civilian is public."""
    actor = mention.actor
    public = actor is not None and not actor.described and actor.kind not in ("civilian", "other")
    if actor is not None and actor.role and actor.role not in mention.text:
        public = False  # the report gave the office, so the words are a person's name
    return mention.text if public else shown(mention.text, disclosure, known)


def source_words(source: Source, disclosure: Disclosure, known: set[str]) -> str:
    """A source's words; who speaks in an office is public."""
    return source.text if source.kind in PUBLIC_SOURCES else shown(source.text, disclosure, known)


def _casualty_words(harm: Casualty, disclosure: Disclosure, known: set[str]) -> str:
    low, high = ("" if n is None else str(n) for n in (harm.low, harm.high))
    count = low if low == high else f"{low}-{high}"
    who = shown(harm.who.text, disclosure, known) if harm.who else ""
    return " ".join(part for part in (harm.kind, count, who) if part)


def _type_label(kind: str) -> str:
    known = ontology().types.get(kind)
    return known.label if known else kind
