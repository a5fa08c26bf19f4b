"""Ledger speed on made-up contents: 20,000 incidents over 40,000 claims of 10,000 documents.

    python -m bench.ledger_speed [--scale 1.0] [--json]

Prints milliseconds per question (median of five) and the time from process start to the first answer.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from contested.ledger import ClaimQuery, DocumentQuery, IncidentQuery, Ledger, Reading, open_ledger
from contested.model import (
    Claim,
    Document,
    Field,
    FieldState,
    Harm,
    Holder,
    Incident,
    Mention,
    Perpetrator,
    Place,
    Position,
    Run,
    Span,
    When,
    Where,
    content_id,
    document_id,
    ontology,
    sha256,
)

NOW = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
FIRST_DAY = dt.date(2015, 1, 1)
NAMES = [
    f"{a}{b}"
    for a in ("Al", "Khan", "Nova", "Bir", "Deir", "Tel")
    for b in ("ora", " Shara", "ivka", " Zeit")
]
LANDS = ("Syria", "Palestine", "Ukraine", "Yemen", "Sudan")
ACTORS = ("Government forces", "Northern Front", "River Brigade", "Air force")
CLAIMS_PER_DOCUMENT = 4


def document(number: int) -> Document:
    words = f"Report {number}. Air force jets bombed the depot in the town, killing three people. " * 12
    digest, outlet = sha256(words.encode()), f"Outlet {number % 40}"
    id_ = document_id(sha256_text=digest, key=None, url=None, outlet=outlet, title=None, published=None)
    sketch = tuple((number * 7919 + i * 104729) % 2**32 for i in range(64))
    where = f"bench.jsonl#row {number}"
    return Document(
        id=id_,
        key=None,
        text=words,
        sha256_text=digest,
        sha256_raw=digest,
        outlet=outlet,
        locator=where,
        fingerprint=sketch,
    )


def place(chance: random.Random) -> Place:
    name, land = chance.choice(NAMES), chance.choice(LANDS)
    return Place(
        id=f"b:{name}",
        name=name,
        kind="settlement",
        country=land,
        latitude=chance.uniform(10, 50),
        longitude=chance.uniform(20, 50),
        geo_precision=1,
    )


def claim(doc: Document, number: int, chance: random.Random) -> Claim:
    first = doc.text.index("Air")
    sentence = Span(
        text=doc.text[first : doc.text.index("people.") + 7], start=first, end=doc.text.index("people.") + 7
    )
    at = doc.text.index("bombed")
    day = FIRST_DAY + dt.timedelta(days=chance.randrange(3000))
    kind = chance.choice(sorted(ontology().types))
    who = Mention(text="Air force", start=first, end=first + 9)
    return Claim(
        id=content_id("c", [doc.id, number]),
        document_id=doc.id,
        type=kind,
        quote=sentence.text,
        sentence=sentence,
        trigger=Span(text="bombed", start=at, end=at + 6),
        perpetrator=Perpetrator(mode="all", names=(who,)),
        when=When(start=day, end=day, precision="day"),
        where=Where(place=place(chance)),
        rules={"type": "lexicon bombed", "when": "weekday"},
        confidence={"type": 0.8, "when": 0.6},
        version="bench 1",
    )


def incident(number: int, members: list[Claim], chance: random.Random) -> Incident:
    first = members[0]
    holders = tuple(
        Holder(claim_id=c.id, document_id=c.document_id, origin=f"o{chance.randrange(9)}") for c in members
    )
    who = tuple(
        Position(label=a, value=[a], holders=holders, origins=len(holders)) for a in chance.sample(ACTORS, 2)
    )
    state: FieldState = "agreed" if chance.random() < 0.5 else "contested"
    killed = chance.randrange(40)
    return Incident(
        id=content_id("i", [number]),
        type=first.type,
        family="violent",
        summary=f"event {number}",
        start=first.when.start,
        end=first.when.end,
        place=first.where.place,
        country=first.where.place.country if first.where.place else None,
        fields=(Field(name="perpetrator", state=state, positions=who),),
        harm=(Harm(kind="killed", low=killed, best=killed, high=killed + 3, rule="mode"),),
        claim_ids=tuple(c.id for c in members),
        document_ids=tuple(c.document_id for c in members),
        origins=tuple(h.origin for h in holders),
        version="bench",
    )


def fill(path: Path, n_documents: int) -> dict[str, float]:
    """Write the contents; seconds that each part took."""
    chance = random.Random(1)
    claims: list[Claim] = []
    spent: dict[str, float] = {}
    with open_ledger(path, create=True) as ledger:
        ledger.begin_run(Run(id="r_1", started=NOW, command="bench", version="0", reader="bench"))
        start = time.perf_counter()
        for first in range(0, n_documents, 200):
            batch = []
            for n in range(first, min(first + 200, n_documents)):
                doc = document(n)
                found = tuple(claim(doc, i, chance) for i in range(CLAIMS_PER_DOCUMENT))
                claims += found
                batch.append(
                    Reading(
                        document=doc, claims=found, version="bench 1", reader="bench", run_id="r_1", at=NOW
                    )
                )
            ledger.add_readings(batch)
        spent["write readings (batches of 200)"] = time.perf_counter() - start
        chance.shuffle(claims)
        start = time.perf_counter()
        pairs = (incident(n, claims[n * 2 : n * 2 + 2], chance) for n in range(len(claims) // 2))
        ledger.replace_incidents(pairs, version="bench")
        spent["replace incidents"] = time.perf_counter() - start
    return spent


def questions(ledger: Ledger) -> dict[str, Callable[[], Any]]:
    some = ledger.incidents(IncidentQuery(limit=1)).incidents[0]
    since, until = dt.date(2018, 1, 1), dt.date(2018, 6, 30)

    def ask(**filters: Any) -> Callable[[], Any]:
        return lambda: ledger.incidents(IncidentQuery(**filters))

    return {
        "newest 50 of all": ask(),
        "half a year": ask(since=since, until=until),
        "place": ask(place="khan shara"),
        "actor": ask(actor="river"),
        "type": ask(type="air_strike"),
        "country and contested, most killed first": ask(country="syria", contested=True, sort="harm"),
        "most origins first, page 100": ask(sort="origins", offset=5000),
        "incident by prefix": lambda: ledger.incident(some.id[:12]),
        "incident by claim": lambda: ledger.incident(some.claim_ids[0]),
        "claims of an incident": lambda: list(ledger.claims(ClaimQuery(incident=some.id))),
        "first 50 claims of a place": lambda: list(ledger.claims(ClaimQuery(place="khan shara", limit=50))),
        "first 50 claims of a type": lambda: list(ledger.claims(ClaimQuery(type="siege", limit=50))),
        "first 50 claims of a time": lambda: list(ledger.claims(ClaimQuery(since=since, limit=50))),
        "first 50 claims": lambda: list(ledger.claims(ClaimQuery(limit=50))),
        "first 50 document heads": lambda: list(ledger.document_heads(DocumentQuery(limit=50))),
        "has_reading": lambda: ledger.has_reading(some.document_ids[0], "bench 1"),
        "known_readings": lambda: ledger.known_readings("bench 1"),
        "counts": ledger.counts,
        "all claims": lambda: sum(1 for _ in ledger.claims()),
        "all claims for linking": lambda: sum(1 for _ in ledger.claims_for_linking()),
    }


def median_ms(question: Callable[[], Any]) -> float:
    times = []
    for _ in range(5):
        start = time.perf_counter()
        question()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def cold_ms(path: Path) -> float:
    """Import, open and one filtered query in a fresh interpreter, its own start not counted."""
    code = (
        "import time; start = time.perf_counter(); import sys\n"
        "from contested.ledger import IncidentQuery, open_ledger\n"
        "with open_ledger(sys.argv[1], read_only=True) as ledger:\n"
        "    ledger.incidents(IncidentQuery(place='khan'))\n"
        "print((time.perf_counter() - start) * 1000)"
    )
    times = []
    for _ in range(5):
        done = subprocess.run(
            [sys.executable, "-c", code, str(path)], check=True, capture_output=True, text=True
        )
        times.append(float(done.stdout))
    return statistics.median(times)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--scale", type=float, default=1.0)
    options.add_argument("--json", action="store_true")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.ledger"
        seconds = fill(path, int(10_000 * given.scale))
        with open_ledger(path, read_only=True) as ledger:
            counts = ledger.counts()
            asked = {name: median_ms(question) for name, question in questions(ledger).items()}
        asked["import, open and one query, cold"] = cold_ms(path)
        size = path.stat().st_size / 2**20
    result = {"counts": counts, "seconds": seconds, "milliseconds": asked, "megabytes": size}
    if given.json:
        print(json.dumps(result, indent=1))
        return
    print(f"{counts['incidents']} incidents, {counts['claims']} claims, {size:.0f} MB")
    for name, value in seconds.items():
        print(f"{name:45} {value:8.2f} s")
    for name, value in asked.items():
        print(f"{name:45} {value:8.1f} ms")


if __name__ == "__main__":
    main()
