"""Names of annotated reports with what they mean there: tables of offsets, and their names from the corpus.

The tables hold no words of a report, so no private person's name is in the repository.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.gold import load_gold
from contested.model import Claim
from contested.resolve.actors_names import Field

DATA = Path(__file__).parent / "data"
_MOST_OTHERS = 15


@dataclass(frozen=True)
class Place:
    """Where a report has a name, and what it means there; the name itself stays in the corpus.

    `expected` holds ids, "described:CLASS@ISO", or "-"; several where the words leave it open.
    """

    document: str
    start: int
    end: int
    field: Field
    theatres: tuple[str, ...]
    year: int | None
    expected: tuple[str, ...]


@dataclass(frozen=True)
class NameRow:
    """One name with its context: its report's text, and the other names of parties and sources in it."""

    name: str
    at: Place
    others: tuple[str, ...] = ()
    report: str = ""


def read_places(path: Path) -> list[Place]:
    """The rows of a table of names in offsets."""
    found = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row and not row[0].startswith("# "):
                document, start, end, field, theatres, year, expected = row
                found.append(
                    Place(
                        document,
                        int(start),
                        int(end),
                        field,  # type: ignore[arg-type]
                        tuple(theatres.split()),
                        int(year) if year else None,
                        tuple(expected.split("|")),
                    )
                )
    return found


def read_names(path: Path, folders: Sequence[Path]) -> list[NameRow]:
    """The table's names, each in its annotated report of one of these folders."""
    reports = {document.key: (document, claims) for f in folders for document, claims in load_gold(f)}
    rows = []
    for at in read_places(path):
        document, claims = reports[at.document]
        name = document.text[at.start : at.end]
        others = dict.fromkeys(n for n in named(claims) if n != name)
        rows.append(NameRow(name, at, tuple(others)[:_MOST_OTHERS], document.text))
    return rows


def named(claims: Iterable[Claim]) -> Iterator[str]:
    """Words for perpetrators, targets and sources, claim by claim."""
    for claim in claims:
        yield from (m.span.text for m in (*claim.perpetrator.names, *claim.target))
        yield from (source.span.text for source in claim.source)
