"""A fake server, and a reader that asks it without waiting between tries."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from llm_server import FakeServer

from contested.extract.llm.reader import LlmReader
from contested.extract.options import ReaderOptions


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeServer]:
    for name in ("CONTESTED_LLM_KEY", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    fake = FakeServer()
    yield fake
    fake.close()


@pytest.fixture
def waits() -> list[float]:
    """The waits between tries, in seconds, none of them waited."""
    return []


@pytest.fixture
def reader(server: FakeServer, tmp_path: Path, waits: list[float]) -> Callable[..., LlmReader]:
    def make(**options: object) -> LlmReader:
        given = {
            "model": "tiny",
            "base_url": server.url,
            "cache_dir": str(tmp_path / "cache"),
            "timeout": 5.0,
        }
        return LlmReader(ReaderOptions(**(given | options)), sleep=waits.append)

    return make
