"""Error analysis: what became of each filler, sums that agree with the scorer, a harmless page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from errors_cases import SCORE, SLOTS, TEXT, claim, file, harm

from bench.errors.__main__ import main, safe, sampled
from bench.errors.align import align
from bench.errors.article import shown
from bench.errors.markup import Html, tag
from bench.errors.page import Options, matrix, page, summary
from bench.errors.tally import Count, Report, report, total, war, worst

OPTIONS = Options(title="Errors", made="now")


def fate(gold: dict[str, Any], system: dict[str, Any], slot: str) -> list[tuple[str, str]]:
    (row,) = align(SCORE, file(gold), {"claims": [system]}).rows
    return [(f.verdict, f.kind) for f in row.fillers if f.slot == slot]


@pytest.mark.parametrize(
    ("slot", "gold", "system", "verdict", "kind"),
    [
        ("type", {}, {}, "correct", ""),
        ("type", {"type": "air_strike"}, {}, "wrong", "another label"),
        ("status", {"status": "denied"}, {}, "missing", "read as asserted"),
        ("status", {}, {"status": "denied"}, "spurious", "is asserted"),
        ("mode", {"mode": "unknown"}, {}, "missing", "read as none"),
        ("perpetrator", {"names": ["Northern army"]}, {"names": ["army"]}, "correct", ""),
        ("perpetrator", {"names": ["Northern army"]}, {"names": ["army jets"]}, "wrong", "boundary"),
        ("perpetrator", {"names": ["Jets"]}, {"names": ["Rebels"]}, "wrong", "another name"),
        ("perpetrator", {"names": ["Jets"]}, {}, "missing", "not found"),
        ("perpetrator", {}, {"names": ["Jets"]}, "spurious", "not in gold"),
        ("perpetrator", {"target": ["mill"]}, {"names": ["mill"]}, "spurious", "is the target"),
        ("place", {"places": ["Homs"]}, {"places": ["Idlib"]}, "wrong", "another name"),
        ("country", {"country": "Syria"}, {"country": "Iraq"}, "wrong", "another country"),
        ("date", {"days": ("2019-08-27",) * 2}, {"days": ("2019-08-28",) * 2}, "wrong", "off by a day"),
        (
            "date",
            {"days": ("2019-08-27",) * 2},
            {"days": ("2019-08-20",) * 2},
            "wrong",
            "off by a week or less",
        ),
        ("date", {"days": ("2019-08-27",) * 2}, {"days": ("2017-08-20",) * 2}, "wrong", "off by years"),
        (
            "date",
            {"days": ("2019-08-27", "2019-08-27")},
            {"days": ("2019-08-27", "2019-08-31")},
            "wrong",
            "same start, other end",
        ),
        ("date", {"days": ("2019-08-27",) * 2}, {}, "missing", "not found"),
    ],
)
def test_what_became_of_a_filler(slot: str, gold: Any, system: Any, verdict: str, kind: str) -> None:
    assert fate(claim(**gold), claim(**system), slot) == [(verdict, kind)]


@pytest.mark.parametrize(
    ("gold", "system", "kind"),
    [
        (harm("killed", 3, 3), harm("killed", 3, None), "one bound wrong"),
        (harm("killed", 3, 3), harm("killed", 5, 5), "number wrong"),
        (harm("killed", 3, 3), harm("injured", 3, 3), "kind wrong"),
        (harm("killed", 3, 3), harm("injured", 5, 5), "kind and number wrong"),
    ],
)
def test_what_is_wrong_with_a_count(gold: Any, system: Any, kind: str) -> None:
    assert fate(claim(casualties=[gold]), claim(casualties=[system]), "casualties") == [("wrong", kind)]


def test_those_most_alike_are_held_side_by_side() -> None:
    gold = claim(names=["Northern army", "Rebels"])
    system = claim(names=["Guards", "army jets"])
    (row,) = align(SCORE, file(gold), {"claims": [system]}).rows
    held = {(f.gold, f.system, f.kind) for f in row.fillers if f.slot == "perpetrator"}
    assert held == {("Northern army", "army jets", "boundary"), ("Rebels", "Guards", "another name")}


def mixed() -> Report:
    """One claim found, of a wrong type and without its harm; one missed, one spurious; one article unread."""
    gold = [
        claim(type="air_strike", names=["Jets"], country="Syria", casualties=[harm("killed", 3, 3)]),
        claim("shelled", type="shelling", country="Syria"),
    ]
    system = [claim(names=["Jets"], country="Syria"), claim("failed", type="consult")]
    second = file(claim(country="Iraq"), id_="y-2", outlet=None, title="<script>alert(1)</script>")
    aligned = [align(SCORE, file(*gold), {"claims": system}), align(SCORE, second, None)]
    return report(aligned, SLOTS)


def test_rows_stand_in_the_order_of_the_text() -> None:
    rows = mixed().articles[0].rows
    assert [TEXT[slice(*row.at)] for row in rows] == ["bombed", "shelled", "failed"]
    assert [(row.gold is None, row.system is None) for row in rows] == [
        (False,) * 2,
        (False, True),
        (True, False),
    ]


def test_sums_agree_with_counting_fillers() -> None:
    found = mixed()
    assert found.slots["claim"].total == Count(1, 3, 2)
    assert found.slots["type"].total == Count(0, 3, 2)
    assert found.slots["type"].verdicts == {"wrong": 1, "missing": 2, "spurious": 1}
    assert found.slots["casualties"].total == Count(0, 1, 0)
    assert found.overall == sum((s.total for s in found.slots.values()), Count())
    assert found.overall == sum(map(total, found.articles), Count())
    assert found.overall.lost == sum(row.lost for a in found.articles for row in a.rows)


def test_gain_is_the_difference_that_a_perfect_slot_makes() -> None:
    found = mixed()
    gains = {g.slot: g.paired for g in found.gains}
    ok, gold, system = 3, 11, 6
    assert (found.overall.ok, found.overall.gold, found.overall.system) == (ok, gold, system)
    before = 2 * ok / (gold + system)
    assert gains["type"] == pytest.approx(100 * (2 * (ok + 1) / (gold + system) - before))
    assert gains["casualties"] == pytest.approx(100 * (2 * (ok + 1) / (gold + system + 1) - before))
    assert gains["perpetrator"] == 0
    assert found.claims_gain > gains["type"]
    assert next(iter(found.gains)).paired == max(gains.values())


def test_confusions_count_pairs_only_and_hold_the_defaults() -> None:
    found = mixed().confusions
    assert found["type"] == {("air_strike", "attack"): 1}
    assert found["status"] == {("asserted", "asserted"): 1}
    assert found["mode"] == {("all", "all"): 1}


def test_groups() -> None:
    groups = mixed().groups
    assert [g.name for g in groups["outlet"]] == ["Example Post", "not named"]
    assert [g.name for g in groups["war"]] == ["Syria", "Iraq"]
    assert [g.name for g in groups["corpus"]] == ["x", "y"]
    nowhere = align(SCORE, file(claim(), corpus="wire"), None)
    assert war(nowhere) == "no country (wire)"


def test_worst_first() -> None:
    articles = mixed().articles
    assert [a.article["id"] for a in worst(articles, "f1", 5)] == ["y-2", "x-1"]
    assert [a.article["id"] for a in worst(articles, "lost", 1)] == ["x-1"]
    perfect = align(SCORE, file(claim()), {"claims": [claim()]})
    assert worst([perfect], "f1", 5) == []


def test_the_page_shows_both_sides_and_nothing_runs() -> None:
    written = page(SCORE, mixed(), OPTIONS)
    assert "<script" not in written
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in written
    assert "&lt;b&gt;twice&lt;/b&gt;" in written
    assert "default-src 'none'" in written
    assert "http:" not in written
    assert "https:" not in written
    assert '<mark class="both">bombed<a href="#a2c1">1</a></mark>' in written
    assert '<mark class="gold">shelled' in written
    assert '<mark class="system">failed' in written
    assert '<td class="wrong">air_strike</td>' in written


def test_texts_for_measuring_are_not_shown() -> None:
    written = page(SCORE, mixed(), Options(title="Errors", made="now", texts=False))
    assert "no word of them" in written
    for words in ("Jets", "mill", "bombed", "A title"):
        assert words not in written


def test_the_page_of_nothing_is_a_page() -> None:
    empty = report([align(SCORE, file(), None)], SLOTS)
    assert page(SCORE, empty, OPTIONS).endswith("</html>\n")
    assert "overall" in summary(empty)


def test_the_summary_holds_figures_and_labels_only() -> None:
    told = summary(mixed())
    assert "another label 1" in told
    assert "Example Post" in told
    assert "Jets" not in told


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "–"),
        (("killed", 3, 3), "killed 3"),
        (("killed", 3, None), "killed 3 to ?"),
        (("killed", None, None), "killed ? to ?"),
        (("2019-08-27", "2019-08-27"), "2019-08-27"),
        (("2019-08-27", None), "2019-08-27 to ?"),
        ("Homs", "Homs"),
    ],
)
def test_fillers_for_people(value: Any, words: str) -> None:
    assert shown(value) == words


def test_markup_escapes_all_but_itself() -> None:
    assert tag("p", "<i>", Html("<b>"), title='"') == '<p title="&quot;">&lt;i&gt;<b></p>'
    assert "<td><b>a</b> 2</td>" in matrix({("a", "a"): 1, ("a", "<x>"): 1})


def test_samples_are_spread() -> None:
    files = [{"n": n} for n in range(10)]
    assert [f["n"] for f in sampled(files, 3)] == [0, 3, 6]
    assert sampled(files, None) == files
    assert len(sampled(files, 99)) == 10
    assert safe("module:Class/../x") == "module_Class_.._x"


def test_the_command_writes_a_page_from_predictions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("bench.errors.__main__.scorer", lambda folder: SCORE)
    gold = tmp_path / "dev"
    gold.mkdir()
    (gold / "x.json").write_text(json.dumps(file(claim(names=["Jets"]))))
    rows = tmp_path / "rows.jsonl"
    rows.write_text(json.dumps({"id": "x-1", "claims": [claim()]}) + "\n")
    out = tmp_path / "deep" / "page.html"
    arguments = ["--gold", str(gold), "--predictions", str(rows), "--out", str(out)]
    main(arguments)
    assert "1 articles, 1 read" in capsys.readouterr().out
    assert "bombed" not in out.read_text("utf-8")
    main([*arguments, "--texts"])
    assert "bombed" in out.read_text("utf-8")
