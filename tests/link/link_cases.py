"""Invented reports as Document and Claim values, for the tests of linking."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from contested.model import (
    Casualty,
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

DAY = dt.date(2019, 8, 27)


class Report:
    """A report under construction: `claim` finds every value's words in the text, in its sentence first."""

    def __init__(
        self, text: str, outlet: str, published: dt.date | None = DAY, fingerprint: tuple[int, ...] = ()
    ) -> None:
        digest = sha256(text.encode())
        self.document = Document(
            id=content_id("d", [outlet, text]),
            key=None,
            text=text,
            sha256_text=digest,
            sha256_raw=digest,
            outlet=outlet,
            published=published,
            locator=f"{outlet}.txt",
            fingerprint=fingerprint,
        )
        self.head = DocumentHead(
            id=self.document.id, outlet=outlet, published=published, fingerprint=fingerprint
        )
        self.claims: list[Claim] = []

    def _span(self, words: str, sentence: Span | None = None) -> Span:
        at = self.document.text.find(words, sentence.start if sentence else 0)
        at = at if at >= 0 else self.document.text.index(words)
        return Span(text=words, start=at, end=at + len(words))

    def _mentions(self, names: Sequence[str], sentence: Span) -> tuple[Mention, ...]:
        spans = [self._span(n, sentence) for n in names]
        return tuple(Mention(text=s.text, start=s.start, end=s.end) for s in spans)

    def claim(
        self,
        sentence: str,
        trigger: str,
        kind: str,
        *,
        event: str = "E1",
        by: Sequence[str] = (),
        mode: str | None = None,
        target: Sequence[str] = (),
        at: Sequence[str] = (),
        country: str | None = None,
        admin1: str | None = None,
        place: Place | None = None,
        day: dt.date | None = None,
        end: dt.date | None = None,
        said: str | None = None,
        source: Sequence[tuple[str, str]] = (),
        harm: Sequence[tuple[str, str | None, int | None, int | None]] = (),
        **more: Any,
    ) -> Claim:
        whole = self._span(sentence)
        word = self._span(trigger, whole)
        made = Claim(
            id=content_id("c", [self.document.id, len(self.claims), kind, word.start]),
            document_id=self.document.id,
            event=event,
            type=kind,
            quote=sentence,
            sentence=whole,
            trigger=word,
            perpetrator=Perpetrator(mode=mode or ("all" if by else "none"), names=self._mentions(by, whole)),
            target=self._mentions(target, whole),
            where=Where(
                texts=tuple(self._span(t, whole) for t in at), country=country, admin1=admin1, place=place
            ),
            when=When(text=self._span(said, whole) if said else None, start=day, end=end or day),
            source=tuple(
                Source(text=s.text, start=s.start, end=s.end, kind=kind_)
                for name, kind_ in source
                for s in [self._span(name, whole)]
            ),
            casualties=tuple(
                Casualty(kind=k, who=self._span(who, whole) if who else None, low=low, high=high)
                for k, who, low, high in harm
            ),
            **more,
        )
        self.claims.append(made)
        return made


def heads(*reports: Report) -> dict[str, DocumentHead]:
    return {r.head.id: r.head for r in reports}


def claims(*reports: Report) -> list[Claim]:
    return [c for r in reports for c in r.claims]


def town(name: str, latitude: float, longitude: float, **more: Any) -> Place:
    known: dict[str, Any] = {"country": "Syria", "admin1": "Idlib", "kind": "settlement"} | more
    return Place(id=f"test:{name}", name=name, latitude=latitude, longitude=longitude, **known)


IDLIB: dict[str, Any] = {"country": "Syria", "admin1": "Idlib", "day": DAY}


def post_strike() -> tuple[Report, Report, Report]:
    """Three reports of one strike that disagree on who did it."""
    lede = "Planes of the regime and of Russia struck a Turkish outpost in Idlib on Tuesday."
    herald = Report(f"{lede}\nVillagers put it down to the Assad government alone.", "Northern Herald")
    herald.claim(
        lede,
        "struck",
        "air_strike",
        by=["regime", "Russia"],
        target=["Turkish outpost"],
        at=["Idlib"],
        said="Tuesday",
        **IDLIB,
    )
    herald.claim(
        "Villagers put it down to the Assad government alone.",
        "it",
        "air_strike",
        by=["Assad government"],
        source=[("Villagers", "resident")],
        **IDLIB,
    )
    open_ = (
        "An air raid hit a Turkish post in Idlib; whether Russian or Syrian jets flew it is an open question."
    )
    safe = "None of the Turkish troops was hurt, a security source in Ankara told Reuters."
    gazette = Report(f"{open_}\n{safe}", "River Gazette")
    gazette.claim(
        open_,
        "air raid",
        "air_strike",
        by=["Russian", "Syrian"],
        mode="one_of",
        status="unclear",
        target=["Turkish post"],
        at=["Idlib"],
        **IDLIB,
    )
    gazette.claim(
        safe,
        "hurt",
        "air_strike",
        target=["Turkish troops"],
        source=[("security source in Ankara", "military"), ("Reuters", "media")],
        harm=[("injured", "Turkish troops", 0, 0)],
        **IDLIB,
    )
    told = "Two soldiers were wounded at the Turkish observation post in Idlib, SANA wrote after the raid."
    echo = Report(told, "Harbour Echo")
    echo.claim(
        told,
        "raid",
        "attack",
        target=["Turkish observation post"],
        at=["Idlib"],
        source=[("SANA", "media")],
        harm=[("injured", "soldiers", 2, 2)],
        **IDLIB,
    )
    return herald, gazette, echo
