"""Who says what: minimal pairs on sentences of our own."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contested.extract.outlet import same_outlet
from contested.extract.rules.attribution import attributions, source_of
from contested.extract.rules.parse import load
from contested.extract.rules.sources import kind_of


def said(text: str, trigger: str, outlet: str | None = None) -> list[tuple[str, str]] | None:
    """The chain over the first occurrence of `trigger`; None when nobody but the article speaks."""
    doc = load()(text)
    token = next(t for t in doc if t.text == trigger)
    held = source_of(token, attributions(doc, outlet))
    return None if held is None else [(s.tokens.text, s.kind) for s in held.chain]


@pytest.mark.parametrize(
    ("text", "trigger", "chain"),
    [
        ("Rockets hit the harbour on Monday.", "hit", None),
        ("The army said that rockets hit the harbour.", "hit", [("army", "military")]),
        ("Rockets hit the harbour, the army said on Monday.", "hit", [("army", "military")]),
        ("Rockets hit the harbour, said two residents.", "hit", [("two residents", "resident")]),
        ("According to local medics, four people were killed.", "killed", [("local medics", "medical")]),
        (
            "Four people were killed, according to Amnesty International.",
            "killed",
            [("Amnesty International", "monitor")],
        ),
        (
            "A police officer told Reuters that gunmen attacked the convoy.",
            "attacked",
            [("police officer", "military"), ("Reuters", "media")],
        ),
        (
            "Reuters quoted a security source as saying that gunmen attacked the convoy.",
            "attacked",
            [("security source", "military"), ("Reuters", "media")],
        ),
        ("The rebels denied that they shelled the market.", "shelled", [("rebels", "armed_group")]),
        (
            "Witnesses say soldiers burned the mill and police say nobody was hurt.",
            "burned",
            [("Witnesses", "resident")],
        ),
    ],
)
def test_chain(text: str, trigger: str, chain: list[tuple[str, str]] | None) -> None:
    assert said(text, trigger) == chain


def test_citing_puts_the_cited_first() -> None:
    chain = said("Soldiers shelled the village, Anadolu reported, citing local officials.", "shelled")
    assert chain is not None
    assert [text for text, _ in chain] == ["local officials", "Anadolu"]


def test_the_articles_own_outlet_is_no_link() -> None:
    text = "A police officer told Reuters that gunmen attacked the convoy."
    assert said(text, "attacked", outlet="Reuters") == [("police officer", "military")]
    assert said(text, "attacked", outlet="The Daily Example") == [
        ("police officer", "military"),
        ("Reuters", "media"),
    ]


def test_the_outlets_reporter_speaks_for_the_outlet() -> None:
    text = "Daily Example correspondent Jane Roe said shells hit the school."
    assert said(text, "hit", outlet="Daily Example") == []
    assert said(text, "hit", outlet=None) == [("Jane Roe", "media")]


def test_a_headline_names_its_source_after_a_colon() -> None:
    assert said("Air raid kills six in Port Example: witnesses\n\nIt was night.", "kills") == [
        ("witnesses", "resident")
    ]


def test_copy_without_a_comma() -> None:
    assert said("Two shells hit the old town the Observatory said on Sunday.", "hit") == [
        ("Observatory", "monitor")
    ]


def test_a_quotation_runs_on_over_sentences() -> None:
    text = (
        "“They came late. They burned the mill,” said Mayor Karl Brandt. “Then soldiers killed the miller.”"
    )
    for trigger in ("burned", "killed"):
        chain = said(text, trigger)
        assert chain is not None and chain[0][0].endswith("Brandt")


def test_a_pronoun_is_the_speaker_before() -> None:
    text = "The defence ministry said rockets hit the harbour. It added that nine sailors were wounded."
    assert said(text, "wounded") == [("defence ministry", "military")]


def test_a_definite_source_is_the_one_that_spoke_before() -> None:
    text = "A senior border official said tanks crossed the river. The official said they shelled a farm."
    assert said(text, "shelled") == [("senior border official", "government")]


def test_a_following_sentence_without_a_cue_is_the_articles_own() -> None:
    assert said("The army said rockets hit the harbour. Gunmen attacked a convoy in May.", "attacked") is None


def test_a_drone_that_claims_lives_is_no_source() -> None:
    assert said("The drone claimed three lives in the attack.", "attack") is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Gaza’s health ministry", "medical"),
        ("defence ministry", "military"),
        ("foreign ministry", "government"),
        ("military source", "military"),
        ("local sources", "unnamed"),
        ("Syrian Observatory for Human Rights", "monitor"),
        ("state television", "media"),
        ("Hezbollah", "armed_group"),
        ("villagers", "resident"),
        ("an analyst", "expert"),
        ("Karl Brandt", "other"),
    ],
)
def test_kind(name: str, kind: str) -> None:
    assert kind_of(name) == kind


def test_outlets_are_compared_without_spelling() -> None:
    assert same_outlet("Al-Jazeera", "Al Jazeera")
    assert same_outlet("NPA", "North Press Agency")
    assert not same_outlet("Reuters", "Al Jazeera")
    assert not same_outlet("Reuters", None)


_PIECES = st.lists(
    st.sampled_from(
        [
            "“",
            "”",
            '"',
            "said",
            "The army",
            "according to",
            "citing",
            ":",
            "\n",
            "\n\n",
            ",",
            ".",
            "he",
            "told Reuters",
            "it added",
            "quoted",
            "as saying",
            "by",
            "shelled",
            "the town",
            "’s",
            "claim",
            "that",
            "و",
            "́",
            "🚀",
        ]
    ),
    max_size=25,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.text(max_size=80), _PIECES.map(" ".join)), st.sampled_from([None, "", "Reuters", "و"]))
def test_never_raises_and_stays_inside(text: str, outlet: str | None) -> None:
    doc = load()(text)
    found = attributions(doc, outlet)
    for one in found:
        assert 0 <= one.start < one.end <= len(doc)
        assert 0 <= one.cue.start < one.cue.end <= len(doc)
        assert all(0 <= s.tokens.start < s.tokens.end <= len(doc) for s in one.chain)
    for token in doc:
        held = source_of(token, found)
        assert held is None or held.start <= token.i < held.end
    assert found == attributions(doc, outlet)
