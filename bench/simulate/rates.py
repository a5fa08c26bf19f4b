"""How often reports of one occurrence say something else, and where each figure comes from.

Measured on the 3,287 human-coded event reports of MAVERICK (2,200 events, 3,251 pairs of reports of one
event; ../shared/data/maverick-event-reports.csv). Of the pairs,

    first day differs            25 %   (by one day 11, by two to four 5, by more 8)
    coordinates differ           25 %   (under 5 km 11, 5 to 25 km 12, farther 3)
    first actor differs          39 %   (its kind, e.g. police for militia: 12)
    deaths differ                49 %   (ratio of the two, plus one each: median 2, upper decile 6)
    injured differ               42 %
    what happened differs        49 %
    target differs               49 %

and of the reports, 11 % have no town, 4 % no coordinates, 3 % no actor. A pair differs when either report
strays, so a report strays with 1 - sqrt(1 - share): the rates below, rounded. Reports per event are
MAVERICK's: 1,793 events have one, 178 two, and so on to seventeen.

Not measured there, because coders fill what a reader leaves open, and so assumed: `undated`, `unlinked`
(an actor without its registry entry), `no_target`, wire copies, revisions and denials.
"""

from __future__ import annotations

from dataclasses import dataclass

_SIZES = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16, 17)
_EVENTS = (1793, 178, 88, 44, 29, 27, 13, 9, 4, 4, 2, 3, 1, 2, 1, 2)
REPORTS_PER_EVENT = dict(zip(_SIZES, _EVENTS, strict=True))
"""MAVERICK: number of events by number of reports."""


@dataclass(frozen=True, slots=True)
class Rates:
    """Chance, per independent report of an occurrence, of each deviation from the truth."""

    day_off: float = 0.058
    """Off by one day, to either side."""
    days_off: float = 0.027
    """Off by two to four days."""
    period: float = 0.04
    """Only a week or more is given ("in the first half of May")."""
    undated: float = 0.05
    """No date at all; the publication date is what there is."""
    near_place: float = 0.055
    """A point up to 5 km away: a suburb, a crossing, another gazetteer's coordinates."""
    next_place: float = 0.06
    """The next town, 5 to 25 km away."""
    far_place: float = 0.014
    """Another town of the front, farther away."""
    no_town: float = 0.11
    """The province alone."""
    no_place: float = 0.04
    """No place below the country."""
    no_coordinates: float = 0.04
    """A town's name that no gazetteer has."""
    rival: float = 0.063
    """The other side did it."""
    vague_actor: float = 0.13
    """ "Gunmen", "unidentified"."""
    either_actor: float = 0.03
    """ "One or the other"."""
    no_actor: float = 0.034
    unlinked: float = 0.10
    deaths: float = 0.29
    injured: float = 0.24
    no_count: float = 0.15
    """Deaths happened and the report gives no figure."""
    vague_type: float = 0.18
    """ "Attack" for what was shelling."""
    other_type: float = 0.09
    """A compatible type (air strike for shelling, clash for attack)."""
    wrong_type: float = 0.02
    """A type that no linker may join."""
    other_target: float = 0.12
    no_target: float = 0.17
    denial: float = 0.03
    """A further claim in the report: one side denies it."""
    second_claim: float = 0.35
    """A further claim in the report by another speaker, as the first or with another figure."""
    roundup: float = 0.35
    """The report also tells of another occurrence that the outlet has of the same front and days."""
    agency: float = 0.3
    """The report is an agency's, and others print it."""
    copies: float = 1.6
    """Mean number of outlets that print an agency's report."""
    revision: float = 0.35
    """An agency's report is followed by one with a higher toll."""
