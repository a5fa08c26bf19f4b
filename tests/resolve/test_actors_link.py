"""Words for actors are linked in their theatre and year, or described, or left alone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.resolve.actor_files import read_row
from contested.resolve.actors import ActorContext, Linked, link_actor
from contested.resolve.actors_words import words
from contested.resolve.registry import RegisteredActor, Registry


def state(iso: str, id_: str, adjective: str, people: str, **government: Any) -> list[RegisteredActor]:
    theatre = [iso, *government.pop("theatre", ())]
    rows = [
        {
            "id": id_,
            "name": id_.title(),
            "kind": "state",
            "names": [f"demonym:{adjective}", f"demonym:{people}"],
        },
        {
            "id": f"{id_}/government",
            "name": f"Government of {id_.title()}",
            "kind": "government",
            "parent": [f"part_of {id_}"],
            **government,
        },
        {
            "id": f"{id_}/army",
            "name": f"Military Forces of {id_.title()}",
            "kind": "force",
            "names": [f"{adjective} army", f"{adjective} forces"],
            "parent": [f"part_of {id_}/government"],
        },
        {
            "id": f"{id_}/police",
            "name": f"Police Forces of {id_.title()}",
            "kind": "police",
            "parent": [f"part_of {id_}/government"],
        },
    ]
    return [read_row({**row, "iso": iso, "theatre": theatre}) for row in rows]


def group(id_: str, name: str, theatre: str, **more: Any) -> RegisteredActor:
    row = {"id": id_, "name": name, "kind": "armed_group", "theatre": theatre.split(), **more}
    return read_row(row)


KNOWN = Registry(
    [
        *state(
            "SY",
            "syria",
            "Syrian",
            "Syrians",
            names=[
                "leader:Bashar al-Assad@2000-2024",
                "capital:Damascus",
                "short:Assad regime@-2024",
                "description:regime@-2024",
            ],
        ),
        *state("TR", "turkey", "Turkish", "Turks", theatre=["SY", "LY"], names=["capital:Ankara"]),
        *state("LY", "libya", "Libyan", "Libyans"),
        *state("PS", "palestine", "Palestinian", "Palestinians"),
        *state("IL", "israel", "Israeli", "Israelis", theatre=["PS"]),
        group("syria/insurgents", "Syrian insurgents", "SY", names=["Syrian rebels"]),
        group("syria/nusra", "Nusra Front", "SY", until=2016, names=["al-Nusra"]),
        group(
            "syria/hts",
            "Tahrir al-Sham",
            "SY",
            since=2017,
            names=["HTS"],
            parent=["renamed_from syria/nusra 2017"],
        ),
        group("syria/sna", "National Army of Syria", "SY", since=2017, names=["Turkish-backed factions"]),
        group("a/front", "Liberation Front of A", "SY", names=["LIF"]),
        group("b/front", "Liberation Front of B", "LY", names=["LIF"]),
        read_row({"id": "w/monitor", "name": "War Watch Observatory", "kind": "monitor", "theatre": ["SY"]}),
        group("world/dawn", "Dawn Movement", "SY LY", names=["Dawn"]),
    ]
)


def link(text: str, theatre: str = "SY", year: int | None = 2016, field: Any = "any", **more: Any) -> Linked:
    codes = {code: 1 / 2**n for n, code in enumerate(theatre.split())}
    return link_actor(text, ActorContext(theatres=codes, year=year, field=field, **more), KNOWN)


@pytest.mark.parametrize(
    ("text", "id_", "role"),
    [
        ("the Assad regime", "syria/government", "regime"),
        ("Syrian forces", "syria/army", "forces"),
        ("Syria’s army", "syria/army", "army"),
        ("Turkish troops", "turkey/army", "troops"),
        ("senior Turkish security source", "turkey/government", "security source"),
        ("Bashar al-Assads forces", "syria/army", "forces"),
        ("forces loyal to President Bashar al-Assad", "syria/army", "forces"),
        ("President Bashar al-Assad", "syria/government", "President"),
        ("Nusra Front fighters", "syria/nusra", "fighters"),
        ("spokesman for the Dawn Movement", "world/dawn", "spokesman"),
        ("Islamist group Dawn", "world/dawn", None),
        ("police in Libya", "libya/police", "police"),
    ],
)
def test_a_name_is_linked_and_its_role_kept(text: str, id_: str, role: str | None) -> None:
    found = link(text)
    assert (found.id, found.role) == (id_, role)
    assert not found.described and 0 < found.confidence < 1


@pytest.mark.parametrize(
    ("text", "theatre", "id_"),
    [
        ("the army", "SY", "syria/army"),
        ("government forces", "LY", "libya/army"),
        ("police", "TR", "turkey/police"),
    ],
)
def test_a_role_alone_is_of_the_state_whose_theatre_it_is(text: str, theatre: str, id_: str) -> None:
    assert link(text, theatre).id == id_
    assert link(text, "").id is None


def test_forces_in_a_place_that_another_state_holds_are_that_state_s() -> None:
    assert link("the army", "PS").id == "israel/army"
    assert link("authorities", "PS").id is None


@pytest.mark.parametrize(
    ("text", "class_", "theatre"),
    [
        ("rebels", "rebels", "SY"),
        ("unidentified gunmen", "militants", "SY"),
        ("Free Plain Army gunmen", "militants", "SY"),
        ("the Turkish police and the rebels", "rebels", "SY"),
        ("Palestinian medics", "medics", "PS"),
        ("three civilians", "civilians", "SY"),
        ("residents of the town", "civilians", "SY"),
    ],
)
def test_who_is_not_registered_is_described_and_never_forced(text: str, class_: str, theatre: str) -> None:
    found = link(text)
    assert (found.id, found.theatre, found.described) == (f"class/{class_}", theatre, True)
    assert found.role is not None and found.role in text


def test_described_rebels_have_the_insurgents_of_the_theatre_for_parent() -> None:
    assert link("rebels").parent == "syria/insurgents"
    assert link("rebels", "LY").parent is None


def test_a_backed_group_is_the_registered_one_only_in_its_theatre() -> None:
    assert link("Turkish-backed factions", "SY", 2019).id == "syria/sna"
    abroad = link("Turkish-backed factions", "LY", 2019)
    assert (abroad.id, abroad.theatre, abroad.parent) == ("class/rebels", "LY", "turkey")


def test_a_name_that_has_passed_is_linked_to_what_came_after_with_a_note() -> None:
    assert link("al-Nusra", year=2014).id == "syria/nusra"
    late = link("al-Nusra", year=2018)
    assert late.id == "syria/hts" and "until 2016" in late.note
    assert link("al-Nusra", year=None).id == "syria/nusra"


def test_one_acronym_of_two_groups_is_told_by_the_theatre_or_left_alone() -> None:
    assert link("LIF", "SY").id == "a/front"
    assert link("LIF", "LY").id == "b/front"
    unsettled = link_actor("LIF", ActorContext(theatres={"SY": 0.5, "LY": 0.5}), KNOWN)
    assert unsettled.id is None and "ambiguous" in unsettled.note
    assert {c.id for c in unsettled.candidates} == {"a/front", "b/front"}


def test_an_acronym_is_written_in_capitals_where_there_are_capitals() -> None:
    assert link("hts").id is None
    assert link("hts", caseless=True).id is not None


def test_a_capital_is_a_government_only_where_it_is_no_place() -> None:
    assert link("Ankara", field="perpetrator").id == "turkey/government"
    assert link("Damascus", field="target").id is None
    assert link("Damascus", field="perpetrator", places=frozenset({"damascus"})).id is None


def test_people_of_a_nation_are_people_where_they_are_hit() -> None:
    assert link("Israelis", "PS", field="target").id == "class/civilians"
    assert link("Israelis", "PS", field="perpetrator").id == "israel"
    assert link("Palestinians", "PS", field="perpetrator").id == "class/civilians"


def test_military_things_stand_for_their_owner_where_they_are_hit() -> None:
    assert link("regime positions", field="target").id == "syria/army"
    assert link("Nusra Front positions", field="target").id == "syria/nusra"
    assert link("homes", field="target").id is None
    assert link("helicopter", field="target").id is None


def test_what_points_back_is_the_one_actor_that_the_report_has_named() -> None:
    named = frozenset({"world/dawn"})
    assert link("the group", linked=named).id == "world/dawn"
    assert link("the group", linked=named | {"a/front"}).id is None
    assert link("the Observatory", linked=frozenset({"w/monitor"})).id == "w/monitor"
    assert link("the Observatory").id is None


@pytest.mark.parametrize(
    "text", ["", "the", "market", "Ahmad the baker", "Jones", "houses in the old town", "us"]
)
def test_no_actor_is_no_link_with_a_reason(text: str) -> None:
    found = link(text)
    assert found.id is None and found.note and found.confidence == 0


def test_the_losers_are_told_with_their_reasons() -> None:
    found = link("LIF", "SY")
    assert [c.id for c in found.candidates] == ["a/front", "b/front"]
    assert "acts in LY only" in found.candidates[1].reasons


PARTS = [
    "Syrian",
    "the",
    "army",
    "of",
    "rebels",
    "Nusra",
    "-backed",
    "'s",
    "police",
    "LIF",
    "Dawn",
    "in",
    "(",
    "،",
    "IS",
]


@given(st.lists(st.sampled_from(PARTS), max_size=9), st.sampled_from(["SY", "LY", ""]))
def test_any_words_give_the_same_link_twice_and_only_known_ids(parts: list[str], theatre: str) -> None:
    text = " ".join(parts)
    found = link(text, theatre)
    assert found == link(text, theatre)
    if found.described:
        assert found.id is not None and found.id.removeprefix("class/") in words().kinds
    elif found.id is not None:
        assert found.id in KNOWN.by_id
    else:
        assert found.note


@given(st.text(max_size=300))
def test_hostile_text_is_read_without_error(text: str) -> None:
    assert link(text).words == text


def test_the_vocabulary_is_folded() -> None:
    known = words()
    for listed in (known.skip, known.organs, known.voices, known.bands, known.assets, known.classes):
        assert all(re.fullmatch(r"\S+(?: \S+){0,3}", word) and word == word.lower() for word in listed)


@pytest.mark.parametrize("text", ["Turkey-loyal factions", "pro-Turkey rebels", "rebels backed by Turkey"])
def test_who_serves_another_is_described_with_its_patron(text: str) -> None:
    found = link(text, "LY", 2019)
    assert (found.id, found.theatre, found.parent) == ("class/rebels", "LY", "turkey")


def test_a_possessive_ending_is_no_part_of_a_name() -> None:
    known = KNOWN.extended([group("w/hamas", "Hamas", "SY")])
    assert link_actor("Hamas", ActorContext(theatres={"SY": 1.0}), known).id == "w/hamas"
    assert link_actor("Hama's", ActorContext(theatres={"SY": 1.0}), known).id is None


def test_words_that_fit_anybody_are_those_of_the_theatre() -> None:
    known = KNOWN.extended([group("w/guard", "Guard", "TR", names=["government forces"])])
    assert link_actor("government forces", ActorContext(theatres={"SY": 1.0}), known).id == "syria/army"


def test_foreign_troops_and_bare_things_are_nobody_s() -> None:
    for text in ("foreign troops", "the group's navy", "jets", "drone crew"):
        assert link(text).id is None, text


def test_words_that_others_bear_too_need_a_theatre() -> None:
    assert link("regime", "SY").id == "syria/government"
    assert link("regime", "").id is None
