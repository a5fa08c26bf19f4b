"""Coded tables: golden rows, rows set aside, and offsets that hold for any cells."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.ledger import open_ledger
from contested.model import Claim, Document, InputError, UsageError, spans_of
from contested.pipeline.coded import ingest_coded
from contested.read.coded import read_coded
from contested.read.coded_mapping import SHIPPED, columns_of, load_mapping, parse_mapping

MAPPING = """
name: sheet
id: nr
outlet: paper
published: seen
date_start: day
place: [village, district]
latitude: lat
longitude: lon
country: land
perpetrator: [{column: who, split: ";"}]
target: [whom]
type: kind
types: {Bomb: explosive}
killed: {best: dead, low: dead_low, high: dead_high}
unknown_actors: [Unknown]
"""
HEADER = "nr,paper,seen,day,village,district,lat,lon,land,who,whom,kind,dead,dead_low,dead_high"
ROW = "7,Example Post,2020-05-02,2020-05-01,Samplein,,10.5,20.5,Exland,Red Band; Blue Band,market,bomb,4,3,6"


def table(folder: Path, *rows: str) -> Path:
    path = folder / "sheet.csv"
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return path


def one(folder: Path, row: str) -> tuple[Document, Claim]:
    (found,) = read_coded(table(folder, row), parse_mapping(MAPPING, "m.yaml"))
    assert not isinstance(found, InputError), found
    return found


def test_a_row_is_a_document_whose_cells_are_the_spans(tmp_path: Path) -> None:
    document, claim = one(tmp_path, ROW)
    assert (document.key, document.outlet, document.published) == ("7", "Example Post", dt.date(2020, 5, 2))
    assert claim.type == "explosive"
    assert [m.text for m in claim.perpetrator.names] == ["Red Band", "Blue Band"]
    assert [m.text for m in claim.target] == ["market"]
    assert claim.when.start == claim.when.end == dt.date(2020, 5, 1)
    assert claim.where.place is not None
    assert (claim.where.place.latitude, claim.where.place.longitude) == (10.5, 20.5)
    assert [(c.low, c.high) for c in claim.casualties] == [(4, 6)]
    assert claim.version.startswith("coded by people; mapping sheet ")
    assert all(s.proves(document.text) for s in spans_of(claim))


def test_unknown_stays_unknown(tmp_path: Path) -> None:
    _, claim = one(tmp_path, "8,,,,,,0,0,,Unknown men,,,,,")
    assert claim.where.place is None
    assert claim.when.start is None
    assert claim.casualties == ()
    assert claim.perpetrator.mode == "unknown"


def test_ids_are_stable(tmp_path: Path) -> None:
    assert one(tmp_path, ROW) == one(tmp_path, ROW)
    assert one(tmp_path, ROW)[1].id != one(tmp_path, ROW.replace("Samplein", "Otherton"))[1].id


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (ROW.replace("2020-05-01", "May"), "date_start: 'May' is not a day"),
        (ROW.replace("2020-05-01", "2020-02-31"), "is no day"),
        (ROW.replace("10.5", "95"), "latitude: 95 is not between"),
        (ROW.replace("4,3,6", "4,5,6"), "best 4 is not within 5 to 6"),
        (ROW.replace("4,3,6", "-1,,"), "is no count"),
        (ROW.replace("4,3,6", "two,,"), "is no number"),
        ("1,2", "2 cells where the header names 15"),
    ],
)
def test_a_bad_row_is_set_aside_with_its_reason(tmp_path: Path, row: str, reason: str) -> None:
    bad, good = read_coded(table(tmp_path, row, ROW), parse_mapping(MAPPING, "m.yaml"))
    assert isinstance(bad, InputError)
    assert bad.record == "row 1"
    assert reason in bad.reason
    assert not isinstance(good, InputError)


def test_a_table_without_a_named_column_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(InputError, match="no column 'nr'"):
        list(read_coded(path, parse_mapping(MAPPING, "m.yaml")))


def test_rows_enter_a_ledger_once_and_link(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(MAPPING, encoding="utf-8")
    path = table(tmp_path, ROW, ROW.replace("7,Example Post", "9,Other Post").replace("4,3,6", "5,5,5"), "x")
    with open_ledger(tmp_path / "l.ledger", create=True) as store:
        first = ingest_coded(store, str(tmp_path / "m.yaml"), [path])
        again = ingest_coded(store, str(tmp_path / "m.yaml"), [path])
        incidents = list(store.each_incident())
    assert (first.counts["documents"], first.counts["set_aside"]) == (2, 1)
    assert (again.counts["documents"], again.counts["known"]) == (0, 2)
    assert [len(i.claim_ids) for i in incidents] == [2]


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_mappings_are_whole(name: str) -> None:
    mapping = load_mapping(name)
    assert mapping.name == name
    assert len(columns_of(mapping)) > 10


@pytest.mark.parametrize(
    ("text", "words"),
    [("name: a\nplac: b", "plac"), ("name: a\ntypes: {x: boom}", "no type 'boom'"), ("[", "m.yaml")],
)
def test_a_wrong_mapping_is_told(text: str, words: str) -> None:
    with pytest.raises(UsageError) as error:
        parse_mapping(text, "m.yaml")
    assert words in str(error.value)


@given(st.lists(st.text(st.characters(exclude_categories=("Cs",)), max_size=12), min_size=15, max_size=15))
def test_any_cells_give_proven_spans_or_a_reason(
    tmp_path_factory: pytest.TempPathFactory, cells: list[str]
) -> None:
    path = tmp_path_factory.mktemp("coded") / "any.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER.split(","), cells])
    for found in read_coded(path, parse_mapping(MAPPING, "m.yaml")):
        if not isinstance(found, InputError):
            document, claim = found
            assert all(s.proves(document.text) for s in spans_of(claim))
