"""The gold form: written from claims, checked, kept without text, joined again."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.export.gold import GoldDispute, file_name, gold_json, nearest, to_gold, unique_quote
from contested.export.gold_check import check_gold
from contested.export.gold_offsets import has_text, with_text, without_text
from contested.model import InputError, Span
from sample_values import TEXT, claim, document, full_claim


def sample() -> dict[str, Any]:
    doc = document(key="a1")
    raw: dict[str, Any] = msgspec.to_builtins(to_gold(doc, [full_claim(doc, event="E1")]))
    return raw


def flaws(raw: object) -> list[str]:
    return [str(flaw) for flaw in check_gold(json.dumps(raw).encode())[1]]


def test_a_claim_in_the_gold_form() -> None:
    raw = sample()
    assert raw["article"] == {
        "id": "a1",
        "corpus": "own",
        "published": "2019-08-27",
        "title": None,
        "outlet": "Example Post",
        "text": TEXT,
    }
    (found,) = raw["annotation"]["claims"]
    assert found["perpetrator"] == {"mode": "all", "names": ["Jets"]}
    assert found["target"] == ["clinic", "Jane Doe Sample"]
    assert found["where"] == {
        "texts": ["Khān Shaykhūn"],
        "country": "Syria",
        "admin1": "Idlib",
        "offset": None,
    }
    assert found["when"] == {"text": "Tuesday", "start": "2019-08-27", "end": "2019-08-27"}
    assert found["casualties"][1] == {
        "kind": "killed",
        "who": "civilians",
        "low": 3,
        "high": 3,
        "text": "three civilians",
    }
    assert found["source"] == [{"text": "resident", "kind": "resident"}]
    assert flaws(raw) == []


def test_claims_without_an_event_get_labels_of_their_own() -> None:
    doc = document()
    file = to_gold(doc, [claim(doc), claim(doc, "denied")], [GoldDispute(event="E1", field="what")])
    assert [c.event for c in file.annotation.claims] == ["E1", "E2"]
    assert file.annotation.id == doc.id
    assert flaws(msgspec.to_builtins(file)) == []


def span(text: str, words: str, start: int = 0) -> Span:
    at = text.index(words, start)
    return Span(text=words, start=at, end=at + len(words))


def test_a_repeated_sentence_is_lengthened() -> None:
    text = "Jets hit Town\n\nJets hit Town on Monday. More."
    first = unique_quote(text, span(text, "Jets hit Town"), span(text, "hit"))
    second = unique_quote(text, span(text, "Jets hit Town", 3), span(text, "hit", 10))
    assert [text.count(quote) for quote in (first, second)] == [1, 1]
    assert text.index(first) == 0
    assert text.index(second) == 15


def test_a_quote_starts_after_an_earlier_word_like_its_trigger() -> None:
    text = "After the attack on Monday the attack on Tuesday came."
    sentence = Span(text=text, start=0, end=len(text))
    assert unique_quote(text, sentence, span(text, "attack", 12)) == "on Monday the attack on Tuesday came."


@given(st.lists(st.sampled_from("ab \n"), max_size=40), st.tuples(*[st.integers(0, 40)] * 4))
def test_a_quote_occurs_once_and_holds_its_trigger(letters: list[str], cuts: tuple[int, ...]) -> None:
    text = "".join(letters)
    a, b, c, d = sorted(min(cut, len(text)) for cut in cuts)
    trigger = Span(text=text[b:c], start=b, end=c)
    if not trigger.text.strip():
        return
    quote = unique_quote(text, Span(text=text[a:d], start=a, end=d), trigger)
    assert text.find(quote, text.find(quote) + 1) < 0
    assert text.find(quote) <= b
    assert text.find(quote) + len(quote) >= c


def test_words_are_taken_nearest_to_the_quote() -> None:
    text = "army one two army three army"
    assert nearest(text, "army", 0, 3) == 0
    assert nearest(text, "army", 9, 12) == 13
    assert nearest(text, "navy", 0, 3) is None


@pytest.mark.parametrize(
    ("id_", "name"),
    [
        ("report", "report.json"),
        ("../../etc/passwd", "etc_passwd.json"),
        ("https://a.example/b?c=1", "https_a.example_b_c_1.json"),
        ("...", "article.json"),
        ("x" * 300, "x" * 100 + ".json"),
    ],
)
def test_no_id_leaves_the_folder(id_: str, name: str) -> None:
    assert file_name(id_) == name


def test_half_a_character_survives() -> None:
    doc = msgspec.structs.replace(
        document("Jets bombed a x mill.", key="h"), text="Jets bombed a \udc80 mill."
    )
    data = gold_json(to_gold(doc, [claim(doc)]))
    assert json.loads(data)["article"]["text"] == doc.text


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"type": "airstrike"}, "type 'airstrike' is none of air_strike, drone_strike"),
    ({"status": "maybe"}, "status 'maybe' is none of asserted"),
    ({"quote": "the"}, "quote 'the' occurs 2 times in the article; lengthen it until it occurs once"),
    ({"quote": "never said"}, "quote 'never said' occurs 0 times in the article; copy it"),
    ({"trigger": "bombs"}, "claim 1 ('bombs'): trigger 'bombs' is not in the quote"),
    ({"target": ["the Clinic"]}, "target 'the Clinic' is not in the article, character for character"),
    ({"framing": [""]}, "framing is empty"),
    ({"weapon": 3}, "Expected `str | null`, got `int` - at `$.weapon`"),
    ({"wepon": None}, "unknown field `wepon`"),
    ({"event": ""}, "event is empty"),
    ({"perpetrator": {"mode": "one_of", "names": []}}, "perpetrator mode 'one_of' needs names"),
    ({"perpetrator": {"mode": "none", "names": ["Jets"]}}, "perpetrator mode 'none' has no names"),
    ({"perpetrator": {"mode": "some", "names": []}}, "perpetrator mode 'some' is none of all"),
    ({"when": {"start": "2019-02-30"}}, "when '2019-02-30' is not a date"),
    ({"when": {"start": "2019-03-02", "end": "2019-03-01"}}, "when ends (2019-03-01) before it starts"),
    ({"casualties": [{"kind": "killed", "low": 5, "high": 3}]}, "killed: low 5 is above high 3"),
    ({"casualties": [{"kind": "killed", "low": -1}]}, "a count cannot be negative"),
    ({"casualties": [{"kind": "hurt"}]}, "casualty kind 'hurt' is none of killed"),
    ({"casualties": [{"kind": "killed", "who": "sons"}]}, "casualties who 'sons' is not in the article"),
    ({"source": [{"text": "resident", "kind": "neighbour"}]}, "source kind 'neighbour' is none of"),
]


@pytest.mark.parametrize(("change", "reason"), WRONG)
def test_what_is_wrong_with_a_claim_is_told(change: dict[str, Any], reason: str) -> None:
    raw = sample()
    raw["annotation"]["claims"][0] |= change
    found = flaws(raw)
    assert any(reason in flaw for flaw in found), found
    assert all(flaw.startswith("claim 1 (") for flaw in found)


def test_what_is_wrong_with_a_file_is_told() -> None:
    raw = sample()
    raw["annotation"] |= {
        "id": "b",
        "published": "last week",
        "contested": [{"event": "E9", "field": "who"}, {"event": []}],
    }
    found = "\n".join(flaws(raw))
    assert "id 'b' is not the article's 'a1'" in found
    assert "published 'last week' is not a date" in found
    assert "no claim has the event 'E9'" in found
    assert "field 'who' is none of perpetrator" in found
    assert "contested: Expected `str`" in found


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff", b"[]", b"{}", b'{"article": {}, "annotation": {}}', b'{"article": 1, "annotation": []}'],
)
def test_what_is_no_gold_file_is_one_flaw(data: bytes) -> None:
    file, found = check_gold(data)
    assert file is None
    assert len(found) == 1


def test_every_flaw_is_found_at_once() -> None:
    raw = sample()
    raw["annotation"]["claims"] = [raw["annotation"]["claims"][0], "no claim", {"type": "attack"}]
    raw["annotation"]["claims"][0] |= {"type": "x", "status": "y"}
    assert len(flaws(raw)) == 4


@given(st.recursive(st.none() | st.integers() | st.just("E1"), lambda x: st.lists(x, max_size=3)))
def test_no_value_breaks_the_check(value: object) -> None:
    for key in ("claims", "contested", "published", "id"):
        raw = sample()
        raw["annotation"][key] = value
        file, found = check_gold(json.dumps(raw).encode())
        assert (file is None) == bool(found)


def test_offsets_hold_no_word_of_the_text_and_join_again() -> None:
    raw = sample()
    file, _ = check_gold(json.dumps(raw).encode())
    assert file is not None
    kept = json.loads(gold_json(without_text(file)))
    assert not has_text(kept)
    assert has_text(raw)
    words = {w for w in TEXT.replace(",", "").split() if w[0].isupper()} - {"Khān", "Shaykhūn"}
    assert not [w for w in words if w in json.dumps(kept["annotation"])]
    assert kept["annotation"]["claims"][0]["trigger"] == [5, 11]
    assert with_text(kept, TEXT) == raw


def test_offsets_join_with_their_own_text_only() -> None:
    file, _ = check_gold(json.dumps(sample()).encode())
    assert file is not None
    kept = without_text(file)
    with pytest.raises(InputError, match="not the text that was annotated"):
        with_text(kept, TEXT + " ")
    kept["annotation"]["claims"][0]["trigger"] = [5, 9999]
    with pytest.raises(InputError, match="outside the text"):
        with_text(kept, TEXT)


def test_dates_are_written_as_iso() -> None:
    doc = document(published=dt.date(2019, 1, 2))
    assert to_gold(doc, []).annotation.published == "2019-01-02"
