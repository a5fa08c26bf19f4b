"""Bad input: each a clear problem that names the place, and nothing else lost."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
import json
import os
import random
import socket
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading_helpers import BODY, REPORT, pdf, put, run, visible_is_covered, warc

from contested.model import UsageError
from contested.read import ReadOptions, read

NAMES = [
    "a.txt",
    "a.html",
    "a.jsonl",
    "a.json",
    "a.csv",
    "a.tsv",
    "a.xml",
    "a.warc",
    "a.pdf",
    "a.eml",
    "a.gz",
    "a",
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_empty_files(tmp_path: Path, name: str, content: bytes) -> None:
    path = put(tmp_path, name, content)
    documents, problems = run(path)
    assert documents == []
    assert [(p.file, p.stage) for p in problems] == [(str(path), "read")]
    assert "empty" in problems[0].reason or content.startswith(b"\xef")


@pytest.mark.parametrize("name", NAMES)
def test_binary_junk(tmp_path: Path, name: str) -> None:
    junk = random.Random(5).randbytes(20_000)
    documents, problems = run(put(tmp_path, name, junk), put(tmp_path, "good.txt", REPORT))
    assert [d.text for d in documents] == [REPORT]
    assert problems
    assert all(p.reason for p in problems)


def test_pictures_among_reports(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", REPORT)
    picture = put(tmp_path, "b.png", b"\x89PNG\r\n\x1a\n" + bytes(500))
    documents, problems = run(tmp_path)
    assert len(documents) == 1
    assert [(p.file, p.reason) for p in problems] == [
        (str(picture), "binary data, not a text that can be read")
    ]


def test_a_large_text_is_linear(tmp_path: Path) -> None:
    small = put(tmp_path, "small.txt", (BODY + "\n") * 2_000)
    large = put(tmp_path, "large.txt", (BODY + "\n") * 20_000)
    seconds = []
    for path in (small, large):
        start = time.process_time()
        documents, problems = run(path, max_characters=10**8)
        seconds.append(time.process_time() - start)
        assert problems == []
        assert len(documents[0].text) == path.stat().st_size
    assert seconds[1] < 30 * max(seconds[0], 0.1)


def test_a_long_line_is_linear(tmp_path: Path) -> None:
    for filler in ("a", "- ", "By Ada ", "( ", '"', "2 ", "#a "):
        text = filler * (300_000 // len(filler))
        start = time.process_time()
        documents, _ = run(put(tmp_path, "a.txt", "It was hit.\n" + text))
        assert documents[0].text.endswith(text)
        assert time.process_time() - start < 5


def test_a_limit_is_kept_and_named(tmp_path: Path) -> None:
    _, problems = run(put(tmp_path, "a.txt", BODY), max_bytes=50)
    assert "larger than the limit of 50 bytes" in problems[0].reason
    rows = [{"text": "x y"}, {"text": BODY}, {"text": "z"}]
    documents, problems = run(put(tmp_path, "a.jsonl", "\n".join(map(json.dumps, rows))), max_bytes=50)
    assert [d.text for d in documents] == ["x y", "z"]
    assert [p.record for p in problems] == ["row 2"]


def test_a_book_is_no_report_and_stops_nothing(tmp_path: Path) -> None:
    put(tmp_path, "a-book.txt", "The post was hit again. " * (50_000_000 // 24))
    put(tmp_path, "b-report.txt", BODY)
    documents, problems = run(tmp_path)
    assert [d.key for d in documents] == ["b-report"]
    assert [Path(p.file).name for p in problems] == ["a-book.txt"]
    assert "more than the 1,000,000 of one report" in problems[0].reason


def test_a_truncated_gzip_keeps_what_lies_before(tmp_path: Path) -> None:
    rng = random.Random(2)
    rows = [
        json.dumps({"text": BODY, "id": rng.random(), "noise": rng.randbytes(200).hex()}) for _ in range(500)
    ]
    packed = gzip.compress("\n".join(rows).encode())
    path = put(tmp_path, "a.jsonl.gz", packed[: len(packed) // 2])
    documents, problems = run(path)
    assert 200 < len(documents) < 300
    assert [d.key for d in documents] == [str(json.loads(r)["id"]) for r in rows[: len(documents)]]
    assert len(problems) == 1
    assert "cut off" in problems[0].reason
    assert run(put(tmp_path, "a.txt.gz", gzip.compress(REPORT.encode())[:-20]))[0] == []


def test_a_warc_with_a_broken_record_keeps_the_others(tmp_path: Path) -> None:
    pages = [(f"https://plain.example/{i}", "text/plain", f"{BODY} Report {i}.") for i in range(4)]
    whole = warc(pages, packed=False)
    damages = {
        "length too long": whole.replace(b"Content-Length: ", b"Content-Length: 9", 2).replace(
            b"Content-Length: 9", b"Content-Length: ", 1
        ),
        "no length": _in_record(whole, 1, b"Content-Length", b"Content-Lost"),
        "length no number": _in_record(whole, 1, b"Content-Length: ", b"Content-Length: x"),
        "junk between": _in_record(whole, 1, b"WARC/1.0", b"XXXX/1.0"),
    }
    for name, damaged in damages.items():
        documents, problems = run(put(tmp_path, "a.warc", damaged))
        assert [d.text[-2] for d in documents] == ["0", "2", "3"], name
        assert problems, name
    documents, problems = run(put(tmp_path, "cut.warc", whole[:-200]))
    assert len(documents) == 3
    assert "cut off" in problems[0].reason


def _in_record(data: bytes, number: int, old: bytes, new: bytes) -> bytes:
    parts = data.split(b"WARC/1.0\r\n")
    start = len(b"WARC/1.0\r\n".join(parts[: number + 1]))
    return data[:start] + data[start:].replace(old, new, 1)


@pytest.mark.parametrize("which", [0, 1, 3])
@pytest.mark.parametrize("place", [0.1, 0.5, 0.9])
def test_a_damaged_member_of_a_packed_warc(tmp_path: Path, which: int, place: float) -> None:
    pages = [("https://plain.example/", "text/plain", f"{BODY} {i}") for i in range(4)]
    members = [bytearray(warc([page], packed=True)) for page in pages]
    members[which][int(len(members[which]) * place)] ^= 0xFF
    documents, problems = run(put(tmp_path, "a.warc.gz", b"".join(members)))
    assert [d.text[-1] for d in documents] == [str(i) for i in range(4) if i != which]
    assert problems


def test_mixed_encodings(tmp_path: Path) -> None:
    mixed = "Écoles et cafés à Arnor — fermés.\n".encode() * 5 + "Un obus près de l'école\n".encode("cp1252")
    documents, problems = run(put(tmp_path, "a.txt", mixed))
    assert problems == []
    assert documents[0].text.endswith("Un obus près de l'école\n")
    assert documents[0].text.startswith("Écoles et cafés à Arnor — fermés.")
    assert "mixed encodings" in documents[0].notes[0]
    rows = json.dumps({"text": "école à Arnor"}, ensure_ascii=False)
    documents, problems = run(put(tmp_path, "a.jsonl", rows.encode() + b"\n" + rows.encode("cp1252")))
    assert [d.text for d in documents] == ["école à Arnor"] * 2
    assert [bool(d.notes) for d in documents] == [False, True]


def test_right_to_left_and_combining_characters(tmp_path: Path) -> None:
    text = "قُتِلَ اثنان\u200f (2) في القصف.\n\u202bالجيش\u202c نفى.\ne\u0301cole n\u0303 \U0001f3f4\u200d\u2620"
    for path in (put(tmp_path, "a.txt", text), put(tmp_path, "a.jsonl", json.dumps({"text": text}))):
        documents, problems = run(path)
        assert problems == []
        assert documents[0].text == text
        assert visible_is_covered(documents[0])


def test_nul_and_half_surrogates(tmp_path: Path) -> None:
    documents, problems = run(put(tmp_path, "a.txt", BODY + "\0 end"))
    assert problems == []
    assert documents[0].text == BODY + "\0 end"
    assert "NUL" in documents[0].notes[0]
    documents, problems = run(put(tmp_path, "a.jsonl", '{"text": "Shells \\ud800 fell."}'))
    assert problems == []
    assert documents[0].text == "Shells \ufffd fell."
    assert "surrogate" in documents[0].notes[0]


@pytest.mark.parametrize("where", ["middle", "end"])
def test_a_csv_with_a_quote_left_open(tmp_path: Path, where: str) -> None:
    rows = [[str(i), f"{BODY} Report {i}."] for i in range(6)]
    buffer = io.StringIO()
    csv.writer(buffer, quoting=csv.QUOTE_ALL).writerows([["id", "text"], *rows])
    broken = 2 if where == "middle" else 5
    content = buffer.getvalue().replace(f'Report {broken}."', f"Report {broken}.")
    documents, problems = run(put(tmp_path, "a.csv", content))
    assert [d.key for d in documents] == [str(i) for i in range(6) if i != broken]
    assert [d.text for d in documents] == [rows[int(d.key or 0)][1] for d in documents]
    assert [p.record for p in problems] == [f"row {broken + 1} (line {broken + 2})"]
    assert "quote" in problems[0].reason


def test_an_open_quote_before_many_rows_without_quotes(tmp_path: Path) -> None:
    rows = "".join(f"{i},plain words {i}\n" for i in range(3000))
    start = time.process_time()
    documents, problems = run(put(tmp_path, "a.csv", 'id,text\nx,"open\n' + rows))
    assert len(documents) == 3000
    assert [p.record for p in problems] == ["row 1 (line 2)"]
    assert time.process_time() - start < 10


def test_a_large_csv_field(tmp_path: Path) -> None:
    text = 'He said "no". ' * 50_000
    buffer = io.StringIO()
    csv.writer(buffer).writerows([["id", "text"], ["1", text], ["2", "short"]])
    documents, problems = run(put(tmp_path, "a.csv", buffer.getvalue()))
    assert problems == []
    assert [d.text for d in documents] == [text, "short"]


def test_csv_rows_that_do_not_fit(tmp_path: Path) -> None:
    content = f'id,text\n1,"{BODY}"\n2\n3,a,b\n4,"He said "no" twice"\n5,\n6,fine\n'
    documents, problems = run(put(tmp_path, "a.csv", content))
    assert [d.key for d in documents] == ["1", "4", "6"]
    assert [p.record for p in problems] == ["row 2 (line 3)", "row 3 (line 4)", "row 5"]
    assert problems[2].reason == "the text is empty"


def test_columns_that_name_no_text(tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", "x,y\n1,2\n")
    assert "'x', 'y'" in run(path)[1][0].reason
    assert "'z'" in run(path, mapping={"text": "z"})[1][0].reason
    assert [d.text for d in run(path, mapping={"text": "y"})[0]] == ["2"]


def test_xml_that_is_no_feed_and_a_feed_cut_off(tmp_path: Path) -> None:
    _, problems = run(put(tmp_path, "a.xml", "<?xml version='1.0'?><nitf><body>Mill</body></nitf>"))
    assert [p.reason for p in problems] == ["this XML is neither RSS nor Atom"]
    item = "<item><title>Mill {}</title><description>It was hit.</description></item>"
    feed = "<rss version='2.0'><channel>" + item.format(1) + item.format(2)
    documents, problems = run(put(tmp_path, "b.xml", feed))
    assert [d.title for d in documents] == ["Mill 1", "Mill 2"]
    assert "not well-formed" in problems[0].reason


def test_broken_rows_of_jsonl(tmp_path: Path) -> None:
    rows = [
        json.dumps({"text": BODY}),
        '{"text": "cut',
        "[1, 2]",
        '{"text": 5}',
        '{"text": null}',
        '{"text": "  "}',
        '{"x": 1}',
        '{"text": ' + "[" * 100_000,
        '{"text": "a", "n": ' + "9" * 5000 + "}",
        json.dumps({"text": BODY + " Last."}),
    ]
    documents, problems = run(put(tmp_path, "a.jsonl", "\n".join(rows)))
    assert [d.locator[-5:] for d in documents] == ["row 1", "ow 10"]
    assert [p.record for p in problems] == [f"row {i}" for i in range(2, 10)]
    assert all(p.reason and "Traceback" not in p.reason for p in problems)
    assert "not valid JSON" in problems[0].reason


def test_a_pdf_without_text_and_a_damaged_one(tmp_path: Path) -> None:
    _, problems = run(put(tmp_path, "scan.pdf", pdf(None)), put(tmp_path, "b.pdf", pdf(BODY)[:200]))
    assert "no text layer" in problems[0].reason
    assert len(problems) == 2


@pytest.mark.parametrize("date", ["0000-00-00", "2021-02-30", "1970-01-01", "some day"])
def test_a_date_that_is_none(tmp_path: Path, date: str) -> None:
    path = put(tmp_path, "a.jsonl", json.dumps({"text": BODY, "published": date}))
    documents, problems = run(path)
    assert documents[0].published is None
    assert "published" not in documents[0].origins
    assert date in documents[0].notes[0]
    assert (problems[0].file, problems[0].record) == (str(path), "row 1")
    assert date in problems[0].reason
    assert run(path, published=dt.date(2021, 3, 3))[0][0].published == dt.date(2021, 3, 3)


def test_a_url_that_refuses() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/mill"
        documents, problems = run(url)
    assert documents == []
    assert [p.file for p in problems] == [url]
    assert "could not be fetched" in problems[0].reason


def test_other_schemes_are_refused() -> None:
    _, problems = run("file:///etc/hostname", "ftp://plain.example/a")
    assert [p.reason for p in problems] == ["only http and https addresses are fetched"] * 2


def test_a_server_that_never_answers() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        _, problems = run(f"http://127.0.0.1:{silent.getsockname()[1]}/", timeout=0.3)
    assert "did not answer within 0.3 s" in problems[0].reason


def test_sources_that_are_not_there(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    _, problems = run(tmp_path / "no.txt", tmp_path / "*.none", tmp_path / "empty", "", "a\0b")
    assert len(problems) == 5
    assert "no such file" in problems[0].reason
    assert "no file matches" in problems[1].reason
    assert "holds no files" in problems[2].reason


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_files_that_may_not_be_read(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", BODY)
    path.chmod(0)
    assert "Permission" in run(path)[1][0].reason


@pytest.mark.parametrize("options", [{"format": "docx"}, {"mapping": {"body": "x"}}, {"encoding": "utf-99"}])
def test_options_that_do_not_exist(options: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        read(["-"], ReadOptions(**options))  # type: ignore[arg-type]


VISIBLE = st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\r\t")
KEYS = st.sampled_from(["text", "date", "a"])
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["text", "date", "a"]), inner)
    ),
    max_leaves=8,
)
STARTS = [
    b"",
    b"WARC/1.0\r\n",
    b"%PDF-1.4\n",
    b"\x1f\x8b\x08",
    b"<html><p>",
    b"From: a\n\n",
    b"id,text\n",
    b"{",
    b"[",
]


def test_a_table_without_rows_says_so(tmp_path: Path) -> None:
    documents, problems = run(put(tmp_path, "a.csv", "id,text\n"))
    assert not documents
    assert [p.reason for p in problems] == ["the table holds no rows below its header"]


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(NAMES), st.sampled_from(STARTS), st.binary(max_size=300), st.booleans())
def test_no_bytes_crash(tmp_path: Path, name: str, start: bytes, rest: bytes, packed: bool) -> None:
    content = gzip.compress(start + rest) if packed else start + rest
    documents, problems = run(put(tmp_path, name, content))
    assert documents or problems or name == "a.warc" or start.startswith(b"WARC")
    assert all(visible_is_covered(d) for d in documents)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["a.json", "a.jsonl"]), JSON)
def test_no_json_crashes(tmp_path: Path, name: str, value: object) -> None:
    documents, problems = run(put(tmp_path, name, json.dumps(value)))
    assert documents or problems


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(VISIBLE, max_size=60), min_size=1, max_size=6))
def test_given_texts_are_unchanged(tmp_path: Path, texts: list[str]) -> None:
    visible = [t for t in texts if t.strip()]
    lines = "\n".join(json.dumps({"text": t}, ensure_ascii=False) for t in texts)
    assert [d.text for d in run(put(tmp_path, "a.jsonl", lines))[0]] == visible
    buffer = io.StringIO()
    csv.writer(buffer, quoting=csv.QUOTE_ALL).writerows([["text", "n"], *([t, "1"] for t in texts)])
    assert [d.text for d in run(put(tmp_path, "a.csv", buffer.getvalue()))[0]] == visible
