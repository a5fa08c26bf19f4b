"""The answer keys of MUC-4 as they were printed: 25 numbered slots a template, one line a fill.

The 5-role form of the corpus keeps the incident type and five roles; what it drops and we need (stage
of execution, the confidence in each organisation, how victims are described) is read from these.
Slots and fills: MUC-4 template documentation (Proceedings of MUC-4, 1992, appendix).
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

LABEL = 33
"""Width of the column of slot names; fills start after it, further right in some files."""
_SLOT = re.compile(r"(\d{1,2})\.\s")
_QUOTED = re.compile(r'"([^"]*)"')

ID, TYPE, STAGE, CONFIDENCE, DESCRIPTION = 0, 4, 5, 11, 19


@dataclass(frozen=True)
class Confidence:
    """How sure the report is that an organisation did it.

    `names` are the organisation's names in lower case; `values` the fills that the key accepts
    ("REPORTED AS FACT", "SUSPECTED OR ACCUSED", "SUSPECTED OR ACCUSED BY AUTHORITIES",
    "CLAIMED OR ADMITTED", "POSSIBLE", rarely "ACQUITTED"), the coder's first choice first.
    """

    names: tuple[str, ...]
    values: tuple[str, ...]


@dataclass(frozen=True)
class Key:
    """What we use of one template of the full keys. `stages` are the accepted fills, best first."""

    docid: str
    type: str
    stages: tuple[str, ...]
    confidence: tuple[Confidence, ...]
    described: tuple[tuple[str, ...], ...]
    """Human targets as described, without those that only describe a named one."""


def read_keys(folder: Path) -> dict[str, list[Key]]:
    """Templates by document, in the order of the files; documents without an incident have none."""
    found: dict[str, list[Key]] = {}
    for path in sorted(folder.glob("key-*")):
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        for key in parse_keys(raw.decode("latin-1").splitlines()):
            templates = found.setdefault(key.docid, [])
            if key.type != "*":
                templates.append(key)
    return found


def parse_keys(lines: Iterable[str]) -> Iterator[Key]:
    """Every template of a key file, those that say "no incident" included (type "*")."""
    slots: dict[int, list[str]] = {}
    slot = -1
    for line in lines:
        if line.startswith(";") or not line.strip():
            continue
        head = _SLOT.match(line)
        if head:
            slot = int(head[1])
            if slot == ID and slots:
                yield _key(slots)
                slots = {}
        slots.setdefault(slot, []).append(line[LABEL:].strip() if head else line.strip())
    if slots:
        yield _key(slots)


def _key(slots: dict[int, list[str]]) -> Key:
    docid = slots[ID][0].split("(")[0].strip()
    kind = " / ".join(_choices(slots.get(TYPE, ["*"])[0])).lower() or "*"
    stages = tuple(c for c in _choices(slots.get(STAGE, ["-"])[0]) if c not in "-*")
    described = (f for f in _fills(slots.get(DESCRIPTION, ())) if ":" not in _QUOTED.sub("", f))
    return Key(
        docid=docid,
        type=kind,
        stages=stages,
        confidence=tuple(c for f in _fills(slots.get(CONFIDENCE, ())) if (c := _confidence(f))),
        described=tuple(names for f in described if (names := _names(f))),
    )


def _choices(fill: str) -> tuple[str, ...]:
    """ "A / B" accepts both; "? A" is an optional A."""
    return tuple(part.strip(" ?()") for part in fill.split("/") if part.strip(" ?()"))


def _names(fill: str) -> tuple[str, ...]:
    return tuple(name.strip().lower() for name in _QUOTED.findall(fill) if name.strip())


def _fills(lines: Iterable[str]) -> list[str]:
    """One fill a line, but for those that go on after a slash."""
    joined: list[str] = []
    for line in lines:
        if joined and (line.startswith("/") or joined[-1].endswith("/")):
            joined[-1] += f" {line}"
        else:
            joined.append(line)
    return joined


def _confidence(fill: str) -> Confidence | None:
    value, colon, names = fill.partition(":")
    if not colon or '"' in value:
        return None
    return Confidence(names=_names(names), values=_choices(value))
