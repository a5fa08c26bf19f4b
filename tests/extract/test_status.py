"""Status of a claim: minimal pairs on sentences of our own."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contested.extract.rules.parse import load
from contested.extract.rules.status import status_of

PAIRS = [
    ("Soldiers shelled the market on Monday.", "shelled", "asserted"),
    ("The army said soldiers shelled the market.", "shelled", "asserted"),
    ("Soldiers reportedly shelled the market.", "shelled", "alleged"),
    ("Soldiers are believed to have shelled the market.", "shelled", "alleged"),
    ("Soldiers appeared to have shelled the market.", "shelled", "alleged"),
    ("Suspected rebels attacked the convoy.", "attacked", "alleged"),
    ("Gunmen believed to be rebels attacked the convoy.", "attacked", "alleged"),
    ("The convoy was hit in an alleged drone strike.", "strike", "alleged"),
    ("Soldiers did not shell the market.", "shell", "denied"),
    ("The army denied shelling the market.", "shelling", "denied"),
    ("The army denied that its soldiers shelled the market.", "shelled", "denied"),
    ("The ministry said no strike took place.", "strike", "denied"),
    ("The rebels failed to capture the bridge.", "capture", "denied"),
    ("Guards prevented an attack on the bridge.", "attack", "denied"),
    ("No sailor was hurt.", "hurt", "asserted"),
    ("Trucks were denied entry to the town.", "denied", "asserted"),
    ("The exchange was called off.", "called", "denied"),
    ("The guild had nothing to do with the raid.", "had", "denied"),
    ("Soldiers will attack the town tomorrow.", "attack", "planned"),
    ("The general plans to attack the town.", "attack", "planned"),
    ("The rebels tried to capture the bridge.", "capture", "planned"),
    ("Residents were ordered to evacuate the town.", "evacuate", "planned"),
    ("Jets could strike the harbour within days.", "strike", "planned"),
    ("It is not clear whether soldiers attacked the convoy.", "attacked", "unclear"),
    ("No faction has claimed responsibility for the blast.", "claimed", "unclear"),
    ("It was unclear who attacked the convoy.", "attacked", "unclear"),
    ("The general threatened to attack the town.", "threatened", "asserted"),
    ("The army denied the report and shelled the market.", "shelled", "asserted"),
]


@pytest.mark.parametrize(("text", "trigger", "status"), PAIRS)
def test_status(text: str, trigger: str, status: str) -> None:
    doc = load()(text)
    found = status_of(next(t for t in doc if t.text == trigger), None)
    assert found.status == status, found.rule
    assert (found.cue is None) == (status == "asserted")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            [
                "no",
                "not",
                "denied",
                "that",
                "soldiers",
                "shelled",
                "will",
                "would",
                "have",
                "been",
                "reportedly",
                "whether",
                "unclear",
                "to",
                "attack",
                "and",
                ";",
                "the",
            ]
        ),
        max_size=20,
    ).map(" ".join)
)
def test_never_raises_and_always_shows_its_cue(text: str) -> None:
    doc = load()(text)
    for token in doc:
        found = status_of(token, None)
        assert (found.cue is None) == (found.status == "asserted")
        assert found.cue is None or found.cue.text in text
