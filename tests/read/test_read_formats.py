"""Each format, golden: what becomes of a small report."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from reading_helpers import BODY, REPORT, pdf, put, run, visible_is_covered, warc

from contested.model import Document, Problem, sha256
from contested.read import ReadOptions, read

DAY = dt.date(2021, 3, 3)
HTML = f"""<!doctype html><html lang="en-GB"><head><title>Shells hit a mill | Plain Post</title>
<meta property="og:site_name" content="Plain Post">
<meta property="article:published_time" content="2021-03-03T22:00:00-05:00">
<link rel="canonical" href="https://plain.example/mill"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Shells hit a mill</h1>
<p>{BODY}</p><p>Nobody was hurt in the shelling, according to the mayor of the town, who visited the mill.</p>
</article><footer>Copyright 2019 Plain Post</footer></body></html>"""


def one(*sources: object, **options: object) -> Document:
    documents, problems = run(*sources, **options)
    assert problems == []
    assert len(documents) == 1
    assert visible_is_covered(documents[0])
    return documents[0]


def test_plain_text(tmp_path: Path) -> None:
    document = one(put(tmp_path, "mill.txt", REPORT))
    assert document.text == REPORT
    assert document.title == "Shells hit a flour mill in Arnor"
    assert document.published == DAY
    assert document.key == "mill"
    assert document.language == "en"
    assert document.media_type == "text/plain"
    assert document.sha256_raw == document.sha256_text == sha256(REPORT.encode())
    assert document.origins == {
        "key": "file name",
        "title": "first line of the text",
        "published": "date line in the text",
        "language": "script and stop words",
        "encoding": "utf-8: the bytes are valid UTF-8",
    }
    assert [s.kind for s in document.sections] == ["title", "dateline", "body"] or [
        s.kind for s in document.sections
    ] == ["title", "dateline", "dateline", "body"]
    assert document.fingerprint


def test_a_renamed_file_is_the_same_document(tmp_path: Path) -> None:
    a, b = one(put(tmp_path, "a.txt", REPORT)), one(put(tmp_path, "b.txt", REPORT))
    assert (a.key, b.key) == ("a", "b")
    assert a.id == b.id


def test_given_values_fill_gaps_only(tmp_path: Path) -> None:
    given = {"published": dt.date(2020, 1, 2), "outlet": "Plain Post"}
    plain = one(put(tmp_path, "a.txt", BODY), **given)
    assert (plain.published, plain.outlet) == (given["published"], "Plain Post")
    assert (plain.origins["published"], plain.origins["outlet"]) == ("given", "given")
    row = {"text": BODY, "published": "2021-03-03", "outlet": "Hill Herald"}
    stated = one(put(tmp_path, "b.jsonl", json.dumps(row)), **given)
    assert (stated.published, stated.outlet) == (DAY, "Hill Herald")
    assert stated.origins["published"] == "field 'published'"


def test_a_date_line_that_disagrees_is_noted(tmp_path: Path) -> None:
    row = {"text": REPORT, "published": "2021-03-05"}
    document = one(put(tmp_path, "a.jsonl", json.dumps(row)))
    assert document.published == dt.date(2021, 3, 5)
    assert document.notes == (
        "a date line in the text (2021-03-03) disagrees with the publication date (2021-03-05)",
    )


def test_html(tmp_path: Path) -> None:
    document = one(put(tmp_path, "page.html", HTML))
    assert document.text.startswith("Shells hit a mill")
    assert BODY in document.text
    assert "Home" not in document.text
    assert document.published == DAY
    assert (document.outlet, document.language) == ("Plain Post", "en")
    assert document.url == "https://plain.example/mill"
    assert document.origins["published"] == "html meta article:published_time"
    assert document.origins["language"] == "html lang"
    assert document.sections[0].kind == "title"
    assert document.key == "page"


@pytest.mark.parametrize(
    ("stated", "origin"),
    [
        ('<script type="application/ld+json">{"@type": "Article", "datePublished": "2021-03-03"}</script>',
         "json-ld datePublished"),
        ('<time datetime="2021-03-03T10:00">yesterday</time>', "html time element"),
        ("", None),
    ],
)  # fmt: skip
def test_html_dates_only_where_stated(tmp_path: Path, stated: str, origin: str | None) -> None:
    meta = '<meta property="article:published_time" content="2021-03-03T22:00:00-05:00">'
    document = one(put(tmp_path, "page.html", HTML.replace(meta, stated)))
    assert document.published == (DAY if origin else None)
    assert document.origins.get("published") == origin


def test_html_without_a_frame(tmp_path: Path) -> None:
    words = "قال سكان من البلدة إن القذائف سقطت على المطحنة بعد منتصف الليل وقد نفى الجيش ذلك."
    assert one(put(tmp_path, "a.html", f"<p>{words}</p>")).text == words


def test_jsonl_text_is_unchanged(tmp_path: Path) -> None:
    texts = ["  " + BODY + "\r\n\r\n e\u0301 \u200fقُتل\u200e \u00a0\n", "Second \ufb01re.\u2028Line\x00two\t"]
    rows = [{"id": i, "text": t, "title": "A mill", "date": "3 March 2021"} for i, t in enumerate(texts)]
    path = put(tmp_path, "news.jsonl", "\n\n".join(json.dumps(r) for r in rows) + "\n")
    documents, problems = run(path)
    assert problems == []
    assert [d.text for d in documents] == texts
    assert [d.key for d in documents] == ["0", "1"]
    assert [d.locator for d in documents] == [f"{path}#row 1", f"{path}#row 3"]
    assert {d.published for d in documents} == {DAY}
    assert documents[0].sha256_raw == sha256(json.dumps(rows[0]).encode())
    assert documents[0].origins["key"] == "field 'id'"


def test_ids_given_inside_take_part_in_the_identity(tmp_path: Path) -> None:
    a = one(put(tmp_path, "a.jsonl", json.dumps({"id": "1", "text": BODY})))
    b = one(put(tmp_path, "b.jsonl", json.dumps({"id": "2", "text": BODY})))
    assert a.id != b.id


def test_nested_json_is_found_and_told(tmp_path: Path) -> None:
    record = {"article": {"id": "x1", "text": BODY, "source": {"name": "Plain Post"}}, "date": "2021-03-03"}
    path = put(tmp_path, "one.json", json.dumps(record))
    told: list[str] = []
    (document,) = list(read([str(path)], ReadOptions(), told.append))
    assert isinstance(document, Document)
    assert (document.key, document.outlet, document.published) == ("x1", "Plain Post", DAY)
    assert told == [
        f"{path}: text <- field 'article.text', id <- field 'article.id', "
        "outlet <- field 'article.source.name', published <- field 'date'"
    ]


def test_json_array_and_wrapped_array(tmp_path: Path) -> None:
    rows = [{"body": BODY, "url": "https://plain.example/1"}, {"body": BODY[::-1]}]
    for name, value in (("a.json", rows), ("w.json", {"status": "ok", "articles": rows})):
        documents, problems = run(put(tmp_path, name, json.dumps(value)))
        assert problems == []
        assert [d.text for d in documents] == [BODY, BODY[::-1]]
        assert documents[1].locator.endswith("#item 2")


def test_jsonl_under_the_name_json_and_the_reverse(tmp_path: Path) -> None:
    rows = [{"text": BODY}, {"text": BODY[::-1]}]
    lines = "\n".join(json.dumps(r) for r in rows)
    assert len(run(put(tmp_path, "a.json", lines))[0]) == 2
    assert len(run(put(tmp_path, "b.jsonl", json.dumps(rows, indent=1)))[0]) == 2


def test_mapping_given(tmp_path: Path) -> None:
    record = {"a": {"b": BODY}, "text": "not this", "when": "2021-03-03"}
    document = one(put(tmp_path, "a.jsonl", json.dumps(record)), mapping={"text": "a.b", "published": "when"})
    assert (document.text, document.published) == (BODY, DAY)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv(tmp_path: Path, delimiter: str) -> None:
    rows = [
        ["unit_id", "article_title", "article_content", "source", "date"],
        ["7", "A mill", 'He said: "No, not us; never."\r\n\r\nThen | he\tleft. ', "Plain Post", "2021-03-03"],
        ["8", "", "  " + BODY, "", ""],
    ]
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter).writerows(rows)
    path = put(tmp_path, "news.csv", buffer.getvalue())
    told: list[str] = []
    first, second = list(read([str(path)], ReadOptions(), told.append))
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.text, second.text) == (rows[1][2], rows[2][2])
    assert (first.key, first.outlet, first.title, first.published) == ("7", "Plain Post", "A mill", DAY)
    assert (second.outlet, second.published) == (None, None)
    assert second.locator == f"{path}#row 2"
    assert told == [
        f"{path}: text <- column 'article_content', id <- column 'unit_id', title <- column 'article_title', "
        "published <- column 'date', outlet <- column 'source'"
    ]


def test_the_order_of_all_number_dates_is_learnt_from_the_file(tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", "text,date\nOne.,3/4/21\nTwo.,3/25/21\nThree.,3/3/21\n")
    documents, problems = run(path)
    assert problems == []
    assert [d.published for d in documents] == [dt.date(2021, 3, 4), dt.date(2021, 3, 25), DAY]
    lone, trouble = run(put(tmp_path, "b.csv", "text,date\nOne.,3/4/21\n"))
    assert lone[0].published is None
    assert "day/month or month/day" in trouble[0].reason
    assert one(tmp_path / "b.csv", date_order="dmy").published == dt.date(2021, 4, 3)


def test_rss_and_atom(tmp_path: Path) -> None:
    rss = f"""<?xml version="1.0"?><rss version="2.0"><channel>
    <title>Plain Post</title><language>en</language>
    <item><title>Shells hit a mill</title><link>https://plain.example/mill</link><guid>g1</guid>
    <pubDate>Wed, 03 Mar 2021 23:30:00 -0500</pubDate>
    <description>&lt;p&gt;{BODY}&lt;/p&gt;
    &lt;p&gt;Nobody was &lt;b&gt;hurt&lt;/b&gt;.&lt;/p&gt;</description></item>
    <item><title>Second</title><guid>g2</guid></item></channel></rss>"""
    documents, problems = run(put(tmp_path, "feed.xml", rss))
    assert problems == []
    assert documents[0].text == f"Shells hit a mill\n\n{BODY}\nNobody was hurt."
    assert (documents[0].key, documents[0].outlet, documents[0].published) == ("g1", "Plain Post", DAY)
    assert documents[1].text == "Second"
    atom = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Plain Post</title><entry><id>a1</id>
    <title>Mill</title><updated>2021-03-03T00:00:00Z</updated>
    <content type="html">&lt;div&gt;{BODY}&lt;/div&gt;</content><summary>short</summary></entry></feed>"""
    document = one(put(tmp_path, "feed.atom", atom))
    assert document.text == f"Mill\n\n{BODY}"
    assert document.origins["published"] == "feed updated"


