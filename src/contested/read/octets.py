"""Streams of raw bytes: transparent gzip that gives up what lies before a damage, and lines."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO

from contested.model.errors import InputError

CHUNK = 1 << 16
GZIP_MAGIC = b"\x1f\x8b\x08"
_SUSPECT = 1 << 15
"""Bytes before a damage that may be wrong already: as far back as gzip copies from."""
_HELD = 1 << 26
_GZIP_WINDOW = 31  # zlib's code for a gzip wrapper with the largest window


def pieces(stream: BinaryIO) -> Iterator[bytes]:
    """The bytes of a stream, 64 KiB at a time."""
    while piece := stream.read(CHUNK):
        yield piece


def gunzip(
    raw: Iterator[bytes], file: str, on_damage: Callable[[InputError], None] | None = None
) -> Iterator[bytes]:
    """The content of a gzip file of any number of members, as far as it can be had.

    At a damage everything before it has been given; then InputError is raised, or, with
    `on_damage`, told, and reading goes on at the next member. Zero padding at the end is allowed.
    """
    pending, before = b"", 0
    while True:
        pending = pending.lstrip(b"\0") if before else pending
        while len(pending) < len(GZIP_MAGIC) and (more := next(raw, b"")):
            pending += more
        if not pending.strip(b"\0"):
            return
        error, pending, taken = None, pending, 0
        member = _Member()
        content = member.expand(pending, raw)
        try:
            yield from content if on_damage is None else _checked(content)
        except (zlib.error, EOFError) as damage:
            error = damage
        pending, taken = member.rest, member.taken
        if error is not None:
            reason = _damage(error, before)
            if on_damage is None:
                raise InputError(file, None, reason)
            on_damage(InputError(file, None, reason))
            left = len(pending)
            pending = _seek_member(pending, raw)
            taken += max(0, left - len(pending))
        before += taken


def _checked(content: Iterator[bytes]) -> Iterator[bytes]:
    """A member's content held back until its checksum is known; what fails the check is not given.

    Nor is what came shortly before a damage that shows itself: wrong bytes come out before the error.
    """
    held: list[bytes] = []
    size = 0
    try:
        for piece in content:
            held.append(piece)
            size += len(piece)
            if size > _HELD:
                yield from held
                held = []
    except EOFError:
        yield from held
        raise
    except zlib.error as damage:
        sound = b"" if "check" in str(damage) else b"".join(held)[:-_SUSPECT]
        if sound:  # an empty piece is the end of a stream
            yield sound
        raise
    yield from held


def glimpse(head: bytes) -> bytes:
    """The first bytes of a gzip file's content, as far as a damage lets them be read."""
    decoder = zlib.decompressobj(_GZIP_WINDOW)
    content = b""
    for at in range(0, min(len(head), 2048), 32):
        try:
            content += decoder.decompress(head[at : at + 32])
        except zlib.error:
            break
        if decoder.eof:
            break
    return content


class _Member:
    """One gzip member; `rest` is what follows it (or what a damage left to search)."""

    def __init__(self) -> None:
        self.rest = b""
        self.taken = 0

    def expand(self, pending: bytes, raw: Iterator[bytes]) -> Iterator[bytes]:
        decoder = zlib.decompressobj(_GZIP_WINDOW)
        block = pending
        self.rest = pending[1:]  # after a damage the search must not find this member again
        while True:
            while block:
                self.taken += len(block)
                content = decoder.decompress(block, CHUNK * 16)
                if content:
                    yield content
                block = decoder.unconsumed_tail
                self.taken -= len(block) + len(decoder.unused_data)
                if decoder.eof:
                    self.rest = decoder.unused_data
                    return
            self.rest = block = next(raw, None) or b""
            if not block:
                break
        raise EOFError("the file ends in the middle")


def _damage(error: Exception, at: int) -> str:
    if isinstance(error, EOFError):
        return "the gzip data is cut off; what lies before the end was read"
    return f"the gzip data is damaged, in the member from byte {at} ({error}); what lies before was read"


def _seek_member(pending: bytes, raw: Iterator[bytes]) -> bytes:
    while True:
        found = pending.find(GZIP_MAGIC)
        if found >= 0:
            return pending[found:]
        more = next(raw, None)
        if more is None:
            return b""
        pending = pending[-len(GZIP_MAGIC) :] + more


def lines(raw: Iterator[bytes], limit: int, end: bytes = b"\n") -> Iterator[bytes]:
    """Lines with their ends kept. A line over `limit` bytes comes as its first `limit` + 1 bytes.

    Linear however the pieces fall: a long line is joined once.
    """
    parts: list[bytes] = []
    size = 0
    for piece in raw:
        first = piece.find(end)
        if first < 0:
            if size <= limit:
                parts.append(piece)
            size += len(piece)
            continue
        head = piece[: first + len(end)]
        yield b"".join([*parts, head])[: limit + 1] if parts else head
        start = first + len(end)
        while (stop := piece.find(end, start)) >= 0:
            yield piece[start : stop + len(end)]
            start = stop + len(end)
        parts, size = ([piece[start:]], len(piece) - start) if start < len(piece) else ([], 0)
    if parts:
        yield b"".join(parts)[: limit + 1]


def whole(raw: Iterator[bytes], file: str, limit: int) -> bytes:
    """All bytes of one document. Raises InputError when there are more than `limit`."""
    parts: list[bytes] = []
    size = 0
    for piece in raw:
        size += len(piece)
        if size > limit:
            raise InputError(file, None, f"larger than the limit of {limit:,} bytes for one document")
        parts.append(piece)
    return b"".join(parts)
