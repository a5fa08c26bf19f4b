"""WARC archives -> one record a captured page. Our own framing, so that one broken record is one loss."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from contested.model.errors import InputError
from contested.model.ids import sha256
from contested.read import octets
from contested.read.encoding import decode
from contested.read.found import Found, Input, Item, Later
from contested.read.html import page

_START = re.compile(rb"WARC/1\.[01]\r?\n")
_INSIDE = re.compile(rb"\r\n\r\nWARC/1\.[01]\r\nWARC-|\n\nWARC/1\.[01]\nWARC-")
_MAX_HEAD = 1 << 16
_TEXTUAL = ("text/html", "application/xhtml", "text/plain")


@dataclass(frozen=True, slots=True)
class _Record:
    number: int
    raw: bytes
    kind: str


def parse_warc(source: Input, raw: Iterator[bytes]) -> Iterator[Item]:
    """Response records whose payload is HTML or text, and resource records of that kind."""
    frames = _Frames(source, raw)
    for frame in frames:
        if isinstance(frame, InputError):
            yield frame
        elif frame.kind in ("response", "resource"):
            record = f"record {frame.number}"
            yield from _kept(source, frame, record)
    if frames.count == 0:
        raise InputError(source.name, None, "no WARC record in it")


def _kept(source: Input, frame: _Record, record: str) -> Iterator[Item]:
    """Images, scripts and redirects of a crawl are no reports: they are passed over."""
    head = frame.raw[:_MAX_HEAD]
    http = head.partition(b"\r\n\r\n")[2] if frame.kind == "response" else head
    content_type = re.search(rb"^content-type:\s*([^\r\n;]{1,80})", http, re.IGNORECASE | re.MULTILINE)
    status = re.match(rb"HTTP/[\d.]+ (\d{3})", http)
    if status and status[1][:1] != b"2":
        return
    if content_type and not content_type[1].decode("latin-1").strip().lower().startswith(_TEXTUAL):
        return
    yield Later(source.name, record, lambda: _found(source, frame, record))


def _found(source: Input, frame: _Record, record: str) -> Found:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        parsed = next(iter(ArchiveIterator(io.BytesIO(frame.raw))))
        payload = parsed.content_stream().read()
    except (ArchiveLoadFailed, StopIteration, EOFError, AttributeError) as error:  # warcio on torn heads
        raise InputError(source.name, record, f"the WARC record is broken ({error})") from error
    url = parsed.rec_headers.get_header("WARC-Target-URI")
    http = parsed.http_headers or parsed.rec_headers
    content_type = http.get_header("Content-Type") or ""
    if not payload.strip():
        raise InputError(source.name, record, "the captured page is empty")
    if content_type.lower().startswith("text/plain"):
        decoded = decode(payload, source.name, record, forced=source.options.encoding)
        return Found(
            file=source.name,
            record=record,
            text=decoded.text,
            sha256_raw=sha256(payload),
            media_type="text/plain",
            url=url,
            origins={"url": "WARC-Target-URI"} if url else {},
            notes=decoded.notes,
        )
    return page(source, payload, record, url, content_type)


class _Frames:
    """Cuts a byte stream into WARC records; after a broken one it goes on at the next "WARC/1.x" line."""

    def __init__(self, source: Input, raw: Iterator[bytes]) -> None:
        self._source, self._raw = source, raw
        self._buffer = b""
        self._ended = False
        self.count = 0

    def __iter__(self) -> Iterator[_Record | InputError]:
        while True:
            skipped = self._seek_start()
            if skipped and (self.count or self._buffer):
                yield InputError(
                    self._source.name, f"after record {self.count}", f"{skipped:,} bytes are no WARC record"
                )
            if not self._buffer:
                return
            self.count += 1
            yield self._take()

    def _fill(self, size: int) -> bool:
        """True when `size` bytes are in the buffer."""
        parts, have = [self._buffer], len(self._buffer)
        while have < size and not self._ended:
            piece = next(self._raw, b"")
            self._ended = not piece
            parts.append(piece)
            have += len(piece)
        self._buffer = b"".join(parts)
        return have >= size

    def _seek_start(self) -> int:
        """Drops what lies before the next record; returns how many visible bytes that was."""
        skipped = 0
        while True:
            self._fill(len(self._buffer) + 1 if len(self._buffer) < octets.CHUNK else octets.CHUNK)
            match = _START.search(self._buffer)
            if match:
                skipped += len(self._buffer[: match.start()].strip())
                self._buffer = self._buffer[match.start() :]
                return skipped
            keep = b"" if self._ended else self._buffer[-10:]
            skipped += len(self._buffer[: len(self._buffer) - len(keep)].strip())
            self._buffer = keep
            if self._ended:
                return skipped

    def _take(self) -> _Record | InputError:
        """The record at the start of the buffer, or what is wrong with it."""
        head_end = self._head_end()
        if head_end is None:
            return self._broken("it is cut off" if self._ended else "its header has no end")
        head = self._buffer[:head_end]
        length = re.search(rb"^content-length:\s*(\d{1,15})\s*$", head, re.IGNORECASE | re.MULTILINE)
        kind = re.search(rb"^warc-type:\s*(\w+)", head, re.IGNORECASE | re.MULTILINE)
        if length is None or kind is None:
            return self._broken("its header names no type or no length")
        size = head_end + int(length[1])
        if int(length[1]) > self._source.options.max_bytes:
            return self._broken(f"larger than the limit of {self._source.options.max_bytes:,} bytes")
        complete = self._fill(size)
        inside = _INSIDE.search(self._buffer, head_end, min(size, len(self._buffer)))
        if inside:
            self._buffer = self._buffer[inside.start() :].lstrip(b"\r\n")
            return self._error("its stated length runs into the next record")
        if not complete:
            self._buffer = b""
            return self._error("it is cut off")
        raw, self._buffer = self._buffer[:size], self._buffer[size:]
        return _Record(self.count, raw + b"\r\n\r\n", kind[1].decode("latin-1").lower())

    def _head_end(self) -> int | None:
        while True:
            for mark in (b"\r\n\r\n", b"\n\n"):
                found = self._buffer.find(mark, 0, _MAX_HEAD)
                if found >= 0:
                    return found + len(mark)
            if len(self._buffer) >= _MAX_HEAD or not self._fill(len(self._buffer) + 1):
                return None

    def _broken(self, why: str) -> InputError:
        self._buffer = self._buffer[4:]  # so that the search does not find this record again
        return self._error(why)

    def _error(self, why: str) -> InputError:
        return InputError(
            self._source.name,
            f"record {self.count}",
            f"the WARC record is broken: {why}; the others were read",
        )
