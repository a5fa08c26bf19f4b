"""The example and the tables of docs/data-model.md are true of the types."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from contested.model import Claim, Document, Incident, from_json, ontology, spans_of
from contested.model.base import Value

PAGE = (Path(__file__).parents[2] / "docs" / "data-model.md").read_text("utf-8")


def _section(title: str) -> str:
    return PAGE.split(f"\n## {title}\n")[1].split("\n## ")[0]


def test_the_example_claim_is_a_claim_and_proves_itself() -> None:
    (text,) = re.findall(r"^> (.+)$", PAGE, re.M)
    (example,) = re.findall(r"```json\n(.*?)```", PAGE, re.S)
    claim = from_json(Claim, example)
    assert claim.quote == claim.sentence.text == text
    assert all(span.proves(text) for span in spans_of(claim))
    assert claim.type in ontology().types


@pytest.mark.parametrize("noun", [Document, Claim, Incident], ids=lambda n: n.__name__)
def test_every_field_is_told(noun: type[Value]) -> None:
    told = set(re.findall(r"`(\w+)`", _section(noun.__name__)))
    assert {f.name for f in msgspec.structs.fields(noun)} <= told


def test_every_event_type_is_told() -> None:
    rows = re.findall(r"^\| (\w+) \| (`.*) \|$", _section("Event types"), re.M)
    told = {group: re.findall(r"`(\w+)`", types) for group, types in rows}
    found: dict[str, list[str]] = {}
    for name, kind in ontology().types.items():
        found.setdefault(kind.group, []).append(name)
    assert told == found
