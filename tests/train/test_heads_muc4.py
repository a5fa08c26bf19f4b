"""MUC-4 reports as labels, and tagged fillers as templates; invented reports."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from trained_helpers import SURE, tokenizer

from bench.muc4.corpus import ROLES, Report, Template
from bench.muc4.keys import Confidence
from contested.extract.trained.windows import to_pieces
from train.heads.muc4_choose import choose, f1
from train.heads.muc4_data import STAGES, TAGGED, TYPES, UNKNOWN, taught, to_example
from train.heads.muc4_data import SURE as CLASSES
from train.heads.muc4_decode import (
    Candidate,
    Read,
    Settings,
    candidates,
    fillers,
    incidents,
    templates,
)

TEXT = "rdf gunmen shot ana bell. later the rdf burned a mill with petrol."


def filled(kind: str, stage: str | None = None, **roles: tuple[tuple[str, ...], ...]) -> Template:
    sure = (Confidence(names=("rdf",), values=("CLAIMED OR ADMITTED",)),)
    stages = (stage,) if stage else ()
    return Template(type=kind, roles={r: roles.get(r, ()) for r in ROLES}, stages=stages, confidence=sure)


REPORT = Report(
    id="x-1",
    text=TEXT,
    templates=(
        filled("attack", "ACCOMPLISHED", PerpOrg=(("rdf",),), Victim=(("ana bell",),)),
        filled("arson", "THREATENED", PerpOrg=(("rdf",),), Target=(("mill",),), Weapon=(("petrol",),)),
    ),
)


def test_every_place_of_a_filler_is_labelled() -> None:
    example = to_example(tokenizer(), REPORT, frozenset({"ana"}))
    found = {}
    for m in example.mentions:
        words = TEXT[example.pieces.starts[m.at[0]] : example.pieces.ends[m.at[1] - 1]]
        found.setdefault((TAGGED[m.role], words), []).append(m)
    assert sorted((role, words, len(ms)) for (role, words), ms in found.items()) == [
        ("PerpOrg", "rdf", 2),
        ("Target", "mill", 1),
        ("Victim", "ana bell", 1),
        ("Weapon", "petrol", 1),
    ]
    rdf, mill = found["PerpOrg", "rdf"][1], found["Target", "mill"][0]
    assert rdf.templates == {0, 1} and CLASSES[rdf.confidence] == "claimed"
    assert (TYPES[mill.type], STAGES[mill.stage], mill.confidence) == ("arson", "THREATENED", UNKNOWN)
    assert example.spans(TAGGED.index("Victim")) == [found["Victim", "ana bell"][0].at]


def test_reports_without_incident_take_turns() -> None:
    empty = Report(id="x-2", text="rain fell.", templates=())
    data = [to_example(tokenizer(), r, frozenset()) for r in (REPORT, empty, empty, REPORT, empty)]
    assert taught(data, 0, 2) == [0, 1, 3, 4]
    assert taught(data, 1, 2) == [0, 2, 3]


def test_places_are_whole_words_without_article() -> None:
    pieces = to_pieces(tokenizer(), "the rdf fell")
    logits = np.zeros((len(TAGGED), len(pieces), 3), dtype=np.float32)
    logits[..., 0] = SURE
    role = TAGGED.index("PerpOrg")
    logits[role, 0:2] = [[0, SURE, 0], [0, 0, SURE]]  # "the" and the first piece of "rdf"
    logits[0, -1] = [1.0, 0.0, 0.0]  # only found when generous
    found = candidates("the rdf fell", pieces, logits)
    assert [(TAGGED[c.role], c.text, c.start) for c in found] == [
        ("PerpInd", "fell", 8),
        ("PerpOrg", "rdf", 4),
    ]
    assert found[0].belief < 0.6


def read(*rows: tuple[str, str, float, str], link: list[list[float]] | None = None) -> Read:
    """Rows of (role, words, belief, type); all places linked by 0.9 unless told."""
    n = len(rows)
    made = [
        Candidate(TAGGED.index(role), (10 * i, 10 * i + 1), words, 50 * i, belief)
        for i, (role, words, belief, _) in enumerate(rows)
    ]
    return Read(
        candidates=tuple(made),
        incident=0.0,
        type=np.eye(len(TYPES))[[TYPES.index(kind) for *_, kind in rows]] * 0.95 + 0.05 / len(TYPES),
        stage=np.tile([2.0, 1.0, 0.0], (n, 1)),
        confidence=np.tile([0.1, 0.7, 0.1, 0.1], (n, 1)),
        link=np.array(link) if link else np.full((n, n), 0.9),
    )


TWO = read(
    ("PerpOrg", "RDF", 0.9, "attack"),
    ("Victim", "Ana Bell", 0.9, "attack"),
    ("Victim", "Bell", 0.6, "attack"),
    ("Target", "mill", 0.8, "arson"),
    ("Weapon", "petrol", 0.2, "arson"),
    link=[
        [1.0, 0.9, 0.9, 0.9, 0.9],
        [0.9, 1.0, 0.9, 0.1, 0.1],
        [0.9, 0.9, 1.0, 0.1, 0.1],
        [0.9, 0.1, 0.1, 1.0, 0.9],
        [0.9, 0.1, 0.1, 0.9, 1.0],
    ],
)


def test_words_that_hold_each_other_are_one_filler_and_doubted_ones_are_none() -> None:
    found = fillers(TWO, Settings())
    assert [(TAGGED[f.role], f.text, f.places) for f in found] == [
        ("PerpOrg", "rdf", (0,)),
        ("Target", "mill", (3,)),
        ("Victim", "ana bell", (1, 2)),
    ]
    assert next(f.belief for f in found if f.text == "ana bell") > 0.9  # two places


def test_a_perpetrator_is_of_every_incident_it_goes_with() -> None:
    settings = Settings(same_type=0.0)
    made = templates(TWO, settings)
    assert [(t.type, {r: v for r, v in t.roles.items() if v}) for t in made] == [
        ("attack", {"PerpOrg": (("rdf",),), "Victim": (("ana bell",),)}),
        ("arson", {"PerpOrg": (("rdf",),), "Target": (("mill",),)}),
    ]
    assert [t.stage for t in made] == ["ACCOMPLISHED"] * 2
    assert made[0].confidence == (Confidence(names=("rdf",), values=("SUSPECTED OR ACCUSED",)),)
    assert templates(TWO, Settings(same_type=0.0, stage=1.5))[0].stage == "ATTEMPTED"
    alone = templates(TWO, Settings(same_type=1.0, share=0.5))
    assert [len(t.roles["PerpOrg"]) for t in alone] == [1, 0]
    assert len(templates(TWO, Settings(same_type=0.0, join=0.05))) == 1


def test_perpetrators_alone_are_incidents_too() -> None:
    one = read(("PerpOrg", "rdf", 0.9, "attack"), ("PerpInd", "gunmen", 0.8, "attack"))
    (group,) = incidents(one, fillers(one, Settings()), Settings())
    assert {f.text for f in group} == {"rdf", "gunmen"}
    assert templates(read(("PerpInd", "gunmen", 0.3, "attack")), Settings()) == []


def test_an_incident_beside_a_surer_one_must_be_believed_more() -> None:
    made = templates(TWO, Settings(same_type=0.0, several=0.85))
    assert [t.type for t in made] == ["attack"]


def test_choosing_never_loses_and_finds_what_is_plain() -> None:
    gold = [(filled("arson", Target=(("mill",),), Weapon=(("petrol",),)),)]
    reads = [read(("Target", "mill", 0.9, "arson"), ("Weapon", "petrol", 0.4, "arson"))]
    before = f1(reads, gold, Settings())
    settings, found = choose(reads, gold)
    assert before < found == pytest.approx(1.0)
    assert f1(reads, gold, settings) == found
    assert msgspec.convert(msgspec.to_builtins(settings), Settings) == settings
