"""The LLM reader on a few reports: `python -m bench.llm --model NAME --base-url URL [--gold DIR]`.

Reads the first N reports of a JSONL file, or of a folder of annotated reports (then with the score),
and tells seconds a report, tokens, claims, and the share of values that are not in the text. Answers
are kept in a fresh folder unless --cache-dir is given, so that the time is that of the model.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.report import SHARED, record, shown

if TYPE_CHECKING:
    from contested.pipeline import Outcome, ReaderOptions

GIVEN = ("id", "text", "published", "title", "outlet")


def articles(args: argparse.Namespace) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The reports to read, and their gold files where there are any."""
    if args.gold:
        files = [
            json.loads(path.read_text("utf-8")) for path in sorted(args.gold.glob("*.json"))[: args.limit]
        ]
        return [{name: file["article"].get(name) for name in GIVEN} for file in files], files
    with args.documents.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in islice(lines, args.limit)], []


def measure(
    given: list[dict[str, Any]], options: ReaderOptions, jobs: int
) -> tuple[list[Outcome], Counter[str], float]:
    """Outcomes, the reader's account summed, and wall-clock seconds without the reader's start."""
    from contested.cli.console import say
    from contested.cli.read import problem_line
    from contested.model import Problem
    from contested.pipeline import engine, outcomes
    from contested.read import ReadOptions

    engine("llm", options)
    found: list[Outcome] = []
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "articles.jsonl"
        file.write_text("".join(json.dumps(article) + "\n" for article in given), encoding="utf-8")
        start = time.perf_counter()
        results = outcomes(
            [str(file)], ReadOptions(), reader="llm", jobs=jobs, notice=say, reader_options=options
        )
        for result in results:
            problems = [result] if isinstance(result, Problem) else [result.problem, result.remark]
            for problem in problems:
                if problem is not None:
                    say(problem_line(problem))
            if not isinstance(result, Problem):
                counts.update(result.counts)
                found.append(result)
    return found, counts, time.perf_counter() - start


def figures(found: list[Outcome], counts: Counter[str], seconds: float) -> dict[str, float]:
    """What is told: per report where that is what a reader of the table wants to know."""
    read = [o for o in found if o.problem is None]
    n = max(len(found), 1)
    return {
        "reports": len(found),
        "set aside": len(found) - len(read),
        "seconds a report": round(seconds / n, 1),
        "calls": counts["llm_calls"],
        "answers from the cache": counts["llm_cached"],
        "tokens sent a report": round(counts["llm_tokens_in"] / n),
        "tokens received a report": round(counts["llm_tokens_out"] / n),
        "claims": sum(len(o.claims) for o in read),
        "claims left out": counts["claims_left_out"],
        "values": counts["values"],
        "values not in the text, %": round(100 * counts["values_unaligned"] / max(counts["values"], 1), 1),
    }


def table(values: dict[str, float]) -> str:
    """Figures as a Markdown table."""
    return "\n".join(["| | |", "|---|--:|", *(f"| {name} | {value:g} |" for name, value in values.items())])


def scored(gold: Path, files: list[dict[str, Any]], found: list[Outcome]) -> tuple[str, dict[str, Any]]:
    """The gold's own scorer on what was read, as a table and as values."""
    from bench.score import scorer
    from bench.score import table as score_table
    from contested.cli.read import as_row

    rows = {row["id"]: row for outcome in found for row in [as_row(outcome)]}
    result, _ = scorer(gold).score(files, rows)
    return score_table(result), result


def main(arguments: list[str] | None = None) -> None:
    cli = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    cli.add_argument("--model", required=True)
    cli.add_argument("--base-url", required=True)
    cli.add_argument("--documents", type=Path, default=SHARED / "data" / "aljazeera-gaza.jsonl")
    cli.add_argument("--gold", type=Path, help="annotated reports instead, with their score")
    cli.add_argument("--limit", type=int, default=3, help="how many reports, from the first on")
    cli.add_argument("--jobs", type=int, default=1)
    cli.add_argument("--timeout", type=float, default=900.0)
    cli.add_argument("--param", action="append", default=[], metavar="NAME=VALUE")
    cli.add_argument("--cache-dir", type=Path)
    cli.add_argument("--no-record", action="store_true", help="print only; write no result and no docs")
    args = cli.parse_args(arguments)
    given, files = articles(args)
    if not given:
        sys.exit("no reports to read")
    with tempfile.TemporaryDirectory() as folder:
        options = options_of(args, args.cache_dir or Path(folder))
        found, counts, seconds = measure(given, options, args.jobs)
    values = figures(found, counts, seconds)
    body = table(values)
    scores: dict[str, Any] = {}
    if args.gold:
        told, scores = scored(args.gold, files, found)
        body += f"\n\n{told}"
    print(body)
    if not args.no_record:
        keep(args, options, body, {"figures": values, "scores": scores})


def options_of(args: argparse.Namespace, cache: Path) -> ReaderOptions:
    """The reader's options as `contested read` would make them."""
    from contested.cli.options import reader_options

    return reader_options(
        model=args.model,
        base_url=args.base_url,
        cache_dir=cache,
        timeout=args.timeout,
        params=args.param,
        price_in=None,
        price_out=None,
    )


def keep(args: argparse.Namespace, options: ReaderOptions, body: str, values: dict[str, Any]) -> None:
    """Write the result; the block is named after the model."""
    from contested.pipeline import engine

    source = f"--gold {shown(args.gold)}" if args.gold else f"--documents {shown(args.documents)}"
    command = f"python -m bench.llm --model {args.model} --base-url URL {source} --limit {args.limit}"
    record(f"llm:{args.model}", command, engine("llm", options).version, body, values)


if __name__ == "__main__":
    main()
