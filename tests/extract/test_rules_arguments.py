from __future__ import annotations

import pytest
from rules_parsing import parsed, word

from contested.extract.rules.anaphora import acting_pronoun
from contested.extract.rules.arguments import roles
from contested.extract.rules.mode import mode_of
from contested.extract.rules.phrases import name_of, path
from contested.extract.rules.status import status_of
from contested.extract.rules.weapon import weapon_of


def actors(text: str, trigger: str, kind: str = "air_strike") -> list[str]:
    token = word(text, trigger)
    return [a.name.text for a in roles(token, kind, [token])[0]]


def hit(text: str, trigger: str, kind: str = "air_strike") -> list[str]:
    token = word(text, trigger)
    return [a.name.text for a in roles(token, kind, [token])[1]]


def mode(text: str, trigger: str, kind: str = "air_strike") -> tuple[str, list[str], str | None]:
    token = word(text, trigger)
    found = mode_of(token, roles(token, kind, [token])[0], status_of(token, None))
    return found.mode, [n.name.text for n in found.names], found.cue.text if found.cue else None


@pytest.mark.parametrize(
    "text",
    [
        "Russian jets bombed a school in the town.",
        "A school in the town was bombed by Russian jets.",
    ],
)
def test_active_and_passive_name_the_same_actor_and_target(text: str) -> None:
    assert actors(text, "bombed") == ["Russian"]
    assert "school" in hit(text, "bombed")


def test_both_sides_of_a_hyphen_act() -> None:
    assert actors("Russian-Syrian jets bombed a school in the town.", "bombed") == ["Russian", "Syrian"]


def test_alternatives_stay_alternatives() -> None:
    assert mode("Russian or Syrian jets bombed a school in the town.", "bombed") == (
        "one_of",
        ["Russian", "Syrian"],
        "or",
    )


def test_joint_actors_are_all() -> None:
    assert mode("Russian and Syrian jets bombed a school in the town.", "bombed")[:2] == (
        "all",
        ["Russian", "Syrian"],
    )


def test_unidentified_gunmen_are_unknown() -> None:
    found = mode("Unidentified gunmen shot a judge near the court.", "shot", "attack")
    assert (found[0], found[2]) == ("unknown", "Unidentified")


def test_an_unclaimed_attack_has_no_culprit() -> None:
    assert mode("No group has claimed responsibility for the attack.", "attack", "attack")[:2] == (
        "unknown",
        [],
    )


def test_an_act_without_an_actor_is_none() -> None:
    assert mode("A school in the town was bombed at noon.", "bombed") == ("none", [], None)


def test_a_name_has_no_article_and_no_loaded_adjective() -> None:
    text = "The brutal Rhodesian regime shelled the camp."
    assert name_of(word(text, "regime")).text == "Rhodesian regime"


def test_paths_name_the_way_through_the_tree() -> None:
    text = "Soldiers attacked the camp."
    assert path(word(text, "attacked"), word(text, "soldiers")) == "nsubj"
    assert path(word(text, "attacked"), word(text, "attacked")) == "self"


def test_a_weapon_is_named_by_syntax() -> None:
    found = weapon_of(word("Rebels attacked the checkpoint with mortars.", "attacked"))
    assert found is not None and found[0].text == "mortars"
    assert weapon_of(word("Rebels attacked the checkpoint.", "attacked")) is None


def test_a_weapon_does_not_say_whose_it_is() -> None:
    found = weapon_of(word("Syrian regime warplanes bombed the depot.", "bombed"))
    assert found is not None and found[0].text == "warplanes"
    found = weapon_of(word("Two regime jets attacked the depot with Hellfire missiles.", "attacked"))
    assert found is not None and found[0].text in ("jets", "Hellfire missiles")


def test_a_people_and_its_government_are_one_alternative() -> None:
    text = "It was not clear whether Russian or Syrian government jets bombed the depot."
    assert mode(text, "bombed")[:2] == ("one_of", ["Russian", "Syrian government"])


def test_only_pronouns_that_act_point_back() -> None:
    text = "The rebels left the hill. They shelled the road, and it was attacked again."
    assert (pronoun := acting_pronoun(word(text, "shelled"))) is not None and pronoun.text == "They"
    assert acting_pronoun(word(text, "attacked")) is None
    assert len(list(parsed(text).sents)) == 2
