"""`contested actors`: lists, explanations, and mergers that can be taken back."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from contested.cli.actors import app as actors
from contested.cli.main import app
from contested.model import UsageError


def call(*arguments: object, code: int = 0) -> Result:
    result = CliRunner().invoke(app, ["actors", *(str(a) for a in arguments)])
    assert result.exit_code == code, f"{result.exit_code}: {result.output} {result.exception!r}"
    return result


def rows(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_every_command_but_plain_lists_has_an_example() -> None:
    for name in ("list", "show", "explain", "merge"):
        assert f"Example: contested actors {name}" in call(name, "--help").stdout
    assert [c.name for c in actors.registered_commands] == [
        "list",
        "show",
        "explain",
        "merge",
        "undo",
        "merges",
    ]


def test_actors_are_listed_by_theatre_kind_and_name() -> None:
    found = rows(call("list", "hayat", "--country", "Syria", "--kind", "armed_group", "--json"))
    assert [row["id"] for row in found] == ["syria/hts"]
    assert "syria/hts" in call("list", "hayat", "--country", "sy").stdout
    assert rows(call("list", "hayat", "--country", "Peru", "--json")) == []


def test_one_actor_is_shown_with_names_and_parts() -> None:
    shown = call("show", "syria/sdf").stdout
    assert "Syrian Democratic Forces" in shown and "syria/ypg" in shown
    (row,) = rows(call("show", "syria/sdf", "--json"))
    assert row["id"] == "syria/sdf" and "syria/ypg" in row["children"]  # type: ignore[operator]


def test_a_link_is_explained_with_the_year() -> None:
    (row,) = rows(call("explain", "al-Nusra", "--country", "Syria", "--year", "2018", "--json"))
    assert row["id"] == "syria/hts" and "since then" in str(row["note"])
    told = call("explain", "al-Nusra", "--country", "Syria", "--year", "2014").stdout
    assert told.startswith("syria/nusra") and "acts in SY" in told
    assert call("explain", "Jones").stdout.startswith("no link")


@pytest.mark.parametrize(
    "arguments",
    [("show", "nobody"), ("show", "hts"), ("list", "--country", "Atlantis"), ("explain", "x", "--as", "y")],
)
def test_what_is_not_there_is_said(arguments: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, ["actors", *arguments])
    assert isinstance(result.exception, UsageError)


def test_a_merger_is_kept_refused_twice_and_taken_back(ledger: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.ledger"
    shutil.copy(ledger, copy)
    call("merge", "syria/hts", "syria/jfs", "--ledger", copy, "--why", "one group", "--who", "jane")
    (row,) = rows(call("merges", "--ledger", copy, "--json"))
    assert row["subject"] == ["syria/hts", "syria/jfs"]
    assert (row["who"], row["why"], row["value"]) == ("jane", "one group", '"Hayat Tahrir al-Sham"')
    twice = CliRunner().invoke(app, ["actors", "merge", "syria/jfs", "syria/hts", "--ledger", str(copy)])
    assert isinstance(twice.exception, UsageError)
    call("undo", str(row["id"]), "--ledger", copy)
    assert rows(call("merges", "--ledger", copy, "--json")) == []
    again = CliRunner().invoke(app, ["actors", "undo", str(row["id"]), "--ledger", str(copy)])
    assert isinstance(again.exception, UsageError)


def test_a_ledger_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    path = tmp_path / "none.ledger"
    result = CliRunner().invoke(app, ["actors", "merge", "syria/hts", "syria/jfs", "--ledger", str(path)])
    assert result.exit_code != 0 and not path.exists()
