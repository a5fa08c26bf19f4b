"""Places out of UCDP's strings."""

from __future__ import annotations

import pytest

from contested.resolve.build_ucdp import Row, districts, km, places, spelled, taken

DIVISIONS = {"Aleppo Governorate": "09"}


@pytest.mark.parametrize(
    ("where", "names"),
    [
        ("Abu Rasin/Zarkan town", ("Abu Rasin", "Zarkan")),
        ("Al-Rai town (Choban Bey)", ("Al-Rai", "Choban Bey")),
        ("Shair gas field", ("Shair gas field",)),
        ("Kafr Batna suburb", ("Kafr Batna",)),
    ],
)
def test_names_in_a_place_string(where: str, names: tuple[str, ...]) -> None:
    assert spelled(where) == names


def test_the_commonest_exact_point_wins() -> None:
    rows = [
        Row("Anadan town", "Aleppo Governorate", "X district", 2, (36.9, 37.9)),
        Row("Anadan town", "Aleppo Governorate", "X district", 1, (36.3, 37.0)),
        Row("Anadan town", "Aleppo Governorate", "X district", 1, (36.3, 37.0)),
        Row("Anadan town", "Aleppo Governorate", "X district", 1, (36.4, 37.0)),
        Row("Road between Anadan and Hayyan", "Aleppo Governorate", "", 2, (36.3, 37.0)),
    ]
    (only,) = places(rows, DIVISIONS)
    assert (only.names, only.kind, only.adm1, only.point) == (("Anadan",), "settlement", "09", (36.3, 37.0))


def test_a_district_stands_at_its_own_point_or_amid_its_places() -> None:
    rows = [
        Row("A village", "Aleppo Governorate", "Mintaqat Azaz district", 1, (36.0, 37.0)),
        Row("B village", "Aleppo Governorate", "Mintaqat Azaz district", 1, (36.2, 37.2)),
        Row("C village", "Aleppo Governorate", "Afrin district", 1, (36.5, 36.8)),
        Row("Afrin district", "Aleppo Governorate", "Afrin district", 3, (36.6, 36.9)),
    ]
    afrin, azaz = districts(rows, DIVISIONS)
    assert afrin.names == ("Afrin district", "Afrin") and afrin.point == (36.6, 36.9)
    assert azaz.names[1] == "Azaz" and azaz.point == (36.2, 37.2)


def test_halves_are_of_strings_or_of_events() -> None:
    rows = [{"id": f"{n}.0", "where_coordinates": f"place {n % 50}"} for n in range(400)]
    fit = {r["where_coordinates"] for r in rows if taken("fit")(r)}
    tried = {r["where_coordinates"] for r in rows if taken("try")(r)}
    assert tried < fit and 10 < len(fit) < 40
    by_event = {r["where_coordinates"] for r in rows if taken("fit-events")(r)}
    assert len(by_event) > len(fit) and all(taken("all")(r) for r in rows)


def test_distances_on_the_plane() -> None:
    assert km((36.0, 37.0), (37.0, 37.0)) == pytest.approx(111.2, rel=0.01)
    assert km((60.0, 10.0), (60.0, 11.0)) == pytest.approx(55.6, rel=0.01)