@pytest.mark.parametrize("packed", [False, True])
def test_warc(tmp_path: Path, packed: bool) -> None:
    pages = [
        ("https://plain.example/1", "text/html", HTML),
        ("https://plain.example/2", "text/plain", REPORT),
    ]
    pages.insert(1, ("https://plain.example/x.png", "image/png", "not a page"))
    path = put(tmp_path, "crawl.warc.gz" if packed else "crawl.warc", warc(pages, packed))
    documents, problems = run(path)
    assert problems == []
    assert [d.url for d in documents] == ["https://plain.example/1", "https://plain.example/2"]
    assert BODY in documents[0].text
    assert documents[1].text == REPORT
    assert [d.locator for d in documents] == [f"{path}#record 1", f"{path}#record 3"]
    assert documents[0].key is None


def test_pdf(tmp_path: Path) -> None:
    document = one(put(tmp_path, "mill.pdf", pdf("Shells fell on a flour mill in Arnor.")))
    assert document.text == "Shells fell on a flour mill in Arnor."
    assert (document.key, document.media_type, document.published) == ("mill", "application/pdf", None)


def test_eml(tmp_path: Path) -> None:
    mail = (
        "From: Plain Post <desk@plain.example>\nSubject: =?utf-8?q?Shells_hit_a_mill?=\n"
        "Date: Wed, 03 Mar 2021 23:30:00 -0500\nMIME-Version: 1.0\n{more}"
        "Content-Type: multipart/alternative; boundary=B\n\n"
        "--B\nContent-Type: text/html\n\n<p>Not this.</p>\n"
        f"--B\nContent-Type: text/plain; charset=utf-8\n\n{BODY}\n--B--\n"
    )
    document = one(put(tmp_path, "mill.eml", mail.format(more="")))
    assert document.text.strip() == BODY
    assert (document.title, document.published, document.key) == ("Shells hit a mill", DAY, "mill")
    assert document.outlet is None
    listed = one(put(tmp_path, "list.eml", mail.format(more="List-Id: <desk.plain.example>\n")))
    assert listed.outlet == "Plain Post"


