"""From ../shared to the shipped weights in one command.

    python -m train.reader --work FOLDER [--shared ../shared] [--only standard]

Fetches the encoders, fits the teacher, lets it read reports that nobody annotated, fits each size on
its answers and on the annotation, exports and calibrates them into the package. What already lies in
the work folder is not made again, so that a broken run goes on where it stopped. On two cores it takes
about two hours.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

RECIPES = Path(__file__).parent
PACKAGE = RECIPES.parents[1] / "src/contested/extract/trained/data"
TEACHER = "mpnet"
SIZES = ("standard", "small")
VERSION = "1"
"""Of the weights; goes up with every release of them."""

Step = tuple[Path, list[str]]
"""What a step makes last, and the module and arguments that make it."""


def steps(work: Path, shared: Path, sizes: tuple[str, ...]) -> Iterator[Step]:
    """All steps in order."""
    encoders, common = work / "encoders", ["--shared", str(shared)]
    taught = work / "teacher"
    yield encoders / TEACHER / "tokenizer.json", ["train.reader.encoders", str(encoders)]
    yield from _model(TEACHER, work, work / TEACHER / "weights", common)
    teach = [
        "train.reader.teach",
        str(work / TEACHER / "weights"),
        "--student",
        str(encoders / "minilm" / "tokenizer.json"),
    ]
    yield taught / "done", [*teach, "--out", str(taught), *common]
    for size in sizes:
        yield from _model(size, work, PACKAGE / size, common)


def _model(name: str, work: Path, into: Path, common: list[str]) -> Iterator[Step]:
    run, encoders = work / name, ["--encoders", str(work / "encoders")]
    fit = ["train.reader.fit", str(RECIPES / f"{name}.toml"), "--out", str(run)]
    yield run / "done", [*fit, "--taught", str(work / "teacher"), *encoders, *common]
    export = ["train.reader.export", str(run), "--to", str(into), "--name", name, "--version", VERSION]
    yield into / "reader.json", [*export, *encoders, *common]


def main() -> None:
    cli = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    cli.add_argument("--work", type=Path, required=True)
    cli.add_argument("--shared", type=Path, default=Path("../shared"))
    cli.add_argument("--only", choices=SIZES, help="one size")
    args = cli.parse_args()
    for made, command in steps(args.work, args.shared, (args.only,) if args.only else SIZES):
        if made.exists():
            print(f"{made} is there", flush=True)
            continue
        print(" ".join(["python -m", *command]), flush=True)
        subprocess.run([sys.executable, "-m", *command], check=True)


if __name__ == "__main__":
    main()
