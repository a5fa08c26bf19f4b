"""From ../shared to the shipped weights in one command.

    python -m train.reader --work FOLDER [--shared ../shared] [--only standard]

Fetches the encoders; then, for each size, makes what its recipe asks for: the run that it goes on from,
its teacher, and that teacher's answers on reports that nobody annotated; fits, exports and calibrates
it into the package. What already lies in the work folder is not made again, so that a broken run goes
on where it stopped. On two cores it takes about two hours.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from train.reader.recipe import Recipe, load_recipe

RECIPES = Path(__file__).parent
PACKAGE = RECIPES.parents[1] / "src/contested/extract/trained/data"
VERSIONS = {"standard": "2", "small": "2"}
"""The sizes that ship; a version goes up with every release of the weights."""

Step = tuple[Path, list[str]]
"""What a step makes last, and the module and arguments that make it."""


def steps(work: Path, shared: Path, sizes: tuple[str, ...]) -> Iterator[Step]:
    """All steps in order; a step that two sizes need is given twice."""
    common = ["--shared", str(shared)]
    yield work / "encoders" / "mpnet" / "tokenizer.json", ["train.reader.encoders", str(work / "encoders")]
    for size in sizes:
        yield from _fitted(size, work, common)
        yield _exported(size, work, PACKAGE / size, common)


def _fitted(name: str, work: Path, common: list[str]) -> Iterator[Step]:
    """The weights of a recipe, after those of the recipes that it builds on."""
    recipe = load_recipe(RECIPES / f"{name}.toml")
    fit = ["train.reader.fit", str(RECIPES / f"{name}.toml"), "--out", str(work / name)]
    if recipe.start:
        yield from _fitted(recipe.start, work, common)
        fit += ["--start", str(work / recipe.start)]
    if recipe.teacher:
        yield from _fitted(recipe.teacher, work, common)
        made, export = _exported(recipe.teacher, work, work / recipe.teacher / "weights", common)
        yield made, [*export, "--full"]
        yield _taught(recipe, work, common)
        fit += ["--taught", str(work / recipe.teacher / "answers")]
    yield work / name / "done", [*fit, "--encoders", str(work / "encoders"), *common]


def _taught(recipe: Recipe, work: Path, common: list[str]) -> Step:
    teacher, answers = work / recipe.teacher, work / recipe.teacher / "answers"
    tokenizer = work / "encoders" / recipe.encoder / "tokenizer.json"
    teach = ["train.reader.teach", str(teacher / "weights"), "--student", str(tokenizer)]
    return answers / "done", [*teach, "--out", str(answers), "--pieces", str(recipe.answers), *common]


def _exported(name: str, work: Path, into: Path, common: list[str]) -> Step:
    version = VERSIONS.get(name, "1")
    export = ["train.reader.export", str(work / name), "--to", str(into), "--name", name]
    encoders = ["--encoders", str(work / "encoders")]
    return into / "reader.json", [*export, "--version", version, *encoders, *common]


def main() -> None:
    cli = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    cli.add_argument("--work", type=Path, required=True)
    cli.add_argument("--shared", type=Path, default=Path("../shared"))
    cli.add_argument("--only", choices=VERSIONS, help="one size")
    args = cli.parse_args()
    for made, command in steps(args.work, args.shared, (args.only,) if args.only else tuple(VERSIONS)):
        if made.exists():
            print(f"{made} is there", flush=True)
            continue
        print(" ".join(["python -m", *command]), flush=True)
        subprocess.run([sys.executable, "-m", *command], check=True)


if __name__ == "__main__":
    main()