@pytest.mark.parametrize("name", ["mill.txt.gz", "rows.jsonl.gz", "rows.csv.gz"])
def test_gzip_is_undone(tmp_path: Path, name: str) -> None:
    content = {
        "mill.txt.gz": BODY,
        "rows.jsonl.gz": json.dumps({"text": BODY}),
        "rows.csv.gz": f'id,text\n1,"{BODY}"\n',
    }
    document = one(put(tmp_path, name, gzip.compress(content[name].encode())))
    assert document.text == BODY
    assert document.key in ("mill", None, "1")


def test_formats_are_known_by_their_bytes(tmp_path: Path) -> None:
    for content in (HTML.encode(), pdf(BODY), json.dumps({"text": BODY}).encode(), REPORT.encode()):
        assert "Arnor" in one(put(tmp_path, "unnamed", content)).text


def test_folders_and_globs_are_sorted(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "in/c.txt", ".hidden.txt", ".git/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        put(tmp_path, name, f"{BODY} {name}")
    documents, problems = run(tmp_path)
    assert problems == []
    assert [d.key for d in documents] == ["a", "b", "c"]
    assert [d.key for d in run(tmp_path / "*.txt")[0]] == ["a", "b"]
    assert [d.key for d in run(f"{tmp_path}/**/*.txt")[0]] == ["a", "b", "c"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(REPORT.encode())))
    document = one("-")
    assert (document.text, document.key, document.locator) == (REPORT, None, "-")


