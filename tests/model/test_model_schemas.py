"""The schemas that are checked in are those of the types, and real values fit them."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from jsonschema import Draft202012Validator, ValidationError

from contested.model import Judgement, Mention, Perpetrator, Problem, to_json
from contested.model.base import Value
from contested.model.claim import Claim
from contested.model.schemas import FOLDER, NOUNS, path_of, rendered
from contested.model.span import Span


@pytest.mark.parametrize("noun", NOUNS, ids=lambda n: n.__name__)
def test_schema_is_up_to_date(noun: type[Value]) -> None:
    assert path_of(noun).read_text("utf-8") == rendered(noun), "run: python -m contested.model.schemas"
    Draft202012Validator.check_schema(json.loads(rendered(noun)))


def test_no_schema_is_left_over() -> None:
    assert {p.name for p in FOLDER.glob("*.json")} == {path_of(n).name for n in NOUNS}


def _validator(noun: type[Value]) -> Draft202012Validator:
    return Draft202012Validator(json.loads(path_of(noun).read_text("utf-8")))


def test_values_fit_their_schema() -> None:
    word = Span(text="bombed", start=5, end=11)
    jets = Mention(text="Jets", start=0, end=4)
    claim = Claim(
        document_id="d_1",
        type="air_strike",
        quote="bombed",
        sentence=word,
        trigger=word,
        perpetrator=Perpetrator(mode="all", names=(jets,)),
    )
    problem = Problem(file="a", reason="b", stage="read")
    at = dt.datetime(2019, 8, 28, 12, tzinfo=dt.UTC)
    judgement = Judgement(id="j", kind="accept", subject=("c_1",), who="someone", at=at)
    for value in (claim, problem, judgement):
        _validator(type(value)).validate(json.loads(to_json(value)))


@pytest.mark.parametrize("change", [{"stage": "cook"}, {"reason": None}, {"colour": "red"}])
def test_misfits_are_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        _validator(Problem).validate({"file": "a", "reason": "b", "stage": "read"} | change)
