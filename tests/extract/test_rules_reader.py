from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rules_parsing import read, report

from contested.extract.rules.parse import chunks
from contested.extract.rules.reader import RuleReader
from contested.model import Section, from_json, spans_of, to_json
from contested.model.claim import Claim

REPORT = (
    "Border post shelled at dawn\n\n"
    "Artillery fire hit a border post near Marun on Tuesday, wounding three guards, "
    "a police officer told Reuters.\n"
    "The governor denied that the army had shelled the post.\n"
    "It is not clear whether the shells were fired by the army or by the rebels.\n"
)


def test_a_report_becomes_claims_with_sources_harm_and_status() -> None:
    claims = read(REPORT)
    fire = next(c for c in claims if c.sentence.text.startswith("Artillery"))
    assert fire.type == "shelling"
    assert [s.text for s in fire.source] == ["police officer", "Reuters"]
    assert [(h.kind, h.text.text if h.text else None) for h in fire.casualties] == [
        ("injured", "three guards")
    ]
    assert fire.when.text is not None and fire.when.text.text == "Tuesday"
    assert any(c.status == "denied" for c in claims)
    unclear = [c for c in claims if c.perpetrator.mode == "one_of"]
    assert unclear and [n.text for n in unclear[-1].perpetrator.names] == ["army", "rebels"]


def test_every_field_names_the_rule_that_made_it() -> None:
    for claim in read(REPORT):
        assert {"claim", "type", "status", "perpetrator"} <= claim.rules.keys()
        filled = {
            "target": claim.target,
            "source": claim.source,
            "where": claim.where.texts,
            "when": claim.when.text,
        }
        assert all(claim.rules.get(name) for name, value in filled.items() if value)


def test_furniture_is_not_read_and_a_title_is_marked() -> None:
    text = "Jets bombed a farm\nRead more: Rebels shelled a town\n"
    cut = text.index("Read more")
    sections = (
        Section(kind="title", start=0, end=cut - 1, why="first line"),
        Section(kind="furniture", start=cut, end=len(text) - 1, why="read more"),
    )
    claims = read(text, sections=sections)
    assert [c.trigger.text for c in claims] == ["bombed"]
    assert claims[0].section == "title"


def test_claims_keep_the_words_only() -> None:
    for claim in read(REPORT):
        assert claim.id == "" and claim.event == ""
        assert claim.where.country is None and claim.when.start is None
        assert all(h.low is None and h.high is None for h in claim.casualties)


def test_the_same_report_reads_the_same() -> None:
    assert read(REPORT) == read(REPORT)
    assert RuleReader().version.startswith("rules 1; en_")


def test_offsets_hold_beyond_the_first_chunk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contested.extract.rules.parse.CHUNK", 120)
    monkeypatch.setattr(chunks, "__defaults__", (120,))
    text = REPORT * 3
    claims = read(text)
    assert max(c.trigger.start for c in claims) > 2 * len(REPORT)
    assert all(span.proves(text) for claim in claims for span in spans_of(claim))


SNIPPETS = st.sampled_from(
    [
        "Jets bombed ",
        "قصفت الطائرات ",
        "no one was hurt. ",
        "\n",
        "“We shelled it,” he said. ",
        "e\u0301",
        "🙂",
        "12-15 dead ",
        "Russian or regime jets ",
        "\u202e",
        "Обстріл ",
        ", ",
        "on Tuesday ",
        "- ",
        "the attack ",
        "killed ",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.lists(SNIPPETS, max_size=14).map("".join), st.text(max_size=80)))
def test_any_text_is_read_and_every_span_proves_itself(text: str) -> None:
    for claim in RuleReader().read(report(text)):
        assert all(span.proves(text) for span in spans_of(claim))
        assert from_json(Claim, to_json(claim)) == claim


@given(st.text(max_size=400), st.integers(min_value=8, max_value=50))
def test_chunks_cover_the_text_in_order(text: str, size: int) -> None:
    pieces = list(chunks(text, size))
    assert "".join(text[a:b] for a, b in pieces) == text
    assert all(0 < b - a <= size for a, b in pieces)
