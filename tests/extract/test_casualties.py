"""Casualties in the words of the text: minimal pairs on sentences of our own."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contested.extract.rules.casualties import casualties, casualties_of
from contested.extract.rules.parse import load

STATED = [
    ("Three farmers were killed.", [("killed", "Three farmers")]),
    ("The shell killed two policemen and a soldier.", [("killed", "two policemen"), ("killed", "a soldier")]),
    (
        "The raid hit the mill, killing at least nine people, including four children.",
        [("killed", "at least nine people"), ("killed", "four children")],
    ),
    ("The blast left 20 dead and 35 wounded.", [("killed", "20"), ("injured", "35")]),
    ("The shelling left dozens injured.", [("injured", "dozens")]),
    (
        "Jets struck the depot, no casualties were reported.",
        [("killed", "no casualties"), ("injured", "no casualties")],
    ),
    ("No Turkish soldier was hurt.", [("injured", "No Turkish soldier")]),
    ("A woman and her three sons were killed.", [("killed", "A woman"), ("killed", "her three sons")]),
    ("The death toll rose to 45.", [("killed", "45")]),
    ("Rescuers found 12 bodies.", [("killed", "12 bodies")]),
    ("The attack claimed the lives of six farmers.", [("killed", "six farmers")]),
    ("The teacher lost his life.", [("killed", "teacher")]),
    ("Three fighters were martyred.", [("killed", "Three fighters")]),
    ("Two nurses succumbed to their wounds.", [("killed", "Two nurses")]),
    ("Troops killed a Palestinian near the gate.", [("killed", "a Palestinian")]),
    ("Police have shot dead a local man.", [("killed", "a local man")]),
    ("Two men were stabbed to death.", [("killed", "Two men")]),
    ("Three children were among those killed.", [("killed", "Three children")]),
    ("The raid resulted in the death of a child.", [("killed", "a child")]),
    ("A 25-year-old trader was gunned down.", [("killed", "A 25-year-old trader")]),
    ("It went off without injuring anyone.", [("injured", "without injuring anyone")]),
    ("Two of them were wounded.", [("injured", "Two of them")]),
    ("Police arrested 12 people.", [("captured", "12 people")]),
    ("The army captured the town.", []),
    ("Thousands of families fled the city.", [("displaced", "Thousands of families")]),
    ("Jets destroyed two houses.", []),
    ("The strike killed all hope of talks.", []),
]


@pytest.mark.parametrize(("sentence", "expected"), STATED)
def test_words_of_harm_give_kind_and_count_phrase(sentence: str, expected: list[tuple[str, str]]) -> None:
    found = [(f.kind, f.text.text) for f in casualties(load()(sentence))]
    assert sorted(found) == sorted(expected)


def test_one_number_for_two_kinds_is_shared_and_two_numbers_are_not() -> None:
    both = casualties(load()("The gunmen killed or wounded 20 soldiers."))
    assert {(f.kind, f.text.text, f.shared) for f in both} == {
        ("killed", "20 soldiers", True),
        ("injured", "20 soldiers", True),
    }
    apart = casualties(load()("The gunmen killed 5 soldiers and wounded 20 others."))
    assert [(f.kind, f.shared) for f in apart] == [("killed", False), ("injured", False)]


def test_who_is_named_without_the_count() -> None:
    (finding,) = casualties(load()("At least nine young farmers were killed."))
    assert finding.who is not None
    assert finding.who.text == "young farmers"
    (bare,) = casualties(load()("The blast left 20 dead."))
    assert bare.who is None


def test_a_casualty_goes_to_the_trigger_that_governs_it() -> None:
    doc = load()(
        "Jets bombed the mill, killing four workers, and rebels shelled the bridge, wounding a guard."
    )
    bombed, shelled = (next(t for t in doc if t.text == w) for w in ("bombed", "shelled"))
    found = casualties(doc)
    assert [f.text.text for f in casualties_of(bombed, found, [shelled])] == ["four workers"]
    assert [f.text.text for f in casualties_of(shelled, found, [bombed])] == ["a guard"]


def test_a_word_of_harm_that_is_a_trigger_keeps_its_own() -> None:
    doc = load()("A bomb exploded and five people were killed.")
    exploded, killed = (next(t for t in doc if t.text == w) for w in ("exploded", "killed"))
    found = casualties(doc)
    assert [f.text.text for f in casualties_of(exploded, found)] == ["five people"]
    assert casualties_of(exploded, found, [killed]) == []
    assert [f.text.text for f in casualties_of(killed, found, [exploded])] == ["five people"]


def test_casualties_of_another_sentence_do_not_belong() -> None:
    doc = load()("Rebels shelled the bridge. Five people were killed elsewhere.")
    shelled = next(t for t in doc if t.text == "shelled")
    assert casualties_of(shelled, casualties(doc)) == []


WORDS = st.sampled_from(
    [
        "killed",
        "wounded",
        "dead",
        "and",
        "or",
        "3",
        "no",
        "people",
        "casualties",
        "toll",
        "of",
        "the",
        "lives",
        "lost",
        "death",
        "to",
        "stabbed",
        "among",
        "those",
        "including",
        "children",
        ",",
        ".",
        "\n",
        "were",
        "A",
        "bodies",
        "طفل",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=14).map(" ".join)))
def test_any_text_is_read_without_error_and_spans_lie_inside(text: str) -> None:
    doc = load()(text)
    found = casualties(doc)
    for finding in found:
        assert 0 <= finding.text.start < finding.text.end <= len(doc)
        assert finding.who is None or finding.who.text in text
    for token in doc:
        assert all(f in found for f in casualties_of(token, found, list(doc)))


def test_the_trigger_nearest_in_the_tree_gets_the_harm() -> None:
    doc = load()("A woman was injured in shelling by the army, and rebels fired at a mill.")
    shelling, fired = (next(t for t in doc if t.text == w) for w in ("shelling", "fired"))
    found = casualties(doc)
    assert [f.text.text for f in casualties_of(shelling, found, [fired])] == ["A woman"]
    assert casualties_of(fired, found, [shelling]) == []


def test_dates_and_quotes_in_front_are_no_part_of_the_count() -> None:
    (finding,) = casualties(load()("21 August 2016 Ten farmers were wounded."))
    assert finding.text.text == "Ten farmers"
