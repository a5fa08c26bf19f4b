"""`contested sites` and `contested gazetteer`, and what watched sites add to a page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from contested.cli import near
from contested.cli.main import app
from contested.resolve.gazetteer import gazetteer
from contested.resolve.sites import watched


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("CONTESTED_DATA", str(tmp_path / "data"))
    _forget()
    yield
    _forget()


def _forget() -> None:
    for cached in (watched, near._sites, gazetteer):
        cached.cache_clear()


def call(*arguments: object, code: int = 0) -> Result:
    result = CliRunner().invoke(app, [str(a) for a in arguments])
    assert result.exit_code == code, f"{result.exit_code}: {result.output} {result.exception!r}"
    return result


def test_sites_are_added_listed_and_removed(tmp_path: Path) -> None:
    file = tmp_path / "posts.csv"
    file.write_text("name,lat,lon,kind\nPost Ten,35.4,36.6,post\n", "utf-8")
    call("sites", "add", file)
    assert "Post Ten (post)" in call("sites", "list").stdout
    (row,) = [json.loads(line) for line in call("sites", "list", "--json").stdout.splitlines()]
    assert (row["list"], row["name"], row["latitude"]) == ("posts", "Post Ten", 35.4)
    call("sites", "remove", "posts")
    assert call("sites", "list").stdout == ""


def test_an_incident_near_a_watched_site_says_so(ledger: Path, tmp_path: Path) -> None:
    file = tmp_path / "hospitals.csv"
    file.write_text("name,lat,lon,kind\nInvented Hospital,34.73,36.72,hospital\n", "utf-8")
    (homs,) = [r["id"] for r in _lines("incidents", "--json", "--ledger", ledger) if "Homs" in json.dumps(r)]
    assert "watched" not in call("show", homs, "--ledger", ledger).stdout
    call("sites", "add", file)
    _forget()
    assert "watched: Invented Hospital (hospital), " in call("show", homs, "--ledger", ledger).stdout
    (page,) = _lines("show", homs, "--ledger", ledger, "--json")
    assert page["near_sites"]
    found = call("export", "--ledger", ledger, "--format", "claims-csv").stdout
    assert "Invented Hospital (hospital), " in found and "give or take" in found


def _lines(*arguments: object) -> list[dict[str, object]]:
    text = call(*arguments).stdout
    return [json.loads(text)] if text.startswith("{\n") else [json.loads(line) for line in text.splitlines()]


def test_places_are_added_listed_and_removed(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("name,lat,lon,country\nKafr Invented,35.4,36.6,SY\n", "utf-8")
    call("gazetteer", "add", file)
    assert call("gazetteer", "list").stdout == "mine: 1 places\n"
    assert json.loads(call("gazetteer", "list", "--json").stdout) == {"name": "mine", "places": 1}
    call("gazetteer", "remove", "mine")
    assert call("gazetteer", "list").stdout == ""
