"""Attribution on PolNeAR: `python -m bench.polnear [--split dev] [--reader NAME | --head MODULE:FUNCTION]`.

The rule reader has attributions of its own (`bench.polnear.rules`); another reader's claims go through
the mapping of `bench.polnear.claims`. A head is a function from a list of
`bench.polnear.corpus.Article` (text only is to be looked at) to a list of Attributions for each.
"""

from __future__ import annotations

import argparse
import dataclasses
import importlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

from bench.polnear.corpus import FOLDER, PARTS, Article, Attribution, load
from bench.polnear.score import ALL, Score, score
from bench.report import record

Head = Callable[[Sequence[Article]], list[list[Attribution]]]


def table(result: Score) -> str:
    """One line per part, in percent."""
    lines = [
        "| part | token P | R | F1 | linked token F1 | exact P | R | F1 | gold |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for part in PARTS:
        token, linked, exact = (result[m, part] for m in ("token", "linked", "exact"))
        numbers = (token.p, token.r, token.f1, linked.f1, exact.p, exact.r, exact.f1)
        lines.append(f"| {part} | " + " | ".join(f"{100 * x:.1f}" for x in numbers) + f" | {exact.wanted} |")
    whole = result["exact", ALL]
    told = " | ".join(f"{100 * x:.1f}" for x in (whole.p, whole.r, whole.f1))
    return "\n".join([*lines, f"| all three | | | | | {told} | {whole.wanted} |"])


def values(result: Score) -> dict[str, object]:
    """The figures for the result file, by measure and part."""
    return {f"{m}:{part}": dataclasses.asdict(c) | {"f1": c.f1} for (m, part), c in result.items()}


def head_of(args: argparse.Namespace) -> Head:
    """The head or the reader that was asked for."""
    if args.head:
        module, _, name = args.head.partition(":")
        return cast(Head, getattr(importlib.import_module(module), name))
    if args.reader != "rules":
        from bench.polnear.claims import read as read_claims

        return lambda articles: read_claims(articles, args.reader)
    from bench.polnear.rules import read

    return lambda articles: read(articles, args.cache)


def main(arguments: list[str] | None = None) -> None:
    cli = argparse.ArgumentParser(description=__doc__)
    cli.add_argument("--split", default="dev", choices=["train", "dev"])
    cli.add_argument("--reader", default="rules")
    cli.add_argument("--head", help="module:function that gives attributions")
    cli.add_argument("--data", type=Path, default=FOLDER)
    cli.add_argument("--limit", type=int, help="only the first N articles; not recorded")
    cli.add_argument("--cache", type=Path, help="file for the rule reader's parses")
    cli.add_argument("--no-record", action="store_true", help="print only; write no result and no docs")
    args = cli.parse_args(arguments)
    articles = load(args.split, args.data, args.limit)
    blind = [dataclasses.replace(article, attributions=()) for article in articles]
    result = score(zip(articles, head_of(args)(blind), strict=True))
    body = f"{args.split}, {len(articles)} articles:\n\n{table(result)}"
    print(body)
    if not args.no_record and args.limit is None:
        keep(args, body, values(result))


def keep(args: argparse.Namespace, body: str, found: dict[str, object]) -> None:
    """Write results and the block of docs/benchmarks.md."""
    from contested.pipeline import engine

    how, name = "", "polnear"
    if args.head:
        how, name = f" --head {args.head}", "polnear:head"
    elif args.reader != "rules":
        how, name = f" --reader {args.reader}", f"polnear:{args.reader}"
    version = args.head or engine(args.reader).reader.version
    name += "" if args.split == "dev" else f":{args.split}"
    record(name, f"python -m bench.polnear --split {args.split}{how}", version, body, found)


if __name__ == "__main__":
    main()
