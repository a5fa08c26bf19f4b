"""Each format is read back with the tools of its field."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from contested.export import CLAIM_COLUMNS, INCIDENT_COLUMNS, WITHHELD, read_jsonl, write_export
from contested.model import (
    Field,
    Harm,
    Incident,
    InputError,
    Judgement,
    Position,
    Source,
    UsageError,
    head_of,
)
from sample_values import DAY, NOON, PLACE, TEXT, document, full_claim, incident, run
from strategies import incidents, judgements, readings, runs

drawn = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
NAME = "Jane Doe Sample"


def written(format: str, **more: Any) -> bytes:
    out = io.BytesIO()
    write_export(format, out, **more)
    return out.getvalue()


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))


def with_id(incident_id: str = "d_1", **more: Any) -> Any:
    return replace(document(**more), id=incident_id)


def test_csv_has_one_flat_row_per_incident() -> None:
    found = incident(document_ids=("d_1", "d_2"))
    reports = [with_id(url="https://example.org/a?x=1,2"), with_id("d_2")]
    (row,) = rows(written("csv", incidents=[found], documents=reports))
    assert list(row) == [c.name for c in INCIDENT_COLUMNS]
    assert row["label"] == "air strike"
    assert (row["start"], row["end"], row["time_precision"]) == ("2019-08-27", "2019-08-27", "1")
    assert (row["latitude"], row["longitude"], row["geo_precision"]) == ("35.4", "36.6", "1")
    assert row["perpetrator_state"] == "contested"
    assert row["perpetrator_positions"] == (
        "Government forces (Example Post) | unknown (Army desk via Example Post)"
    )
    assert row["weapon_state"] == "unknown" and row["weapon_positions"] == ""
    assert (row["killed_low"], row["killed_best"], row["killed_high"]) == ("3", "4", "6")
    assert row["injured_low"] == row["injured_best"] == ""
    assert (row["n_origins"], row["n_documents"], row["n_claims"]) == ("2", "2", "2")
    assert row["contested_fields"] == "perpetrator"
    assert row["urls"] == "https://example.org/a?x=1,2"
    assert row["background"] == "false"


def test_heads_serve_as_documents_for_flat_formats() -> None:
    report = with_id(url="https://example.org/a")
    assert written("csv", incidents=[incident()], documents=[head_of(report)]) == written(
        "csv", incidents=[incident()], documents=[report]
    )


@pytest.mark.parametrize("start", list("=+-@\t\r\n＝"))
def test_csv_never_holds_a_formula(start: str) -> None:
    evil = f'{start}HYPERLINK("http://example.org","a\r\nb")'
    found = incident(country=evil, place=replace(PLACE, latitude=-3.5), type="air_strike")
    (row,) = rows(written("csv", incidents=[found]))
    assert row["country"] == f"'{evil}"
    assert row["latitude"] == "-3.5", "numbers of ours are numbers"


def test_claims_csv() -> None:
    doc = document(url="https://example.org/a", title="Strike")
    (row,) = rows(written("claims-csv", claims=[full_claim(doc)], documents=[doc]))
    assert list(row) == [c.name for c in CLAIM_COLUMNS]
    assert row["outlet"] == "Example Post" and row["published"] == "2019-08-27"
    assert row["targets"] == f"clinic | {WITHHELD}"
    assert row["casualties"] == f"killed 1 {WITHHELD} | killed 3 civilians"
    assert row["sources"] == "resident" and row["source_kinds"] == "resident"
    assert row["place"] == "Khān Shaykhūn" and row["sentence"] == ""
    (row,) = rows(written("claims-csv", claims=[full_claim(doc)], include_names=True, include_sentences=True))
    assert row["targets"] == f"clinic | {NAME}"
    assert row["sentence"] == TEXT.split(". ")[0]
    assert row["outlet"] == "" and row["published"] == ""


def test_a_resident_who_speaks_is_withheld_and_a_spokesman_is_not() -> None:
    doc = document()
    at = doc.text.index(NAME)
    for kind, expected in (("resident", WITHHELD), ("medical", WITHHELD), ("government", NAME)):
        source = Source(text=NAME, start=at, end=at + len(NAME), kind=kind)
        (row,) = rows(written("claims-csv", claims=[full_claim(doc, source=(source,))]))
        assert row["sources"] == expected


def test_geojson_points_and_unknown_places() -> None:
    nowhere = replace(PLACE, latitude=None, longitude=None)
    null_island = replace(PLACE, latitude=0.0, longitude=0.0)
    found = [incident(), incident("i_2", place=None), incident("i_3", place=nowhere)]
    found.append(incident("i_4", place=null_island))
    data = json.loads(written("geojson", incidents=found))
    assert data["type"] == "FeatureCollection"
    assert [f["id"] for f in data["features"]] == ["i_1", "i_2", "i_3", "i_4"]
    assert data["features"][0]["geometry"] == {"type": "Point", "coordinates": [36.6, 35.4]}
    assert [f["geometry"] for f in data["features"][1:]] == [None, None, None]
    properties = data["features"][0]["properties"]
    assert set(properties) == {c.name for c in INCIDENT_COLUMNS}
    assert properties["start"] == "2019-08-27" and properties["killed_best"] == 4
    assert properties["injured_best"] is None
    assert json.loads(written("geojson")) == {"type": "FeatureCollection", "features": []}


def test_geojson_has_areas_for_provinces_and_lines_for_roads() -> None:
    province = replace(PLACE, id="adm1:SY.12", kind="admin1")
    road = replace(PLACE, kind="region", line=((36.0, 35.0), (37.0, 36.0)))
    part = replace(province, relation="N part of")
    found = [incident(f"i_{n}", place=p) for n, p in enumerate((province, road, part, PLACE))]
    clockwise = [[36.0, 35.0], [36.0, 36.0], [37.0, 36.0], [37.0, 35.0]]
    data = json.loads(written("geojson", incidents=found, shapes=lambda ref: [clockwise]))
    area, line, *points = (f["geometry"] for f in data["features"])
    assert area["type"] == "MultiPolygon" and area["coordinates"][0][0][1] in ([37.0, 35.0], [37.0, 36.0])
    assert area["coordinates"][0][0][0] == area["coordinates"][0][0][-1]
    assert line == {"type": "LineString", "coordinates": [[36.0, 35.0], [37.0, 36.0]]}
    assert [p["type"] for p in points] == ["Point", "Point"]
    unknown = json.loads(written("geojson", incidents=found[:1], shapes=lambda ref: []))
    assert unknown["features"][0]["geometry"]["type"] == "Point"


def test_tables_tell_watched_sites() -> None:
    (row,) = rows(
        written("csv", incidents=[incident()], sites=lambda place: ["Post 10, 0.5 km, within 3 km"])
    )
    assert row["near_sites"] == "Post 10, 0.5 km, within 3 km"
    (bare,) = rows(written("csv", incidents=[incident()]))
    assert bare["near_sites"] == ""


def test_parquet_has_types_and_nulls() -> None:
    absurd = (Harm(kind="killed", best=10**30, rule="max"),)
    found = [incident(), incident("i_2", start=None, end=None, place=None, harm=absurd)]
    table = pyarrow.parquet.read_table(io.BytesIO(written("parquet", incidents=found)))
    assert table.schema.names == [c.name for c in INCIDENT_COLUMNS]
    assert table.schema.field("start").type == pyarrow.date32()
    assert table.schema.field("killed_best").type == pyarrow.int64()
    assert table.column("start").to_pylist() == [DAY, None]
    assert table.column("latitude").to_pylist() == [35.4, None]
    assert table.column("killed_low").to_pylist() == [3, None]
    assert table.column("killed_best").to_pylist() == [4, 2**63 - 1]
    assert table.column("contested_fields").to_pylist()[0] == ["perpetrator"]
    assert pyarrow.parquet.read_table(io.BytesIO(written("parquet"))).num_rows == 0


def test_parquet_without_pyarrow_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match="pip install pyarrow"):
        write_export("parquet", tmp_path / "x.parquet", incidents=[incident()])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("format", ["csv", "geojson", "parquet"])
def test_names_and_sentences_are_left_out_unless_asked_for(format: str) -> None:
    kept = Position(label=f"2, {NAME} among them", value=2, holders=(), origins=0)
    chained = incident().fields[0].positions[1]
    holder = replace(chained.holders[0], chain=("Omar Exemplar", "Army desk"), origin="Omar Exemplar")
    fields = (
        *incident().fields,
        Field(name="killed", state="agreed", positions=(kept,)),
        Field(name="where", state="agreed", positions=(replace(chained, holders=(holder,)),)),
    )
    found = incident(fields=fields, summary=f"strike on {NAME}")

    def text(**more: Any) -> str:
        data = written(format, incidents=[found], **more)
        if format == "parquet":
            return str(pyarrow.parquet.read_table(io.BytesIO(data)).to_pylist())
        return data.decode()

    assert NAME not in text() and "Omar Exemplar" not in text()
    assert f"clinic, {WITHHELD}" in text()
    assert NAME in text(include_names=True) and "Omar Exemplar" in text(include_names=True)
    assert "killing" not in text()


def everything() -> dict[str, Any]:
    doc = document(title=f"{NAME} killed", url="https://example.org/jane-doe-sample")
    judged = Judgement(id="j", kind="reject", subject=("c",), who="ann", why=f"{NAME} lives", at=NOON)
    return {
        "documents": [doc],
        "claims": [full_claim(doc)],
        "incidents": [incident()],
        "judgements": [judged],
        "runs": [run()],
    }


def test_jsonl_is_lossless_and_ordered() -> None:
    given_ = everything()
    lines = written("jsonl", **given_).splitlines(keepends=True)
    assert [json.loads(line)["kind"] for line in lines] == [
        "run",
        "document",
        "claim",
        "incident",
        "judgement",
    ]
    order = ("runs", "documents", "claims", "incidents", "judgements")
    assert list(read_jsonl(lines)) == [value for key in order for value in given_[key]]


def test_jsonl_with_names_withheld_says_so_and_is_not_read_back() -> None:
    data = written("jsonl", include_names=False, **everything())
    assert NAME not in data.decode() and "jane-doe" not in data.decode()
    lines = data.splitlines()
    assert all(json.loads(line)["redacted"] is True for line in lines)
    claim = json.loads(lines[2])["value"]
    assert claim["target"][0]["text"] == "clinic" and claim["target"][1]["text"] == WITHHELD
    assert claim["trigger"] == {"text": "bombed", "start": 5, "end": 11}
    with pytest.raises(InputError, match="withheld"):
        list(read_jsonl(lines))


@drawn
@given(st.data(), readings(most=2), incidents(), runs(), judgements())
def test_jsonl_gives_equal_values_back(
    data: st.DataObject, found: Any, one: Incident, begun: Any, judged: Any
) -> None:
    doc, claims = found
    lines = written(
        "jsonl", documents=[doc], claims=claims, incidents=[one], runs=[begun], judgements=[judged]
    )
    assert list(read_jsonl(io.BytesIO(lines))) == [begun, doc, *claims, one, judged]


@drawn
@given(st.lists(incidents(), max_size=3), readings(most=2))
def test_flat_formats_hold_any_incident(found: list[Incident], reading: Any) -> None:
    doc, claims = reading
    table = rows(written("csv", incidents=found))
    assert [r["id"] for r in table] == [i.id for i in found]
    features = json.loads(written("geojson", incidents=found))["features"]
    assert [f["properties"]["n_claims"] for f in features] == [len(i.claim_ids) for i in found]
    assert all(f["geometry"] is None or f["geometry"]["coordinates"] != [0, 0] for f in features)
    read = pyarrow.parquet.read_table(io.BytesIO(written("parquet", incidents=found)))
    assert read.column("start").to_pylist() == [i.start for i in found]
    claim_rows = rows(written("claims-csv", claims=claims, documents=[doc]))
    assert [r["id"] for r in claim_rows] == [c.id for c in claims]
    for row in (*table, *claim_rows):
        assert not any(v[:1] in set("=+@\t\r\n") for v in row.values())


@pytest.mark.parametrize(
    "line", [b"junk", b"[]", b'{"kind":"song","value":{}}', b'{"kind":"run","value":{}}', b"\xff"]
)
def test_what_is_no_export_is_refused_with_its_line(line: bytes) -> None:
    with pytest.raises(InputError, match="line 2: not a record"):
        list(read_jsonl([b"\n", line]))


def test_a_path_appears_only_when_it_is_complete(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old")

    def broken() -> Iterator[Incident]:
        yield incident()
        raise ValueError("the reader fell over")

    with pytest.raises(ValueError, match="fell over"):
        write_export("csv", path, incidents=broken())
    assert path.read_text() == "old" and list(tmp_path.iterdir()) == [path]
    assert write_export("csv", str(path), incidents=[incident(), incident("i_2")]) == 2
    assert len(rows(path.read_bytes())) == 2 and list(tmp_path.iterdir()) == [path]


def test_wrong_uses_are_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="choose from jsonl, csv"):
        write_export("xlsx", io.BytesIO())
    with pytest.raises(UsageError, match="cannot write"):
        write_export("csv", tmp_path / "no" / "x.csv")
    with pytest.raises(UsageError, match="whole documents"):
        write_export("jsonl", io.BytesIO(), documents=[head_of(document())])


def test_incidents_are_streamed() -> None:
    out = io.BytesIO()
    sizes = []

    def many() -> Iterator[Incident]:
        for n in range(50):
            sizes.append(out.tell())
            yield incident(f"i_{n}")

    for format in ("csv", "geojson", "jsonl"):
        out.seek(0)
        sizes.clear()
        write_export(format, out, incidents=many())
        assert sizes == sorted(sizes) and sizes[-1] > sizes[1] > 0
