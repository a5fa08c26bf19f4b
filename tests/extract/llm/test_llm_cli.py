"""The commands with the LLM reader: what it spent is told, and kept in the run record."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from llm_cases import CLAIM, TEXT
from llm_server import FakeServer, said
from typer.testing import CliRunner, Result

from contested.cli.main import app
from contested.ledger import open_ledger


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "report.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def call(server: FakeServer, command: str, report: Path, *more: object) -> Result:
    asked = ["--reader", "llm", "--model", "tiny", "--base-url", server.url]
    folder = ["--cache-dir", str(report.parent / "cache")]
    return CliRunner().invoke(app, [command, str(report), *asked, *folder, *map(str, more)])


def test_read_tells_tokens_cost_and_what_is_not_in_the_text(server: FakeServer, report: Path) -> None:
    server.reply = lambda question: said([CLAIM | {"when": "Friday"}])
    result = call(server, "read", report, "--price-in", 3, "--price-out", 10, "--param", "seed=7")
    assert result.exit_code == 0, result.output
    (claim,) = json.loads(result.stdout)["claims"]
    assert claim["unaligned"] == {"when": ["Friday"]}
    assert (
        "tiny: 1 calls, 0 answers from the cache, 100 tokens sent, 10 received, cost 0.0004" in result.stderr
    )
    assert "1 of 9 values and 0 claims are not in the text" in result.stderr
    assert server.asked[0]["seed"] == 7
    again = call(server, "read", report, "--param", "seed=7")
    assert "0 calls, 1 answers from the cache" in again.stderr
    assert again.stdout == result.stdout
    explained = call(server, "read", report, "--param", "seed=7", "--explain")
    assert "when (unaligned)" in explained.stdout


def test_ingest_keeps_the_account_and_never_the_key(
    server: FakeServer, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONTESTED_LLM_KEY", "hush-1234")
    lost = CLAIM | {"quote": "Divers of the fleet mined the harbour.", "trigger": "mined"}
    server.reply = lambda question: said([CLAIM, lost])
    path = report.parent / "l"
    result = call(server, "ingest", report, "--ledger", path, "--json", "--price-in", 3)
    assert result.exit_code == 3, result.output
    told = json.loads(result.stdout)
    assert told["spent"]["llm_tokens_in"] == 100 and told["spent"]["cost"] == pytest.approx(0.0003)
    assert "1 of the reader's claims left out" in told["problems"][0]["reason"]
    with open_ledger(path, read_only=True) as ledger:
        (run,) = ledger.runs()
        assert len(list(ledger.claims())) == 1
    assert run.counts["llm_calls"] == 1 and run.counts["claims_left_out"] == 1
    assert run.options["model"] == "tiny" and run.options["price_in"] == "3.0"
    assert "hush" not in result.output
    assert all(b"hush" not in f.read_bytes() for f in report.parent.rglob("*") if f.is_file())


def test_a_wrong_command_line_is_told(server: FakeServer, report: Path) -> None:
    result = call(server, "read", report, "--param", "seed")
    assert "--param wants NAME=VALUE" in str(result.exception)
    plain = CliRunner().invoke(app, ["read", str(report), "--reader", "rules", "--model", "tiny"])
    assert "takes no options: model" in str(plain.exception)
    assert server.asked == []


def test_annotate_prefills_with_the_model_that_is_named(server: FakeServer, report: Path) -> None:
    server.reply = lambda question: said([CLAIM])
    result = call(server, "annotate", report, "--out", report.parent / "a", "--param", "seed=7")
    assert result.exit_code == 0, result.output
    (file,) = (report.parent / "a").iterdir()
    (claim,) = json.loads(file.read_text("utf-8"))["annotation"]["claims"]
    assert claim["trigger"] == CLAIM["trigger"]
    assert server.asked[0]["seed"] == 7
