"""The report that the project was started from, fact by fact: `python -m bench.seed`.

Reads the seed report as `contested read` would, links its claims, and says of each thing that a
careful coder takes from it whether the reader took it too. Figures over many reports: bench.score.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator

from bench.gold import to_document
from bench.report import SHARED, record
from contested.link import link
from contested.model import Claim, Incident, head_of
from contested.pipeline import engine, read_document

REPORT = SHARED / "gold" / "dev" / "seed-idlib-2019-08-28.json"
OFFSET = "about 500 metres from the Turkish observation post"


def facts(claims: tuple[Claim, ...], incidents: tuple[Incident, ...]) -> Iterator[tuple[str, bool, str]]:
    """What to find, whether it was found, and what was found instead or as proof."""
    strike = max(incidents, key=lambda i: sum("observation post" in c.quote for c in _of(claims, i)))
    culprit = next(f for f in strike.fields if f.name == "perpetrator")
    labels = [p.label for p in culprit.positions]
    both = any("Russia" in p and " and " in p for p in labels)
    alone = any(p and "Russia" not in p for p in labels)
    either = any(" or " in p for p in labels)
    found = f"{culprit.state}: {'; '.join(labels)}"
    yield "the strike's culprit is contested", culprit.state == "contested", found
    yield "position: Russia and the regime together", both, found
    yield "position: the regime alone", alone, found
    yield "position: not clear whether Russian or regime jets", either, found
    zero = [h for c in claims for h in c.casualties if h.kind == "injured" and h.low == h.high == 0]
    words = "; ".join(h.text.text for h in zero if h.text)
    yield "no soldier hurt is zero injured", bool(zero), words
    offsets = {c.where.offset.text for c in claims if c.where.offset}
    yield "the distance from the post is an offset", OFFSET in offsets, "; ".join(sorted(offsets))
    days = {c.when.start for c in claims if c.when.text and c.when.text.text == "Tuesday"}
    yield "Tuesday is 2019-08-27", days == {dt.date(2019, 8, 27)}, ", ".join(sorted(map(str, days)))
    chains = sorted({" → ".join(s.text for s in c.source) for c in claims if len(c.source) > 1})
    told = any("security source → Reuters" in chain for chain in chains)
    yield "the chain from the security source to Reuters", told, "; ".join(chains)


def _of(claims: tuple[Claim, ...], incident: Incident) -> list[Claim]:
    return [c for c in claims if c.id in incident.claim_ids]


def main() -> None:
    document = to_document(json.loads(REPORT.read_text(encoding="utf-8")))
    reads = engine("rules")
    claims = read_document(reads, document).claims
    found = list(facts(claims, link({document.id: head_of(document)}, claims)))
    lines = ["| in the report | read | as |", "|---|---|---|"]
    lines += [f"| {name} | {'yes' if ok else 'no'} | {how or '-'} |" for name, ok, how in found]
    print("\n".join(lines))
    values = {"facts": [{"fact": name, "read": ok, "as": how} for name, ok, how in found]}
    record("seed", "python -m bench.seed", reads.version, "\n".join(lines), values)


if __name__ == "__main__":
    main()
