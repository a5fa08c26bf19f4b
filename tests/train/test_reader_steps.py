"""The order in which the shipped weights are made."""

from __future__ import annotations

from pathlib import Path

import pytest

from train.reader.__main__ import RECIPES, VERSIONS, steps
from train.reader.recipe import load_recipe

WORK = Path("work")


def made(size: str) -> list[Path]:
    return [path for path, _ in steps(WORK, Path("shared"), (size,))]


@pytest.mark.parametrize("size", list(VERSIONS))
def test_whatever_a_recipe_builds_on_is_made_before_it(size: str) -> None:
    order = made(size)
    for path in [p for p in order if p.name == "done" and p.parent.parent == WORK]:
        recipe = load_recipe(RECIPES / f"{path.parent.name}.toml")
        before = order[: order.index(path)]
        if recipe.start:
            assert WORK / recipe.start / "done" in before
        if recipe.teacher:
            assert WORK / recipe.teacher / "weights" / "reader.json" in before
            assert WORK / recipe.teacher / "answers" / "done" in before


@pytest.mark.parametrize("size", list(VERSIONS))
def test_what_ships_is_made_last(size: str) -> None:
    assert made(size)[-1].parts[-3:] == ("data", size, "reader.json")


@pytest.mark.parametrize("file", sorted(RECIPES.glob("*.toml")), ids=lambda f: f.stem)
def test_recipes_are_named_after_their_files_and_use_their_teachers(file: Path) -> None:
    recipe = load_recipe(file)
    assert recipe.name == file.stem
    assert bool(recipe.teacher) == (recipe.teacher_share > 0)
