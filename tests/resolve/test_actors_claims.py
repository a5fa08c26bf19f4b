"""The actors of a whole report: names support each other, offices and parties are told."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from contested.model import Actor, Claim, Document, Mention, Perpetrator, Source, Span, sha256, spans_of
from contested.resolve.actors_claims import is_party, link_actors
from contested.resolve.actors_office import offices
from contested.resolve.registry import registry

TEXT = (
    "Turkish troops shelled a village, the Syrian Observatory for Human Rights said. "
    "Turkish army spokesman Jon Doe denied it. The Observatory said that Hamza Division fighters "
    "took part. A shopkeeper, Ann Roe, saw gunmen."
)


def document(text: str = TEXT, published: dt.date | None = dt.date(2019, 10, 12)) -> Document:
    digest = sha256(text.encode())
    return Document(
        id="d_1",
        key=None,
        text=text,
        sha256_text=digest,
        sha256_raw=digest,
        published=published,
        locator="a.txt",
    )


def span(words: str) -> Span:
    at = TEXT.index(words)
    return Span(text=words, start=at, end=at + len(words))


def claim(by: str, source: str, target: str = "village", kind: str = "shelling") -> Claim:
    whole = Span(text=TEXT, start=0, end=len(TEXT))
    named, said, hit = span(by), span(source), span(target)
    return Claim(
        document_id="d_1",
        type=kind,
        quote=TEXT,
        sentence=whole,
        trigger=span("shelled"),
        perpetrator=Perpetrator(mode="all", names=(Mention(text=by, start=named.start, end=named.end),)),
        target=(Mention(text=target, start=hit.start, end=hit.end),),
        source=(Source(text=source, start=said.start, end=said.end, kind="other"),),
    )


def test_names_of_a_report_are_linked_and_support_each_other() -> None:
    claims = [
        claim("Turkish troops", "Syrian Observatory for Human Rights"),
        claim("Hamza Division fighters", "Observatory said"[:11]),
    ]
    first, second = link_actors(document(), claims, ["SY", "SY"])
    assert first.perpetrator.names[0].actor is not None
    assert first.perpetrator.names[0].actor.id == "turkey/army"
    assert first.perpetrator.names[0].actor.role == "troops"
    assert second.perpetrator.names[0].actor is not None
    assert second.perpetrator.names[0].actor.id == "syria/hamza-division"
    assert first.source[0].actor == second.source[0].actor or second.source[0].actor is not None
    assert second.source[0].actor is not None and second.source[0].actor.id == "monitor/sohr"
    assert first.target[0].actor is None


def test_nothing_but_actors_changes() -> None:
    before = [claim("Turkish troops", "Jon Doe"), claim("gunmen", "Ann Roe")]
    after = link_actors(document(), before, ["SY", None])
    for old, new in zip(before, after, strict=True):
        assert spans_of(old) == spans_of(new)
        assert (old.type, old.where, old.when, old.status) == (new.type, new.where, new.when, new.status)
    assert link_actors(document(), [], []) == ()


def test_a_person_speaks_for_the_office_that_the_report_gives() -> None:
    (linked,) = link_actors(document(), [claim("Turkish troops", "Jon Doe")], ["SY"])
    speaker = linked.source[0]
    assert speaker.actor is not None
    assert (speaker.actor.id, speaker.actor.role) == ("turkey/army", "Turkish army spokesman")
    assert speaker.party is True


def test_a_private_person_is_nobody_s() -> None:
    (linked,) = link_actors(document(), [claim("gunmen", "Ann Roe")], ["SY"])
    assert linked.source[0].actor is None and linked.source[0].party is None
    gunmen = linked.perpetrator.names[0].actor
    assert gunmen is not None and gunmen.described and gunmen.theatre == "SY"


@pytest.mark.parametrize(
    ("text", "name", "office"),
    [
        ("Northern police chief General Jon Doe left.", "Doe", "Northern police chief"),
        ("Doe, a spokesman for the Dawn Movement, spoke.", "Doe", "a spokesman for the Dawn Movement"),
        ("The US Secretary of State Jon Doe came.", "Doe", "US Secretary"),
        ("He was with Northern troops. Doe ran.", "Doe", None),
        ("Doerr, head of the mission, ran.", "Doe", None),
    ],
)
def test_offices_stand_beside_the_name(text: str, name: str, office: str | None) -> None:
    found = list(offices(name, text))
    assert found == [] if office is None else any(office in one for one in found)


def test_searching_for_offices_is_bounded() -> None:
    began = time.perf_counter()
    list(offices("Doe", "Doe, head of the " * 20_000))
    list(offices("Doe", "head head head " * 20_000 + "Doe"))
    assert time.perf_counter() - began < 1.0


def actor(id_: str, *, described: bool = False) -> Actor:
    return Actor(id=id_, name=id_, kind="other", described=described)


@pytest.mark.parametrize(
    ("source", "involved", "theatre", "party"),
    [
        ("syria/army", ["turkey/army"], None, False),
        ("syria/government", ["syria/army"], None, True),
        ("syria/hamza-division", ["syria/sna"], None, True),
        ("syria/sdf", ["turkey/army"], "SY", True),
        ("monitor/sohr", ["syria/army"], "SY", False),
    ],
)
def test_who_is_a_party(source: str, involved: list[str], theatre: str | None, party: bool) -> None:
    assert is_party(actor(source), [actor(i) for i in involved], theatre, registry()) is party


def test_a_source_that_is_not_known_is_neither() -> None:
    assert is_party(None, [actor("syria/army")], "SY", registry()) is None
    assert is_party(actor("class/civilians", described=True), [], "SY", registry()) is None
