"""TempEval: reading TimeML, pairing and the measures by hand; an invented article."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from bench.tempeval import Timex, count, fault, pairs, rates, read_article

TML = """<?xml version="1.0" ?>
<TimeML><DOCID>x</DOCID><DCT><TIMEX3 tid="t0" type="DATE" value="2019-08-28">28.8.</TIMEX3></DCT>
<TEXT>A mill <EVENT eid="e1">burned</EVENT> <TIMEX3
 tid="t1" type="DATE" value="2019-08-27">on Tuesday</TIMEX3>.</TEXT>
</TimeML>"""


def test_an_article_is_its_text_its_day_and_its_expressions(tmp_path: Path) -> None:
    (tmp_path / "x.tml").write_text(TML, encoding="utf-8")
    article = read_article(tmp_path / "x.tml")
    assert article.text == "A mill burned on Tuesday."
    assert article.created == dt.date(2019, 8, 28)
    assert article.gold == (Timex(14, 24, "DATE", "2019-08-27"),)


def test_an_article_without_text_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "x.tml").write_text("<TimeML/>", encoding="utf-8")
    with pytest.raises(ValueError, match="no TEXT"):
        read_article(tmp_path / "x.tml")


def test_measures_by_hand() -> None:
    gold = [Timex(0, 4, "DATE", "a"), Timex(5, 9, "DATE", "b"), Timex(10, 12, "SET", "c")]
    ours = [
        Timex(0, 4, "DATE", "a"),
        Timex(6, 9, "TIME", "b"),
        Timex(20, 22, "DATE", "d"),
        Timex(7, 9, "SET", "b"),
    ]
    totals = count(pairs(gold, ours))
    assert (totals["gold"], totals["ours"], totals["strict"], totals["relaxed"]) == (3, 4, 1, 2)
    assert (totals["value"], totals["type"]) == (2, 1)
    assert rates(totals, "value") == pytest.approx((50, 200 / 3, 400 / 7))


def test_an_error_has_a_class() -> None:
    day = Timex(0, 4, "DATE", "2019-08-27")
    assert fault(day, None) == "missed: date"
    assert fault(None, Timex(0, 3, "DATE", "PRESENT_REF")) == "spurious: reference (now, the past)"
    assert fault(day, Timex(0, 4, "DATE", "2019-09-03")) == "too late (future for past)"
    assert (
        fault(day, Timex(0, 9, "TIME", "2019-08-27TNI")) == "part of a day: given as the day, or the reverse"
    )
