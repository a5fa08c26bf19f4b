"""Small things that the reading room's tests share."""

from __future__ import annotations

import io
from pathlib import Path

from contested.model import Document, Problem
from contested.read import ReadOptions, read

REPORT = (
    "Shells hit a flour mill in Arnor\n"
    "3 March, 2021\n"
    "\n"
    "ARNOR (Plain Wire) - Shells fell on a flour mill in the town on Monday, residents said.\n"
    "\n"
    "The army denied that it had fired at the mill. Nobody was hurt."
)
BODY = "Shells fell on a flour mill in Arnor on Monday, residents said. The army denied that it had fired."


def run(*sources: object, **options: object) -> tuple[list[Document], list[Problem]]:
    """All documents and all problems of a read."""
    outcomes = list(read([str(s) for s in sources], ReadOptions(**options)))  # type: ignore[arg-type]
    documents = [o for o in outcomes if isinstance(o, Document)]
    return documents, [o for o in outcomes if isinstance(o, Problem)]


def put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def visible_is_covered(document: Document) -> bool:
    """Sections are in order, apart from each other, and leave out nothing but white space."""
    at = 0
    for section in document.sections:
        if section.start < at or section.end <= section.start or document.text[at : section.start].strip():
            return False
        at = section.end
    return not document.text[at:].strip()


def pdf(words: str | None) -> bytes:
    """A one-page PDF that shows the words, or shows nothing (as a scan does)."""
    drawing = f"BT /F1 12 Tf 40 700 Td ({words}) Tj ET".encode() if words else b"0 0 m 9 9 l S"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawing), drawing),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 6\n0000000000 65535 f \n" + table
    return out + head + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(out)


def warc(pages: list[tuple[str, str, str]], packed: bool) -> bytes:
    """A WARC of responses (url, content type, body)."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=packed)
    for url, kind, body in pages:
        headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.0")
        payload = io.BytesIO(body.encode())
        writer.write_record(writer.create_warc_record(url, "response", payload=payload, http_headers=headers))
    return buffer.getvalue()
