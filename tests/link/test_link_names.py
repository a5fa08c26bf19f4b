"""Names of one actor are one; names that only look alike are not."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from contested.link.lexicon import wordlist
from contested.link.names import actor_key, agency, by_itself, kin, mention_key, same_actor, same_words, sides
from contested.model import Actor, ContestedError, Mention


@pytest.mark.parametrize(
    "name",
    [
        *("Assad regime", "regime forces", "Bashar al-Assad regime", "Syrian government forces", "Assad"),
        *("the Syrian army", "Syria", "Syrian regime’s jets", "regime jets"),
    ],
)
def test_names_of_one_government_are_one(name: str) -> None:
    assert actor_key(name, "Syria") == "state:Syria"


@pytest.mark.parametrize("name", ["Russian", "Russia", "Russian warplanes", "Moscow", "Vladimir Putin"])
def test_demonym_capital_and_leader_mean_the_state(name: str) -> None:
    assert actor_key(name) == "state:Russia"


def test_regime_alone_is_nobody_without_a_country() -> None:
    assert actor_key("regime forces") == "regime forces"
    assert actor_key("regime forces", "Yemen") == "state:Yemen"


@pytest.mark.parametrize("name", ["Turkish-backed rebels", "pro-Russian fighters", "Israeli settlers"])
def test_a_demonym_inside_a_name_is_not_the_state(name: str) -> None:
    assert not actor_key(name).startswith("state:")


def test_same_actor() -> None:
    assert same_actor("Houthi rebels", "Ansar Allah")
    assert not same_actor("Russian jets", "Syrian jets")
    assert same_actor("Northern Brigade", "the Northern Brigade fighters")


def test_same_words_needs_half() -> None:
    assert same_words("Upper Mill", "Upper Mill village")
    assert not same_words("Upper Mill", "Lower Mill bridge")


def test_agencies_have_one_name() -> None:
    assert agency("the Syrian Observatory for Human Rights") == agency("SOHR") == "SOHR"
    assert agency("Agence France-Presse") == "AFP"
    assert agency("River Gazette") is None


def test_sides_of_a_phrase() -> None:
    assert sides("senior Turkish security source") == {"state:Turkey"}
    assert sides("SANA") == {"state:Syria"}
    assert sides("Turkish-backed rebels") == frozenset()
    assert sides("a farmer") == frozenset()


def test_an_unknown_word_list_is_named() -> None:
    with pytest.raises(ContestedError, match="'nonsense'"):
        wordlist("nonsense")


def mention(text: str, id_: str, name: str, parent: str | None = None, *, described: bool = False) -> Mention:
    actor = Actor(id=id_, name=name, kind="armed_group", parent=parent, described=described, confidence=0.9)
    return Mention(text=text, start=0, end=len(text), actor=actor)


def test_names_that_only_the_registry_knows_as_one_have_one_key() -> None:
    long = mention("Hill Guard Movement", "x/hill-guard", "Hill Guard")
    assert mention_key(long) == mention_key(mention("HGM", "x/hill-guard", "Hill Guard"))
    assert mention_key(mention("Houthi rebels", "x/other", "Other")) == actor_key("Houthi rebels")
    assert mention_key(mention("gunmen", "class/militants", "militants", described=True)) == "gunmen"


def test_an_actor_is_kin_to_what_it_is_part_of() -> None:
    whole, part = mention("A", "x/a", "A"), mention("B", "x/b", "B", "x/a")
    assert kin(whole.actor, part.actor) and kin(part.actor, whole.actor)
    assert not kin(part.actor, mention("C", "x/c", "C").actor)
    assert not kin(None, whole.actor)


def test_an_entry_stands_for_a_speaker_only_as_such() -> None:
    group = mention("A", "x/a", "A").actor
    assert group is not None and by_itself(group)
    assert not by_itself(replace(group, role="spokesman"))
    assert not by_itself(replace(group, kind="state"))
