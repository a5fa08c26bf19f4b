"""What may be asked of a ledger, and the light forms in which it answers."""

from __future__ import annotations

import datetime as dt
import unicodedata
from functools import lru_cache
from typing import Literal

from contested.model import Claim, Document, FieldName, Incident, Status
from contested.model.base import Value

IncidentSort = Literal["date", "harm", "origins", "contested"]


class IncidentQuery(Value, frozen=True, kw_only=True):
    """Filters on incidents; all that are given must hold. Nothing given: every incident.

    `since` and `until` (both inclusive) keep incidents whose interval touches them; an incident
    without a date is kept only when neither is given. `place` and `actor` match anywhere inside the
    name, in any case and with or without accents: `place` against the place's name, admin1, country
    and the place words of the claims, `actor` against perpetrators and targets.
    """

    since: dt.date | None = None
    until: dt.date | None = None
    place: str | None = None
    actor: str | None = None
    type: str | None = None
    country: str | None = None
    contested: bool | FieldName | None = None
    """True or False: with or without any contested field; a field's name: contested on that field."""
    background: bool | None = None
    sort: IncidentSort = "date"
    """`date` newest first, `harm` most killed first, `origins` and `contested` most first; what is
    unknown comes last and ties are broken by date, then id."""
    limit: int | None = 50
    offset: int = 0


class ClaimQuery(Value, frozen=True, kw_only=True):
    """Filters on claims, read as in `IncidentQuery`. Only claims of current readings, unless `superseded`."""

    document: str | None = None
    """A document's whole id."""
    incident: str | None = None
    """An incident's whole id."""
    since: dt.date | None = None
    until: dt.date | None = None
    place: str | None = None
    actor: str | None = None
    type: str | None = None
    country: str | None = None
    status: Status | None = None
    background: bool | None = None
    superseded: bool = False
    """Also the claims of readings that a newer one has replaced."""
    limit: int | None = None
    offset: int = 0


class DocumentQuery(Value, frozen=True, kw_only=True):
    """Filters on documents; `since` and `until` are about the publication date."""

    since: dt.date | None = None
    until: dt.date | None = None
    outlet: str | None = None
    title: str | None = None
    language: str | None = None
    limit: int | None = None
    offset: int = 0


class Page(Value, frozen=True, kw_only=True):
    """One page of incidents, and how many there are in all."""

    incidents: tuple[Incident, ...]
    total: int


class Reading(Value, frozen=True, kw_only=True):
    """What one version of the reader found in one document; the unit that is written whole or not at all."""

    document: Document
    claims: tuple[Claim, ...]
    version: str
    reader: str
    run_id: str
    at: dt.datetime


@lru_cache(maxsize=16384)
def fold(words: str) -> str:
    """Words as they are compared: no case, accents, punctuation or doubled spaces.

    Not a transliteration: "Khān Shaykhūn" folds to "khan shaykhun", not to "khan sheikhoun"
    (spellings are the gazetteer's business).
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c))
    kept = (c if _is_letter(c) else "" if c in "'’ʼʻ`" else " " for c in bare.casefold())
    return " ".join("".join(kept).split())


def _is_letter(c: str) -> bool:
    # Marks that are left here are vowels (Devanagari, Thai), not accents: a word falls apart without them.
    return c.isalnum() or unicodedata.category(c).startswith("M")
