"""The shape of a private person's name, and of what only looks like one. All names are invented."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.export import WITHHELD, Disclosure, looks_like_person
from contested.export.privacy import shown


@pytest.mark.parametrize(
    "text",
    [
        "Jane Doe Sample",
        "Omar al-Sample",
        "journalist Jane Sample",
        "Jane Sample, 34",
        "Jane Sample and her two sons",
        "Abu Sample Example",
        "Jane Q. Sample",
        "Jean-Luc d'Exemple",
        "JANE SAMPLE",
        "Jane Hill",
        "Jane King",
        "Олена Приклад",
        "Jane\u00a0Sample",
        "جين مثال",
        "山田例子",
    ],
)
def test_persons(text: str) -> None:
    assert looks_like_person(text)
    assert shown(text, Disclosure()) == WITHHELD
    assert shown(text, Disclosure(names=True)) == text


@pytest.mark.parametrize(
    "text",
    [
        "three civilians",
        "Palestinians",
        "Syrian Kurds",
        "Syrian Army",
        "Red Crescent",
        "North Example",
        "Health Ministry spokesman",
        "Example Hospital",
        "UN Observers",
        "General Sample Example",
        "president Sample Example",
        "a woman and her three sons",
        "Government's Forces",
        "",
        "34",
    ],
)
def test_not_persons(text: str) -> None:
    assert not looks_like_person(text)
    assert shown(text, Disclosure()) == text


def test_known_places_and_actors_are_no_persons() -> None:
    assert looks_like_person("Nova Exampla")
    assert not looks_like_person("Nova Exampla", ["NOVA EXAMPLA"])
    assert not looks_like_person("the road to Nova Exampla", ["Nova Exampla"])
    assert looks_like_person("Jane Sample of Nova Exampla", ["Nova Exampla"])


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_shown_whole_or_not_at_all(text: str) -> None:
    assert shown(text, Disclosure()) in (text, WITHHELD)
    assert shown(text, Disclosure(names=True)) == text


def test_the_rule_takes_linear_time() -> None:
    def seconds(n: int) -> float:
        start = time.process_time()
        for hostile in ("A-" * n, "a'" * n, "Al " * n, "A." * n):
            looks_like_person(hostile)
        return time.process_time() - start

    seconds(1000)
    assert seconds(80_000) < 3
