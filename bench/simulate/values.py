"""Reports as the model's values: every span proves itself against a text that is made here."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bench.simulate.rates import Rates
from bench.simulate.reports import Report, reports
from bench.simulate.tellings import Telling
from bench.simulate.world import THEATRE_CLAIMS, Theatre, theatre
from contested.model import (
    Actor,
    Casualty,
    CasualtyKind,
    Claim,
    Document,
    DocumentHead,
    Mention,
    Perpetrator,
    Place,
    Source,
    Span,
    When,
    Where,
    content_id,
    sha256,
)
from contested.model.fingerprint import SKETCH_SIZE

VERSION = "simulation 1"
_VERBS = {
    "shelling": "shelled",
    "air_strike": "bombed",
    "drone_strike": "hit from a drone",
    "explosive": "blew up",
    "armed_clash": "fought over",
    "attack": "attacked",
    "property_destruction": "burned",
    "arrest": "arrested people at",
    "protest": "marched on",
    "displacement": "drove people from",
    "siege": "cut off",
}


@dataclass(frozen=True, slots=True)
class Simulated:
    """One report: what linking sees of it, and the number of the occurrence behind each claim."""

    head: DocumentHead
    claims: tuple[Claim, ...]
    truth: tuple[int, ...]
    text: str


def simulate(
    n_claims: int, seed: int = 1, rates: Rates | None = None, *, fingerprints: bool = True
) -> Iterator[Simulated]:
    """Reports until they hold at least `n_claims` claims, theatre after theatre.

    Without `fingerprints` no report has a sketch of its text (64 numbers each), and no copy is seen.
    """
    rates = rates or Rates()
    made, number, first = 0, 0, 0
    while made < n_claims:
        scene, in_scene = theatre(number, seed), 0
        chance = random.Random(f"reports {seed} {number}")
        for report in reports(scene, rates, chance, first):
            one = _simulated(scene, report, seed, fingerprints)
            in_scene += len(one.claims)
            yield one
            if made + in_scene >= n_claims or in_scene >= THEATRE_CLAIMS:
                break
        made, number, first = made + in_scene, number + 1, first + 1_000_000


def document_of(report: Simulated) -> Document:
    """The whole document, for a ledger."""
    digest = sha256(report.text.encode())
    head = report.head
    return Document(
        id=head.id,
        key=None,
        text=report.text,
        sha256_text=digest,
        sha256_raw=digest,
        outlet=head.outlet,
        published=head.published,
        locator=f"simulation.jsonl#{head.id}",
        fingerprint=head.fingerprint,
    )


def _simulated(scene: Theatre, report: Report, seed: int, fingerprints: bool) -> Simulated:
    document = content_id("d", [seed, scene.number, report.number])
    text = _Text()
    claims: list[Claim] = []
    truth: list[int] = []
    for n, told in enumerate(report.tellings):
        for telling in told:
            claims.append(_claim(scene, report, telling, document, n + 1, len(claims), text))
            truth.append(telling.occurrence)
    head = DocumentHead(
        id=document,
        outlet=report.outlet,
        published=dt.date.fromordinal(report.published),
        fingerprint=_fingerprint(scene, report, seed) if fingerprints else (),
    )
    return Simulated(head, tuple(claims), tuple(truth), text.whole)


def _fingerprint(scene: Theatre, report: Report, seed: int) -> tuple[int, ...]:
    """Own hashes for an original; a copy shares nine tenths with what it prints."""
    shared = random.Random(f"text {seed} {scene.number} {report.text_of}")
    values = [shared.getrandbits(63) for _ in range(SKETCH_SIZE)]
    if report.text_of != report.number:
        own = random.Random(f"print {seed} {scene.number} {report.number}")
        for n in range(SKETCH_SIZE // 10):
            values[n] = own.getrandbits(63)
    return tuple(sorted(values))


class _Text:
    """A text that grows by words and tells where each stands."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0

    def add(self, words: str) -> Span:
        start = self.length
        self.parts.append(words)
        self.length += len(words)
        return Span(text=words, start=start, end=self.length)

    def since(self, start: int) -> Span:
        words = self.whole[start : self.length]
        return Span(text=words, start=start, end=self.length)

    @property
    def whole(self) -> str:
        if len(self.parts) > 1:
            self.parts = ["".join(self.parts)]
        return self.parts[0] if self.parts else ""


