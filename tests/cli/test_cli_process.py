"""The command as a process: exit status, plain output when piped, quick start, Ctrl-C."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import FAKES

Run = Callable[..., subprocess.CompletedProcess[str]]
READER = "fake_reader:FakeReader"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["incidents", "--ledger", "none.ledger"], "there is no ledger at none.ledger"),
        (["read", "x.txt", "--reader", "oracle"], "there is no reader 'oracle'; known readers: llm, rules"),
        (["read", "x.txt", "--published", "Tuesday"], "--published 'Tuesday' is not a date"),
        (["read", "x.txt", "--map", "text"], "--map wants FIELD=COLUMN"),
        (["read", "x.txt", "--input-format", "stone"], "no format 'stone'"),
    ],
)
def test_an_error_is_one_line_and_no_traceback(run: Run, arguments: list[str], words: str) -> None:
    done = run(*arguments)
    assert done.returncode == 1
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"error: {words}")


def test_errors_about_what_is_asked_of_a_ledger(run: Run, ledger: Path) -> None:
    for arguments, words in (
        (["show", "i_nothing"], "there is no incident 'i_nothing'"),
        (["show", "i_"], "may be any of several"),
        (["incidents", "--type", "picnic"], "there is no type 'picnic'; there are air_strike"),
        (["incidents", "--contested-on", "mood"], "there is no field 'mood'; there are what, perpetrator"),
        (["claims", "--document", "d_nothing"], "there is no document 'd_nothing'"),
    ):
        done = run(*arguments, "--ledger", str(ledger))
        assert (done.returncode, len(done.stderr.splitlines())) == (1, 1), done.stderr
        assert words in done.stderr


def test_a_wrong_command_line_is_status_2(run: Run) -> None:
    assert run("incidents", "--no-such-option").returncode == 2


def test_status_3_when_something_was_set_aside(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Northern jets bombed Homs.")
    (tmp_path / "b.txt").write_bytes(b"")
    done = run("ingest", str(tmp_path), "--ledger", str(tmp_path / "l"), "--reader", READER, "--json")
    assert done.returncode == 3
    assert json.loads(done.stdout)["set_aside"] == 1


def test_colour_only_where_it_is_wanted(run: Run, ledger: Path) -> None:
    assert "\x1b" not in run("incidents", "--ledger", str(ledger)).stdout
    assert "\x1b" in run("incidents", "--ledger", str(ledger), FORCE_COLOR="1").stdout
    page = run("show", "--ledger", str(ledger), json.loads(
        run("incidents", "--ledger", str(ledger), "--json", "--limit", "1").stdout)["id"])  # fmt: skip
    assert "\x1b" not in page.stdout


def test_a_reader_downstream_may_stop_early(ledger: Path) -> None:
    command = f"{sys.executable} -m contested claims --ledger {ledger} --json | head -c 5"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == ('{"id"', "")


def test_lists_and_pages_load_nothing_heavy(ledger: Path) -> None:
    code = (
        "import sys\nfrom contested.cli.main import app\nfrom typer.testing import CliRunner\n"
        "import json\n"
        f"l = ['--ledger', {str(ledger)!r}]\n"
        "found = CliRunner().invoke(app, ['incidents', *l, '--json'])\n"
        "assert found.exit_code == 0, found.output\n"
        "assert CliRunner().invoke(app, ['incidents', *l]).exit_code == 0\n"
        "one = json.loads(found.stdout.splitlines()[0])['id']\n"
        "assert CliRunner().invoke(app, ['show', one, *l]).exit_code == 0\n"
        "heavy = {'spacy', 'numpy', 'sqlalchemy', 'alembic', 'trafilatura', 'pyarrow', 'httpx'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr


def test_ctrl_c_stores_what_is_done_and_can_be_resumed(run: Run, tmp_path: Path) -> None:
    file, ledger = tmp_path / "n.jsonl", tmp_path / "l"
    texts = [f"SLOWLY: Northern jets bombed Homs, said report {i}." for i in range(120)]
    file.write_text("".join(json.dumps({"id": str(i), "text": t}) + "\n" for i, t in enumerate(texts)))
    arguments = ["ingest", str(file), "--ledger", str(ledger), "--reader", READER, "--jobs", "1", "--json"]
    path = os.pathsep.join([str(FAKES), os.environ.get("PYTHONPATH", "")])
    with subprocess.Popen(
        [sys.executable, "-m", "contested", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": path},
    ) as process:
        assert process.stderr is not None
        process.stderr.readline()  # the columns that were guessed: reading has begun
        time.sleep(1.5)
        process.send_signal(signal.SIGINT)
        told, said = process.communicate(timeout=30)
    assert process.returncode == 130, said
    first = json.loads(told)
    assert first["interrupted"]
    assert 0 < first["documents"] < 120
    assert "stopping" in said
    second = json.loads(run(*arguments).stdout)
    assert second["known"] == first["documents"]
    assert second["documents"] == 120 - first["documents"]
