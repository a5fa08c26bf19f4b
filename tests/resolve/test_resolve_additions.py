"""Places that a user adds beside the shipped gazetteer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from contested.model import InputError, ResolveError, UsageError
from contested.resolve import additions
from contested.resolve.gazetteer import VERSION, gazetteer, shipped, version
from contested.resolve.places import WhereContext, resolve_where

HEAD = "geonameid name asciiname alternatenames lat lon class code cc cc2 a1 a2 a3 a4 pop"
HEAD_ALL = [*HEAD.split(), "elev", "dem", "tz", "day"]


def row(**cells: str) -> str:
    return "\t".join(cells.get(name, "") for name in HEAD_ALL) + "\n"


def place(geonameid: str, name: str, kind: str, **more: str) -> str:
    point = {"lat": "35.7", "lon": "36.7", "cc": "SY", "a1": "12"}
    return row(geonameid=geonameid, name=name, **{"class": kind}, **point, **more)


DUMP = (
    place("99000001", "Kafr Invented", "P", code="PPL", alternatenames="Kfar Invented", pop="1200")
    + place("170654", "Damascus", "P", code="PPLC")
    + place("99000002", "Nahr Invented", "H", code="STM")
)


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("CONTESTED_DATA", str(tmp_path / "data"))
    gazetteer.cache_clear()
    yield
    gazetteer.cache_clear()


def known(ref: str) -> bool:
    return bool(shipped().by_ref(ref))


def test_a_dump_adds_what_is_not_known(tmp_path: Path) -> None:
    file = tmp_path / "SY.txt"
    file.write_text(DUMP, "utf-8")
    assert version() == VERSION
    assert additions.add(file, None, known) == 1
    assert [path.stem for path in additions.files()] == ["SY"] and additions.count(additions.files()[0]) == 1
    found = resolve_where(["Kfar Invented", "Idlib province"], WhereContext({"SY": 1.0}), gazetteer())
    assert found.place is not None and found.place.id == "geonames:99000001" and found.place.admin1 == "Idlib"
    assert version().startswith(VERSION + " + ")
    additions.remove("SY")
    gazetteer.cache_clear()
    assert gazetteer().lookup("Kfar Invented") == () and version() == VERSION
    with pytest.raises(UsageError):
        additions.remove("SY")


def test_a_table_of_one_s_own(tmp_path: Path) -> None:
    file = tmp_path / "posts.csv"
    file.write_text(
        "name,lat,lon,country,kind,aliases\nPost Invented,35.5,36.5,sy,site,Point 99;Nuqta\n", "utf-8"
    )
    assert additions.add(file, "mine", known) == 1
    (post,) = gazetteer().lookup("Point 99")
    assert (post.kind, post.codes, post.latitude) == ("site", ("SY",), 35.5)


@pytest.mark.parametrize(
    "text", ["name,lat,lon\nA,0,0\n", "name,lat,lon\nA,,\n", "name,lat,lon\n,1,2\n", "", DUMP[:40]]
)
def test_bad_files_are_refused_and_nothing_is_left(tmp_path: Path, text: str) -> None:
    file = tmp_path / "bad.csv"
    file.write_text(text, "utf-8")
    with pytest.raises(InputError):
        additions.add(file, None, known)
    assert additions.files() == []


def test_a_broken_file_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "gazetteers"
    folder.mkdir(parents=True)
    (folder / "broken.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(ResolveError):
        additions.count(folder / "broken.sqlite")
    with pytest.raises(ResolveError):
        gazetteer()
