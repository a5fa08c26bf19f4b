"""The commands, in this process: what they print, for people and for machines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from contested import __version__
from contested.cli.main import app
from contested.model import Claim, Incident, from_builtins

READER = "fake_reader:FakeReader"


def call(*arguments: object, code: int = 0) -> Result:
    result = CliRunner().invoke(app, [str(a) for a in arguments])
    assert result.exit_code == code, f"{result.exit_code}: {result.output} {result.exception!r}"
    return result


def rows(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_version() -> None:
    assert call("--version").stdout == f"contested {__version__}\n"


def test_every_command_has_an_example() -> None:
    for command in app.registered_commands:
        assert f"Example: contested {command.name}" in call(command.name, "--help").stdout


def test_the_reference_page_is_up_to_date() -> None:
    from contested.cli.reference import reference

    page = Path(__file__).parents[2] / "docs" / "cli.md"
    assert page.read_text(encoding="utf-8") == reference(), (
        "run: python -m contested.cli.reference > docs/cli.md"
    )


def test_read_gives_an_object_per_document_in_the_guidelines_shape(news: Path) -> None:
    found = rows(call("read", news, "--reader", READER))
    assert [row["id"] for row in found] == ["n0", "n1", "n2"]
    assert all(row["published"] == "2019-08-28" and str(row["document"]).startswith("d_") for row in found)
    claim = found[0]["claims"][0]
    text = "Northern jets bombed Homs on Tuesday, a medic said."
    assert claim["quote"] == text
    assert claim["trigger"] == {"text": "bombed", "start": 14, "end": 20}
    assert claim["when"]["start"] == "2019-08-27"
    assert claim["version"] == found[0]["version"]
    assert from_builtins(Claim, claim).id == claim["id"]


def test_read_sets_aside_and_goes_on(news: Path, tmp_path: Path) -> None:
    result = call("read", tmp_path / "none.txt", news, "--reader", READER, code=3)
    assert len(rows(result)) == 3
    assert "set aside" in result.stderr
    assert "none.txt" in result.stderr


def test_read_explains_itself(news: Path) -> None:
    shown = call("read", news, "--reader", READER, "--explain").stdout
    assert "fake word list" in shown
    assert "fake names" in shown
    assert "2019-08-27" in shown
    assert "\x1b" not in shown
    assert "\\u202e" in shown


def test_read_as_a_table(news: Path) -> None:
    shown = call("read", news, "--reader", READER, "--format", "table").stdout
    assert "Northern jets" in shown
    assert "[bold]Mill[/bold]" in shown


def test_published_and_mapping(tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl"
    file.write_text(json.dumps({"words": "Northern jets bombed Homs on Tuesday."}) + "\n")
    arguments = ("read", file, "--reader", READER, "--map", "text=words", "--published", "2020-01-02")
    (row,) = rows(call(*arguments))
    assert row["published"] == "2020-01-02"
    assert row["claims"][0]["when"]["start"] == "2019-12-31"


def test_ingest_tells_and_skips_what_is_known(news: Path, tmp_path: Path) -> None:
    arguments = ("ingest", news, "--ledger", tmp_path / "l", "--reader", READER)
    first = call(*arguments).stdout
    assert "3 new documents" in first
    second = json.loads(call(*arguments, "--json").stdout)
    assert (second["documents"], second["known"], second["incidents"]) == (0, 3, None)


def test_the_ledger_may_be_named_by_the_environment(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONTESTED_LEDGER", str(ledger))
    assert len(rows(call("documents", "--json"))) == 3


def test_problems(ledger: Path) -> None:
    assert "missing.txt" in call("problems", "--ledger", ledger).stdout.replace("\n", "")
    (problem,) = rows(call("problems", "--ledger", ledger, "--json"))
    assert problem["stage"] == "read"


@pytest.mark.parametrize(
    ("filters", "n"),
    [
        ([], 3),
        (["--place", "homs"], 1),
        (["--type", "shelling"], 1),
        (["--type", "air strike"], 2),
        (["--actor", "southern"], 1),
        (["--since", "2019-08-27"], 2),
        (["--until", "2019-08-26"], 1),
        (["--since", "2019-08", "--until", "2019-08"], 3),
        (["--since", "2020"], 0),
        (["--country", "Jordan"], 0),
        (["--limit", "2"], 2),
        (["--contested"], 0),
        (["--not-contested"], 3),
        (["--contested-on", "perpetrator"], 0),
    ],
)
def test_incidents_and_their_filters(ledger: Path, filters: list[str], n: int) -> None:
    found = rows(call("incidents", "--ledger", ledger, "--json", *filters))
    assert len(found) == n
    assert all(from_builtins(Incident, row).id for row in found)


def test_incidents_for_people(ledger: Path) -> None:
    shown = call("incidents", "--ledger", ledger).stdout
    assert "shelling" in shown
    assert "27 Aug 2019" in shown
    assert "no incident fits" in call("incidents", "--ledger", ledger, "--since", "2030").stdout


def test_show_by_prefix_and_by_claim(ledger: Path) -> None:
    (incident,) = rows(call("incidents", "--ledger", ledger, "--json", "--place", "Homs"))
    id_, claim = str(incident["id"]), incident["claim_ids"][0]
    page = call("show", id_, "--ledger", ledger).stdout
    assert "AIR STRIKE" in page
    assert "a medic, via Outlet A" in page
    assert "Tuesday = 2019-08-27" in page
    assert call("show", id_[:9], "--ledger", ledger).stdout == page
    assert call("show", claim, "--ledger", ledger).stdout == page
    whole = json.loads(call("show", id_, "--ledger", ledger, "--json").stdout)
    assert whole["incident"] == incident
    assert [c["id"] for c in whole["claims"]] == incident["claim_ids"]
    assert [d["outlet"] for d in whole["documents"]] == ["Outlet A"]


def test_show_as_a_picture(ledger: Path, tmp_path: Path) -> None:
    (incident,) = rows(call("incidents", "--ledger", ledger, "--json", "--place", "Idlib"))
    file = tmp_path / "page.svg"
    call("show", incident["id"], "--ledger", ledger, "--svg", file)
    picture = file.read_text(encoding="utf-8")
    assert picture.startswith("<svg")
    assert "SHELLING" in picture


def test_claims(ledger: Path) -> None:
    assert len(rows(call("claims", "--ledger", ledger, "--json"))) == 3
    shown = call("claims", "--ledger", ledger, "--actor", "northern").stdout
    assert "Northern jets bombed Homs" in shown
    (document,) = [d for d in rows(call("documents", "--ledger", ledger, "--json")) if d["key"] == "n1"]
    (claim,) = rows(call("claims", "--ledger", ledger, "--document", str(document["id"])[:8], "--json"))
    assert claim["type"] == "shelling"


def test_documents_for_people_are_harmless(ledger: Path) -> None:
    shown = call("documents", "--ledger", ledger).stdout
    assert "Guns at\\u202e Idlib" in shown
    assert "[bold]Mill[/bold]" in shown
    assert "\x1b" not in shown
    assert "3 of 3 documents" in shown


def test_documents_by_outlet(ledger: Path) -> None:
    assert [d["key"] for d in rows(call("documents", "--ledger", ledger, "--outlet", "حلب", "--json"))] == [
        "n2"
    ]


def test_export(ledger: Path, tmp_path: Path) -> None:
    kinds = call("export", "--ledger", ledger).stdout.splitlines()
    assert len(kinds) >= 3 + 3 + 3
    some = call("export", "--ledger", ledger, "--place", "Homs").stdout.splitlines()
    assert len(some) == 3
    file = tmp_path / "x.geojson"
    call("export", "--ledger", ledger, "--format", "geojson", "-o", file)
    assert json.loads(file.read_text(encoding="utf-8"))["type"] == "FeatureCollection"
    assert len(call("export", "--ledger", ledger, "--format", "csv").stdout.splitlines()) == 4
