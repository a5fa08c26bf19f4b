"""Colours, symbols and short words of the incident page. Every colour has a symbol or label beside it."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange

from contested.cli.clean import clean
from contested.model import Claim, Incident, Place, ontology

STATE = {"agreed": ("✓", "green"), "contested": ("◆", "bold yellow"), "unknown": ("?", "dim")}
STATUS = {
    "asserted": ("●", "green"),
    "alleged": ("◐", "yellow"),
    "denied": ("✗", "red"),
    "planned": ("▷", "cyan"),
    "unclear": ("?", "dim"),
}
FIELD = {
    "trigger": "bold reverse",
    "perpetrator": "bold red",
    "target": "magenta",
    "weapon": "bright_magenta",
    "where": "green",
    "when": "cyan",
    "casualties": "bold yellow",
    "source": "bright_blue",
    "framing": "italic underline",
}
NAMES = {"where": "place", "when": "time", "casualties": "harm"}
"""Words for people where the field's own name is not one."""
PARTY = "⚑"


def day(date: dt.date | None) -> str:
    """ "27 Aug 2019"; "no date" for None."""
    return f"{date.day} {date:%b %Y}" if date else "no date"


def dates(start: dt.date | None, end: dt.date | None) -> str:
    """An interval in words, as short as it can be said: "26-27 Aug 2019", "Aug 2019", "2019"."""
    if start is None or end is None or start == end:
        return day(start or end)
    if start.day == 1 and end.day == monthrange(end.year, end.month)[1]:
        if (start.month, end.month) == (1, 12):
            return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
        if (start.year, start.month) == (end.year, end.month):
            return f"{start:%b %Y}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(end)}"
    return f"{start.day} {start:%b}–{day(end)}" if start.year == end.year else f"{day(start)}–{day(end)}"


def event_name(incident: Incident) -> str:
    """ "air strike: Turkish observation post"; the type alone where no target is told."""
    kind = ontology().types.get(incident.type)
    label = kind.label if kind else incident.type
    target = next((f for f in incident.fields if f.name == "target" and f.positions), None)
    return clean(f"{label}: {target.positions[0].label}" if target else label)


def span_in_days(start: dt.date | None, end: dt.date | None) -> str:
    """How precise an interval is, in words."""
    if start is None and end is None:
        return "date unknown"
    if start is None or end is None:
        return "open interval"
    days = (end - start).days + 1
    return "to the day" if days == 1 else f"within {days:,} days"


def place_name(place: Place | None, country: str | None, admin1: str | None) -> str:
    """ "Khan Shaykhun, Idlib, Syria", each part once; "place unknown" when there is none."""
    admin1 = admin1 or (place.admin1 if place else None)
    country = country or (place.country if place else None)
    named = f"{place.relation} {place.name}" if place and place.relation else place.name if place else None
    parts = [named, admin1, country]
    seen: list[str] = []
    for part in parts:
        if part and part not in seen:
            seen.append(part)
    return clean(", ".join(seen)) or "place unknown"


def how_near(place: Place | None) -> str:
    """How far off the coordinates may be; "" without a place."""
    if place is None:
        return ""
    kind = "province" if place.kind == "admin1" else place.kind
    if place.latitude is None:
        return f"{kind}, no coordinates"
    return kind if place.radius_km is None else f"{kind}, within {place.radius_km:g} km"


def highlights(claim: Claim) -> list[tuple[int, int, str]]:
    """(start, end, field) of every proving word of a claim, as offsets into the document."""
    marks = [(m.start, m.end, "perpetrator") for m in claim.perpetrator.names]
    marks += [(m.start, m.end, "target") for m in claim.target]
    marks += [(s.start, s.end, "source") for s in claim.source]
    marks += [(s.start, s.end, "where") for s in claim.where.texts]
    marks += [(s.start, s.end, "framing") for s in claim.framing]
    for harm in claim.casualties:
        marks += [(s.start, s.end, "casualties") for s in (harm.text, harm.who) if s]
    singles = ((claim.weapon, "weapon"), (claim.where.offset, "where"), (claim.when.text, "when"))
    marks += [(s.start, s.end, name) for s, name in singles if s]
    return [*marks, (claim.trigger.start, claim.trigger.end, "trigger")]
