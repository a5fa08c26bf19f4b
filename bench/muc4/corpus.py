"""The MUC-4 reports in the 5-role form of GTT, joined with their full keys.

`../shared/data/muc4` holds `train.jsonl` (DEV-MUC3), `dev.jsonl` (TST1 and TST2) and `tst3.jsonl`, and
under `full/` the printed keys of the same reports.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.muc4.keys import Confidence, Key, read_keys
from bench.report import SHARED
from contested.model import Document, document_id, sha256

FOLDER = SHARED / "data" / "muc4"
ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
"""Slots 9, 10, 12, 18 (human targets that have a name) and 6 of the full keys."""
KEYS = {"train": ("dev",), "dev": ("tst1", "tst2"), "tst3": ("tst3",)}
"""Split -> folders under full/."""

Entity = tuple[str, ...]
"""The mention strings of one role filler."""


@dataclass(frozen=True)
class Template:
    """One incident. In a key, `type` may name alternatives ("attack / bombing")."""

    type: str
    roles: Mapping[str, tuple[Entity, ...]]
    stages: tuple[str, ...] = ()
    """Accepted stages of execution, best first: "ACCOMPLISHED", "ATTEMPTED", "THREATENED"."""
    confidence: tuple[Confidence, ...] = ()
    described: tuple[Entity, ...] = ()
    """Human targets that are described and not named; outside the five roles."""

    @property
    def stage(self) -> str | None:
        return self.stages[0] if self.stages else None


@dataclass(frozen=True)
class Report:
    """A report in lower case, as the 5-role form gives it, with its key."""

    id: str
    text: str
    templates: tuple[Template, ...]


def load(split: str, folder: Path = FOLDER, limit: int | None = None) -> list[Report]:
    """The reports of "train", "dev" or "tst3" in file order, the first `limit` if given.

    Stage, confidence and descriptions stay empty for a report whose two keys do not line up.
    """
    keys: dict[str, list[Key]] = {}
    for name in KEYS[split]:
        keys |= read_keys(folder / "full" / name)
    lines = (folder / f"{split}.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines[:limit]]
    return [_report(row, keys.get(row["docid"], [])) for row in rows]


def _report(row: dict[str, Any], keys: list[Key]) -> Report:
    raw = row["templates"]
    fits = [k.type for k in keys] == [t["incident_type"] for t in raw]
    templates = tuple(_template(t, keys[n] if fits else None) for n, t in enumerate(raw))
    return Report(id=row["docid"], text=row["doctext"], templates=templates)


def _template(raw: dict[str, Any], key: Key | None) -> Template:
    roles = {role: tuple(tuple(m[0] for m in entity) for entity in raw[role] if entity) for role in ROLES}
    if key is None:
        return Template(type=raw["incident_type"], roles=roles)
    return Template(
        type=raw["incident_type"],
        roles=roles,
        stages=key.stages,
        confidence=key.confidence,
        described=key.described,
    )


_SENTENCE = re.compile(r"(?:^|[.!?]\W{1,6}|\s{3,})(?:\(\w+\) )?(\w)")
_WORD = re.compile(r"[a-z]+")
_ACRONYMS = re.compile(r"\((\w{2,6})\)")


def sentence_case(text: str, proper: Collection[str] = frozenset()) -> str:
    """A text in lower case with capitals where a sentence starts and on the words of `proper`.

    The texts were wired in upper case, so that no true case exists. Short words that stand alone in
    parentheses after a name ("front (xyz)") become upper case everywhere. Length and offsets stay.
    """
    chars = list(text)
    acronyms = {m[1] for m in _ACRONYMS.finditer(text) if m[1] not in proper and _looks_short(text, m)}
    for word in _WORD.finditer(text):
        if word[0] in acronyms:
            chars[word.start() : word.end()] = _upper(word[0])
        elif word[0] in proper:
            chars[word.start()] = _upper(word[0][0])
    for start in _SENTENCE.finditer(text):
        chars[start.start(1)] = _upper(start[1])
    return "".join(chars)


def _looks_short(text: str, match: re.Match[str]) -> bool:
    """The letters in parentheses are initials of the words before them, or nearly so."""
    initials = [w[0][0] for w in _WORD.finditer(text[max(0, match.start() - 80) : match.start()])]
    return sum(letter in initials for letter in match[1]) >= len(match[1]) - 1 > 0


def _upper(word: str) -> str:
    """Upper case of the ASCII letters, which alone keep their length for sure."""
    return "".join(c.upper() if c.isascii() else c for c in word)


def proper_words(train: Collection[Report]) -> frozenset[str]:
    """Words of the names in these keys that are in no description: what `sentence_case` capitalises."""
    named: set[str] = set()
    common: set[str] = {"of", "and", "the", "de", "la", "el", "los", "las", "del", "for", "in", "on", "to"}
    for report in train:
        for template in report.templates:
            for role in ("Victim", "PerpOrg"):
                named |= {w for e in template.roles[role] for m in e for w in _WORD.findall(m)}
            for entity in (*template.described, *template.roles["PerpInd"], *template.roles["Weapon"]):
                common |= {w for m in entity for w in _WORD.findall(m)}
    return frozenset(w for w in named - common if len(w) > 2)


def to_document(report: Report, proper: Collection[str] = frozenset()) -> Document:
    """The report as a Document; its text is the report's but for case, so offsets are the same."""
    text = sentence_case(report.text, proper)
    digest = sha256(text.encode())
    return Document(
        id=document_id(sha256_text=digest, key=report.id, url=None, outlet=None, title=None, published=None),
        key=report.id,
        text=text,
        sha256_text=digest,
        sha256_raw=digest,
        language="en",
        locator=f"muc4#{report.id}",
    )
