"""Helpers of the rule reader's tests: parse own sentences, pick words, read whole reports."""

from __future__ import annotations

import datetime as dt
from functools import cache

from spacy.tokens import Doc, Token

from contested.extract.rules.parse import load
from contested.extract.rules.reader import RuleReader
from contested.model import Claim, Document, Section, document_id, sha256


@cache
def parsed(text: str) -> Doc:
    return load()(text)


def word(text: str, lower: str) -> Token:
    """The first token of a text with this lower-cased form."""
    return next(t for t in parsed(text) if t.lower_ == lower)


def report(text: str, *, outlet: str | None = None, sections: tuple[Section, ...] = ()) -> Document:
    digest = sha256(text.encode())
    published = dt.date(2021, 6, 3)
    return Document(
        id=document_id(
            sha256_text=digest, key=None, url=None, outlet=outlet, title=None, published=published
        ),
        key=None,
        text=text,
        sha256_text=digest,
        sha256_raw=digest,
        outlet=outlet,
        published=published,
        language="en",
        locator="test",
        sections=sections,
    )


def read(text: str, **options: object) -> tuple[Claim, ...]:
    return RuleReader().read(report(text, **options))  # type: ignore[arg-type]
