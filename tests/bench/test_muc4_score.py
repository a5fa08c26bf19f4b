"""The scorer of template filling on cases that can be counted by hand."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.muc4.certainty import confidences, stages
from bench.muc4.corpus import ROLES, Template
from bench.muc4.keys import Confidence
from bench.muc4.score import Counts, best_mapping, normalized, score, score_document


def template(kind: str, **roles: list[tuple[str, ...]]) -> Template:
    return Template(type=kind, roles={role: tuple(roles.get(role, ())) for role in ROLES})


def test_mentions_are_compared_without_case_articles_and_punctuation() -> None:
    assert normalized("The  'Red Dawn' (RD)") == "red dawn rd"


def test_a_filler_is_right_when_all_its_mentions_are_one_gold_fillers() -> None:
    gold = [template("bombing", PerpOrg=[("red dawn", "rd")], Weapon=[("bomb",)])]
    predicted = [template("bombing", PerpOrg=[("the RD",)], Weapon=[("bomb", "dynamite")])]
    found = score_document(predicted, gold)
    assert found.slots["PerpOrg"] == Counts(1, 1, 1, 1)
    assert found.slots["Weapon"] == Counts(0, 1, 0, 1)  # dynamite is no mention of the gold filler
    assert found.slots["incident_type"] == Counts(1, 1, 1, 1)
    assert found.micro == Counts(2, 3, 2, 3)


def test_two_predicted_names_of_one_filler_are_both_precise_but_find_it_once() -> None:
    gold = [template("attack", PerpOrg=[("red dawn", "rd")])]
    found = score_document([template("attack", PerpOrg=[("red dawn",), ("rd",)])], gold)
    assert found.slots["PerpOrg"] == Counts(2, 2, 1, 1)


def test_another_incident_type_makes_all_spurious_and_missing() -> None:
    gold = [template("arson", Target=[("mill",)])]
    found = score_document([template("attack", Target=[("mill",)])], gold)
    assert found.micro == Counts(0, 2, 0, 2)
    assert found.pairs == ()


def test_either_of_two_gold_types_will_do() -> None:
    gold = [template("attack / bombing", Target=[("mill",)])]
    for kind in ("attack", "bombing"):
        assert score_document([template(kind, Target=[("mill",)])], gold).micro.f1 == 1


def test_templates_are_paired_for_the_best_whole() -> None:
    gold = [
        template("attack", Victim=[("ana",)], Weapon=[("knife",)]),
        template("attack", Victim=[("ana",), ("bea",)], Target=[("bus",)]),
    ]
    predicted = [template("attack", Victim=[("bea",)]), template("attack", Victim=[("ana",)])]
    assert best_mapping(predicted, gold) == (1, 0)
    found = score_document(predicted, gold)
    assert found.slots["Victim"] == Counts(2, 2, 2, 3)


def test_equal_gold_templates_count_once_and_empty_documents_not_at_all() -> None:
    twice = [template("attack"), template("attack")]
    assert score_document([template("attack")], twice).micro == Counts(1, 1, 1, 1)
    assert score([([], [])]).micro == Counts()


def test_documents_are_summed() -> None:
    one = ([template("attack", Target=[("mill",)])], [template("attack", Target=[("mill",)])])
    other = ([template("attack")], [])
    result = score([one, other])
    assert result.micro == Counts(2, 3, 2, 2)
    assert result.micro.f1 == pytest.approx(0.8)


NAMES = st.sampled_from(["ana", "bea", "rd", "mill"])
FILLERS = st.lists(st.lists(NAMES, min_size=1, max_size=2, unique=True).map(tuple), max_size=2)
TEMPLATES = st.builds(
    template, st.sampled_from(["attack", "bombing", "attack / bombing"]), Victim=FILLERS, PerpOrg=FILLERS
)


def by_trying_all(predicted: list[Template], gold: list[Template]) -> tuple[int, int]:
    """Micro numerators of the first mapping of the highest F1, found the long way."""
    best, found = -1.0, (0, 0)
    for mapping in product([*range(len(gold)), None], repeat=len(predicted)):
        used = [m for m in mapping if m is not None]
        if len(set(used)) < len(used):
            continue
        p = r = 0
        for ours, m in zip(predicted, mapping, strict=True):
            if m is None or ours.type not in gold[m].type:
                continue
            p, r = p + 1, r + 1
            for role in ROLES:
                mine, theirs = ours.roles[role], gold[m].roles[role]
                p += sum(any(set(a) <= set(b) for b in theirs) for a in mine)
                r += sum(any(set(a) <= set(b) for a in mine) for b in theirs)
        given_, wanted = (
            sum(1 + sum(map(len, t.roles.values())) for t in side) for side in (predicted, gold)
        )
        f1 = Counts(p, given_, r, wanted).f1
        if f1 > best:
            best, found = f1, (p, r)
    return found


@settings(max_examples=150, deadline=None)
@given(
    st.lists(TEMPLATES, max_size=3),
    st.lists(TEMPLATES, max_size=3, unique_by=lambda t: repr((t.type, t.roles))),
)
def test_the_quick_search_finds_what_trying_all_mappings_finds(
    predicted: list[Template], gold: list[Template]
) -> None:
    micro = score_document(predicted, gold).micro
    assert (micro.p_num, micro.r_num) == by_trying_all(predicted, gold)


def test_many_templates_are_no_trouble() -> None:
    gold = [template("attack", Victim=[(f"v{n}",)]) for n in range(9)]
    predicted = [template("attack", Victim=[(f"v{n % 12}",)]) for n in reversed(range(14))]
    assert score_document(predicted, gold).slots["Victim"].r_num == 9


def judged(stage: str, **sure: str) -> Template:
    return Template(
        type="attack",
        roles={},
        stages=tuple(stage.split("/")) if stage else (),
        confidence=tuple(Confidence(names=(n,), values=tuple(v.split("/"))) for n, v in sure.items()),
    )


def test_stage_and_confidence_are_right_when_the_key_accepts_them() -> None:
    pairs = [
        (judged("ATTEMPTED", rd="SUSPECTED OR ACCUSED"), judged("ACCOMPLISHED/ATTEMPTED", rd="POSSIBLE")),
        (judged("ACCOMPLISHED"), judged("THREATENED", rd="REPORTED AS FACT")),
        (
            judged("ACCOMPLISHED", rd="SUSPECTED OR ACCUSED"),
            judged("ACCOMPLISHED", rd="REPORTED AS FACT/SUSPECTED OR ACCUSED BY AUTHORITIES"),
        ),
    ]
    stage, sure = stages(pairs), confidences(pairs)
    assert (stage.asked, stage.answered, stage.right, stage.commonest) == (3, 3, 2, "ACCOMPLISHED")
    assert (sure.asked, sure.answered, sure.right, sure.commonest) == (3, 2, 1, "fact")
    assert sure.baseline == 0.5
