"""Names of a text, told apart by what stands around them."""

from __future__ import annotations

import pytest

from contested.resolve.gazetteer import Candidate, gazetteer
from contested.resolve.toponyms import Name, home, resolve_names


def resolve(text: str, *words: str, outlet: str = "") -> list[Candidate | None]:
    names = [Name(text.index(w), text.index(w) + len(w), w) for w in words]
    return resolve_names("", text, names, gazetteer(), outlet)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Fighters shelled Tripoli, Libya, and the road to Misrata.", "LY"),
        ("Gunfire in Tripoli, Lebanon, spread to Beirut.", "LB"),
    ],
)
def test_words_beside_a_name_decide(text: str, country: str) -> None:
    found = resolve(text, "Tripoli", (country == "LY" and "Misrata") or "Beirut")[0]
    assert found is not None
    assert found.code == country


def test_the_outlet_decides_where_nothing_else_does() -> None:
    text = "A man was arrested in Alexandria, the sheriff said."
    near, far = resolve(text, "Alexandria", outlet="thetowntalk.com")[0], resolve(text, "Alexandria")[0]
    assert near is not None
    assert far is not None
    assert (near.code, near.adm1) == ("US", "LA")
    assert near.ref != far.ref


def test_a_domain_has_a_home_and_an_unknown_one_has_none() -> None:
    found = home("https://www.jpost.com/article/1")
    assert found is not None
    assert (found.code, found.latitude) == ("IL", None)
    assert home("example.org") is None
    assert home("") is None


def test_short_forms_are_divisions() -> None:
    found = resolve("Flooding in La. and in the UK.", "La.", "UK")
    assert [c and c.ref for c in found] == ["adm1:US.LA", "iso:GB"]


def test_unknown_names_stay_unknown_and_one_spelling_is_one_place() -> None:
    assert resolve("Xyzzqwv was hit.", "Xyzzqwv") == [None]
    text = "Homs was quiet. Homs, Syria, has a refinery."
    second = text.rindex("Homs")
    found = resolve_names("", text, [Name(0, 4, "Homs"), Name(second, second + 4, "Homs")], gazetteer())
    assert found[0] is found[1]


def test_polygons_of_countries_and_provinces_are_closed_rings() -> None:
    for ref in ("iso:SY", "adm1:SY.12", "adm1:UA.05"):
        rings = gazetteer().polygon(ref)
        assert rings
        assert all(len(r) >= 4 and r[0] == r[-1] for r in rings)
    assert gazetteer().polygon("adm1:??") == []


def test_every_entry_has_a_source_and_none_stands_at_null_island() -> None:
    database = gazetteer()._db
    assert database.execute("SELECT count(*) FROM place WHERE lat = 0 AND lon = 0").fetchone() == (0,)
    assert database.execute("SELECT count(*) FROM place WHERE source = ''").fetchone() == (0,)
