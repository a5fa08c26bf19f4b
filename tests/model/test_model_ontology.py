"""The ontology holds every type of the codebook and is validated when it is loaded."""

from __future__ import annotations

from itertools import product

import pytest

from contested.model import ContestedError, ontology
from contested.model.ontology import parse_ontology

VIOLENT = """
    air_strike drone_strike shelling explosive suicide_bomb
    chemical_attack armed_clash attack abduction sexual_violence
"""
CONTROL = """
    territory_gained troop_movement siege interception property_destruction arrest displacement aid
"""
POLITICAL = "agreement violation consult threaten sanction protest"
CODEBOOK = {
    "violent": set(VIOLENT.split()),
    "control": set(CONTROL.split()),
    "political": set(POLITICAL.split()),
    "other": {"toll"},
}
ENTRY = """
  {name}:
    group: {group}
    label: a label
    definition: A definition.
    compatible: [{compatible}]
    acled: null
    plover: {{event: ASSAULT}}
    cameo: "19"
    muc: null
"""


def _yaml(*entries: tuple[str, str], group: str = "violent") -> str:
    body = "".join(ENTRY.format(name=n, compatible=c, group=group) for n, c in entries)
    return 'version: "1"\ntypes:' + body


def test_every_type_of_the_codebook_and_no_other() -> None:
    found = {g: {n for n, t in ontology().types.items() if t.group == g} for g in CODEBOOK}
    assert found == CODEBOOK
    assert len(ontology().types) == 25


def test_mappings_use_the_codebooks_own_terms() -> None:
    for name, kind in ontology().types.items():
        assert kind.cameo in {f"{n:02d}" for n in range(1, 21)}, name
        assert kind.plover.event.isupper(), name
        assert kind.label and kind.definition.endswith("."), name
        assert kind.muc in {
            None,
            "ATTACK",
            "BOMBING",
            "KIDNAPPING",
            "ARSON",
            "ROBBERY",
            "FORCED WORK STOPPAGE",
        }
    assert {n for n, t in ontology().types.items() if t.acled is None} == {
        "aid",
        "sanction",
        "threaten",
        "toll",
    }
    assert {t.acled.event for t in ontology().types.values() if t.acled} <= {
        "Battles",
        "Explosions/Remote violence",
        "Violence against civilians",
        "Strategic developments",
        "Protests",
        "Riots",
    }


def test_compatible_is_reflexive_and_symmetric() -> None:
    known = ontology()
    for a, b in product(known.types, repeat=2):
        assert known.compatible(a, b) == known.compatible(b, a)
    assert all(known.compatible(a, a) for a in known.types)
    assert known.compatible("air_strike", "attack")
    assert not known.compatible("air_strike", "protest")


def test_a_sound_ontology_loads() -> None:
    assert set(parse_ontology(_yaml(("a", "b"), ("b", "a"))).types) == {"a", "b"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (_yaml(("a", "ghost")), r"a: compatible with unknown type 'ghost'"),
        (_yaml(("a", "b"), ("b", "")), r"a is compatible with b, but not b with a"),
        (_yaml(("a", ""), group="peaceful"), r"types\[\.\.\.\]\.group|peaceful"),
        (_yaml(("a", "")).replace("label", "lable"), "label|lable"),
        (_yaml(("a", "")).replace('version: "1"', ""), "version"),
        ("types: [", "ontology.yaml"),
        ("", "ontology.yaml"),
    ],
)
def test_a_broken_ontology_names_the_entry(text: str, message: str) -> None:
    with pytest.raises(ContestedError, match=message):
        parse_ontology(text)
