"""The actor registry: values, look-ups, years, its written form, and what it covers."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.resolve import build_actors
from contested.resolve.actor_files import ActorFileError, problems, read_actors, read_row
from contested.resolve.fold import fold
from contested.resolve.registry import COMPILED, Link, Name, RegisteredActor, Registry, index_of, registry

MORE = {"SD": 30, "ML": 30, "SO": 30, "ET": 25, "CD": 60, "AF": 35, "MM": 40, "CO": 15, "MX": 20}
MECHANICAL = ("state", "government", "force", "police")


def row(**fields: object) -> RegisteredActor:
    return read_row({"id": "x/group", "name": "Group of X", "kind": "armed_group", **fields})


def ids(name: str) -> list[str]:
    return [actor.id for actor, _ in registry().lookup(name)]


# The written form


def test_a_name_carries_its_kind_and_years() -> None:
    actor = row(
        names=["GX", "former:Old Group@2011-2014", "leader:A. Example@2015-", "short:group@-2012", "Ομάδα"]
    )
    assert [(n.text, n.kind, n.since, n.until) for n in actor.names] == [
        ("Group of X", "name", None, None),
        ("GX", "acronym", None, None),
        ("Old Group", "former", 2011, 2014),
        ("A. Example", "leader", 2015, None),
        ("group", "short", None, 2012),
        ("Ομάδα", "spelling", None, None),
    ]


def test_a_relation_carries_its_years() -> None:
    actor = row(parent=["part_of x/front 2012-2015", "split_from x/other 2011", "backed_by x"])
    assert [(link.relation, link.id, link.since, link.until) for link in actor.parent] == [
        ("part_of", "x/front", 2012, 2015),
        ("split_from", "x/other", 2011, None),
        ("backed_by", "x", None, None),
    ]


def test_a_row_takes_defaults_of_its_file_and_of_its_kind(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(
        "about: x\ntheatre: [SY]\niso: SY\nactors:\n"
        "- {id: x/a, name: A, kind: militia}\n"
        "- {id: x/b, name: B, kind: monitor, theatre: [SY, TR], iso: null}\n"
    )
    first, second = read_actors(path)
    assert (first.theatres, first.iso, first.party, first.reviewed) == (("SY",), "SY", True, True)
    assert (second.theatres, second.iso, second.party) == (("SY", "TR"), None, False)


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "gang of four"},
        {"parent": ["married_to x/other"]},
        {"parent": ["part_of x/other 12-15"]},
        {"inter": 9},
        {"colour": "red"},
    ],
)
def test_a_wrong_row_is_refused_and_named(fields: dict[str, object]) -> None:
    with pytest.raises(ActorFileError, match="x/group"):
        row(**fields)


@pytest.mark.parametrize(
    "text", ["[1, 2]", "actors: 3", "actors: []\nactor: []", "actors: [{name: A}]", "a: ["]
)
def test_a_wrong_file_is_refused_and_named(text: str, tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(text)
    with pytest.raises(ActorFileError, match=r"wrong\.yaml"):
        read_actors(path)


def test_problems_of_a_whole_registry_are_listed() -> None:
    found = problems(
        [
            row(id="x/a", ucdp=7, since=2015, until=2012),
            row(id="x/b", ucdp=7, parent=["part_of x/nobody", "allied x/b"]),
            row(id="x/b", names=["!!!"]),
        ]
    )
    for word in ("before", "UCDP", "nobody", "itself", "twice", "nothing"):
        assert sum(word in line for line in found) == 1, word


# Years and places


@given(st.integers(1900, 2100), st.integers(1900, 2100), st.integers(1900, 2100))
def test_years_hold_from_first_to_last(a: int, b: int, year: int) -> None:
    since, until = sorted((a, b))
    within = since <= year <= until
    assert Name(text="n", since=since, until=until).used_in(year) is within
    assert Link(id="x", relation="part_of", since=since, until=until).holds_in(year) is within
    assert row(since=since, until=until).active_in(year) is within
    assert row(since=since, until=until).active_in(None)


def test_an_actor_without_theatres_operates_anywhere() -> None:
    assert row().operates_in("SY")
    assert row(theatre=["SY"]).operates_in("SY")
    assert row(theatre=["SY"]).operates_in(None)
    assert not row(theatre=["SY"]).operates_in("ML")


# Look-ups


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Hay'at Tahrir al-Sham", "syria/hts"),
        ("HTS", "syria/hts"),
        ("Jabhat al-Nusra", "syria/nusra"),
        ("Daesh", "iraq/isis"),
        ("داعش", "iraq/isis"),
        ("Syrian soldiers", "syria/army"),
        ("Syrian warplanes", "syria/air-force"),
        ("YPG", "syria/ypg"),
        ("Houthi rebels", "yemen/ansar-allah"),
        ("الحوثيون", "yemen/ansar-allah"),
        ("LNA", "libya/lna"),
        ("Wagner", "russia/wagner"),
        ("ЗСУ", "ukraine/army"),
        ("IDF", "israel/army"),
        ("Al-Qassam Brigades", "palestine/qassam"),
        ("Hashd al-Shaabi", "iraq/pmf"),
        ("Quds Force", "iran/quds-force"),
        ("OCHA", "body/ocha"),
        ("White Helmets", "aid/white-helmets"),
        ("Syrian Observatory for Human Rights", "monitor/sohr"),
        ("AFP", "agency/afp"),
        ("Kremlin", "russia/government"),
        ("Pentagon", "united-states/army"),
    ],
)
def test_known_names_are_found(name: str, expected: str) -> None:
    assert expected in ids(name)


def test_an_unknown_name_is_not_found() -> None:
    assert ids("Brigade of the Paper Umbrella") == []


@given(st.sampled_from(sorted(registry().folded_names())))
def test_looking_up_a_folded_name_finds_who_bears_it(key: str) -> None:
    found = registry().lookup(key)
    assert found
    assert all(fold(name.text) == key and name in actor.names for actor, name in found)


def test_a_group_is_followed_through_its_names_and_parents() -> None:
    known = registry()
    relations = {(link.relation, link.id) for link in known.by_id["syria/hts"].parent}
    assert ("successor_of", "syria/jfs") in relations
    assert "world/al-qaida" in {actor.id for actor in known.ancestors("syria/nusra", 2014)}
    assert "world/al-qaida" not in {actor.id for actor in known.ancestors("syria/nusra", 2012)}
    assert "syria/ypg" in {actor.id for actor in known.children("syria/sdf", 2017)}
    assert "syria/ypg" not in {actor.id for actor in known.children("syria/sdf", 2013)}


def test_states_are_found_by_code() -> None:
    known = registry()
    syria = known.state("SY")
    assert syria is not None
    assert syria.id == "syria"
    assert known.state("ZZ") is None
    assert [a.id for a in known.ancestors("syria/air-force")] == ["syria/army", "syria/government", "syria"]


def test_ancestors_of_a_ring_end() -> None:
    ring = Registry([row(id="x/a", parent=["part_of x/b"]), row(id="x/b", parent=["part_of x/a"])])
    assert [actor.id for actor in ring.ancestors("x/a")] == ["x/b"]


def test_an_extended_registry_replaces_and_adds_and_leaves_the_shipped_one() -> None:
    known = registry()
    larger = known.extended([row(names=["Sons of X"]), row(id="syria/hts", name="Other")])
    assert [actor.id for actor, _ in larger.lookup("sons of x")] == ["x/group"]
    assert larger.by_id["syria/hts"].name == "Other"
    assert len(larger.actors) == len(known.actors) + 1
    assert known.lookup("sons of x") == ()


# The shipped data


def test_the_shipped_file_is_what_the_yaml_says(capsys: pytest.CaptureFixture[str]) -> None:
    assert build_actors.main(["--check"]) == 0, capsys.readouterr().out


def test_nothing_dangles() -> None:
    assert problems(registry().actors) == []


def test_the_shipped_index_is_that_of_the_actors() -> None:
    shipped = msgspec.json.decode(COMPILED.read_bytes())["index"]
    assert shipped == {key: [list(at) for at in found] for key, found in index_of(registry().actors).items()}


def test_it_loads_at_once() -> None:
    started = time.process_time()
    registry.__wrapped__()
    assert time.process_time() - started < 0.1


def test_it_holds_enough_actors_and_most_are_written_by_hand() -> None:
    actors = registry().actors
    assert len(actors) >= 1500
    assert sum(actor.source != "countries.tsv" for actor in actors) >= 900
    assert {
        "armed_group",
        "militia",
        "coalition",
        "police",
        "body",
        "monitor",
        "agency",
        "aid",
        "community",
    } <= {actor.kind for actor in actors}


@pytest.mark.parametrize(
    ("iso", "least"),
    sorted(
        {
            "SY": 130,
            "IQ": 70,
            "YE": 35,
            "LY": 40,
            "UA": 60,
            "RU": 40,
            "PS": 50,
            "IL": 25,
            "LB": 40,
            **MORE,
        }.items()
    ),
)
def test_wars_are_covered_in_depth(iso: str, least: int) -> None:
    """Parties that a person wrote down, by theatre."""
    parties = Counter(
        theatre
        for actor in registry().actors
        if actor.party and actor.reviewed and actor.source != "countries.tsv"
        for theatre in actor.theatres
    )
    assert parties[iso] >= least


def test_every_country_has_a_state_a_government_an_army_and_police() -> None:
    states = {actor.iso for actor in registry().actors if actor.kind == "state" and actor.iso}
    for kind in MECHANICAL:
        assert states <= {actor.iso for actor in registry().actors if actor.kind == kind}


def test_rows_of_a_program_say_so() -> None:
    unread = [actor for actor in registry().actors if not actor.reviewed]
    assert 0 < len(unread) < 300
    assert {actor.source for actor in unread} == {"Phoenix"}


def test_who_fights_is_a_party_and_who_watches_is_none() -> None:
    for actor in registry().actors:
        if actor.kind in ("armed_group", "militia"):
            assert actor.party, actor.id
        if actor.kind in ("monitor", "aid", "agency"):
            assert not actor.party, actor.id


def test_ids_are_readable_and_codes_are_codes() -> None:
    for actor in registry().actors:
        assert fold(actor.id.replace("/", " ").replace("-", " ")), actor.id
        assert actor.id == actor.id.lower() and " " not in actor.id, actor.id
        assert all(len(code) == 2 and code.isupper() for code in (*actor.theatres, actor.iso or "XX")), (
            actor.id
        )


def test_the_states_of_ged_are_known_by_their_ids() -> None:
    by_ucdp = {actor.ucdp: actor.id for actor in registry().actors if actor.ucdp is not None}
    assert {
        118: "syria/government",
        234: "iraq/isis",
        6288: "syria/sdf",
        6815: "syria/hts",
    }.items() <= by_ucdp.items()
