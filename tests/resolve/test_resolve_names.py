"""Place names in running text."""

from __future__ import annotations

import itertools
import time

from hypothesis import given
from hypothesis import strategies as st

from contested.resolve.gazetteer import gazetteer
from contested.resolve.names import find_names, is_metonym, offers, select
from contested.resolve.toponyms import resolve_names

TEXT = (
    "Shells fell near Homs and in Aleppo on Friday, a medic in Hama told reporters. "
    "Washington said it was concerned. Mr. Lebanon Smith lives in Paris, Texas."
)


def words(text: str, **more: bool) -> list[str]:
    return [n.text for n in find_names(text, gazetteer(), **more)]


def test_names_are_found_with_their_offsets() -> None:
    found = find_names(TEXT, gazetteer())
    assert all(TEXT[n.start : n.end] == n.text for n in found)
    assert {"Homs", "Aleppo", "Hama", "Paris", "Texas"} <= {n.text for n in found}
    assert [n.start for n in found] == sorted(n.start for n in found)


def test_who_speaks_is_an_actor() -> None:
    assert "Washington" not in words(TEXT, metonyms=False)
    at = TEXT.index("Washington")
    assert is_metonym(TEXT, at, at + 10)
    at = TEXT.index("Hama")
    assert not is_metonym(TEXT, at, at + 4)
    assert "Hama" in words(TEXT, metonyms=False)


def test_what_is_found_can_be_resolved_together() -> None:
    text = "Troops left Tripoli for Misrata and Benghazi, Libya's army said."
    found = find_names(text, gazetteer())
    places = resolve_names("", text, found, gazetteer())
    assert {c.code for c in places if c} == {"LY"}


def test_offers_do_not_overlap_once_selected() -> None:
    scored = [(float(n % 3), o) for n, o in enumerate(offers(TEXT, gazetteer()))]
    chosen = select(scored)
    assert all(a.end <= b.start for a, b in itertools.pairwise(chosen))


@given(st.text(max_size=120))
def test_any_text_is_survived(text: str) -> None:
    for name in find_names(text, gazetteer()):
        assert text[name.start : name.end] == name.text


def test_hostile_text_costs_little() -> None:
    began = time.perf_counter()
    for text in ("A " * 5000, "Ab of the " * 2000, "Aa-" * 5000, "In " + "'" * 9000):
        find_names(text, gazetteer())
    assert time.perf_counter() - began < 5
