"""The reading room's door: sources in, documents and problems out, and nothing raised for bad input."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import TypeVar, cast

from contested.model.document import Document
from contested.model.errors import InputError
from contested.model.record import Problem
from contested.read import octets
from contested.read.date_order import settled
from contested.read.dates import DateOrder
from contested.read.document import make_document
from contested.read.encoding import bom
from contested.read.found import Found, Input, Item, Later, Parse
from contested.read.options import ReadOptions
from contested.read.sniff import guess_format
from contested.read.sources import expand, opened

T = TypeVar("T")
_PARSERS = {
    "text": ("plain", "parse_text"),
    "html": ("html", "parse_html"),
    "jsonl": ("json_records", "parse_jsonl"),
    "json": ("json_records", "parse_json"),
    "csv": ("tables", "parse_table"),
    "tsv": ("tables", "parse_table"),
    "feed": ("feeds", "parse_feed"),
    "warc": ("warc", "parse_warc"),
    "pdf": ("pdf", "parse_pdf"),
    "eml": ("mail", "parse_mail"),
}


def _silent(message: str) -> None:
    del message


def read(
    sources: Sequence[str], options: ReadOptions | None = None, notice: Callable[[str], None] = _silent
) -> Iterator[Document | Problem]:
    """Documents and problems (stage "read"), in the order of the sources and their records.

    `sources` are files, folders, globs, "-" and http(s) URLs. `notice` gets one-line messages for
    people, such as the guessed columns. Rows are streamed: memory does not grow with the number
    of records. Raises UsageError for options that do not exist; never for bad input.
    """
    asked = options or ReadOptions()
    asked.check()
    return _read(sources, asked, notice)


def _read(
    sources: Sequence[str], options: ReadOptions, notice: Callable[[str], None]
) -> Iterator[Document | Problem]:
    for source in sources:
        for name in _guarded(expand(source), source):
            if isinstance(name, InputError):
                yield _problem(name)
                continue
            for outcome in _guarded(_one_source(name, options, notice), name):
                yield _problem(outcome) if isinstance(outcome, InputError) else outcome


def attempt(make: Callable[[], T], file: str, record: str | None) -> T | InputError:
    """The one boundary: whatever a library raises on hostile input becomes an InputError in plain words."""
    try:
        return make()
    except InputError as error:
        return error
    except OSError as error:
        return InputError(file, record, f"cannot be read: {error.strerror or error}")
    except (RecursionError, MemoryError) as error:
        return InputError(file, record, f"nested too deeply or too large ({type(error).__name__})")
    except Exception as error:  # noqa: BLE001 - parsers of ten formats raise anything on junk
        return InputError(file, record, f"cannot be parsed ({type(error).__name__}: {str(error)[:200]})")


_END = object()


def _guarded(items: Iterator[T], file: str) -> Iterator[T | InputError]:
    """The items up to a failure, and then the failure as a value."""
    while True:
        step = attempt(lambda: (next(items, _END),), file, None)
        if isinstance(step, InputError):
            yield step
            return
        if step[0] is _END:
            return
        yield cast(T, step[0])


def _one_source(
    name: str, options: ReadOptions, notice: Callable[[str], None]
) -> Iterator[Document | InputError]:
    with opened(name, options, notice) as source:
        losses: list[InputError] = []
        items = _resolved(_guarded(_items(source, losses), name))
        for item, order in settled(items, source):
            if isinstance(item, InputError):
                yield item
            else:
                yield from _made(item, options, order)
            yield from losses
            losses.clear()
        yield from losses


def _resolved(items: Iterator[Item]) -> Iterator[Found | InputError]:
    for item in items:
        yield attempt(item.make, item.file, item.record) if isinstance(item, Later) else item


def _made(item: Found, options: ReadOptions, order: DateOrder | None) -> Iterator[Document | InputError]:
    outcomes = make_document(item, options, order)
    while (outcome := attempt(lambda: next(outcomes, None), item.file, item.record)) is not None:
        yield outcome


def _items(source: Input, losses: list[InputError]) -> Iterator[Item]:
    """The records of an opened source: gzip undone, format found, parser chosen.

    A damaged gzip ends a stream, but for WARC, whose every record is a gzip member of its own.
    """
    raw = octets.pieces(source.stream)
    head = _head(raw)
    stream: Iterator[bytes] = chain([head], raw)
    if head.startswith(octets.GZIP_MAGIC):
        named = source.options.format or guess_format(source.name, b"", source.content_type)
        is_warc = named == "warc" or octets.glimpse(head).startswith(b"WARC/")
        inner = octets.gunzip(stream, source.name, losses.append if is_warc else None)
        head = next(inner, b"")
        stream = chain([head], inner)
    if len(head) < octets.CHUNK and not head[bom(head)[1] :].strip(b"\0 \t\r\n"):
        yield from losses
        losses.clear()
        raise InputError(source.name, None, "the file is empty")
    form = source.options.format or guess_format(source.name, head, source.content_type)
    yield from _parser(form)(source, stream)


def _head(raw: Iterator[bytes]) -> bytes:
    head = next(raw, b"")
    while len(head) < octets.CHUNK and (more := next(raw, b"")):
        head += more
    return head


def _parser(form: str) -> Parse:
    module, name = _PARSERS[form]
    parse: Parse = getattr(importlib.import_module(f"contested.read.{module}"), name)
    return parse


def _problem(error: InputError) -> Problem:
    return Problem(file=error.file, record=error.record, reason=error.reason, stage="read")
