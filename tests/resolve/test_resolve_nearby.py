"""Places that words put beside, between or along places with names."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.model import Place
from contested.resolve.gazetteer import gazetteer
from contested.resolve.lines import border, countries_of_border, midway, road
from contested.resolve.nearby import destination, placed, relation, same_anchor
from contested.resolve.places import WhereContext, distance_km, resolve_where

SYRIA = WhereContext({"SY": 0.9})
HAMA = Place(
    id="x:1", name="Hama", kind="settlement", latitude=35.13, longitude=36.75, radius_km=8.0,
    geo_precision=1, where_prec=1,
)  # fmt: skip


@pytest.mark.parametrize(
    ("words", "kind", "anchor", "km", "bearing"),
    [
        ("500 metres from the post", "displaced", "post", (0.5, 0.5), None),
        ("20 km north-west of Hama", "displaced", "Hama", (20.0, 20.0), 315.0),
        ("about 25 miles (40km) to the south of Homs", "displaced", "Homs", (40.225, 40.225), 180.0),
        ("10 to 12 kilometres west of Kobani", "displaced", "Kobani", (10.0, 12.0), 270.0),
        ("three kilometres (two miles) east of Dabiq", "displaced", "Dabiq", (3.0, 3.0), 90.0),
        ("the outskirts of Saraqib", "edge", "Saraqib", None, None),
        ("near Damascus", "near", "Damascus", None, None),
        ("south of the city of Tartus", "beyond", "city of Tartus", None, 180.0),
        ("northern countryside of Aleppo", "countryside", "Aleppo", None, 0.0),
        ("Raqqa western countryside", "countryside", "Raqqa", None, 270.0),
        ("western Idlib", "part", "Idlib", None, 270.0),
        ("along the M4", "along", "M4", None, None),
        ("off the coast of Hodeidah", "off", "Hodeidah", None, None),
        ("the road between Homs and Tartus", "between", "Homs", None, None),
    ],
)
def test_words_of_relation(
    words: str, kind: str, anchor: str, km: tuple[float, float] | None, bearing: float | None
) -> None:
    found = relation(words)
    assert found is not None
    assert (found.kind, found.anchors[0], found.km, found.bearing) == (kind, anchor, km, bearing)


@pytest.mark.parametrize("words", ["Hama", "Idlib province", "", "1,650 feet", "M4", "the capital"])
def test_names_alone_are_no_relation(words: str) -> None:
    found = relation(words)
    assert found is None or not found.anchors


def test_a_displacement_moves_the_point_and_widens_it() -> None:
    told = relation("20 km north of Hama")
    assert told is not None
    there = placed(HAMA, told)
    assert there.latitude == pytest.approx(35.13 + 20 / 111.2, abs=0.002)
    assert (there.geo_precision, there.where_prec, there.relation) == (2, 2, "20 km N of")
    assert there.radius_km is not None and 10 < there.radius_km < 15


def test_a_distance_without_a_bearing_stays_and_becomes_uncertainty() -> None:
    told = relation("about 30 km from Hama")
    assert told is not None
    there = placed(HAMA, told)
    assert (there.latitude, there.longitude) == (HAMA.latitude, HAMA.longitude)
    assert there.radius_km is not None and there.radius_km > 38


def test_a_place_without_coordinates_stays_without() -> None:
    told = relation("20 km north of Hama")
    nowhere = Place(id="x:2", name="Nowhere", kind="settlement")
    assert told is not None and placed(nowhere, told) == nowhere


@given(st.floats(-80, 80), st.floats(-180, 180), st.floats(0, 360), st.floats(0.1, 900))
def test_a_destination_is_as_far_as_was_said(lat: float, lon: float, bearing: float, km: float) -> None:
    to = destination(lat, lon, bearing, km)
    assert distance_km(lat, lon, *to) == pytest.approx(km, rel=0.01, abs=0.01)


@given(st.text(max_size=200))
def test_any_words_are_survived(words: str) -> None:
    relation(words)


def test_hostile_words_cost_little() -> None:
    began = time.perf_counter()
    for words in ("north " * 26, "between " * 20, "1 to " * 32, "a-" * 80, "countryside of " * 10):
        relation(words)
        countries_of_border(words[:110])
    assert time.perf_counter() - began < 0.5


def test_the_claim_s_offset_moves_its_anchor_and_nothing_else() -> None:
    moved = resolve_where(["Hama"], SYRIA, gazetteer(), "20 km north of Hama city").place
    assert moved is not None and moved.relation == "20 km N of" and moved.latitude is not None
    assert moved.latitude > 35.25
    village = resolve_where(["Khan Shaykhun"], SYRIA, gazetteer(), "30 km north of Hama city").place
    assert village is not None and village.relation is None and village.geo_precision == 1


def test_distances_are_measured_from_towns_and_parts_taken_of_provinces() -> None:
    from_town = resolve_where(["20 km north-west of Hama"], SYRIA, gazetteer()).place
    assert from_town is not None and from_town.kind == "settlement"
    part = resolve_where(["western countryside of Homs"], SYRIA, gazetteer()).place
    whole = resolve_where(["Homs province"], SYRIA, gazetteer()).place
    assert part is not None and whole is not None and part.id == whole.id == "adm1:SY.11"
    assert part.longitude is not None and whole.longitude is not None
    assert part.longitude < whole.longitude - 0.5 and part.where_prec == 4


@pytest.mark.parametrize("name", ["West Bank", "South Sudan", "East Jerusalem", "Eastern Ghouta"])
def test_winds_that_belong_to_a_name_move_nothing(name: str) -> None:
    place = resolve_where([name], WhereContext(), gazetteer()).place
    assert place is not None and place.relation is None


def test_between_two_towns_is_half_way() -> None:
    found = resolve_where(["between Saraqib and Khan Shaykhun"], SYRIA, gazetteer()).place
    assert found is not None and found.relation == "between" and len(found.line) == 2
    assert found.radius_km == pytest.approx(24, abs=3)
    assert midway(HAMA, HAMA) is None


def test_a_road_is_a_line() -> None:
    found = road("along the M4", "SY", gazetteer())
    assert found is not None and found.where_prec == 5 and len(found.line) > 5
    assert road("M4", "GB", gazetteer()) is None


def test_a_border_is_a_line_of_both_countries() -> None:
    assert countries_of_border("Syria-Turkey border") == ("Syria", "Turkey")
    assert countries_of_border("border between Chad and Sudan") == ("Chad", "Sudan")
    line = border("SY", "TR", gazetteer())
    assert line is not None and line.latitude is not None and 36 < line.latitude < 37.3
    assert line == border("TR", "SY", gazetteer())
    assert border("SY", "UA", gazetteer()) is None


def test_anchors_are_compared_without_kind_words() -> None:
    assert same_anchor("Hama", "the city of Hama")
    assert not same_anchor("Hama", "Homs") and not same_anchor("", "city")


def test_the_longest_border_is_soon_found() -> None:
    began = time.perf_counter()
    found = border("CA", "US", gazetteer())
    assert found is not None and 30 < len(found.line) < 100
    assert time.perf_counter() - began < 5
