"""MUC-4 template filling: `python -m bench.muc4 [--split tst3 dev] [--reader NAME | --head MODULE:FUNCTION]`.

A reader's claims go through the mapping of `bench.muc4.mapping`; a head gives templates itself, as a
function from a list of `bench.muc4.corpus.Report` (text only is to be looked at) to a list of templates
for each. Nothing is fitted on dev or TST3.
"""

from __future__ import annotations

import argparse
import dataclasses
import importlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

from bench.muc4.certainty import Accuracy, confidences, stages
from bench.muc4.corpus import FOLDER, Report, Template, load, proper_words, to_document
from bench.muc4.fillers import fit
from bench.muc4.mapping import to_templates
from bench.muc4.score import SLOTS, Counts, Score, score
from bench.report import record
from contested.extract import DEFAULT_READER

Head = Callable[[Sequence[Report]], list[list[Template]]]
PUBLISHED = (
    "Published on TST3 and TST4 together (200 reports, of which 100 are here): GTT 50.2 (Du, Rush and Cardie "
    "2021), IterX 53.1 (Chen et al. 2023, as given there). Neither predicts confidence or stage."
)


def claims_as_templates(reader: str, train: Sequence[Report], jobs: int) -> Head:
    """A head that reads with one of our readers and maps its claims."""
    from contested.model import Problem
    from contested.pipeline.pool import read_all

    choosers, proper = fit(train), proper_words(train)

    def head(reports: Sequence[Report]) -> list[list[Template]]:
        documents = [to_document(report, proper) for report in reports]
        outcomes = read_all(documents, reader, jobs)
        return [[] if isinstance(o, Problem) else to_templates(o.claims, choosers) for o in outcomes]

    return head


def named_head(where: str) -> Head:
    """The function "module:function"."""
    module, _, name = where.partition(":")
    return cast(Head, getattr(importlib.import_module(module), name))


def blind(reports: Sequence[Report]) -> list[Report]:
    """The reports without their keys: what a head may see."""
    return [dataclasses.replace(report, templates=()) for report in reports]


def table(result: Score) -> str:
    """Per slot and in all, in percent."""
    lines = ["| slot | P | R | F1 | gold | predicted |", "|---|--:|--:|--:|--:|--:|"]
    rows: list[tuple[str, Counts]] = [("micro average", result.micro)]
    rows += [(slot.replace("_", " "), result.slots[slot]) for slot in SLOTS]
    lines += [
        f"| {n} | {100 * c.p:.1f} | {100 * c.r:.1f} | {100 * c.f1:.1f} | {c.r_den} | {c.p_den} |"
        for n, c in rows
    ]
    return "\n".join(lines)


def certainty_table(result: Score) -> str:
    """Stage and confidence given the right template."""
    lines = [
        "| given the right template | accuracy | always the commonest | values | answered |",
        "|---|--:|--:|--:|--:|",
    ]
    found = (
        ("stage of execution", stages(result.pairs)),
        ("perpetrator confidence", confidences(result.pairs)),
    )
    for name, a in found:
        lines.append(
            f"| {name} | {100 * a.value:.1f} | {100 * a.baseline:.1f} ({a.commonest.lower()}) "
            f"| {a.asked} | {a.answered} |"
        )
    return "\n".join(lines)


def values(result: Score) -> dict[str, object]:
    """The figures for the result file."""

    def told(a: Accuracy) -> dict[str, object]:
        return dataclasses.asdict(a) | {"accuracy": a.value}

    return {
        "micro": dataclasses.asdict(result.micro) | {"f1": result.micro.f1},
        "slots": {slot: dataclasses.asdict(c) | {"f1": c.f1} for slot, c in result.slots.items()},
        "stage": told(stages(result.pairs)),
        "confidence": told(confidences(result.pairs)),
    }


def main(arguments: list[str] | None = None) -> None:
    cli = argparse.ArgumentParser(description=__doc__)
    cli.add_argument("--split", nargs="+", default=["tst3", "dev"], choices=["train", "dev", "tst3"])
    cli.add_argument("--reader", default=DEFAULT_READER)
    cli.add_argument("--head", help="module:function that gives templates itself")
    cli.add_argument("--data", type=Path, default=FOLDER)
    cli.add_argument("--limit", type=int, help="only the first N reports of each split; not recorded")
    cli.add_argument("--jobs", type=int, default=1)
    cli.add_argument("--predictions", type=Path, help="also write the templates as JSONL")
    cli.add_argument("--no-record", action="store_true", help="print only; write no result and no docs")
    args = cli.parse_args(arguments)
    train = load("train", args.data)
    head = named_head(args.head) if args.head else claims_as_templates(args.reader, train, args.jobs)
    blocks: list[str] = []
    found: dict[str, object] = {}
    for split in args.split:
        reports = load(split, args.data, args.limit)
        predicted = head(blind(reports))
        result = score(zip(predicted, [r.templates for r in reports], strict=True))
        blocks.append(
            f"{split.upper()}, {len(reports)} reports:\n\n{table(result)}\n\n{certainty_table(result)}"
        )
        found[split] = values(result)
        print(blocks[-1], flush=True)
        if args.predictions:
            keep_predictions(args.predictions.with_suffix(f".{split}.jsonl"), reports, predicted)
    if not args.no_record and args.limit is None:
        keep(args, "\n\n".join([*blocks, PUBLISHED]), found)


def keep_predictions(file: Path, reports: Sequence[Report], predicted: Sequence[list[Template]]) -> None:
    """One line a report: its id and its templates."""
    rows = (
        json.dumps({"docid": r.id, "templates": [dataclasses.asdict(t) for t in p]})
        for r, p in zip(reports, predicted, strict=True)
    )
    file.write_text("\n".join(rows) + "\n", "utf-8")


def keep(args: argparse.Namespace, body: str, found: dict[str, object]) -> None:
    """Write results and the block, which is named after the reader or head unless it is the first."""
    from contested.pipeline import engine

    if args.head:
        name, how, version = "muc4:head", f"--head {args.head}", args.head
    else:
        name = "muc4" if args.reader == "rules" else f"muc4:{args.reader}"
        how, version = f"--reader {args.reader}", engine(args.reader).version
    record(name, f"python -m bench.muc4 {how}", version, body, found)


if __name__ == "__main__":
    main()
