"""Error analysis: `python -m bench.errors [--gold DIR] (--reader NAME | --predictions FILE) [--out FILE]`.

Writes an HTML page and prints a summary. The page holds texts of reports, so it goes to results/,
which is not part of the repository. Folders that are for measuring (dev, probes) are shown in figures
only, unless --texts says otherwise: a rule is never made by reading them.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from bench.errors.align import align
from bench.errors.page import Options, page, summary
from bench.errors.tally import report
from bench.gold import load_raw
from bench.report import RESULTS, SHARED, shown
from bench.score import predict, scorer
from contested.extract import DEFAULT_READER

HELD_OUT = ("dev", "probes", "test")


def parser() -> argparse.ArgumentParser:
    cli = argparse.ArgumentParser(prog="python -m bench.errors", description=(__doc__ or "").splitlines()[0])
    cli.add_argument("--gold", type=Path, default=SHARED / "gold" / "train")
    whose = cli.add_mutually_exclusive_group()
    whose.add_argument("--reader", default=DEFAULT_READER)
    whose.add_argument("--predictions", type=Path, help="rows that bench.score --predictions wrote")
    cli.add_argument("--sample", type=int, metavar="N", help="about N articles, evenly over the folder")
    cli.add_argument("--out", type=Path, metavar="FILE", help="without it, results/errors/GOLD-READER.html")
    cli.add_argument("--worst", type=int, default=20, metavar="N", help="articles shown in full")
    cli.add_argument("--by", choices=("f1", "lost"), default="f1", help="worst by F1, or by fillers lost")
    cli.add_argument("--texts", action=argparse.BooleanOptionalAction, help="show the words of reports")
    cli.add_argument("--jobs", type=int)
    return cli


def main(arguments: list[str] | None = None) -> None:
    args = parser().parse_args(arguments)
    files = sampled(load_raw(args.gold), args.sample)
    if not files:
        sys.exit(f"no gold files in {args.gold}")
    if args.predictions:
        rows, version = loaded(args.predictions), ""
    else:
        rows = predict([file["article"] for file in files], args.reader, args.jobs)
        version = next((str(row["version"]) for row in rows.values() if row.get("version")), "")
    score = scorer(args.gold)
    found = report([align(score, file, rows.get(file["annotation"]["id"])) for file in files], score.SLOTS)
    name = args.predictions.stem if args.predictions else args.reader
    out = args.out or RESULTS / "errors" / f"{args.gold.name}-{safe(name)}.html"
    options = Options(
        title=f"Errors of {name} on {args.gold.name}",
        made=f"{len(files)} articles of {shown(args.gold)}. {version}",
        by=args.by,
        worst=args.worst,
        texts=args.texts if args.texts is not None else args.gold.resolve().name not in HELD_OUT,
    )
    out.parent.mkdir(parents=True, exist_ok=True)
    data = page(score, found, options).encode("utf-8", "replace")
    out.write_bytes(data)
    print(f"{len(files)} articles, {sum(f['annotation']['id'] in rows for f in files)} read\n")
    print(summary(found))
    print(f"\n{shown(out)}")


def sampled(files: list[dict[str, Any]], n: int | None) -> list[dict[str, Any]]:
    """About n of the files, evenly spread; all of them without n."""
    return files[:: max(len(files) // n, 1)][:n] if n else files


def loaded(predictions: Path) -> dict[str, dict[str, Any]]:
    """Rows of a JSONL by article id."""
    lines = predictions.read_text(encoding="utf-8").split("\n")
    rows = (json.loads(line) for line in lines if line.strip())
    return {row["id"]: row for row in rows}


def safe(name: str) -> str:
    """A reader's name ("module:Class" too) as a part of a file's name."""
    return "".join(c if c.isalnum() or c in "-." else "_" for c in name)


if __name__ == "__main__":
    main()
