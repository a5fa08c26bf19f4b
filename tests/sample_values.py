"""Plain sample values for tests of the ledger and the exports; people and outlets are invented."""

from __future__ import annotations

import datetime as dt
from typing import Any

from contested.model import (
    Casualty,
    Claim,
    Document,
    Field,
    Harm,
    Holder,
    Incident,
    Mention,
    Perpetrator,
    Place,
    Position,
    Run,
    Source,
    Span,
    When,
    Where,
    content_id,
    document_id,
    sha256,
)

DAY = dt.date(2019, 8, 27)
NOON = dt.datetime(2019, 8, 28, 12, tzinfo=dt.UTC)
TEXT = (
    "Jets bombed the clinic in Khān Shaykhūn on Tuesday, killing Jane Doe Sample and three civilians, "
    "a resident told the Example Wire. Government forces denied it."
)
PLACE = Place(
    id="geonames:1",
    name="Khān Shaykhūn",
    kind="settlement",
    country="Syria",
    country_code="SY",
    admin1="Idlib",
    latitude=35.4,
    longitude=36.6,
    geo_precision=1,
    where_prec=1,
)


def run(number: int = 1, **more: Any) -> Run:
    return Run(id=f"r_{number}", started=NOON, command="ingest news", version="0.1.0", reader="rules", **more)


def document(text: str = TEXT, **more: Any) -> Document:
    head: dict[str, Any] = {
        "key": None,
        "url": None,
        "outlet": "Example Post",
        "title": None,
        "published": DAY,
    }
    head |= {k: v for k, v in more.items() if k in head}
    digest = sha256(text.encode())
    rest = {"locator": "news.jsonl#row 1", "language": "en"} | {
        k: v for k, v in more.items() if k not in head
    }
    id_ = document_id(sha256_text=digest, **head)
    return Document(id=id_, text=text, sha256_text=digest, sha256_raw=digest, **head, **rest)


def span(doc: Document, words: str) -> Span:
    start = doc.text.index(words)
    return Span(text=words, start=start, end=start + len(words))


def mention(doc: Document, words: str) -> Mention:
    s = span(doc, words)
    return Mention(text=s.text, start=s.start, end=s.end)


def claim(doc: Document, trigger: str = "bombed", *, version: str = "v1", **more: Any) -> Claim:
    sentence = span(doc, doc.text.split(". ")[0])
    word = span(doc, trigger)
    fields: dict[str, Any] = {
        "type": "air_strike",
        "quote": sentence.text,
        "sentence": sentence,
        "trigger": word,
    }
    id_ = content_id("c", [doc.id, version, word.start, more.get("type")])
    return Claim(id=id_, document_id=doc.id, version=version, **(fields | more))


def full_claim(doc: Document, **more: Any) -> Claim:
    """A claim on `TEXT` with every kind of field filled."""
    source = span(doc, "resident")
    fields: dict[str, Any] = {
        "perpetrator": Perpetrator(mode="all", names=(mention(doc, "Jets"),)),
        "target": (mention(doc, "clinic"), mention(doc, "Jane Doe Sample")),
        "where": Where(texts=(span(doc, "Khān Shaykhūn"),), country="Syria", admin1="Idlib", place=PLACE),
        "when": When(text=span(doc, "Tuesday"), start=DAY, end=DAY, precision="day", time_precision=1),
        "casualties": (
            Casualty(kind="killed", who=span(doc, "Jane Doe Sample"), low=1, high=1),
            Casualty(
                kind="killed", who=span(doc, "civilians"), text=span(doc, "three civilians"), low=3, high=3
            ),
        ),
        "source": (Source(text="resident", start=source.start, end=source.end, kind="resident"),),
        "confidence": {"type": 0.75},
    }
    return claim(doc, **(fields | more))


def holder(claim_id: str = "c_1", **more: Any) -> Holder:
    return Holder(claim_id=claim_id, document_id="d_1", outlet="Example Post", origin="resident", **more)


def incident(id_: str = "i_1", **more: Any) -> Incident:
    """An air strike whose perpetrator is contested and whose toll is 3-4-6 killed."""
    rival = (
        Position(label="Government forces", value=["Government forces"], holders=(holder(),), origins=1),
        Position(label="unknown", value=None, holders=(holder("c_2", chain=("Army desk",)),), origins=1),
    )
    target = Position(
        label="clinic, Jane Doe Sample", value=["clinic", "Jane Doe Sample"], holders=(holder(),), origins=1
    )
    fields: dict[str, Any] = {
        "type": "air_strike",
        "family": "violent",
        "summary": "air strike, Khān Shaykhūn, Syria, 27 Aug 2019",
        "start": DAY,
        "end": DAY,
        "place": PLACE,
        "country": "Syria",
        "admin1": "Idlib",
        "fields": (
            Field(name="perpetrator", state="contested", positions=rival, note="two sources disagree"),
            Field(name="target", state="agreed", positions=(target,)),
        ),
        "harm": (Harm(kind="killed", low=3, best=4, high=6, rule="median of origins"),),
        "claim_ids": ("c_1", "c_2"),
        "document_ids": ("d_1",),
        "origins": ("resident", "Army desk"),
        "version": "link 1",
    }
    return Incident(id=id_, **(fields | more))
