"""A small ledger made by the fake reader, shared by the tests of the commands."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

FAKES = Path(__file__).parents[1] / "pipeline"
sys.path.insert(0, str(FAKES))

READER = "fake_reader:FakeReader"
ROWS = [
    ("Northern jets bombed Homs on Tuesday, a medic said.", "Outlet A", "Jets over Homs"),
    ("Southern guns shelled Idlib on Monday.", "Outlet B", "Guns \x1b[31mat\u202e Idlib"),
    ("On Tuesday Southern jets struck a mill in Aleppo. A medic saw it.", "مرصد حلب", "[bold]Mill[/bold]"),
]


@pytest.fixture(scope="session")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three reports as JSON Lines."""
    path = tmp_path_factory.mktemp("news") / "news.jsonl"
    rows = [
        {"id": f"n{i}", "text": text, "outlet": outlet, "title": title, "published": "2019-08-28"}
        for i, (text, outlet, title) in enumerate(ROWS)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def ledger(news: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Those reports in a ledger, with one input that was set aside."""
    from contested.cli.main import app

    path = tmp_path_factory.mktemp("ledger") / "test.ledger"
    missing = str(news.parent / "missing.txt")
    arguments = ["ingest", str(news), missing, "--ledger", str(path), "--reader", READER]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 3, result.output
    return path


@pytest.fixture
def run() -> Callable[..., subprocess.CompletedProcess[str]]:
    """The command as a process of its own, output piped."""

    def start(*arguments: str, **extra: str) -> subprocess.CompletedProcess[str]:
        terminal = ("NO_COLOR", "FORCE_COLOR", "TERM", "COLUMNS")  # not the test runner's, but the test's own
        clean = {name: value for name, value in os.environ.items() if name not in terminal}
        path = os.pathsep.join([str(FAKES), os.environ.get("PYTHONPATH", "")])
        return subprocess.run(
            [sys.executable, "-m", "contested", *arguments],
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=clean | {"PYTHONPATH": path, "TERM": "xterm-256color"} | extra,
            timeout=60,
        )

    return start
