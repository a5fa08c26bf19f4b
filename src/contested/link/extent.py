"""Place and time with their uncertainty: how far all that is told reaches."""

from __future__ import annotations

from collections.abc import Sequence

from contested.link.features import days_of
from contested.link.geo import breadth, distance_km
from contested.link.positions import Statement
from contested.link.revise import standing
from contested.model import Extent, Place

WIDEST = 90
"""Days: a longer interval is a campaign told in passing and widens nothing."""


def extent_of(statements: Sequence[Statement], place: Place | None) -> Extent | None:
    """The hull of the days, and the circle around `place` that holds every settlement or site told.

    Both over what still stands of the claims that are not denied; None when nobody tells either.
    """
    dated = {s.claim.id: d for s in statements if (d := days_of(s.claim)) is not None}
    days = [dated[s.claim.id] for s in standing(statements, dated) if s.claim.id in dated]
    days = [d for d in days if (d[1] - d[0]).days <= WIDEST] or days
    placed = {s.claim.id: p for s in statements if (p := s.claim.where.place) and breadth(s.claim.where) == 0}
    places = {p.id: p for s in standing(statements, placed) if (p := placed.get(s.claim.id))}
    centre = place if place is not None and place.latitude is not None else None
    if not days and centre is None:
        return None
    return Extent(
        earliest=min((d[0] for d in days), default=None),
        latest=max((d[1] for d in days), default=None),
        latitude=centre.latitude if centre else None,
        longitude=centre.longitude if centre else None,
        radius_km=_radius(centre, [places[key] for key in sorted(places)]) if centre else None,
        places=len({*places, *([centre.id] if centre else [])}),
    )


def _radius(centre: Place, places: Sequence[Place]) -> float | None:
    """Kilometres, to 100 m; None when neither a radius nor a second place is known."""
    reach = [centre.radius_km] if centre.radius_km is not None else []
    for place in places:
        km = distance_km(centre, place)
        if km is not None and place.id != centre.id:
            reach.append(km + (place.radius_km or 0.0))
    return round(max(reach), 1) if reach else None
