"""Which format a source is in: by its bytes where they are telling, else by its name."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from contested.read.encoding import bom

_BY_SUFFIX = {
    ".txt": "text", ".text": "text", ".md": "text", ".htm": "html", ".html": "html", ".xhtml": "html",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".jl": "jsonl", ".json": "json", ".csv": "csv", ".tsv": "tsv",
    ".tab": "tsv", ".rss": "feed", ".atom": "feed", ".warc": "warc", ".arc": "warc", ".pdf": "pdf",
    ".eml": "eml",
}  # fmt: skip
_BY_TYPE = {
    "text/html": "html", "application/xhtml+xml": "html", "application/json": "json",
    "application/x-ndjson": "jsonl", "application/jsonl": "jsonl", "text/csv": "csv",
    "text/tab-separated-values": "tsv", "application/rss+xml": "feed", "application/atom+xml": "feed",
    "application/pdf": "pdf", "message/rfc822": "eml", "application/warc": "warc", "text/plain": "text",
}  # fmt: skip
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_HTML = re.compile(
    r"\s*(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_MAIL = re.compile(r"(?:From|Received|Return-Path|Delivered-To|MIME-Version|Message-ID|Subject|Date|To): ?\S")
_MAIL_MUST = re.compile(r"^(?:From|Received|Message-ID): ?\S", re.MULTILINE | re.IGNORECASE)
_HEAD = 4096


def stem(name: str) -> str:
    """A file's name without folders, .gz and the format's suffix: "in/day-1.html.gz" -> "day-1"."""
    base = PurePosixPath(name.replace("\\", "/")).name
    base = base[:-3] if base.lower().endswith(".gz") else base
    return PurePosixPath(base).stem or base


def guess_format(name: str, head: bytes, content_type: str | None = None) -> str:
    """One of contested.read.options.FORMATS; "text" when nothing says otherwise."""
    strong = _by_magic(head)
    if strong:
        return strong
    text = _glimpse(head)
    base = name.lower().removesuffix(".gz")
    known = _BY_SUFFIX.get(PurePosixPath(base).suffix) if not content_type else None
    stated = _BY_TYPE.get((content_type or "").partition(";")[0].strip().lower())
    if known or (stated and stated != "text"):
        return known or stated or "text"
    return _by_look(text, base)


def _by_magic(head: bytes) -> str | None:
    if head[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    return "warc" if head.startswith(b"WARC/") else None


def _by_look(text: str, base: str) -> str:
    start = text.lstrip()
    if _FEED.search(text[:_HEAD]) and start.startswith("<"):
        return "feed"
    if _HTML.match(start):
        return "html"
    if start.startswith("{"):
        first = start.partition("\n")[0].rstrip()
        return "jsonl" if first.endswith("}") else "json"
    if re.match(r"\[\s*[{\]]", start):
        return "json"
    if _MAIL.match(start) and _MAIL_MUST.search(start.partition("\n\n")[0]):
        return "eml"
    return "feed" if base.endswith(".xml") else "text"


def _glimpse(head: bytes) -> str:
    name, skip = bom(head)
    return head[skip : skip + _HEAD].decode(name or "utf-8", "replace").replace("\r\n", "\n")
