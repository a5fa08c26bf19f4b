"""The bundled sample is what its manifest says, and shows what it is there to show."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from html import unescape
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from contested import demo

MANIFEST = json.loads(demo.manifest().read_text("utf-8"))
REPORTS = MANIFEST["reports"]


def _file(name: str) -> str:
    return demo.reports().joinpath(name).read_text("utf-8")


def _records() -> dict[str, tuple[str, str, str]]:
    """(outlet, url, text) of every report of the many-report files, by record."""
    rows = [json.loads(line) for line in _file("agencies-and-stations.jsonl").splitlines()]
    found = {row["id"]: (row["outlet"], row["url"], row["text"]) for row in rows}
    table = csv.DictReader(io.StringIO(_file("orient-gazette.csv")))
    found |= {row["id"]: (row["source"], row["link"], row["body"]) for row in table}
    channel = ElementTree.fromstring(_file("idlib-strike-monitor.xml")).find("channel")
    assert channel is not None
    outlet = channel.findtext("title") or ""
    for item in channel.iter("item"):
        found[item.findtext("guid") or ""] = (
            outlet,
            item.findtext("link") or "",
            item.findtext("description") or "",
        )
    return found


def _text(report: dict[str, str]) -> str:
    if report["record"]:
        return _records()[report["record"]][2]
    raw = demo.reports().joinpath(report["file"].removeprefix("reports/")).read_text("utf-8")
    return unescape(re.sub(r"<[^>]*>", " ", raw))


def test_manifest_and_folder_agree() -> None:
    files = {entry.name for entry in demo.reports().iterdir() if not entry.name.startswith((".", "__"))}
    assert {r["file"].removeprefix("reports/") for r in REPORTS} == files
    assert {r["record"] for r in REPORTS if r["record"]} == set(_records())
    assert len(REPORTS) >= 14
    assert {name.rsplit(".", 1)[1] for name in files} == {"txt", "html", "jsonl", "csv", "xml"}


@pytest.mark.parametrize("report", REPORTS, ids=lambda r: r["record"] or r["file"])
def test_every_outlet_is_marked_as_invented(report: dict[str, str]) -> None:
    assert report["outlet"].endswith(" (invented)")
    host = urlsplit(report["url"]).hostname or ""
    assert host.endswith((".example.org", ".example.com"))
    assert dt.date(2019, 8, 19) <= dt.date.fromisoformat(report["published"]) <= dt.date(2019, 9, 1)
    assert report["shows"]
    if report["record"]:
        assert _records()[report["record"]][:2] == (report["outlet"], report["url"])
    else:
        assert report["outlet"] in _text(report)


def test_text_matches_no_real_host() -> None:
    for entry in demo.reports().iterdir():
        for host in re.findall(r"https?://([^/\"<\s]+)", entry.read_text("utf-8")):
            assert host.endswith((".example.org", ".example.com")), (entry.name, host)


def _shingles(text: str, size: int = 5) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[i : i + size]) for i in range(len(words) - size + 1)}


def _by(part: str) -> str:
    (report,) = [r for r in REPORTS if part in (r["record"] or r["file"])]
    return _text(report)


def test_one_outlet_copies_the_agency_and_another_updates_it() -> None:
    agency, copy = _shingles(_by("newswire-2019-08-28-post")), _shingles(_by("levant-courier"))
    update = _shingles(_by("aegean-times"))
    assert len(agency & copy) / len(agency) > 0.9
    assert 0.4 < len(agency & update) / len(agency) < 0.9
    assert "at least eight people" in _by("levant-courier")
    assert "risen to 13" in _by("aegean-times")


PLACES = ["Khan Sheikhoun", "Khan Shaykhun", "Khān Shaykhūn"]
PLACES += ["Maarat al-Numan", "Maaret al-Numan", "Maarat al-Nu'man"]
DATES = ["on Tuesday", "yesterday", "overnight", "last night"]
DOUBTS = ["reportedly", "allegedly", "denied", "together", "Russian or Syrian", "unidentified"]
WORDS = ["brutal", "No Turkish soldier was hurt", "lightly wounded", "Read more:"]


@pytest.mark.parametrize("words", [*PLACES, *DATES, *DOUBTS, *WORDS])
def test_the_hard_things_are_there(words: str) -> None:
    assert any(words in _text(r) for r in REPORTS)
