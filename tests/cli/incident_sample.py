"""An incident with everything that the page must draw, made by hand."""

from __future__ import annotations

import datetime as dt

from contested.model import (
    Casualty,
    Claim,
    DocumentHead,
    Field,
    Harm,
    Holder,
    Incident,
    Mention,
    Perpetrator,
    Place,
    Position,
    Source,
    SourceKind,
    Span,
    Status,
    When,
    Where,
)

DAY = dt.date(2019, 8, 27)
TEXT = (
    "A harbour official told Wire One on Tuesday that Northern or Southern jets bombed a mill near Homs. "
    "No worker was hurt. قال مصدر محلي."
)
PLACE = Place(
    id="x:1", name="Homs", kind="settlement", country="Syria", admin1="Homs Governorate",
    latitude=34.7, longitude=36.7, radius_km=5,
)  # fmt: skip


def span(words: str) -> Span:
    at = TEXT.index(words)
    return Span(text=words, start=at, end=at + len(words))


def mention(words: str) -> Mention:
    found = span(words)
    return Mention(text=found.text, start=found.start, end=found.end)


def source(words: str, kind: SourceKind) -> Source:
    found = span(words)
    return Source(text=found.text, start=found.start, end=found.end, kind=kind)


def claims() -> list[Claim]:
    first, second = span(TEXT[: TEXT.index(". ") + 1]), span("No worker was hurt.")
    strike = Claim(
        id="c_1",
        document_id="d_1",
        event="E1",
        type="air_strike",
        quote=first.text,
        sentence=first,
        trigger=span("bombed"),
        perpetrator=Perpetrator(mode="one_of", names=(mention("Northern"), mention("Southern"))),
        target=(mention("mill"),),
        where=Where(texts=(span("Homs"),), country="Syria", place=PLACE),
        when=When(text=span("Tuesday"), start=DAY, end=DAY),
        source=(source("harbour official", "government"), source("Wire One", "media")),
    )
    harm = Casualty(kind="injured", who=span("worker"), text=span("No worker"), low=0, high=0)
    unhurt = Claim(
        id="c_2",
        document_id="d_1",
        event="E1",
        type="air_strike",
        quote=second.text,
        sentence=second,
        trigger=span("hurt"),
        casualties=(harm,),
    )
    return [strike, unhurt]


def holder(outlet: str, *chain: str, status: Status = "asserted", party: bool = False) -> Holder:
    return Holder(
        claim_id="c_1",
        document_id="d_1",
        outlet=outlet,
        published=DAY,
        chain=chain,
        origin=chain[0] if chain else outlet,
        status=status,
        party=party,
    )


def incident() -> Incident:
    either = Position(
        label="Northern or Southern",
        value=["Northern", "Southern"],
        holders=(holder("Outlet A", "harbour official", "Wire One"),),
        origins=1,
    )
    denied = Position(
        label="Northern",
        value="Northern",
        holders=(holder("Outlet B", "Northern ministry", status="denied", party=True),),
        origins=1,
        denied=True,
    )
    arabic = Position(label="قوات الجنوب", value="x", holders=(holder("Outlet C", "مصدر محلي"),), origins=1)
    what = Position(label="air strike", value="air_strike", holders=(holder("Outlet A"),), origins=1)
    return Incident(
        id="i_00112233445566ff",
        type="air_strike",
        family="violent",
        summary="air strike, Homs",
        start=DAY,
        end=DAY,
        place=PLACE,
        country="Syria",
        admin1="Homs Governorate",
        fields=(
            Field(name="what", state="agreed", positions=(what,)),
            Field(name="perpetrator", state="contested", positions=(either, denied, arabic)),
            Field(name="killed", state="unknown", note="nobody says"),
        ),
        harm=(Harm(kind="injured", low=0, best=2, high=None, rule="most independent"),),
        claim_ids=("c_1", "c_2"),
        document_ids=("d_1", "d_2", "d_3"),
        origins=("harbour official", "Northern ministry"),
        copies=(("d_1", "d_2"),),
    )


def heads() -> dict[str, DocumentHead]:
    return {
        "d_1": DocumentHead(id="d_1", outlet="Outlet A", published=DAY, title="Mill \x1b[2Jhit\u202e"),
        "d_2": DocumentHead(id="d_2", outlet="Outlet B", published=DAY),
        "d_3": DocumentHead(id="d_3", outlet="Outlet C"),
    }
