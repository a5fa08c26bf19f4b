"""What a format hands over: one record as found, before it is made a Document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from contested.model.errors import InputError
from contested.read.options import ReadOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A record's text and metadata in the words of the input.

    `published` is as written (text, number or date); `key_given` tells an id in the input from a
    file's name; `origins` says where each value came from.
    """

    file: str
    record: str | None
    text: str
    sha256_raw: str
    media_type: str
    key: str | None = None
    key_given: bool = False
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: object = None
    language: str | None = None
    retrieved: dt.datetime | None = None
    origins: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Later:
    """A record that is still to be parsed, so that its failure is its own."""

    file: str
    record: str | None
    make: Callable[[], Found]


Item = Found | Later | InputError
"""Formats yield failures of single records as values: the stream goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One opened source: its name as given, its raw bytes, and what the user said about it."""

    name: str
    stream: BinaryIO
    options: ReadOptions
    notice: Callable[[str], None]
    stem: str | None = None
    """File name without extensions; the key of a one-document file."""
    url: str | None = None
    retrieved: dt.datetime | None = None
    content_type: str | None = None


Parse = Callable[[Input, Iterator[bytes]], Iterator[Item]]
"""A format: the opened input and its (decompressed) bytes -> records."""
