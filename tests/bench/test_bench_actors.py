"""The actor bench on tables made up here, and that the shipped tables are well-formed."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.actor_names import DATA, NameRow, Place, named, read_names, read_places
from bench.actors import (
    Event,
    Tally,
    classes,
    error_class,
    fits,
    is_side,
    measure_names,
    said,
    simple,
    spot,
    starts_of,
)
from contested.export.gold import gold_json, to_gold
from contested.resolve.actors import ActorContext, link_actor
from contested.resolve.actors_words import words
from contested.resolve.registry import registry
from sample_values import document, full_claim


@pytest.mark.parametrize(("part", "least"), [("dev", 400), ("train", 300)])
def test_the_tables_are_well_formed(part: str, least: int) -> None:
    rows = read_places(DATA / f"actor_names_{part}.tsv")
    assert len({(row.document, row.start) for row in rows}) >= least
    kinds = words().kinds
    for row in rows:
        assert row.field in ("perpetrator", "target", "source")
        assert 0 <= row.start < row.end
        for expected in row.expected:
            if expected.startswith("described:"):
                assert expected.removeprefix("described:").split("@")[0] in kinds, row
            else:
                assert expected == "-" or "/" in expected or ":" in expected or expected.isascii(), row


def test_rows_are_read(tmp_path: Path) -> None:
    path = tmp_path / "t.tsv"
    path.write_text("# document\tx\nd1\t4\t12\tsource\tSY TR\t2019\tsyria/army|-\n", encoding="utf-8")
    assert read_places(path) == [Place("d1", 4, 12, "source", ("SY", "TR"), 2019, ("syria/army", "-"))]


def test_names_are_read_from_their_reports(tmp_path: Path) -> None:
    doc = document(key="a1")
    claim = full_claim(doc, event="E1")
    (tmp_path / "a1.json").write_bytes(gold_json(to_gold(doc, [claim])))
    name, *others = dict.fromkeys(named([claim]))
    start = doc.text.index(name)
    at = f"a1\t{start}\t{start + len(name)}\tsource\tSY\t\tsyria\n"
    (tmp_path / "t.tsv").write_text(at, encoding="utf-8")
    (row,) = read_names(tmp_path / "t.tsv", [tmp_path])
    assert (row.name, row.others, row.report) == (name, tuple(others), doc.text)
    assert others
    assert row.at.year is None


def test_expectations() -> None:
    assert fits("syria/army", ["syria", "syria/army"])
    assert fits("described:rebels@SY", ["described:rebels"])
    assert not fits("described:rebels@SY", ["described:rebels@LY"])
    assert not fits("-", ["syria"])


def test_counts_and_precision() -> None:
    known, tally = registry(), Tally()
    for got, expected in [
        ("syria", "syria"),
        ("syria", "syria/army"),
        ("-", "-"),
        ("-", "syria"),
        ("syria", "-"),
    ]:
        tally.add(got, [expected], known)
    figures = tally.values()
    assert figures["accuracy"] == pytest.approx(2 / 5)
    assert figures["precision"] == pytest.approx(1 / 3)
    assert figures["precision_related"] == pytest.approx(2 / 3)
    assert figures["no_link_precision"] == pytest.approx(1 / 2)
    assert figures["recall"] == pytest.approx(1 / 3)


def test_errors_have_classes() -> None:
    known = registry()
    assert error_class("-", ["syria"], known) == "no link: the name was not read"
    assert error_class("-", ["nobody/x"], known) == "no link: the actor is not in the registry"
    assert error_class("syria", ["-"], known) == "a link where none was meant"
    assert error_class("syria/army", ["syria"], known) == "a part or the whole of the actor meant"
    assert error_class("russia", ["syria"], known) == "another actor"
    assert classes(["a", "b", "a"]) == "- 2: a\n- 1: b"


def test_names_are_measured_in_their_context() -> None:
    rows = [
        NameRow("the army", Place("d", 0, 8, "source", ("SY",), 2019, ("syria/army",))),
        NameRow("house", Place("d", 9, 14, "target", ("SY",), 2019, ("syria",))),
    ]
    tally, errors = measure_names(rows, registry())
    assert (tally.rows, tally.right) == (2, 1)
    assert errors == [("house", "-", "syria")]
    assert said(link_actor("rebels", ActorContext(theatres={"SY": 1.0}))) == "described:rebels@SY"


def test_parties_are_spotted_and_compared_with_sides() -> None:
    known = registry()
    context = ActorContext(theatres={"SY": 1.0}, year=2018)
    links = list(spot("Turkish forces and the SDF fight near a town; rain", context, known, starts_of(known)))
    assert [link.id for link in links] == ["turkey/army", "syria/sdf"]
    event = Event("1", 2018, (("SDF", 6288), ("SNA", 7514)), "x")
    ids = {6288: "syria/sdf", 7514: "syria/sna"}
    assert is_side(links[1], event, ids, {"SDF": 6288}, known)
    assert not is_side(links[0], event, ids, {"SDF": 6288}, known)


def test_headlines_of_one_clause() -> None:
    events = [Event(str(n), 2018, (), text) for n, text in enumerate(["one clause", "two; clauses", "a, b"])]
    assert [e.headline for e in simple(events)] == ["one clause"]
