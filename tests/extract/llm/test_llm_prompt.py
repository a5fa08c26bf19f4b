"""The prompts as shipped: their version, their schema, and their own example."""

from __future__ import annotations

import hashlib
from importlib.resources import files

from jsonschema import Draft202012Validator
from llm_cases import CLAIM, document

from contested.extract.account import Account
from contested.extract.llm.claims import claims_of
from contested.extract.llm.passages import passages
from contested.extract.llm.prompt import messages
from contested.extract.llm.wire import parse, schema
from contested.model import ontology

SHIPPED = {"1": "075d8e5ab231525c"}


def test_a_change_of_words_is_a_new_version() -> None:
    folder = files("contested.extract.llm").joinpath("prompts")
    found = {}
    for version in folder.iterdir():
        words = b"\n".join(f.read_bytes() for f in sorted(version.iterdir(), key=lambda f: f.name))
        found[version.name] = hashlib.sha256(words).hexdigest()[:16]
    assert found == SHIPPED, "prompts that were released stay as they are: add a folder"


def test_the_example_follows_the_schema_and_proves_itself() -> None:
    (passage,) = passages("A report.", 100)
    _, shown, answer, _ = messages(document("A report."), passage)
    claims, faults = parse(answer["content"])
    assert faults == [] and len(claims) == 2
    report = document(shown["content"].partition("Report:\n")[2])
    (whole,) = passages(report.text, 6000)
    made = claims_of(report, whole, claims, "example", Account())
    assert [c.unaligned for c in made] == [{}, {}]
    assert made[0].perpetrator.mode == "one_of" and made[1].status == "denied"


def test_the_schema_takes_what_it_should_and_no_more() -> None:
    check = Draft202012Validator(schema())
    assert check.is_valid({"claims": [CLAIM]}) and check.is_valid({"claims": []})
    assert not check.is_valid({"claims": [CLAIM | {"type": "picnic"}]})
    assert not check.is_valid({"claims": [CLAIM | {"more": 1}]})
    assert not check.is_valid({"claims": [{k: v for k, v in CLAIM.items() if k != "when"}]})


def test_the_instructions_name_every_type() -> None:
    (passage,) = passages("A report.", 100)
    rules = messages(document("A report."), passage)[0]["content"]
    assert [t for t in ontology().types if t not in rules] == []
