"""Values to rows and back: the payload is the value's lossless JSON, the columns are for filters."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator

import msgspec

from contested.ledger.query import Reading, fold
from contested.model import (
    Claim,
    Document,
    DocumentHead,
    Incident,
    LedgerError,
    Place,
    from_json,
    head_of,
    spans_of,
    to_json,
)

Cell = str | int | float | bool | None
Row = dict[str, Cell]

_BETWEEN = " \x1f "  # between the names in a folded column, so that no search matches across two
_LARGEST = 2**63 - 1  # what an integer column holds; harm is the text's business and may be absurd


def utc_text(at: dt.datetime) -> str:
    """A moment as sortable text. Raises LedgerError for a time without a zone: it has no order."""
    if at.tzinfo is None:
        raise LedgerError(f"the time {at.isoformat()} has no time zone; give one, e.g. UTC")
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds")


def day_text(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def folded(names: Iterable[str | None]) -> str:
    """Names in one searchable column, each once, in order."""
    return _BETWEEN.join(dict.fromkeys(f for n in names if n and (f := fold(n))))


def document_row(document: Document) -> Row:
    bare = msgspec.structs.replace(document, text="")
    return {
        "id": document.id,
        "key": document.key,
        "url": document.url,
        "outlet": document.outlet,
        "title": document.title,
        "published": day_text(document.published),
        "language": document.language,
        "locator": document.locator,
        "sha256_text": document.sha256_text,
        "sha256_raw": document.sha256_raw,
        "outlet_fold": fold(document.outlet or ""),
        "title_fold": fold(document.title or ""),
        "payload": to_json(bare),
        "text": document.text,
    }


def document_from(payload: str, text: str) -> Document:
    return msgspec.structs.replace(from_json(Document, payload), text=text)


def head_from(payload: str) -> DocumentHead:
    return head_of(from_json(Document, payload))


def claim_row(claim: Claim) -> Row:
    where, place = claim.where, claim.where.place
    country = where.country or (place.country if place else None)
    admin1 = where.admin1 or (place.admin1 if place else None)
    mentions = (*claim.perpetrator.names, *claim.target)
    return {
        "id": claim.id,
        "document_id": claim.document_id,
        "type": claim.type,
        "status": claim.status,
        "country": country,
        "admin1": admin1,
        "start_date": day_text(claim.when.start),
        "end_date": day_text(claim.when.end or claim.when.start),
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "section": claim.section,
        "background": claim.background,
        "country_fold": fold(country or ""),
        "place_fold": folded([*_place_names(place), admin1, country, *(t.text for t in where.texts)]),
        "actor_fold": folded(n for m in mentions for n in (m.text, m.actor.name if m.actor else None)),
        "payload": to_json(claim),
    }


def incident_row(incident: Incident) -> Row:
    labels = {f.name: [p.label for p in f.positions] for f in incident.fields}
    contested = incident.contested
    places = [*_place_names(incident.place), incident.admin1, incident.country, *labels.get("where", ())]
    killed = next(
        (h.best if h.best is not None else h.low for h in incident.harm if h.kind == "killed"), None
    )
    country = incident.country or (incident.place.country if incident.place else None)
    return {
        "id": incident.id,
        "type": incident.type,
        "start_date": day_text(incident.start),
        "end_date": day_text(incident.end or incident.start),
        "country_fold": fold(country or ""),
        "place_fold": folded(places),
        "actor_fold": folded([*labels.get("perpetrator", ()), *labels.get("target", ())]),
        "contested_fields": f",{','.join(contested)},",
        "n_contested": len(contested),
        "n_origins": len(incident.origins),
        "killed": min(killed, _LARGEST) if killed is not None else None,
        "background": incident.background,
        "payload": to_json(incident),
    }


def _place_names(place: Place | None) -> tuple[str | None, ...]:
    return (place.name, place.admin1, place.country) if place else ()


def _numbers(claim: Claim) -> Iterator[float]:
    yield from claim.confidence.values()
    if place := claim.where.place:
        yield from (n for n in (place.latitude, place.longitude, place.radius_km) if n is not None)


def check_reading(reading: Reading) -> None:
    """The door of the ledger: what is not proved by the text does not go in.

    Raises LedgerError when a claim has no id, an id twice, another document's id, a number
    that JSON cannot hold or a span that does not prove its quote, or when the text is no Unicode.
    """
    document, seen = reading.document, set[str]()
    try:
        document.text.encode()
    except UnicodeEncodeError as error:
        raise LedgerError(
            f"document {document.id} ({document.locator}) holds half a surrogate pair at {error.start}: "
            "decode its bytes with errors='replace'"
        ) from error
    for claim in reading.claims:
        if not claim.id or claim.id in seen:
            raise LedgerError(f"document {document.id}: claim id {claim.id!r} is empty or given twice")
        seen.add(claim.id)
        if claim.document_id != document.id:
            raise LedgerError(f"claim {claim.id} is of document {claim.document_id}, not {document.id}")
        if not all(map(math.isfinite, _numbers(claim))):
            raise LedgerError(f"claim {claim.id} holds a number that is not one (NaN or infinite)")
        for span in spans_of(claim):
            if not span.proves(document.text):
                raise LedgerError(f"claim {claim.id}: {span.text!r} is not at {span.start} in {document.id}")
