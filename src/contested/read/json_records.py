"""JSONL and JSON -> records. One line is one record and one failure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import chain

from contested.model.errors import InputError
from contested.model.ids import sha256
from contested.read import octets
from contested.read.encoding import bom, decode, decode_line, fallback_of
from contested.read.found import Found, Input, Item
from contested.read.mapping import Announcer, Path, at, map_object

_WRAPPERS = (
    "articles",
    "items",
    "documents",
    "docs",
    "reports",
    "records",
    "results",
    "data",
    "entries",
    "hits",
)


def parse_jsonl(source: Input, raw: Iterator[bytes]) -> Iterator[Item]:
    """One object a line; blank lines are passed over; "row N" is line N of the file.

    A file that opens with "[" is read as one JSON document.
    """
    first = next(raw, b"")
    while len(first.lstrip()) < 4 and (more := next(raw, b"")):
        first += more
    encoding, skip = bom(first)
    stream = chain([first], raw)
    if first[skip:].lstrip()[:1] == b"[" or (encoding and encoding != "utf-8"):
        yield from parse_json(source, stream)
        return
    fallback = fallback_of(first[skip:], source.name, source.options.encoding)
    yield from _rows(source, octets.lines(stream, source.options.max_bytes), skip, fallback)


def _rows(source: Input, lines: Iterator[bytes], skip: int, fallback: str) -> Iterator[Item]:
    forced = source.options.encoding is not None
    announcer = Announcer(source.name, "field", source.notice)
    for number, line in enumerate(lines, 1):
        if number == 1:
            line = line[skip:]
        if not line.strip():
            continue
        record = f"row {number}"
        if len(line) > source.options.max_bytes:
            yield InputError(
                source.name, record, f"longer than the limit of {source.options.max_bytes:,} bytes"
            )
            continue
        try:
            text = decode_line(line, fallback, forced)
            value = _loads(text.text, source.name, record)
            yield _record(source, record, value, sha256(line.rstrip(b"\r\n")), announcer, text.notes)
        except InputError as error:
            yield error


def parse_json(source: Input, raw: Iterator[bytes]) -> Iterator[Item]:
    """One object, an array of objects, or an object that wraps an array; JSONL under another name too."""
    data = octets.whole(raw, source.name, source.options.max_bytes)
    if not data.strip():
        raise InputError(source.name, None, "the file is empty")
    text = decode(data, source.name, forced=source.options.encoding)
    try:
        value = _loads(text.text, source.name, None)
    except InputError:
        if text.text.lstrip()[:1] != "{" or "\n" not in text.text.strip():
            raise
        yield from _rows(source, iter(text.text.encode("utf-8").split(b"\n")), 0, "utf-8")
        return
    announcer = Announcer(source.name, "field", source.notice)
    digest = sha256(data)
    members = _members(value)
    if members is None:
        yield _record(source, None, value, digest, announcer, text.notes)
        return
    if not members:
        raise InputError(source.name, None, "the JSON holds no records")
    for number, member in enumerate(members, 1):
        try:
            yield _record(source, f"item {number}", member, digest, announcer, text.notes)
        except InputError as error:
            yield error


def _loads(text: str, file: str, record: str | None) -> object:
    try:
        value: object = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, " if record is None else ""
        reason = f"not valid JSON ({error.msg} at {where}column {error.colno})"
        raise InputError(file, record, reason) from error
    except RecursionError as error:
        raise InputError(file, record, "JSON nested too deeply") from error
    except ValueError as error:
        raise InputError(file, record, f"not valid JSON ({error})") from error
    return value


def _members(value: object) -> list[object] | None:
    """The records of an array or of the array that an object wraps; None for a record by itself."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict) or "text" in map_object(value, {}):
        return None
    for name in _WRAPPERS:
        inner = value.get(name)
        if isinstance(inner, dict):
            inner = next((inner[n] for n in _WRAPPERS if isinstance(inner.get(n), list)), None)
        if isinstance(inner, list) and inner and isinstance(inner[0], dict):
            return inner
    arrays = [v for v in value.values() if isinstance(v, list) and v and isinstance(v[0], dict)]
    return arrays[0] if len(arrays) == 1 else None


def _record(
    source: Input,
    record: str | None,
    value: object,
    digest: str,
    announcer: Announcer,
    notes: tuple[str, ...],
) -> Found:
    if not isinstance(value, dict):
        raise InputError(source.name, record, f"a JSON object is needed, not {_kind(value)}")
    mapping = map_object(value, source.options.mapping)
    if "text" not in mapping:
        fields = ", ".join(repr(k[:40]) for k in list(value)[:20]) or "none"
        raise InputError(source.name, record, f"no field looks like the text; say which: {fields}")
    text = at(value, mapping["text"])
    if not isinstance(text, str):
        name = ".".join(mapping["text"])
        reason = (
            f"the text in {name!r} is {_kind(text)}, not words"
            if text is not None
            else f"no text in {name!r}"
        )
        raise InputError(source.name, record, reason)
    announcer.tell({f: ".".join(p) for f, p in mapping.items() if at(value, p) is not None})
    return _found(source, record, value, mapping, text, digest, notes)


def _found(
    source: Input,
    record: str | None,
    value: Mapping[str, object],
    mapping: Mapping[str, Path],
    text: str,
    digest: str,
    notes: tuple[str, ...],
) -> Found:
    words = {f: scalar(at(value, p)) for f, p in mapping.items() if f not in ("text", "published")}
    origins = {f: f"field {'.'.join(mapping[f])!r}" for f, v in words.items() if v is not None}
    origins["key"] = origins.pop("id", "")
    published = at(value, mapping["published"]) if "published" in mapping else None
    if published is not None:
        origins["published"] = f"field {'.'.join(mapping['published'])!r}"
    key = words.get("id")
    stem = source.stem if record is None else None
    if key is None and stem:
        origins["key"] = "file name"
    return Found(
        file=source.name,
        record=record,
        text=text,
        sha256_raw=digest,
        media_type="application/json",
        key=key if key is not None else stem,
        key_given=key is not None,
        url=words.get("url") or source.url,
        outlet=words.get("outlet"),
        title=words.get("title"),
        published=published,
        language=words.get("language"),
        retrieved=source.retrieved,
        origins={f: o for f, o in origins.items() if o},
        notes=notes,
    )


def scalar(value: object) -> str | None:
    """A string or a number as text; None for everything else and for ""."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value) or None


def _kind(value: object) -> str:
    if value is None:
        return "null"
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false"}
    return names.get(type(value), "a number")
