"""The LLM reader against a server that answers well, badly, late or not at all."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from llm_cases import CLAIM, QUOTE, TEXT, document
from llm_server import FakeServer, said

from contested.extract import Account, ReaderOptions, reader_named
from contested.extract.llm.reader import LlmReader
from contested.model import ReaderError, ReaderUnavailableError, UsageError, spans_of

Make = Callable[..., LlmReader]


def test_every_value_of_a_claim_is_proven(server: FakeServer, reader: Make) -> None:
    server.reply = lambda question: said([CLAIM])
    account = Account()
    (claim,) = reader().read_accounted(document(), account)
    assert all(s.proves(TEXT) for s in spans_of(claim))
    assert (claim.type, claim.trigger.text, claim.quote) == ("air_strike", "bombed", QUOTE)
    assert [n.text for n in claim.perpetrator.names] == ["Northern air force"]
    assert [(s.text, s.kind) for s in claim.source] == [("nurse", "medical"), ("Example Wire", "media")]
    assert [(c.kind, c.text and c.text.text) for c in claim.casualties] == [("killed", "at least two guards")]
    assert claim.rules["claim"] == "tiny, prompt 1, json_schema; quote exact"
    assert claim.rules["where"] == "exact"
    assert claim.unaligned == {} and claim.confidence == {}
    assert account.counts["llm_tokens_in"] == 100 and account.counts["values_unaligned"] == 0


def test_the_question_is_constrained_and_holds_the_report(server: FakeServer, reader: Make) -> None:
    reader(parameters=(("seed", "7"), ("max_tokens", "null"))).read(document("A {outlet} of {passage}."))
    (asked,) = server.asked
    assert asked["response_format"]["json_schema"]["strict"] is True
    assert asked["messages"][-1]["content"].endswith("Report:\nA {outlet} of {passage}.")
    assert (asked["model"], asked["seed"], asked["temperature"]) == ("tiny", 7, 0)
    assert "max_tokens" not in asked


def test_what_is_not_in_the_text_is_kept_apart_and_never_counts(server: FakeServer, reader: Make) -> None:
    invented = CLAIM | {
        "perpetrator": {"mode": "all", "names": ["Southern navy"], "cue": None},
        "target": ["grain depot", "hospital"],
        "casualties": [{"kind": "killed", "text": "nine children", "who": "children"}],
        "source": [{"text": "admiral", "kind": "military"}, {"text": "Example Wire", "kind": "media"}],
        "when": "Friday",
    }
    server.reply = lambda question: said([invented])
    account = Account()
    (claim,) = reader().read_accounted(document(), account)
    assert claim.unaligned == {
        "perpetrator": ("Southern navy",),
        "target": ("hospital",),
        "casualties": ("nine children", "children"),
        "source": ("admiral",),
        "when": ("Friday",),
    }
    assert (claim.perpetrator.mode, claim.perpetrator.names) == ("none", ())
    assert [t.text for t in claim.target] == ["grain depot"]
    assert (claim.casualties, claim.when.text) == ((), None)
    assert [s.text for s in claim.source] == ["Example Wire"]
    assert account.counts["values_unaligned"] == 6


def test_a_claim_without_its_sentence_is_left_out_and_told(server: FakeServer, reader: Make) -> None:
    invented = CLAIM | {
        "quote": "Divers of the fleet mined the harbour of Oldtown at noon.",
        "trigger": "mined",
    }
    elsewhere = CLAIM | {"trigger": "burned"}
    wrong = CLAIM | {"type": "picnic"}
    broken = {"quote": 3}
    server.reply = lambda question: said([invented, elsewhere, CLAIM, CLAIM, wrong, broken])
    account = Account()
    assert len(reader().read_accounted(document(), account)) == 1
    assert account.counts["claims_left_out"] == len(account.left_out) == 4
    told = "\n".join(account.left_out)
    assert "quote not in the text: 'mined' in 'Divers" in told
    assert "trigger not in the text: 'burned'" in told
    assert "no such type 'picnic'" in told and "malformed" in told


def test_the_outlet_itself_is_no_source(server: FakeServer, reader: Make) -> None:
    server.reply = lambda question: said([CLAIM])
    (claim,) = reader().read(document(outlet="Example Wire"))
    assert [s.text for s in claim.source] == ["nurse"]


def test_a_second_run_makes_no_call(server: FakeServer, reader: Make, tmp_path: Path) -> None:
    server.reply = lambda question: said([CLAIM])
    account = Account()
    first, second = reader().read(document()), reader().read_accounted(document(), account)
    assert first == second
    assert len(server.asked) == 1
    assert account.counts["llm_cached"] == 1 and account.counts["llm_tokens_in"] == 0
    reader(parameters=(("seed", "1"),)).read(document())
    reader(model="other").read(document())
    assert len(server.asked) == 3
    for file in (tmp_path / "cache").glob("*/*.json"):
        file.write_text("{damaged")
    assert reader().read(document()) == first
    assert len(server.asked) == 4


def test_the_cache_does_not_depend_on_the_address(server: FakeServer, reader: Make) -> None:
    reader().read(document())
    reader(base_url=server.url + "/").read(document())
    reader(base_url="http://localhost:9/v1").read(document())
    assert len(server.asked) == 1


def test_a_refused_schema_falls_back_once_and_says_so(server: FakeServer, reader: Make) -> None:
    def reply(question: dict[str, object]) -> object:
        form = question.get("response_format")
        if form is not None:
            return 400, {"error": f"response_format {form['type']} is not supported"}
        return said("<think>Hm {.</think>Here it is:\n```json\n" + json.dumps({"claims": [CLAIM]}) + "\n```")

    server.reply = reply
    made = reader()
    (claim,) = made.read(document())
    assert claim.rules["claim"].startswith("tiny, prompt 1, text;")
    assert len(server.asked) == 4
    made.read(document("Another report."))
    assert len(server.asked) == 5


def test_a_form_that_is_refused_as_an_inner_error_is_not_tried_again(
    server: FakeServer, reader: Make
) -> None:
    def reply(question: dict[str, dict[str, str]]) -> object:
        if question["response_format"]["type"] == "json_schema":
            return 500, {"error": "1 validation error: ('body', 'response_format', 'type')"}
        return said([CLAIM])

    server.reply = reply
    (claim,) = reader().read(document())
    assert len(server.asked) == 2
    assert "json_object with schema" in claim.rules["claim"]


def test_what_every_form_refuses_is_told_in_the_servers_words(server: FakeServer, reader: Make) -> None:
    server.reply = lambda question: (400, {"error": "temperature must be 1"})
    with pytest.raises(
        ReaderError, match=r"news.jsonl#row 3: the server answered 400: .*temperature must be 1"
    ):
        reader().read(document())


def test_a_busy_server_is_tried_again_after_the_wait_it_asks_for(
    server: FakeServer, reader: Make, waits: list[float]
) -> None:
    busy = (429, "slow down", {"Retry-After": "7"})
    server.in_turn(busy, (503, ""), (429, "", {"Retry-After": "9999"}), said([CLAIM]))
    assert len(reader().read(document())) == 1
    assert waits == [7.0, 2.0, 60.0]


@pytest.mark.parametrize(
    ("status", "kind", "reason"),
    [
        (500, ReaderError, "news.jsonl#row 3: the server answered 500: out of order, in 3 tries"),
        (429, ReaderUnavailableError, "429: out of order, in 3 tries"),
        (401, ReaderUnavailableError, "CONTESTED_LLM_KEY is not set"),
        (404, ReaderUnavailableError, "asked for model 'tiny' at http"),
    ],
)
def test_tries_are_bounded(
    server: FakeServer, reader: Make, status: int, kind: type[ReaderError], reason: str
) -> None:
    server.reply = lambda question: (status, "out of order")
    with pytest.raises(ReaderError) as raised:
        reader(retries=2).read(document())
    assert type(raised.value) is kind and raised.value.passing
    assert reason in str(raised.value)
    assert len(server.asked) == (3 if status in (429, 500) else 1)


def test_a_slow_server_is_given_up(server: FakeServer, reader: Make, waits: list[float]) -> None:
    server.delay = 0.5
    with pytest.raises(ReaderError, match=r"no answer within 0.1 s, in 2 tries") as raised:
        reader(timeout=0.1, retries=1).read(document())
    assert raised.value.passing and waits == [1.0]


def test_no_server_stops_everything(reader: Make) -> None:
    with pytest.raises(ReaderUnavailableError, match=r"row 3: http://127.0.0.1:9/v1/\S+ cannot be reached"):
        reader(base_url="http://127.0.0.1:9/v1", retries=0).read(document())


def test_bad_json_is_asked_for_once_more_with_its_fault(server: FakeServer, reader: Make) -> None:
    server.in_turn(said("I would rather not."), said([CLAIM]))
    assert len(reader().read(document())) == 1
    assert [m["role"] for m in server.asked[1]["messages"]][-2:] == ["assistant", "user"]
    assert "there is no JSON in it" in server.asked[1]["messages"][-1]["content"]


def test_two_bad_answers_fail_and_are_not_kept(server: FakeServer, reader: Make) -> None:
    server.reply = lambda question: said('{"claims": [')
    with pytest.raises(ReaderError, match="two answers without claims in JSON") as raised:
        reader().read(document())
    assert raised.value.passing
    server.reply = lambda question: said([CLAIM])
    assert len(reader().read(document())) == 1


def test_an_answer_of_another_kind_of_server(server: FakeServer, reader: Make) -> None:
    server.reply = lambda question: (200, "<html>welcome</html>")
    with pytest.raises(ReaderError, match="not that of a chat-completions server"):
        reader().read(document())


LONG = " ".join(f"On day {i} jets bombed bridge {i}." for i in range(100))


def only_what_is_there(question: dict[str, object]) -> object:
    """A claim for every strike of the part that is to be read."""
    part = question["messages"][-1]["content"].rpartition("Report:\n")[2]
    found = [s for s in part.replace("\n", " ").split(". ") if "bombed" in s]
    plain = {"trigger": "bombed", "type": "air_strike"}
    return said([plain | {"quote": s if s.endswith(".") else s + "."} for s in found])


def test_a_long_report_is_read_in_passages_and_nothing_twice(server: FakeServer, reader: Make) -> None:
    server.reply = only_what_is_there
    claims = reader(passage=700).read(document(LONG))
    assert len(server.asked) > 3
    assert [c.quote for c in claims] == [f"On day {i} jets bombed bridge {i}." for i in range(100)]
    assert "begins as follows" in server.asked[1]["messages"][-1]["content"]


@pytest.mark.parametrize("refusal", ["cut", "context"])
def test_a_passage_that_does_not_fit_is_halved(server: FakeServer, reader: Make, refusal: str) -> None:
    def reply(question: dict[str, object]) -> object:
        if len(question["messages"][-1]["content"]) < 2200:
            return only_what_is_there(question)
        if refusal == "cut":
            return said('{"claims": [{"quo', finish="length")
        return 400, {"error": "the request exceeds the available context size"}

    server.reply = reply
    claims = reader().read(document(LONG))
    assert len(claims) == 100
    asked = len(server.asked)
    if refusal == "cut":  # also what did not fit is remembered
        assert reader().read(document(LONG)) == claims
        assert len(server.asked) == asked


def test_a_passage_that_never_fits_sets_the_document_aside(server: FakeServer, reader: Make) -> None:
    server.reply = lambda question: said("", finish="length")
    with pytest.raises(ReaderError, match=r"row 3: the answer on \d+ characters does not fit"):
        reader().read(document(LONG))


def test_the_key_goes_to_the_server_and_nowhere_else(
    server: FakeServer, reader: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONTESTED_LLM_KEY", "hush-1234")
    server.reply = lambda question: said([CLAIM])
    made = reader()
    (claim,) = made.read(document())
    assert server.headers[0]["authorization"] == "Bearer hush-1234"
    kept = "".join(f.read_text() for f in (tmp_path / "cache").glob("*/*.json"))
    assert kept and all(
        "hush" not in words for words in (kept, repr(claim), made.version, repr(made.options))
    )
    server.reply = lambda question: (401, {"error": "the key hush-1234 is unknown"})
    with pytest.raises(ReaderError) as raised:
        made.read(document("Another report."))
    assert "hush" not in str(raised.value) and "[key] is unknown" in str(raised.value)


def test_answers_without_token_counts_are_counted_as_such(server: FakeServer, reader: Make) -> None:
    server.reply = lambda question: said([], usage=False)
    account = Account()
    reader().read_accounted(document(), account)
    assert account.counts["llm_calls_uncounted"] == account.counts["llm_calls"] == 1


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"model": "m"},
        {"base_url": "http://localhost/v1"},
        {"model": "m", "base_url": "localhost:8080"},
        {"model": "m", "base_url": "http://me:secret@localhost/v1"},
        {"model": "m", "base_url": "http://localhost/v1?key=secret"},
        {"model": "m", "base_url": "http://localhost/v1", "parameters": (("messages", "[]"),)},
    ],
)
def test_nothing_is_asked_without_a_model_and_a_plain_address(options: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        reader_named("llm", ReaderOptions(**options))


def test_a_folder_that_cannot_be_made_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ReaderError, match="cache folder"):
        reader_named(
            "llm",
            ReaderOptions(model="m", base_url="http://localhost/v1", cache_dir=str(tmp_path / "file" / "c")),
        )


@pytest.mark.skipif("CONTESTED_LLM_TEST_URL" not in os.environ, reason="no server in CONTESTED_LLM_TEST_URL")
def test_a_real_server_answers_claims_that_prove_themselves(tmp_path: Path) -> None:
    options = ReaderOptions(
        model=os.environ.get("CONTESTED_LLM_TEST_MODEL", "local"),
        base_url=os.environ["CONTESTED_LLM_TEST_URL"],
        cache_dir=str(tmp_path),
        timeout=900.0,
        parameters=(("max_tokens", "900"),),
    )
    account = Account()
    claims = reader_named("llm", options).read_accounted(document(), account)  # type: ignore[attr-defined]
    assert account.counts["llm_calls"] > 0
    assert all(s.proves(TEXT) for c in claims for s in spans_of(c))
