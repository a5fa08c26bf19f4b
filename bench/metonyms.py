"""Names of places that are actors: how many are told apart by what stands beside them.

    python -m bench.metonyms [--gold train] [--no-record]

Right to flag: a country or capital that the annotation gives as a source ("Washington said"). Wrong to
flag: words that the annotation gives as a place. Distinct spans count.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from bench.gold import load_gold
from bench.report import SHARED, record
from contested.model import Claim, Document
from contested.resolve.gazetteer import VERSION, Gazetteer, gazetteer
from contested.resolve.names import is_metonym


def counts(pairs: Sequence[tuple[Document, Sequence[Claim]]], entries: Gazetteer) -> dict[str, int]:
    """Sources that bear a country's or capital's name, places, and how many of each are flagged."""
    found = {"sources": 0, "sources flagged": 0, "places": 0, "places flagged": 0}
    for document, claims in pairs:
        spans = {
            "places": {(s.start, s.end) for c in claims for s in c.where.texts},
            "sources": {(s.start, s.end) for c in claims for s in c.source if _polity(s.text, entries)},
        }
        for kind, inside in spans.items():
            found[kind] += len(inside)
            found[f"{kind} flagged"] += sum(is_metonym(document.text, *span) for span in inside)
    return found


def _polity(words: str, entries: Gazetteer) -> bool:
    return any(c.kind == "country" or c.capital == 2 for c in entries.lookup(words))


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    cli.add_argument("--shared", type=Path, default=SHARED)
    cli.add_argument("--gold", default="train")
    cli.add_argument("--no-record", action="store_true")
    args = cli.parse_args()
    found = counts(load_gold(args.shared / "gold" / args.gold), gazetteer())
    body = (
        "| annotated as | spans | taken for actors |\n|---|---:|---:|\n"
        f"| source, named like a country or capital | {found['sources']} | {found['sources flagged']} |\n"
        f"| place | {found['places']} | {found['places flagged']} |"
    )
    print(body)
    if not args.no_record:
        record("metonyms", f"python -m bench.metonyms --gold {args.gold}", VERSION, body, dict(found))


if __name__ == "__main__":
    main()
