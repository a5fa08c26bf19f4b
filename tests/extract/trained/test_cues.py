"""Words that plainly say a status, and words after which they no longer do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.extract.trained.claims import CUED, status_of
from contested.extract.trained.cues import Cue, cue_before
from contested.model import Status


@pytest.mark.parametrize(
    ("sentence", "trigger", "status", "words"),
    [
        ("The navy has denied that its boats shelled the port.", "shelled", "denied", "denied"),
        ("Northland denies any role in the raid.", "raid", "denied", "denies"),
        ("Fishermen allege that the navy sank two boats.", "sank", "alleged", "allege"),
        ("Guards reportedly shot a herder.", "shot", "alleged", "reportedly"),
        ("The mine is believed to have killed a driver.", "killed", "alleged", "believed to have"),
        (
            "It was not immediately clear who bombed the mill.",
            "bombed",
            "unclear",
            "not immediately clear who",
        ),
    ],
)
def test_plain_cues(sentence: str, trigger: str, status: Status, words: str) -> None:
    cue = cue_before(sentence, sentence.index(trigger))
    assert cue is not None
    assert (cue.status, sentence[cue.start : cue.end]) == (status, words)


@pytest.mark.parametrize(
    ("sentence", "trigger"),
    [
        ("The navy denied any role and accused Southland of shelling the port.", "shelling"),
        ("The navy denied the report, and blamed a gas leak for the blast.", "blast"),
        ("He denied it after boats shelled the port.", "shelled"),
        ("The navy denied it. Boats shelled the port.", "shelled"),
        ("Boats shelled the port, the navy denied.", "shelled"),
        ("Boats shelled the port.", "shelled"),
    ],
)
def test_what_a_cue_does_not_speak_of(sentence: str, trigger: str) -> None:
    assert cue_before(sentence, sentence.index(trigger)) is None


def test_only_a_fact_gives_way() -> None:
    cue = Cue("denied", 4, 10)
    assert status_of("shelling", {"asserted": 0.8, "denied": 0.1}, cue) == (
        "denied",
        CUED,
        "denied by its words, not asserted",
    )
    assert status_of("shelling", {"alleged": 0.6, "asserted": 0.4}, cue) == ("alleged", 0.6, "")
    assert status_of("shelling", {"asserted": 0.8}) == ("asserted", 0.8, "")


@given(st.text(alphabet="denied reportedly that may have.,\n", max_size=400), st.integers(0, 400))
def test_a_cue_stands_before_the_trigger(sentence: str, trigger: int) -> None:
    at = min(trigger, len(sentence))
    cue = cue_before(sentence, at)
    assert cue is None or (0 <= cue.start < cue.end <= at)
