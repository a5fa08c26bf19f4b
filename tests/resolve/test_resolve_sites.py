"""Watched sites: read, kept, and told of places that are near."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from contested.model import InputError, Place, UsageError
from contested.resolve import sites

POST = sites.Site(
    name="Post Ten", latitude=35.40, longitude=36.60, kind="observation post", aliases=("Mork post",)
)


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONTESTED_DATA", str(tmp_path / "data"))
    sites.watched.cache_clear()


def at(lat: float, lon: float, radius: float = 1.0, **more: object) -> Place:
    return Place(
        id="x:1", name="Somewhere", kind="settlement", latitude=lat, longitude=lon, radius_km=radius, **more
    )  # type: ignore[arg-type]


def test_csv_and_geojson_are_read_alike(tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text("name,lat,lon,kind,aliases\nPost Ten,35.40,36.60,observation post,Mork post\n", "utf-8")
    drawn = tmp_path / "b.geojson"
    feature = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [36.60, 35.40]},
        "properties": {"name": "Post Ten", "kind": "observation post", "aliases": ["Mork post"]},
    }
    drawn.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), "utf-8")
    assert list(sites.read_sites(table)) == list(sites.read_sites(drawn)) == [POST]


def test_an_area_reaches_as_far_as_its_corners(tmp_path: Path) -> None:
    ring = [[36.0, 35.0], [36.2, 35.0], [36.2, 35.2], [36.0, 35.2], [36.0, 35.0]]
    file = tmp_path / "camp.geojson"
    geometry = {"type": "Polygon", "coordinates": [ring]}
    file.write_text(
        json.dumps({"type": "Feature", "geometry": geometry, "properties": {"name": "Camp"}}), "utf-8"
    )
    (camp,) = sites.read_sites(file)
    assert (camp.latitude, camp.longitude) == pytest.approx((35.1, 36.1)) and 14 < camp.radius_km < 15


@pytest.mark.parametrize(
    "text",
    ["name,lat,lon\nA,0,0\n", "name,lat,lon\nA,95,1\n", "name,lat,lon\n,1,1\n", "name,lat,lon\nA,,\n", "x\n"],
)
def test_bad_rows_are_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "bad.csv"
    file.write_text(text, "utf-8")
    with pytest.raises(InputError):
        sites.add(file)
    assert sites.watched() == ()


def test_lists_are_kept_replaced_and_removed(tmp_path: Path) -> None:
    file = tmp_path / "posts.csv"
    file.write_text("name,latitude,longitude\nOne,35,36\nTwo,35.5,36\n", "utf-8")
    assert sites.add(file) == 2 and len(sites.watched()) == 2
    assert sites.add(file, "posts") == 2 and list(sites.lists()) == ["posts"]
    sites.remove("posts")
    assert sites.watched() == ()
    with pytest.raises(UsageError):
        sites.remove("posts")


def test_near_is_told_with_distance_and_uncertainty() -> None:
    (found,) = sites.near([POST], at(35.42, 36.60, 3.0))
    assert found.km == pytest.approx(2.2, abs=0.1) and found.within_km == 3.5 and not found.named
    assert "2.2 km away, give or take 3.5 km" in found.words()
    assert sites.near([POST], at(35.6, 36.60, 3.0)) == []


def test_a_province_is_near_nothing_but_may_name_a_site() -> None:
    province = at(35.41, 36.61, 60.0)
    assert sites.near([POST], province) == []
    (found,) = sites.near([POST], province, ["the Mork post"])
    assert found.named
    (unplaced,) = sites.near([POST], None, ["fire on Post Ten"])
    assert unplaced.km is None and unplaced.words().endswith("named")


def test_a_road_is_as_near_as_its_nearest_stretch() -> None:
    road = at(36.5, 36.6, 20.0, line=((36.0, 35.41), (37.0, 35.41)))
    (found,) = sites.near([POST], road)
    assert found.km == pytest.approx(1.1, abs=0.1)


def test_nearest_come_first_and_no_more_than_five() -> None:
    many = [sites.Site(name=f"S{n}", latitude=35.40 + n / 200, longitude=36.6) for n in range(9)]
    found = sites.near(many, at(35.40, 36.6, 5.0))
    assert [n.site.name for n in found] == ["S0", "S1", "S2", "S3", "S4"]
