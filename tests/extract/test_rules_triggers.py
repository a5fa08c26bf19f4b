from __future__ import annotations

import pytest
from rules_parsing import parsed, word

from contested.extract.rules.event_type import event_type, means_counts
from contested.extract.rules.triggers import find_triggers, widen
from contested.extract.rules.weights import Table, table


def found(text: str) -> list[str]:
    return [t.token.lower_ for t in find_triggers(parsed(text))]


def kind(text: str, trigger: str) -> str:
    tokens = [t.token for t in find_triggers(parsed(text))]
    return event_type(word(text, trigger), tokens, means_counts(parsed(text))).type


def test_an_act_is_a_trigger_and_its_harm_is_not() -> None:
    assert found("Warplanes bombed the bakery in the old town, killing six people.") == ["bombed"]


def test_harm_alone_is_the_event() -> None:
    assert "killed" in found("Six people were killed in the old town on Monday, officials said.")


def test_plain_prose_without_events_has_no_trigger() -> None:
    assert found("The minister praised the new library and its quiet reading rooms.") == []


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Fighter jets struck the village at dawn.", "struck", "air_strike"),
        ("Artillery shelled the village at dawn.", "shelled", "shelling"),
        ("A suicide bomber detonated his vest at the gate.", "detonated", "suicide_bomb"),
        ("The two presidents met in the capital on Friday.", "met", "consult"),
        ("Police arrested nine men in the raid.", "arrested", "arrest"),
        ("Rebels captured the hill from the army.", "captured", "territory_gained"),
        ("Gunmen kidnapped two teachers near the lake.", "kidnapped", "abduction"),
        ("Thousands of families fled the shelled districts.", "fled", "displacement"),
        ("Air defences shot down two missiles over the port.", "shot", "interception"),
    ],
)
def test_types_follow_the_means_and_the_verb(text: str, trigger: str, expected: str) -> None:
    assert kind(text, trigger) == expected


def test_means_named_elsewhere_make_an_attack_an_air_strike() -> None:
    alone = "The attack destroyed two houses. Residents dug for hours."
    with_jets = "Warplanes circled over the town. The airstrikes came at noon. The bombing hit two houses."
    assert kind(with_jets, "bombing") == "air_strike"
    assert kind(alone, "attack") == "attack"


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("The air strikes lasted an hour.", "strikes", "air strikes"),
        ("Guards opened fire on the crowd.", "opened", "opened fire"),
        ("The minister was shot dead on Monday.", "shot", "shot dead"),
        ("The jets bombed a farm.", "bombed", "bombed"),
    ],
)
def test_the_trigger_carries_the_words_of_its_name(text: str, trigger: str, expected: str) -> None:
    assert widen(word(text, trigger)).text == expected


def test_a_table_decides_by_the_sum_it_explains() -> None:
    weights = Table(bias={"yes": -1.0}, weights={"a": {"yes": 2.0}, "b": {"yes": -0.5}}, threshold=0.5)
    assert weights.scores(["a", "b", "unheard of"]) == {"yes": 0.5}
    assert weights.odds(["a"]) > 0.5 > weights.odds(["b"])
    assert weights.because(["a", "b"], "yes") == "a +2.0"


def test_ties_between_classes_go_to_the_first_in_the_alphabet() -> None:
    weights = Table(bias={"toll": 0.0, "attack": 0.0}, weights={}, threshold=0.0)
    assert weights.best([]) == ("attack", 0.5)


@pytest.mark.parametrize("name", ["triggers", "event_types", "perpetrators", "targets"])
def test_the_shipped_tables_name_only_their_own_classes(name: str) -> None:
    shipped = table(name)
    assert shipped.weights
    assert {c for row in shipped.weights.values() for c in row} <= set(shipped.bias)
