"""One report: which claims are one occurrence, what its scene is, and what it leaves open."""

from __future__ import annotations

import datetime as dt
import itertools

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from link_cases import DAY, IDLIB, Report

from contested.link import contested_fields, label_events, spread
from contested.link.within import weights
from contested.model import Claim
from strategies import claims_of, documents


def unlabelled(report: Report) -> list[Claim]:
    return [msgspec.structs.replace(c, event="") for c in report.claims]


def ferry_report() -> Report:
    """A shelling told in the headline, the lede and by its toll; an older bombing elsewhere."""
    title = "Shells strike ferry landing at Old Ford"
    lede = "Rebel shells struck the ferry landing at Old Ford on Tuesday, officials said."
    toll = "The shelling killed six passengers, a nurse said."
    old = "In 2016 a car bomb killed thirty people in Cairo."
    report = Report("\n\n".join([title, lede, toll, old]), "Northern Herald")
    scene = {"at": ["Old Ford"], "country": "Syria", "admin1": "Idlib", "day": DAY}
    report.claim(title, "strike", "shelling", target=["ferry landing"], section="title", **scene)
    report.claim(lede, "struck", "shelling", by=["Rebel"], target=["ferry landing"], said="Tuesday", **scene)
    report.claim(
        toll,
        "killed",
        "shelling",
        target=["passengers"],
        source=[("nurse", "medical")],
        harm=[("killed", "passengers", 6, 6)],
        **IDLIB,
    )
    report.claim(
        old,
        "car bomb",
        "explosive",
        at=["Cairo"],
        country="Egypt",
        day=dt.date(2016, 1, 1),
        end=dt.date(2016, 12, 31),
        harm=[("killed", "people", 30, 30)],
        background=True,
    )
    return report


def test_headline_lede_and_toll_are_one_event() -> None:
    report = ferry_report()
    labels = [c.event for c in label_events(report.document, unlabelled(report))]
    assert labels == ["E1", "E1", "E1", "E2"]


def test_labels_do_not_depend_on_the_order_of_the_claims() -> None:
    report = ferry_report()
    bare = unlabelled(report)
    expected = {c.id: c.event for c in label_events(report.document, bare)}
    for order in itertools.permutations(bare):
        assert {c.id: c.event for c in label_events(report.document, order)} == expected


def test_labels_of_a_reader_are_kept() -> None:
    report = ferry_report()
    bare = unlabelled(report)
    bare[3] = msgspec.structs.replace(bare[3], event="E1")
    labels = [c.event for c in label_events(report.document, bare)]
    assert labels == ["E2", "E2", "E2", "E1"]
    assert label_events(report.document, label_events(report.document, bare)) == label_events(
        report.document, bare
    )


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_any_report_is_labelled_throughout(data: st.DataObject) -> None:
    document = data.draw(documents())
    found = label_events(document, data.draw(st.lists(claims_of(document), max_size=6)))
    assert all(c.event for c in found)


def test_weights_are_sane() -> None:
    table = weights()
    assert table.features["background differs"] < 0 < table.features["same day"]
    assert table.features["definite"] > 0 > table.features["new"]


def test_spread_gives_the_scene_to_silent_claims_without_words() -> None:
    report = ferry_report()
    labelled = list(label_events(report.document, unlabelled(report)))
    silent = msgspec.structs.replace(
        labelled[2], when=type(labelled[2].when)(), where=type(labelled[2].where)()
    )
    told = spread([*labelled[:2], silent, labelled[3]])
    assert told[2].when.start == DAY and told[2].when.text is None and told[2].when.anchor == "event"
    assert told[2].where.country == "Syria" and told[2].where.texts == ()
    assert told[2].rules["when"].startswith("same event as 'struck'")
    assert told[3] == labelled[3] and told[0] == labelled[0]
    assert spread(told) == told


def test_a_planned_claim_takes_no_date() -> None:
    report = Report("Jets hit Old Ford on Tuesday. More will follow.", "A")
    report.claim("Jets hit Old Ford on Tuesday.", "hit", "air_strike", said="Tuesday", **IDLIB)
    report.claim("More will follow.", "follow", "air_strike", status="planned")
    assert spread(report.claims)[1].when.start is None


def test_either_or_and_unclaimed_make_the_perpetrator_contested() -> None:
    report = Report("Rebels or bandits shot the miller. Nobody claimed the shooting.", "A")
    report.claim(
        "Rebels or bandits shot the miller.", "shot", "attack", by=["Rebels", "bandits"], mode="one_of"
    )
    report.claim("Nobody claimed the shooting.", "shooting", "attack", mode="unknown", status="unclear")
    (found,) = contested_fields(report.claims)
    assert (found.event, found.field) == ("E1", "perpetrator")
    assert "bandits or rebels (unclear)" in found.note and "unknown" in found.note


def test_two_sides_of_a_fight_are_no_dispute() -> None:
    report = Report("Rebels shot soldiers. Soldiers shot rebels, the mayor said.", "A")
    report.claim("Rebels shot soldiers.", "shot", "attack", by=["Rebels"], target=["soldiers"])
    report.claim(
        "Soldiers shot rebels, the mayor said.",
        "shot",
        "attack",
        by=["Soldiers"],
        target=["rebels"],
        source=[("mayor", "government")],
    )
    assert contested_fields(report.claims) == []


def test_figures_of_two_sources_are_contested_and_of_one_are_not() -> None:
    text = "Four died at the mill, a nurse said. Nine died there, a miner said. Nine died, the nurse added."
    report = Report(text, "A")
    nurse, miner = [("nurse", "medical")], [("miner", "resident")]
    report.claim(
        "Four died at the mill, a nurse said.", "died", "attack", source=nurse, harm=[("killed", None, 4, 4)]
    )
    report.claim("Nine died, the nurse added.", "died", "attack", source=nurse, harm=[("killed", None, 9, 9)])
    assert contested_fields(report.claims) == []
    report.claim(
        "Nine died there, a miner said.", "died", "attack", source=miner, harm=[("killed", None, 14, 14)]
    )
    assert [(c.event, c.field) for c in contested_fields(report.claims)] == [("E1", "killed")]
