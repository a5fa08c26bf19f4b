"""Golden table and properties of place words."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.model import ResolveError
from contested.resolve.gazetteer import Gazetteer, gazetteer
from contested.resolve.places import Found, WhereContext, distance_km, resolve_where
from contested.resolve.prior import country_prior, is_caseless


def where(*texts: str, prior: dict[str, float] | None = None) -> Found:
    return resolve_where(texts, WhereContext(prior or {}), gazetteer())


@pytest.mark.parametrize(
    ("texts", "country", "admin1", "kind"),
    [
        (("Khan Sheikhoun",), "Syria", "Idlib", "settlement"),
        (("Khan Shaykhun",), "Syria", "Idlib", "settlement"),
        (("Khān Shaykhūn",), "Syria", "Idlib", "settlement"),
        (("Homs province",), "Syria", "Homs", "admin1"),
        (("south-eastern Idlib",), "Syria", "Idlib", "admin1"),
        (("Syria’s Idlib",), "Syria", "Idlib", None),
        (("eastern Syria",), "Syria", None, None),
        (("Syria",), "Syria", None, "country"),
        (("southern Gaza",), "Palestine", "Gaza Strip", "admin1"),
        (("Gaza City",), "Palestine", "Gaza Strip", "settlement"),
        (("East Jerusalem",), "Palestine", "West Bank", "district"),
        (("Nablus", "occupied West Bank"), "Palestine", "West Bank", "settlement"),
        (("Donetsk",), "Ukraine", "Donetsk", None),
        (("Donetsk region",), "Ukraine", "Donetsk", "admin1"),
        (("Goma",), "Democratic Republic of the Congo", "North Kivu", "settlement"),
        (("UK",), "United Kingdom", None, "country"),
        (("market", "Mosul"), "Iraq", "Nineveh", "settlement"),
        (("Golan Heights",), "Syria", "Quneitra", "region"),
        (("Syria’s Homs province",), "Syria", "Homs", "admin1"),
    ],
)
def test_place_words(texts: tuple[str, ...], country: str, admin1: str | None, kind: str | None) -> None:
    found = where(*texts)
    assert found.country == country
    assert found.place is not None
    assert found.admin1 == admin1
    assert kind is None or found.place.kind == kind


def test_one_village_in_three_spellings_is_one_place() -> None:
    ids = {
        found.place.id
        for n in ("Khan Sheikhoun", "Khan Shaykhun", "Khān Shaykhūn")
        if (found := where(n)).place
    }
    assert ids == {"geonames:168325"}


def test_the_report_decides_between_namesakes() -> None:
    assert where("Tripoli", prior={"LB": 1.0}).country == "Lebanon"
    assert where("Tripoli", prior={"LY": 1.0}).country == "Libya"


def test_a_country_beside_it_decides_too() -> None:
    assert where("Tripoli", "Lebanon").country == "Lebanon"


def test_part_of_a_town_is_near_it_and_not_in_it() -> None:
    town, outskirts = where("Saraqib").place, where("outskirts of Saraqib").place
    assert town is not None
    assert outskirts is not None
    assert (town.geo_precision, outskirts.geo_precision) == (1, 2)


def test_a_division_is_no_point() -> None:
    place = where("Homs province").place
    assert place is not None
    assert (place.geo_precision, place.where_prec) == (3, 4)
    assert place.radius_km is not None
    assert place.radius_km > 20


def test_open_sea_has_no_country() -> None:
    found = where("Red Sea")
    assert found.place is not None
    assert found.country is None


def test_several_countries_give_none() -> None:
    assert where("Iraq", "Syria").country is None


@pytest.mark.parametrize("texts", [(), ("",), ("the building",), ("border area",), ("Xyzzqwv",)])
def test_no_known_name_is_unknown(texts: tuple[str, ...]) -> None:
    assert where(*texts) == Found()


def test_prior_counts_names_people_and_forces() -> None:
    prior = country_prior("Blast in Mogadishu", "Al-Shabaab fighters fought Somali troops, Somalia said.")
    assert max(prior, key=lambda code: prior[code]) == "SO"
    assert sum(prior.values()) == pytest.approx(1.0)
    assert country_prior(None, "nothing at all") == {}


def test_old_wires_have_no_capitals() -> None:
    assert is_caseless("the troops left the town")
    assert not is_caseless("The troops left Idlib")


def test_distance() -> None:
    assert distance_km(35.93, 36.63, 36.2, 37.16) == pytest.approx(56, abs=3)
    assert distance_km(0, 0, 0, 0) == 0


def test_a_broken_gazetteer_says_so() -> None:
    with pytest.raises(ResolveError):
        Gazetteer(sqlite3.connect(":memory:"))


_PIECES = st.sampled_from(
    [
        "southern",
        "Idlib",
        "Gaza",
        "'s",
        "’s",
        "province",
        "near",
        "outskirts of",
        "Syria",
        "Israel",
        "border",
        "and",
        ",",
        "city",
        "al-",
        "Kafr",
        "village",
        "(",
        ")",
        "/",
        "the",
        "X",
        "ʿ",
        "قرية",
        "Одеса",
    ]
)


@given(
    st.lists(st.one_of(st.text(max_size=40), st.lists(_PIECES, max_size=5).map(" ".join)), max_size=4),
    st.dictionaries(st.sampled_from(["SY", "IL", "PS", "UA", "??"]), st.floats(0, 1), max_size=3),
)
def test_any_words_resolve_to_a_place_that_is_never_null_island(
    texts: list[str], prior: dict[str, float]
) -> None:
    found = resolve_where(texts, WhereContext(prior), gazetteer())
    if found.place:
        assert (found.place.latitude, found.place.longitude) != (0.0, 0.0)
        assert (found.place.latitude is None) == (found.place.longitude is None)
        assert found.place.source


def test_a_village_outside_the_division_named_is_not_meant() -> None:
    found = resolve_where(
        ["Tall Wasifa village", "Idlib Governorate"], WhereContext({"SY": 1.0}), gazetteer()
    )
    assert found.place is not None and found.place.id == "adm1:SY.12"


def test_names_with_commas_are_names_from_narrow_to_wide() -> None:
    found = resolve_where(["Sarmada, Idlib"], WhereContext({"SY": 1.0}), gazetteer())
    assert found.place is not None and found.place.kind == "settlement" and found.admin1 == "Idlib"


def test_a_town_for_an_unknown_part_of_it_is_near_and_not_at_the_point() -> None:
    found = resolve_where(["Wasifa Quarter", "Hama city"], WhereContext({"SY": 1.0}), gazetteer()).place
    plain = resolve_where(["the market", "Hama city"], WhereContext({"SY": 1.0}), gazetteer()).place
    assert found is not None and plain is not None and found.id == plain.id
    assert (found.geo_precision, plain.geo_precision) == (2, 1)


@pytest.mark.parametrize(
    ("name", "country", "ref"),
    [
        ("Tripoli", "LY", "geonames:2210247"),
        ("Tripoli", "LB", "geonames:266826"),
        ("Tyre", "LB", "geonames:267008"),
        ("Alexandria", "EG", "geonames:361058"),
        ("Alexandria", "US", "geonames:4744091"),
        ("al-Bab", "SY", "geonames:174018"),
        ("Deir Hafer", "SY", "geonames:170785"),
        ("Homs city", "SY", "geonames:169577"),
        ("Homs governorate", "SY", "adm1:SY.11"),
    ],
)
def test_namesakes_in_the_country_that_a_report_is_about(name: str, country: str, ref: str) -> None:
    found = resolve_where([name], WhereContext({country: 0.8}), gazetteer()).place
    assert found is not None and found.id == ref


@pytest.mark.parametrize("words", ["Daraa town", "the city of Daraa", "Daraa city"])
def test_a_town_said_to_be_one_is_not_its_province(words: str) -> None:
    found = resolve_where([words, "Daraa Governorate"], WhereContext({"SY": 1.0}), gazetteer()).place
    assert found is not None and found.kind == "settlement"
