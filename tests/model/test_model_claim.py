"""Unknown is None, never a default dressed as data; and values that cannot be are refused."""

from __future__ import annotations

import datetime as dt

import pytest

from contested.model import Casualty, Claim, Document, Mention, Perpetrator, Place, Span, When, Where

NAME = Mention(text="army", start=0, end=4)


def test_nothing_said_is_none_and_not_zero() -> None:
    word = Span(text="clashes", start=0, end=7)
    claim = Claim(document_id="d", type="armed_clash", quote="clashes", sentence=word, trigger=word)
    assert claim.perpetrator == Perpetrator(mode="none", names=())
    assert claim.casualties == () == claim.source == claim.target == claim.framing
    assert (claim.weapon, claim.when, claim.where) == (None, When(), Where())
    assert (claim.when.start, claim.when.end, claim.when.precision) == (None, None, None)
    assert (claim.where.country, claim.where.place) == (None, None)
    harm = Casualty(kind="killed")
    assert (harm.low, harm.high) == (None, None)
    place = Place(id="x", name="x", kind="settlement")
    assert (place.latitude, place.longitude, place.geo_precision) == (None, None, None)


def test_a_document_without_a_date_has_none() -> None:
    bare = Document(id="d", key=None, text="t", sha256_text="s", sha256_raw="r", locator="a.txt")
    assert (bare.published, bare.retrieved, bare.language, bare.outlet) == (None, None, None, None)


def test_zero_is_a_count_and_not_nothing() -> None:
    none_hurt = Casualty(kind="injured", low=0, high=0)
    assert none_hurt != Casualty(kind="injured")
    assert (none_hurt.low, none_hurt.high) == (0, 0)


@pytest.mark.parametrize(("low", "high"), [(-1, None), (None, -2), (5, 4)])
def test_impossible_harm_is_refused(low: int | None, high: int | None) -> None:
    with pytest.raises(ValueError, match=r"negative|above"):
        Casualty(kind="killed", low=low, high=high)


def test_an_interval_runs_forward() -> None:
    day = dt.date(2019, 8, 27)
    assert When(start=day, end=day).start == day
    with pytest.raises(ValueError, match="cannot end before"):
        When(start=day, end=day - dt.timedelta(days=1))


@pytest.mark.parametrize("mode", ["all", "one_of"])
def test_who_acted_needs_a_name(mode: str) -> None:
    assert Perpetrator(mode=mode, names=(NAME,)).names == (NAME,)
    with pytest.raises(ValueError, match="needs a name"):
        Perpetrator(mode=mode)


def test_not_mentioned_has_no_name_but_unknown_may() -> None:
    assert Perpetrator(mode="unknown", names=(NAME,)).mode == "unknown"
    with pytest.raises(ValueError, match="has no names"):
        Perpetrator(mode="none", names=(NAME,))
