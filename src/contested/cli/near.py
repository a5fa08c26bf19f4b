"""What claims and incidents say of watched sites, for what the commands show."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contested.model import Claim, Incident
    from contested.resolve.sites import Site


@cache
def _sites() -> tuple[Site, ...]:
    from contested.model.userdata import kept

    if not kept("sites", ".json"):  # spares most users the import
        return ()
    from contested.resolve.sites import watched

    return watched()


def of_claim(claim: Claim) -> list[str]:
    """Watched sites that a claim's words name or its place is near."""
    if not _sites():
        return []
    from contested.resolve.sites import told

    words = [s.text for s in claim.where.texts] + [m.text for m in claim.target]
    words += [claim.where.offset.text] if claim.where.offset else []
    return told(_sites(), claim.where.place, words)


def of_incident(incident: Incident) -> list[str]:
    """Watched sites that an incident's place is near."""
    if not _sites():
        return []
    from contested.resolve.sites import told

    return told(_sites(), incident.place)
