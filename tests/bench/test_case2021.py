"""Event classes of snippets: the split, weighted F1 and the mapping of claims; invented snippets."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from bench import case2021
from bench.case2021 import (
    CLASS_OF,
    ORDER,
    Snippet,
    class_of,
    crossed,
    folds,
    halves,
    load,
    majority,
    scores,
    weighted_f1,
)
from contested.model import Casualty, Claim, Document, Mention, Perpetrator, Span, ontology

SNIPPETS = [Snippet(id=str(n), text=f"snippet {n}", type="ARREST" if n % 3 else "ATTACK") for n in range(30)]


def test_halves_are_fixed_disjoint_and_balanced() -> None:
    train, test = halves(SNIPPETS)
    assert {s.id for s in train} | {s.id for s in test} == {s.id for s in SNIPPETS}
    assert not {s.id for s in train} & {s.id for s in test}
    assert sum(s.type == "ATTACK" for s in train) == sum(s.type == "ATTACK" for s in test) == 5
    assert halves(list(reversed(SNIPPETS))) == (train, test)
    assert [s.id for s in test[:3]] == ["4", "0", "10"]  # pinned: a figure is of this split alone


def test_folds_share_every_class_and_a_head_never_sees_what_it_answers(tmp_path: Path) -> None:
    parts = folds(SNIPPETS, 5)
    assert sorted(s.id for part in parts for s in part) == sorted(s.id for s in SNIPPETS)
    assert [sum(s.type == "ATTACK" for s in part) for part in parts] == [2] * 5
    known = {"article": {"id": "x", "text": "Snippet 7."}}
    (tmp_path / "x.json").write_text(json.dumps(known), "utf-8")

    def head(train: Sequence[Snippet], texts: Sequence[str]) -> list[str]:
        assert not {s.text for s in train} & set(texts)
        assert len(train) == 24
        return ["ARREST"] * len(texts)

    found = crossed(head, SNIPPETS, tmp_path, 5)
    assert sorted(s.id for s, _ in found) == sorted(s.id for s in SNIPPETS if s.id != "7")


def test_weighted_f1_by_hand() -> None:
    # a: 2 of 3 found, 2 of 2 right, F1 0.8; b: found, 1 of 2 right, F1 2/3; weights 3 and 1
    assert weighted_f1(["a", "a", "a", "b"], ["a", "a", "b", "b"]) == pytest.approx((3 * 0.8 + 2 / 3) / 4)
    assert weighted_f1(["a"], ["c"]) == 0
    assert weighted_f1([], []) == 0


def test_later_classes_count_among_all_thirty_alone() -> None:
    assert scores(["ARREST", "DIPLO"], ["ARREST", "ARREST"]) == {
        "25 classes": 1.0,
        "30 classes": pytest.approx(1 / 3),
    }


def test_majority_is_of_the_train_half() -> None:
    assert majority(SNIPPETS, ["x", "y"]) == ["ARREST", "ARREST"]


def claim(kind: str, quote: str, **fields: Any) -> Claim:
    whole = Span(text=quote, start=0, end=len(quote))
    return Claim(document_id="d", type=kind, quote=quote, sentence=whole, trigger=whole, **fields)


def by(name: str) -> Perpetrator:
    return Perpetrator(mode="all", names=(Mention(text=name, start=0, end=len(name)),))


def test_every_type_has_a_class_and_every_class_a_rank() -> None:
    assert set(CLASS_OF) == set(ontology().types)
    assert set(CLASS_OF.values()) <= set(ORDER)
    assert len(ORDER) == len(set(ORDER))


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([], "OTHER"),
        ([claim("attack", "gunmen shot a clerk"), claim("arrest", "a man was held")], "ARREST"),
        ([claim("attack", "someone threw a grenade")], "GRENADE"),
        ([claim("explosive", "police defused a mine")], "DISR_WEAP"),
        ([claim("territory_gained", "the army took Oldtown", perpetrator=by("army"))], "GOV_REGAINS_TERIT"),
        (
            [claim("territory_gained", "rebels took Oldtown", perpetrator=by("rebels"))],
            "NON_STATE_ACTOR_OVERTAKES_TER",
        ),
        ([claim("troop_movement", "the army set up a base in Oldtown")], "HQ_ESTABLISHED"),
        ([claim("protest", "teachers marched")], "PEACE_PROTEST"),
        ([claim("protest", "teachers marched"), claim("arrest", "two were held")], "PROTEST_WITH_INTER"),
        (
            [claim("protest", "youths marched"), claim("property_destruction", "they burned tyres")],
            "VIOL_DEMONSTR",
        ),
    ],
)
def test_claims_amount_to_a_class(claims: list[Claim], expected: str) -> None:
    assert class_of(claims) == expected


def test_harm_by_force_against_a_protest() -> None:
    hurt = (Casualty(kind="injured", low=2, high=2),)
    shot = claim("attack", "police shot two marchers", casualties=hurt)
    assert class_of([claim("protest", "miners marched"), shot]) == "FORCE_AGAINST_PROTEST"


def answer(train: Sequence[Snippet], texts: Sequence[str]) -> list[str]:
    """A head that learns one thing."""
    assert train
    return ["ATTACK" if int(text.split()[1]) % 3 == 0 else "ARREST" for text in texts]


def test_a_head_is_measured_on_the_test_half(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "snippets.jsonl"
    lines = (json.dumps({"id": s.id, "text": s.text, "type": s.type}) for s in SNIPPETS)
    file.write_text("\n".join(lines) + "\n", "utf-8")
    assert load(file) == SNIPPETS
    case2021.main(["--data", str(file), "--head", f"{__name__}:answer", "--no-record"])
    printed = capsys.readouterr().out
    assert (
        "15 snippets (test half, without those that gold/train annotates; the train half has 15)" in printed
    )
    assert f"| {__name__}:answer | 100.0 | 100.0 |" in printed


class HeldReader:
    """A reader that finds an arrest wherever somebody is held."""

    name = "held"
    version = "held 1"

    def read(self, document: Document) -> tuple[Claim, ...]:
        at = document.text.find("held")
        if at < 0:
            return ()
        whole = Span(text=document.text, start=0, end=len(document.text))
        trigger = Span(text="held", start=at, end=at + 4)
        found = Claim(
            document_id=document.id, type="arrest", quote=whole.text, sentence=whole, trigger=trigger
        )
        return (found,)


def test_a_reader_goes_through_the_mapping() -> None:
    head = case2021.through_claims(f"{__name__}:HeldReader", jobs=1)
    assert head([], ["two were held in Oldtown", "the mill burned"]) == ["ARREST", "OTHER"]


def test_what_a_reader_was_trained_on_is_no_test(tmp_path: Path) -> None:
    file = {"article": {"text": "Crowds marched in Tarsa, police said."}, "annotation": {}}
    (tmp_path / "one.json").write_text(json.dumps(file), "utf-8")
    both = [
        Snippet(id=str(n), type="PEACE_PROTEST", text=text)
        for n, text in enumerate(["Crowds marched  in Tarsa: police said", "Crowds marched in Belmar."])
    ]
    assert [s.id for s in case2021.unseen(both, tmp_path)] == ["1"]
