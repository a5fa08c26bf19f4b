"""`contested ingest --coded` and `contested sensitivity` on a table of two reports."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from typer.testing import CliRunner

from contested.cli.main import app

TABLE = (
    "id,paper,day,town,land,who,dead\n1,A Post,2020-05-01,Samplein,Exland,Band,4\n"
    "2,B Post,2020-05-01,Samplein,Exland,Band,9\n"
)
MAPPING = (
    "name: t\nid: id\noutlet: paper\ndate_start: day\nplace: town\ncountry: land\n"
    "perpetrator: [who]\nkilled: {best: dead}\n"
)


def test_a_table_of_two_reports_under_all_rules(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "m.yaml").write_text(MAPPING, encoding="utf-8")
    (tmp_path / "r.toml").write_text('name = "ours"\n[rules]\nkilled = "max"\n', encoding="utf-8")
    ledger, picture = str(tmp_path / "l.ledger"), tmp_path / "p.svg"
    run = CliRunner().invoke
    made = run(
        app, ["ingest", "--coded", str(tmp_path / "m.yaml"), str(tmp_path / "t.csv"), "--ledger", ledger]
    )
    assert made.exit_code == 0, made.output
    options = ["--ledger", ledger, "--rules", str(tmp_path / "r.toml"), "--picture", str(picture), "--json"]
    found = run(app, ["sensitivity", *options])
    assert found.exit_code == 0, found.output
    rules = {r["rule"]: r for r in json.loads(found.stdout)["rules"]}
    assert {n: rules[n]["totals"]["killed"] for n in ("default", "max", "ours")} == {
        "default": 4,
        "max": 9,
        "ours": 9,
    }
    assert rules["ours"]["changed"]["killed"] == 1.0
    assert picture.read_text(encoding="utf-8").startswith("<svg")
    assert run(app, ["sensitivity", "--ledger", ledger]).exit_code == 0
    table = run(app, ["export", "--ledger", ledger, "--format", "csv", "--rules", str(tmp_path / "r.toml")])
    assert table.exit_code == 0, table.output
    (row,) = csv.DictReader(io.StringIO(table.stdout.lstrip("\ufeff")))
    assert (row["killed_low"], row["killed_best"], row["killed_high"]) == ("4", "9", "9")
    assert row["killed_rule"] == "ours: max"
