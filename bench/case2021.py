"""Event types of snippets: `python -m bench.case2021 [--reader NAME | --head MODULE:FUNCTION]`.

`../shared/data/case2021-task2.jsonl` (CASE 2021, task 2: Haneczok et al. 2021) has 512 of the task's
1,019 test snippets, one event class each: 25 ACLED-like classes (subtask a) and 5 that were announced
later (subtask c). Half of them may be trained on (`halves`), the other half is measured on; `--folds N`
cross-validates a head instead. A reader's claims become one class by the mapping below; a head gives
classes itself, as a function from (snippets to train on, texts) to a class for each text.

The mapping: every claim suggests the class of its type (CLASS_OF); grenades, the side that gains ground
and bases are told apart by words (`_refined`); a protest is told by what the snippet reports beside it
(`_protest`). The most telling class wins (ORDER). A snippet without a claim is OTHER.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from bench.report import SHARED, record
from contested.extract import DEFAULT_READER
from contested.model import Claim, Document, document_id, sha256

FILE = SHARED / "data" / "case2021-task2.jsonl"
SEED = "contested case2021 split 1"
LATER = frozenset("ORG_CRIME NATURAL_DISASTER MAN_MADE_DISASTER ATTRIB DIPLO".split())
"""Classes of subtask c that subtask a does not have."""
PUBLISHED = (
    "Best published on the whole test set (1,019 snippets; Haneczok et al. 2021): 83.9 on the 25 classes "
    "(subtask a), 77.1 on all 30 (subtask c). Ours is on those told above, of the 512 snippets that are here."
)

CLASS_OF = {
    "air_strike": "AIR_STRIKE",
    "drone_strike": "AIR_STRIKE",
    "shelling": "ART_MISS_ATTACK",
    "explosive": "REM_EXPLOS",
    "suicide_bomb": "SUIC_BOMB",
    "chemical_attack": "CHEM_WEAP",
    "armed_clash": "ARMED_CLASH",
    "attack": "ATTACK",
    "abduction": "ABDUCT_DISSAP",
    "sexual_violence": "SEX_VIOL",
    "territory_gained": "GOV_REGAINS_TERIT",
    "troop_movement": "CHANGE_TO_GROUP_ACT",
    "siege": "OTHER",
    "interception": "DISR_WEAP",
    "property_destruction": "PROPERTY_DISTRUCT",
    "arrest": "ARREST",
    "displacement": "OTHER",
    "aid": "OTHER",
    "agreement": "AGREEMENT",
    "violation": "ARMED_CLASH",
    "consult": "DIPLO",
    "threaten": "DIPLO",
    "sanction": "DIPLO",
    "protest": "PEACE_PROTEST",
    "toll": "OTHER",
}
ORDER = (
    *(
        "SUIC_BOMB",
        "CHEM_WEAP",
        "SEX_VIOL",
        "ABDUCT_DISSAP",
        "GRENADE",
        "AIR_STRIKE",
        "FORCE_AGAINST_PROTEST",
    ),
    *("VIOL_DEMONSTR", "PROTEST_WITH_INTER", "PEACE_PROTEST", "ART_MISS_ATTACK", "REM_EXPLOS", "DISR_WEAP"),
    *("NON_VIOL_TERRIT_TRANSFER", "GOV_REGAINS_TERIT", "NON_STATE_ACTOR_OVERTAKES_TER", "HQ_ESTABLISHED"),
    *("ARMED_CLASH", "ARREST", "ATTACK", "PROPERTY_DISTRUCT", "AGREEMENT", "CHANGE_TO_GROUP_ACT", "DIPLO"),
    "OTHER",
)
_STATE = re.compile(
    r"\b(?:army|government|regime|military|police|forces?|troops|soldiers|coalition|SDF|SAA)\b", re.I
)
_REBEL = re.compile(
    r"\b(?:rebels?|militants?|insurgents?|taliban|fighters|islamists?|jihadists?|ISIS|IS)\b", re.I
)
_BASE = re.compile(r"\b(?:bases?|headquarters|camps?|outposts?|checkpoints?)\b", re.I)
_CALM = re.compile(r"\b(?:handed over|withdrew|withdrawn|without (?:a )?fight\w*|peaceful\w*)\b", re.I)
_FOUND = re.compile(r"\b(?:defused?|dismantled|seized?|confiscated|neutrali[sz]ed|cache)\b", re.I)


@dataclass(frozen=True)
class Snippet:
    id: str
    text: str
    type: str


Head = Callable[[Sequence[Snippet], Sequence[str]], list[str]]


def load(file: Path = FILE) -> list[Snippet]:
    """All snippets in file order."""
    return [Snippet(**json.loads(line)) for line in file.read_text("utf-8").splitlines() if line.strip()]


def unseen(snippets: Sequence[Snippet], gold: Path) -> list[Snippet]:
    """Those whose text no file of the folder annotates: our readers are trained on that."""

    def key(text: str) -> str:
        return re.sub(r"\W+", "", text.lower())[:120]

    known = {key(json.loads(f.read_text("utf-8"))["article"]["text"]) for f in gold.glob("*.json")}
    return [s for s in snippets if key(s.text) not in known]


def halves(snippets: Sequence[Snippet]) -> tuple[list[Snippet], list[Snippet]]:
    """(train, test): within each class, in the order of a hash of seed and id, every other one.

    Depends on ids and classes alone, not on the order of the file.
    """
    seen: Counter[str] = Counter()
    parts: tuple[list[Snippet], list[Snippet]] = [], []
    for snippet in sorted(snippets, key=_rank):
        parts[seen[snippet.type] % 2].append(snippet)
        seen[snippet.type] += 1
    return parts


def _rank(snippet: Snippet) -> str:
    return hashlib.sha256(f"{SEED}:{snippet.id}".encode()).hexdigest()


def folds(snippets: Sequence[Snippet], number: int) -> list[list[Snippet]]:
    """Parts for cross-validation: within each class, in the order of `halves`, dealt round."""
    seen: Counter[str] = Counter()
    parts: list[list[Snippet]] = [[] for _ in range(number)]
    for snippet in sorted(snippets, key=_rank):
        parts[seen[snippet.type] % number].append(snippet)
        seen[snippet.type] += 1
    return parts


def crossed(head: Head, snippets: Sequence[Snippet], gold: Path, number: int) -> list[tuple[Snippet, str]]:
    """Every snippet that no file of the folder annotates, with the class that a head gives it that was
    shown all other folds (those that are annotated there included)."""
    parts = folds(snippets, number)
    found: list[tuple[Snippet, str]] = []
    for n, part in enumerate(parts):
        train = [s for m, other in enumerate(parts) if m != n for s in other]
        test = unseen(part, gold)
        found += zip(test, head(train, [s.text for s in test]), strict=True)
    return found


def weighted_f1(gold: Sequence[str], predicted: Sequence[str]) -> float:
    """F1 of each class, averaged by how often the gold has it (scikit-learn's average="weighted")."""
    wanted, given = Counter(gold), Counter(predicted)
    right = Counter(g for g, p in zip(gold, predicted, strict=True) if g == p)
    return sum(n * 2 * right[c] / (n + given[c]) for c, n in wanted.items()) / len(gold) if gold else 0.0


def class_of(claims: Sequence[Claim]) -> str:
    """The class that the claims of one snippet amount to."""
    suggested = {_refined(claim) for claim in claims}
    if any(claim.type == "protest" for claim in claims):
        suggested = (suggested - {"PEACE_PROTEST", "ARMED_CLASH", "ATTACK", "ARREST"}) | {_protest(claims)}
    return min(suggested, key=ORDER.index, default="OTHER")


def _refined(claim: Claim) -> str:
    found, words = CLASS_OF.get(claim.type, "OTHER"), claim.quote
    if found in ("ATTACK", "REM_EXPLOS", "ART_MISS_ATTACK"):
        if "grenade" in words.lower():
            return "GRENADE"
        return "DISR_WEAP" if _FOUND.search(words) else found
    if claim.type == "territory_gained":
        actor = " ".join(name.text for name in claim.perpetrator.names)
        if _CALM.search(words):
            return "NON_VIOL_TERRIT_TRANSFER"
        rebel = bool(_REBEL.search(actor)) and not _STATE.search(actor)
        return "NON_STATE_ACTOR_OVERTAKES_TER" if rebel else found
    if claim.type == "troop_movement":
        if _BASE.search(words):
            return "HQ_ESTABLISHED"
        return "NON_VIOL_TERRIT_TRANSFER" if _CALM.search(words) else found
    return found


def _protest(claims: Sequence[Claim]) -> str:
    types = {claim.type for claim in claims}
    harmed = any(harm.kind in ("killed", "injured") for claim in claims for harm in claim.casualties)
    if "attack" in types and harmed:
        return "FORCE_AGAINST_PROTEST"
    if types & {"armed_clash", "property_destruction", "attack"}:
        return "VIOL_DEMONSTR"
    return "PROTEST_WITH_INTER" if "arrest" in types else "PEACE_PROTEST"


def through_claims(reader: str, jobs: int) -> Head:
    """A head that reads with one of our readers and maps its claims; it learns nothing."""
    from contested.model import Problem
    from contested.pipeline.pool import read_all

    def head(_train: Sequence[Snippet], texts: Sequence[str]) -> list[str]:
        documents = [_document(n, text) for n, text in enumerate(texts)]
        outcomes = read_all(documents, reader, jobs)
        return [class_of(() if isinstance(o, Problem) else o.claims) for o in outcomes]

    return head


def majority(train: Sequence[Snippet], texts: Sequence[str]) -> list[str]:
    """The commonest class of the train half, for every text."""
    counts = Counter(snippet.type for snippet in train)
    return [min(counts, key=lambda c: (-counts[c], c))] * len(texts)


def _document(number: int, text: str) -> Document:
    digest, key = sha256(text.encode()), f"snippet {number}"
    return Document(
        id=document_id(sha256_text=digest, key=key, url=None, outlet=None, title=None, published=None),
        key=key,
        text=text,
        sha256_text=digest,
        sha256_raw=digest,
        language="en",
        locator=f"case2021#{number}",
    )


def scores(gold: Sequence[str], predicted: Sequence[str]) -> dict[str, float]:
    """Weighted F1 on the snippets of the 25 classes and on all, in [0, 1]."""
    early = [(g, p) for g, p in zip(gold, predicted, strict=True) if g not in LATER]
    return {
        "25 classes": weighted_f1([g for g, _ in early], [p for _, p in early]),
        "30 classes": weighted_f1(gold, predicted),
    }


def by_class(gold: Sequence[str], predicted: Sequence[str]) -> str:
    """F1 of each class, commonest first."""
    wanted, given = Counter(gold), Counter(predicted)
    right = Counter(g for g, p in zip(gold, predicted, strict=True) if g == p)
    lines = ["| class | F1 | gold | predicted |", "|---|--:|--:|--:|"]
    for c in sorted(wanted, key=lambda c: (-wanted[c], c)):
        f1 = 200 * right[c] / (wanted[c] + given[c])
        lines.append(f"| {c} | {f1:.1f} | {wanted[c]} | {given[c]} |")
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> None:
    cli = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    cli.add_argument("--reader", default=DEFAULT_READER)
    cli.add_argument("--head", help="module:function from (train half, texts) to classes")
    cli.add_argument("--data", type=Path, default=FILE)
    cli.add_argument("--limit", type=int, help="only the first N snippets of the test half; not recorded")
    cli.add_argument("--jobs", type=int, default=1)
    cli.add_argument("--folds", type=int, help="cross-validate a head in so many parts, not in halves")
    cli.add_argument("--no-record", action="store_true", help="print only; write no result and no docs")
    args = cli.parse_args(arguments)
    snippets, annotated = load(args.data), args.data.parents[1] / "gold" / "train"
    head = through_claims(args.reader, args.jobs)
    if args.head:
        module, _, name = args.head.partition(":")
        head = cast(Head, getattr(importlib.import_module(module), name))
    train, test = halves(snippets)
    test = unseen(test, annotated)[: args.limit]
    half = f"test half, without those that gold/train annotates; the train half has {len(train)}"
    if args.head and args.folds:
        pairs = crossed(head, snippets, annotated, args.folds)
        test, predicted = [s for s, _ in pairs], [c for _, c in pairs]
        half = f"{args.folds} folds, without those that gold/train annotates; all other folds are trained on"
    else:
        predicted = head(train, [s.text for s in test])
    report(args, half, test, predicted, majority(train, [s.text for s in test]))


def report(
    args: argparse.Namespace,
    half: str,
    test: Sequence[Snippet],
    predicted: Sequence[str],
    commonest: Sequence[str],
) -> None:
    """Prints the tables and, unless told not to, keeps them; `half` tells what was measured on."""
    gold = [s.type for s in test]
    mine, floor = scores(gold, predicted), scores(gold, commonest)
    lines = ["| weighted F1 | 25 classes | 30 classes |", "|---|--:|--:|"]
    for name, found in ((args.head or f"reader {args.reader}", mine), ("always the commonest class", floor)):
        lines.append(f"| {name} | " + " | ".join(f"{100 * v:.1f}" for v in found.values()) + " |")
    told = f"{len(test)} snippets ({half}):"
    body = "\n".join([told, "", *lines, "", PUBLISHED, "", by_class(gold, predicted)])
    print(body)
    if not args.no_record and args.limit is None:
        keep(args, body, {"weighted_f1": mine, "majority": floor})


def keep(args: argparse.Namespace, body: str, found: dict[str, object]) -> None:
    """Write results and the block of docs/benchmarks.md."""
    from contested.pipeline import engine

    name, how, version = "case2021:head", f"--head {args.head}", args.head
    if args.folds:
        name, how = f"{name}:folds", f"{how} --folds {args.folds}"
    if not args.head:
        name = "case2021" + ("" if args.reader == "rules" else f":{args.reader}")
        how, version = f"--reader {args.reader}", engine(args.reader).version
    record(name, f"python -m bench.case2021 {how}", version, body, found)


if __name__ == "__main__":
    main()
