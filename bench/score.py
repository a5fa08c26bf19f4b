"""Gold scores: `python -m bench.score [--gold DIR] [--probes] [--reader NAME]`.

The reader sees id, text, publication date, title and outlet of each article, as `contested read`
would, and never the annotation. The scorer is the one that comes with the gold.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

from bench.gold import load_raw
from bench.report import SHARED, record, shown
from contested.extract import DEFAULT_READER

GIVEN = ("id", "text", "published", "title", "outlet")


def scorer(gold: Path) -> ModuleType:
    """score.py of the gold folder's parent, or the shared one for a folder of one's own; loaded by path."""
    file = gold.resolve().parent / "score.py"
    file = file if file.exists() else SHARED / "gold" / "score.py"
    spec = importlib.util.spec_from_file_location("gold_score", file)
    if spec is None or spec.loader is None:
        sys.exit(f"no scorer at {file}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def predict(articles: list[dict[str, Any]], reader: str, jobs: int | None) -> dict[str, dict[str, Any]]:
    """Rows of `contested read` by article id; problems go to stderr and count as empty."""
    from contested.cli.console import say
    from contested.cli.read import as_row, problem_line
    from contested.model import Problem
    from contested.pipeline import default_jobs, outcomes
    from contested.read import ReadOptions

    rows: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "articles.jsonl"
        lines = (json.dumps({name: article[name] for name in GIVEN}) for article in articles)
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        results = outcomes([str(file)], ReadOptions(), reader=reader, jobs=jobs or default_jobs(), notice=say)
        for result in results:
            problem = result if isinstance(result, Problem) else result.problem
            if problem is not None:
                say(problem_line(problem))
            if not isinstance(result, Problem):
                row = as_row(result)
                rows[row["id"]] = row
    return rows


def table(result: dict[str, dict[str, float]]) -> str:
    """The scores as a Markdown table, in percent."""
    lines = ["| slot | P | R | F1 | gold | predicted |", "|---|--:|--:|--:|--:|--:|"]
    for name, s in result.items():
        p, r, f1 = (f"{100 * s[k]:.1f}" for k in ("p", "r", "f1"))
        lines.append(f"| {name} | {p} | {r} | {f1} | {s['gold']:.0f} | {s['predicted']:.0f} |")
    return "\n".join(lines)


def seed_apart(
    score: ModuleType, files: list[dict[str, Any]], rows: dict[str, Any], articles: dict[str, Any]
) -> str:
    """The seed report's own figure, and the whole without it: rules were written with it in view."""
    seed = [name for name in sorted(articles) if name.startswith("seed-")]
    if not seed:
        return ""
    rest, _ = score.score([f for f in files if f["annotation"]["id"] not in seed], rows)
    overall, claim = (100 * rest[slot]["f1"] for slot in ("overall", "claim"))
    own = 100 * articles[seed[0]]["f1"]
    return (
        f"\n\nThe report that the project was started from (`{seed[0]}`): F1 {own:.1f}."
        f"\nWithout it, {len(files) - len(seed)} articles: overall F1 {overall:.1f}, claim F1 {claim:.1f}."
    )


def by_phenomenon(files: list[dict[str, Any]], scores: dict[str, Any]) -> str:
    """Mean F1 per phenomenon of the probes."""
    groups: dict[str, list[float]] = {}
    for file in files:
        groups.setdefault(str(file.get("phenomenon")), []).append(scores[file["annotation"]["id"]]["f1"])
    lines = ["| phenomenon | probes | mean F1 |", "|---|--:|--:|"]
    lines += [f"| {n} | {len(v)} | {100 * sum(v) / len(v):.1f} |" for n, v in sorted(groups.items())]
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> None:
    cli = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    cli.add_argument("--gold", type=Path, default=SHARED / "gold" / "dev")
    cli.add_argument("--probes", action="store_true", help="the contrast probes instead of gold/dev")
    cli.add_argument("--reader", default=DEFAULT_READER)
    cli.add_argument("--jobs", type=int)
    cli.add_argument("--by-article", action="store_true")
    cli.add_argument("--predictions", type=Path, help="also write the rows that were scored")
    cli.add_argument("--no-record", action="store_true", help="print only; write no result and no docs")
    args = cli.parse_args(arguments)
    gold = SHARED / "gold" / "probes" if args.probes else args.gold
    files = load_raw(gold)
    if not files:
        sys.exit(f"no gold files in {gold}")
    rows = predict([file["article"] for file in files], args.reader, args.jobs)
    result, articles = scorer(gold).score(files, rows)
    body = table(result)
    if args.probes:
        body += "\n\n" + by_phenomenon(files, articles)
    body += seed_apart(scorer(gold), files, rows, articles)
    print(f"{len(files)} articles, {len(rows)} read\n{body}")
    if args.by_article:
        for name, s in sorted(articles.items(), key=lambda item: item[1]["f1"]):
            print(f"{100 * s['f1']:5.1f}  {name}")
    if args.predictions:
        lines = (json.dumps(row, ensure_ascii=False) for row in rows.values())
        args.predictions.write_text("\n".join(lines) + "\n", encoding="utf-8")
    if not args.no_record:
        keep(gold, args, body, {"articles": len(files), "scores": result, "by_article": articles})


def keep(gold: Path, args: argparse.Namespace, body: str, values: dict[str, Any]) -> None:
    """Write the result; the block is named after the gold folder, and the reader if not the first."""
    from contested.pipeline import engine

    which = "--probes" if args.probes else f"--gold {shown(gold)}"
    name = f"score:{gold.name}" + ("" if args.reader == DEFAULT_READER else f":{args.reader}")
    command = f"python -m bench.score {which} --reader {args.reader}"
    record(name, command, engine(args.reader).version, body, values)


if __name__ == "__main__":
    main()