def _claim(
    scene: Theatre, report: Report, told: Telling, document: str, event: int, number: int, text: _Text
) -> Claim:
    begin = text.length
    names = _names(told, text)
    trigger = text.add(_VERBS[told.kind])
    target = _mention(told.target, text, " a ")
    where = _where(scene, told, text)
    harm = _harm(told, text)
    source = _source(report, told, text)
    text.add(".")
    sentence = text.since(begin)
    text.add("\n")
    return Claim(
        id=content_id("c", [document, number]),
        document_id=document,
        event=f"E{event}",
        type=told.kind,
        status="denied" if told.denied else "asserted",
        quote=sentence.text,
        sentence=sentence,
        trigger=trigger,
        perpetrator=Perpetrator(mode=told.mode, names=names),  # type: ignore[arg-type]
        target=target,
        where=where,
        when=_when(told),
        casualties=harm,
        source=source,
        version=VERSION,
    )


def _names(told: Telling, text: _Text) -> tuple[Mention, ...]:
    found = []
    for n, (name, id_) in enumerate(told.by):
        if n:
            text.add(" or ")
        span = text.add(name)
        actor = Actor(id=id_, name=id_.split("/", 1)[1], kind="armed_group", confidence=0.9) if id_ else None
        found.append(Mention(text=span.text, start=span.start, end=span.end, actor=actor))
    text.add(" " if found else "Somebody ")
    return tuple(found)


def _mention(words: str | None, text: _Text, before: str) -> tuple[Mention, ...]:
    if words is None:
        return ()
    text.add(before)
    span = text.add(words)
    return (Mention(text=span.text, start=span.start, end=span.end),)


def _where(scene: Theatre, told: Telling, text: _Text) -> Where:
    texts: list[Span] = []
    for name in (told.town.name if told.town else None, told.province):
        if name:
            text.add(" in ")
            texts.append(text.add(name))
    place = None
    if told.town is not None and told.coordinates is not None:
        place = Place(
            id=f"sim:{scene.number}/{told.town.name}/{told.coordinates[0]:.3f}",
            name=told.town.name,
            kind="settlement",
            country=scene.country,
            admin1=told.province,
            latitude=round(told.coordinates[0], 5),
            longitude=round(told.coordinates[1], 5),
            radius_km=2.0,
            geo_precision=1,
        )
    return Where(texts=tuple(texts), country=scene.country, admin1=told.province, place=place)


def _when(told: Telling) -> When:
    if told.day is None:
        return When()
    start, end = (dt.date.fromordinal(d) for d in told.day)
    return When(start=start, end=end, precision="day" if start == end else "range", anchor="published")


def _harm(told: Telling, text: _Text) -> tuple[Casualty, ...]:
    found = []
    kinds: tuple[tuple[CasualtyKind, int | None], ...] = (("killed", told.killed), ("injured", told.injured))
    for kind, figure in kinds:
        if figure is not None:
            text.add(", ")
            found.append(Casualty(kind=kind, text=text.add(f"{figure} {kind}"), low=figure, high=figure))
    return tuple(found)


def _source(report: Report, told: Telling, text: _Text) -> tuple[Source, ...]:
    chain: list[tuple[str, Any]] = [told.speaker] if told.speaker else []
    if report.relays is not None:
        chain.append((report.relays, "media"))
    found: list[Source] = []
    for name, kind in chain:
        text.add(", " if not found else " told ")
        span = text.add(name)
        found.append(Source(text=span.text, start=span.start, end=span.end, kind=kind))
    if found:
        text.add(" says")
    return tuple(found)
