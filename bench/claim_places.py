"""Countries and divisions of claims: the resolver for claims beside the ranker for texts.

    python -m bench.claim_places [--gold train] [--no-record]

Gold claims with place words; their resolved fields are taken away. "Ranker" resolves all place words of a
report together as names of a text, and gives a claim the first of its words that has an answer. Divisions
are compared by folded name without "province" and the like, so other spellings count as wrong.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from bench.gold import load_gold, strip_resolved
from bench.report import SHARED, record
from contested.model import Claim, Document
from contested.resolve.fold import fold
from contested.resolve.gazetteer import VERSION, Candidate, Gazetteer, gazetteer
from contested.resolve.toponyms import Name, resolve_names
from contested.resolve.where import resolve_places

_KIND = re.compile(r" (?:governorate|province|oblast|state|department|division|district)$")


class Tally(NamedTuple):
    """Claims with a country (or division) in gold, and how many of them each way gets right."""

    gold: int = 0
    resolver: int = 0
    ranker: int = 0

    def plus(self, resolver: bool, ranker: bool) -> Tally:
        return Tally(self.gold + 1, self.resolver + resolver, self.ranker + ranker)

    def line(self, name: str) -> str:
        total = max(self.gold, 1)
        return f"| {name} | {self.gold} | {self.resolver / total:.1%} | {self.ranker / total:.1%} |"


def ranked(document: Document, claims: Sequence[Claim], entries: Gazetteer) -> list[Candidate | None]:
    """The ranker's answer for each claim."""
    spans = sorted({(s.start, s.end, s.text) for c in claims for s in c.where.texts})
    found = resolve_names(document.title or "", document.text, [Name(*s) for s in spans], entries)
    places = {span[:2]: place for span, place in zip(spans, found, strict=True)}
    return [next((p for s in c.where.texts if (p := places[s.start, s.end])), None) for c in claims]


def compare(
    pairs: Sequence[tuple[Document, Sequence[Claim]]], entries: Gazetteer
) -> tuple[Tally, Tally, float]:
    """Tallies of countries and divisions, and the resolver's processor seconds."""
    country, division, spent = Tally(), Tally(), 0.0
    for document, gold in pairs:
        bare = [strip_resolved(claim) for claim in gold]
        began = time.process_time()
        ours = resolve_places(document, bare, entries)
        spent += time.process_time() - began
        for claim, mine, other in zip(gold, ours, ranked(document, bare, entries), strict=True):
            want = claim.where
            if want.texts and want.country:
                theirs = entries.country_name(other.code) if other else mine.country
                country = country.plus(_same(want.country, mine.country), _same(want.country, theirs))
            if want.texts and want.admin1:
                theirs = entries.admin1_name(other.code, other.adm1) if other else None
                division = division.plus(_same(want.admin1, mine.admin1), _same(want.admin1, theirs))
    return country, division, spent


def _same(gold: str, found: str | None) -> bool:
    one, other = (_KIND.sub("", fold(words)) for words in (gold, found or ""))
    return one == other


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    cli.add_argument("--shared", type=Path, default=SHARED)
    cli.add_argument("--gold", default="train")
    cli.add_argument("--no-record", action="store_true")
    args = cli.parse_args()
    pairs = load_gold(args.shared / "gold" / args.gold)
    country, division, spent = compare(pairs, gazetteer())
    each = 1000 * spent / max(sum(len(claims) for _, claims in pairs), 1)
    body = (
        "| right, of claims with place words | claims | resolver for claims | ranker for texts |\n"
        f"|---|---:|---:|---:|\n{country.line('country')}\n{division.line('first-order division')}\n\n"
        f"Resolving places takes {each:.2f} ms of processor time a claim."
    )
    print(body)
    if not args.no_record:
        record(
            "claim places", f"python -m bench.claim_places --gold {args.gold}", VERSION, body, {"ms": each}
        )


if __name__ == "__main__":
    main()
