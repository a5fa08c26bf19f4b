"""JSONL: the project's own form. One object per line, {"kind": ..., "value": ...}; read back, it gives
equal values. With names withheld it is no longer lossless: such lines say "redacted": true.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO, Any

import msgspec

from contested.export.flat import known_names, mention_words, position_label, source_words
from contested.export.privacy import WITHHELD, Disclosure, shown
from contested.model import (
    Claim,
    Document,
    Incident,
    InputError,
    Judgement,
    Run,
    UsageError,
    from_builtins,
    to_builtins,
)

Record = Run | Document | Claim | Incident | Judgement
KINDS: dict[str, type[Record]] = {
    "run": Run,
    "document": Document,
    "claim": Claim,
    "incident": Incident,
    "judgement": Judgement,
}
_NAMES = {kind: name for name, kind in KINDS.items()}


def write_jsonl(out: IO[bytes], records: Iterable[Record], *, names: bool = True) -> int:
    """One line per record, in the order given; returns how many."""
    n = 0
    for record in records:
        kind = _NAMES.get(type(record))
        if kind is None:
            raise UsageError(f"JSONL holds {', '.join(KINDS)}, not {type(record).__name__}")
        line = {"kind": kind, "value": record} if names else _redacted(kind, record)
        out.write(msgspec.json.encode(line) + b"\n")
        n += 1
    return n


def read_jsonl(lines: Iterable[bytes], name: str = "export") -> Iterator[Record]:
    """The records that `write_jsonl` wrote. Raises InputError with the line that does not fit."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        at = f"line {number}"
        try:
            found = msgspec.json.decode(line)
            if isinstance(found, dict) and found.get("redacted"):
                raise InputError(name, at, "names were withheld from this export: it cannot be read back")
            yield from_builtins(KINDS[found["kind"]], found["value"])
        except (msgspec.MsgspecError, KeyError, TypeError, UnicodeDecodeError) as error:
            raise InputError(name, at, f"not a record of an export ({error})") from error


def _redacted(kind: str, record: Record) -> dict[str, Any]:
    value = to_builtins(record)
    if isinstance(record, Document):
        value |= {"text": "", "title": None, "url": None, "sections": []}
    elif isinstance(record, Claim):
        _redact_claim(value, record)
    elif isinstance(record, Incident):
        _redact_incident(value, record)
    elif isinstance(record, Judgement):
        value |= {"why": "", "value": None}
    return {"kind": kind, "redacted": True, "value": value}


def _redact_claim(value: dict[str, Any], claim: Claim) -> None:
    hidden, known = Disclosure(), {t.text for t in claim.where.texts}
    value["quote"] = WITHHELD
    value["sentence"]["text"] = WITHHELD
    for cell, mention in zip(value["target"], claim.target, strict=True):
        cell["text"] = mention_words(mention, hidden, known)
        if cell["text"] == WITHHELD:
            cell["actor"] = None
    for cell, source in zip(value["source"], claim.source, strict=True):
        cell["text"] = source_words(source, hidden, known)
        if cell["text"] == WITHHELD:
            cell["actor"] = None
    for cell, harm in zip(value["casualties"], claim.casualties, strict=True):
        for part, span in (("who", harm.who), ("text", harm.text)):
            if span:
                cell[part]["text"] = shown(span.text, hidden, known)


def _redact_incident(value: dict[str, Any], incident: Incident) -> None:
    hidden, known = Disclosure(), known_names(incident)
    value["origins"] = [shown(o, hidden, known) for o in incident.origins]
    for cell, field in zip(value["fields"], incident.fields, strict=True):
        cell["note"] = ""  # repeats labels and sources in a sentence
        for place, position in zip(cell["positions"], field.positions, strict=True):
            label = position_label(field.name, position, hidden, known)
            if label != position.label:
                place |= {"label": label, "value": None}
            for holder in place["holders"]:
                holder["chain"] = [shown(link, hidden, known) for link in holder["chain"]]
                holder["origin"] = shown(holder["origin"], hidden, known)
