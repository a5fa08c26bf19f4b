"""Look-ups by name, year and country in the written registry, a few for each theatre."""

from __future__ import annotations

import pytest

from contested.resolve.build_actors import build
from contested.resolve.registry import Registry


@pytest.fixture(scope="module")
def written() -> Registry:
    return Registry(build())


def meant(registry: Registry, name: str, year: int, iso: str) -> set[str]:
    found = registry.lookup(name)
    return {
        actor.id
        for actor, alias in found
        if actor.active_in(year) and alias.used_in(year) and iso in actor.theatres
    }


@pytest.mark.parametrize(
    ("name", "year", "iso", "id_"),
    [
        ("JNIM", 2020, "ML", "mali/jnim"),
        ("Ansar Dine", 2013, "ML", "mali/ansar-dine"),
        ("Islamic State in the Greater Sahara", 2019, "NE", "mali/isgs"),
        ("ISSP", 2024, "NE", "mali/isgs"),
        ("GSPC", 2003, "DZ", "algeria/gspc"),
        ("VDP", 2023, "BF", "burkina-faso/vdp"),
        ("Boko Haram", 2014, "NG", "nigeria/jas"),
        ("ADF", 2020, "CM", "cameroon/adf-ambazonia"),
        ("Union of Islamic Courts", 2006, "SO", "somalia/icu"),
        ("SNA", 2022, "SO", "somalia/army"),
        ("OLF-Shene", 2021, "ET", "ethiopia/ola"),
        ("SPLA", 1995, "SD", "south-sudan/spla"),
        ("SPLA", 2014, "SS", "south-sudan/army"),
        ("SPLM-N", 2013, "SD", "sudan/splm-n"),
        ("UPC", 2003, "CD", "democratic-republic-of-the-congo/upc"),
        ("UPC", 2019, "CF", "central-african-republic/upc"),
        ("Interahamwe", 1994, "RW", "democratic-republic-of-the-congo/interahamwe"),
        ("ASWJ", 2019, "MZ", "mozambique/ism"),
        ("Unita", 1995, "AO", "angola/unita"),
        ("IS-K", 2021, "AF", "afghanistan/iskp"),
        ("Northern Alliance", 2000, "AF", "afghanistan/uifsa"),
        ("Northern Alliance", 2018, "MM", "myanmar/northern-alliance"),
        ("TTP", 2012, "PK", "pakistan/ttp"),
        ("Tamil Tigers", 2006, "LK", "sri-lanka/ltte"),
        ("Harakah al-Yaqin", 2016, "MM", "myanmar/arsa"),
        ("DKBA", 2005, "MM", "myanmar/dkba"),
        ("DKBA", 2022, "MM", "myanmar/dkba-5"),
        ("BIFF", 2015, "PH", "philippines/biff"),
    ],
)
def test_a_name_means_one_actor_in_its_year_and_country(
    written: Registry, name: str, year: int, iso: str, id_: str
) -> None:
    assert id_ in meant(written, name, year, iso)


@pytest.mark.parametrize(
    ("name", "year", "iso", "id_"),
    [
        ("Islamic State in the Greater Sahara", 2024, "NE", "mali/isgs"),
        ("SPLA", 2014, "SS", "south-sudan/spla"),
        ("SPLA", 2020, "SS", "south-sudan/army"),
        ("Harakah al-Yaqin", 2020, "MM", "myanmar/arsa"),
        ("Ansar Dine", 2019, "ML", "mali/ansar-dine"),
        ("SPLM-N", 2020, "SD", "sudan/splm-n"),
        ("fitna al-khawarij", 2015, "PK", "pakistan/ttp"),
    ],
)
def test_a_name_out_of_its_years_means_nothing(
    written: Registry, name: str, year: int, iso: str, id_: str
) -> None:
    assert id_ not in meant(written, name, year, iso)


def test_allegiance_and_mergers_hold_from_their_year(written: Registry) -> None:
    def over(id_: str, year: int) -> set[str]:
        return {actor.id for actor in written.ancestors(id_, year)}

    assert "iraq/isis" in over("mali/isgs", 2023)
    assert "mali/jnim" not in over("mali/macina-liberation-front", 2016)
    assert "mali/jnim" in over("mali/macina-liberation-front", 2018)
    assert "sudan/army" in over("sudan/rsf", 2020)
    assert "sudan/army" not in over("sudan/rsf", 2024)
