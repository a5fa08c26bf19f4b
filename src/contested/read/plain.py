"""Plain text: the whole file is one report, unchanged."""

from __future__ import annotations

from collections.abc import Iterator

from contested.model.errors import InputError
from contested.model.ids import sha256
from contested.read import octets
from contested.read.encoding import decode
from contested.read.found import Found, Input, Item


def parse_text(source: Input, raw: Iterator[bytes]) -> Iterator[Item]:
    """One document; title and date are looked for later, in its first lines."""
    data = octets.whole(raw, source.name, source.options.max_bytes)
    if not data.strip():
        raise InputError(source.name, None, "the file is empty")
    decoded = decode(data, source.name, forced=source.options.encoding)
    yield Found(
        file=source.name,
        record=None,
        text=decoded.text,
        sha256_raw=sha256(data),
        media_type="text/plain",
        key=source.stem,
        url=source.url,
        retrieved=source.retrieved,
        origins={**stem_origin(source), "encoding": f"{decoded.encoding}: {decoded.origin}"},
        notes=decoded.notes,
    )


def stem_origin(source: Input) -> dict[str, str]:
    """Origins of what the source itself gives: the key from its name, the URL that was asked for."""
    origins = {"key": "file name"} if source.stem else {}
    return {**origins, "url": "given"} if source.url else origins