@pytest.mark.parametrize(
    ("encoded", "noted"),
    [
        (BODY.encode("utf-8-sig"), False),
        (BODY.encode("utf-16"), False),
        (BODY.encode("utf-16-le"), False),
        (BODY.encode("utf-32"), False),
        (BODY.replace("said", "“said”").encode("cp1252"), True),
    ],
)
def test_encodings(tmp_path: Path, encoded: bytes, noted: bool) -> None:
    document = one(put(tmp_path, "a.txt", encoded))
    assert document.text.replace("“", "").replace("”", "") == BODY
    assert bool(document.notes) == noted
    assert document.sha256_raw == sha256(encoded)


def test_rows_in_utf_16(tmp_path: Path) -> None:
    table = 'id,text\n1,"Shells fell.\nQuiet — now."\n2,Second.\n'
    lines = "\n".join(json.dumps({"text": t}) for t in ("Shells fell.", "Second."))
    assert [d.text for d in run(put(tmp_path, "a.csv", table.encode("utf-16")))[0]] == [
        "Shells fell.\nQuiet — now.",
        "Second.",
    ]
    assert len(run(put(tmp_path, "a.jsonl", lines.encode("utf-16")))[0]) == 2


def test_html_in_the_encoding_that_it_states(tmp_path: Path) -> None:
    words = "قال سكان من البلدة إن القذائف سقطت على المطحنة بعد منتصف الليل وقد نفى الجيش ذلك."
    page = f'<html><head><meta charset="windows-1256"></head><body><p>{words}</p></body></html>'
    document = one(put(tmp_path, "a.html", page.encode("cp1256")))
    assert document.text == words
    assert document.language == "ar"


def test_russian_in_an_old_encoding(tmp_path: Path) -> None:
    text = (
        "Жители сообщили, что снаряды попали в мельницу на окраине села. Военные заявили, что не стреляли. "
        * 3
    )
    assert one(put(tmp_path, "a.txt", text.encode("cp1251"))).text == text


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = HTML.encode()
        self.send_response(404 if self.path == "/gone" else 302 if self.path == "/old" else 200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        if self.path == "/old":
            self.send_header("Location", "/mill")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def site() -> object:
    server = HTTPServer(("127.0.0.1", 0), _Site)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_urls(site: str) -> None:
    document = one(f"{site}/old")
    assert document.url == f"{site}/old"
    assert document.retrieved is not None
    assert BODY in document.text
    documents, problems = run(f"{site}/gone", f"{site}/mill", max_bytes=100)
    assert documents == []
    assert [p.reason for p in problems] == [
        "the server answered 404 Not Found",
        "larger than the limit of 100 bytes",
    ]


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    for name, content in (("a.txt", REPORT), ("b.html", HTML), ("c.jsonl", json.dumps({"text": BODY}))):
        put(tmp_path, name, content)
    first: list[Document | Problem] = list(read([str(tmp_path)]))
    assert first == list(read([str(tmp_path)]))
