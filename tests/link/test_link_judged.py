"""Mergers of actors are judgements: they hold until they are taken back, and words never change."""

from __future__ import annotations

import datetime as dt
from typing import Any

from link_cases import DAY, IDLIB, Report
from msgspec.structs import replace

from contested.link import merge_actors, standing
from contested.link.judged import JUDGED
from contested.link.names import mention_key
from contested.model import Actor, Claim, Judgement

AT = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


def judge(id_: str, *subject: str, kind: Any = "same", **more: Any) -> Judgement:
    return Judgement(id=id_, kind=kind, subject=subject, field="actor", who="jane", at=AT, **more)


def claim(actor: str) -> Claim:
    report = Report("Hill Guard shelled the depot.", "Herald", DAY)
    made = report.claim(
        "Hill Guard shelled the depot.", "shelled", "shelling", by=["Hill Guard"], target=["depot"], **IDLIB
    )
    entry = Actor(id=actor, name=actor.upper(), kind="armed_group", confidence=0.9)
    who = made.perpetrator
    return replace(made, perpetrator=replace(who, names=(replace(who.names[0], actor=entry),)))


def test_a_merger_gives_both_actors_one_id_and_leaves_the_words() -> None:
    judgements = [judge("j1", "x/a", "x/b", value='"Alpha"')]
    merged = merge_actors([claim("x/a"), claim("x/b"), claim("x/c")], judgements)
    actors = [c.perpetrator.names[0].actor for c in merged]
    assert [a.id for a in actors if a] == ["x/a", "x/a", "x/c"]
    assert [a.name for a in actors if a] == ["Alpha", "Alpha", "X/C"]
    assert {c.perpetrator.names[0].text for c in merged} == {"Hill Guard"}
    assert mention_key(merged[0].perpetrator.names[0]) == mention_key(merged[1].perpetrator.names[0])
    assert actors[0] is not None and actors[0].confidence == JUDGED


def test_chains_are_followed() -> None:
    judgements = [judge("j1", "x/a", "x/b"), judge("j2", "x/c", "x/a")]
    (merged,) = merge_actors([claim("x/b")], judgements)
    assert merged.perpetrator.names[0].actor is not None
    assert merged.perpetrator.names[0].actor.id == "x/c"


def test_circles_end() -> None:
    judgements = [judge("j1", "x/a", "x/b"), judge("j2", "x/b", "x/a")]
    assert len(merge_actors([claim("x/b")], judgements)) == 1


def test_what_was_taken_back_no_longer_holds() -> None:
    first = judge("j1", "x/a", "x/b")
    back = judge("j2", "x/a", "x/b", kind="reject", supersedes="j1")
    assert standing([first]) == [first]
    assert standing([first, back]) == []
    assert merge_actors([claim("x/b")], [first, back]) == [claim("x/b")]


def test_judgements_about_other_things_merge_nothing() -> None:
    about_incidents = Judgement(id="j1", kind="same", subject=("i_1", "i_2"), who="jane", at=AT)
    assert standing([about_incidents]) == []
