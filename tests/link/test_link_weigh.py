"""Aggregation rules: golden choices, and what holds for all of them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.link.harm import harm_of
from contested.link.positions import Statement
from contested.link.weigh import DEFAULT, RULES, Said, choose, load_rules, parse_rules, uniform, weigh
from contested.model import Casualty, Field, Harm, Holder, Incident, Position, UsageError
from sample_values import claim, document


def count(key: str, n: int | None, **more: object) -> Said:
    fields: dict[str, object] = {"origin": key, "number": n, "top": n} | more
    return Said(value=n, label=str(n), key=key, **fields)  # type: ignore[arg-type]


LATER = dt.date(2020, 1, 2)
TOLLS = [count("a", 3), count("b", 9, party=True), count("c", 3), count("d", 5, published=LATER)]


@pytest.mark.parametrize(
    ("rule", "value"),
    [("min", 3), ("max", 9), ("median", 3), ("mode", 3), ("most_independent", 3), ("latest", 5)],
)
def test_each_rule_on_four_tolls(rule: str, value: int) -> None:
    found = choose(TOLLS, [rule])
    assert found is not None
    assert (found.value, found.rule) == (value, rule)
    assert set(found.left_out) == {"3", "5", "9"} - {str(value)}


def test_the_median_of_an_even_number_is_a_figure_that_somebody_gave() -> None:
    found = choose([count("a", 2), count("b", 10)], ["median"])
    assert found is not None
    assert found.value == 2


def test_precision_is_asked_before_the_tie_break() -> None:
    towns = [Said(value=p, label=p, origin=p, key=p, precision=n) for p, n in (("Town", 2), ("Region", 1))]
    assert choose(towns, ["most_precise"]).value == "Town"  # type: ignore[union-attr]
    assert choose(towns, ["least_precise"]).value == "Region"  # type: ignore[union-attr]


def test_ties_end_as_declared() -> None:
    pair = [count("a", 12), count("b", 4)]
    assert choose(pair, ["mode"]).value == 12  # type: ignore[union-attr]
    assert choose(pair, ["mode"], ties="smallest").value == 4  # type: ignore[union-attr]
    unknown = choose(pair, ["mode"], ties="unknown")
    assert unknown is not None
    assert (unknown.value, unknown.tied) == (None, True)


def test_unknown_is_no_zero_and_no_answer_unless_asked_for() -> None:
    voices = [count("a", None), count("b", None), count("c", 7)]
    found = choose(voices, ["min"])
    assert found is not None
    assert (found.value, found.silent) == (7, 2)
    assert choose(voices[:2], ["min"]) is None
    assert choose(voices, ["mode"], silence=True).value is None  # type: ignore[union-attr]


VOICES = st.lists(
    st.builds(
        lambda k, n, o, p, d: count(f"k{k}", n, origin=o, party=p, published=d),
        st.integers(0, 10**6),
        st.none() | st.integers(0, 50),
        st.sampled_from("abcd"),
        st.booleans(),
        st.none() | st.dates(dt.date(2019, 1, 1), dt.date(2019, 2, 1)),
    ),
    max_size=8,
    unique_by=lambda v: v.key,
)


@given(VOICES, st.lists(st.sampled_from(sorted(RULES)), min_size=1, max_size=3), st.randoms())
def test_order_of_arrival_does_not_matter_and_values_are_somebodys(voices, order, random) -> None:  # type: ignore[no-untyped-def]
    found = choose(voices, order)
    mixed = list(voices)
    random.shuffle(mixed)
    assert choose(mixed, order) == found
    assert (found is None) == all(v.value is None for v in voices)
    if found is not None:
        assert found.value in {v.value for v in voices}
        assert found.label not in found.left_out


@given(VOICES)
def test_min_median_max_are_in_order(voices) -> None:  # type: ignore[no-untyped-def]
    found = [choose(voices, [r]) for r in ("min", "median", "max")]
    if found[0] is not None:
        low, mid, high = (f.value for f in found if f is not None)
        assert low <= mid <= high


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 5), st.sampled_from("abc")), max_size=6))
def test_the_default_gives_the_best_of_the_incident(told: list[tuple[int, int, str]]) -> None:
    doc = document()
    statements, claims = [], {}
    for n, (low, more, origin) in enumerate(told):
        made = claim(doc, version=f"v{n}", casualties=(Casualty(kind="killed", low=low, high=low + more),))
        claims[made.id] = made
        holder = Holder(claim_id=made.id, document_id=doc.id, origin=origin, published=doc.published)
        statements.append(Statement(claim=made, holder=holder))
    positions = tuple(Position(label="n", value=1, holders=(s.holder,), origins=1) for s in statements)
    incident = Incident(
        id="i",
        type="air_strike",
        family="violent",
        summary="",
        fields=(Field(name="killed", state="agreed", positions=positions),) if told else (),
    )
    best = next((h.best for h in harm_of(statements) if isinstance(h, Harm)), None)
    found = weigh(incident, claims, DEFAULT)["killed"]
    assert (found.value if found else None) == best


def test_a_rules_file(tmp_path: Path) -> None:
    path = tmp_path / "contested.rules.toml"
    path.write_text(
        'ties = "unknown"\n[rules]\ndefault = "latest"\nkilled = ["max", "mode"]\n', encoding="utf-8"
    )
    rules = load_rules(path)
    assert rules.order("killed") == ("max", "mode")
    assert rules.order("perpetrator") == ("latest",)
    assert (rules.ties, rules.latest) == ("unknown", True)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ({"rule": {}}, "unknown key 'rule'"),
        ({"rules": {"kiled": "max"}}, "rules.kiled: no such field"),
        ({"rules": {"killed": "biggest"}}, "rules.killed: no rule 'biggest'"),
        ({"rules": {"target": "max"}}, "rules.target: 'max' needs numbers"),
        ({"ties": "coin"}, "ties: 'coin'"),
        ({"rules": {"killed": []}}, "rules.killed: a rule or a list"),
        ({"version": 2}, "version: only version 1"),
        ([], "a table of keys is needed"),
    ],
)
def test_a_wrong_rules_file_is_told_by_file_key_and_reason(found: object, words: str) -> None:
    with pytest.raises(UsageError, match=r"^my\.toml: ") as error:
        parse_rules(found, "my.toml")
    assert words in str(error.value)


def test_a_uniform_rule_orders_only_what_can_be_ordered() -> None:
    assert uniform("max").order("killed")[0] == "max"
    assert uniform("max").order("target") == DEFAULT.order("target")
    assert uniform("latest").order("target")[0] == "latest"
