"""Every noun goes through JSON and comes back equal; what does not fit is refused by name."""

from __future__ import annotations

import datetime as dt
import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.model import (
    Casualty,
    Claim,
    Document,
    EventOrder,
    Incident,
    Judgement,
    Mention,
    Perpetrator,
    Place,
    Problem,
    Run,
    Section,
    Source,
    Span,
    When,
    Where,
    from_builtins,
    from_json,
    spans_of,
    to_builtins,
    to_json,
)
from contested.model.base import Value

TEXT = "Khān Shaykhūn: قصف. Jets bombed the town, killing 3 people, a monitor said on Tuesday. 😀"
DATES = st.none() | st.dates()
WORDS = st.text(max_size=12)
MAYBE = st.none() | WORDS
MOMENTS = st.datetimes(timezones=st.just(dt.UTC))
COUNTS = st.none() | st.integers(0, 10**6)
SHARES = st.dictionaries(WORDS, st.floats(0, 1), max_size=3)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(st.integers(0, len(TEXT) - 1))
    end = draw(st.integers(start + 1, len(TEXT)))
    return Span(text=TEXT[start:end], start=start, end=end)


def _span_fields(span: Span) -> dict[str, object]:
    return {"text": span.text, "start": span.start, "end": span.end}


MENTIONS = spans().map(lambda s: Mention(**_span_fields(s)))
SOURCES = st.builds(
    lambda s, kind: Source(**_span_fields(s), kind=kind), spans(), st.sampled_from(["media", "other"])
)
PLACES = st.builds(
    Place,
    id=WORDS,
    name=WORDS,
    kind=st.sampled_from(["settlement", "country"]),
    latitude=st.none() | st.floats(-90, 90),
    radius_km=st.none() | st.floats(0, 9e3),
)


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    mode = draw(st.sampled_from(["all", "one_of", "unknown", "none"]))
    least = 1 if mode in ("all", "one_of") else 0
    names = draw(st.lists(MENTIONS, min_size=least, max_size=0 if mode == "none" else 2))
    start, end = sorted(draw(st.tuples(st.dates(), st.dates())))
    low, high = sorted(draw(st.tuples(st.integers(0, 999), st.integers(0, 999))))
    sentence = draw(spans())
    return Claim(
        id=draw(WORDS),
        document_id=draw(WORDS),
        type="air_strike",
        quote=sentence.text,
        sentence=sentence,
        trigger=draw(spans()),
        perpetrator=Perpetrator(mode=mode, names=tuple(names), cue=draw(st.none() | spans())),
        target=tuple(draw(st.lists(MENTIONS, max_size=2))),
        where=Where(texts=tuple(draw(st.lists(spans(), max_size=2))), place=draw(st.none() | PLACES)),
        when=When(text=draw(st.none() | spans()), start=start, end=end, precision="range"),
        casualties=(
            Casualty(kind="killed", low=low, high=high),
            Casualty(kind="injured", low=draw(COUNTS), text=draw(st.none() | spans())),
        ),
        source=tuple(draw(st.lists(SOURCES, max_size=2))),
        framing=tuple(draw(st.lists(spans(), max_size=2))),
        confidence=draw(SHARES),
        rules=draw(st.dictionaries(WORDS, WORDS, max_size=2)),
    )


DOCUMENTS = st.builds(
    Document,
    id=WORDS,
    key=MAYBE,
    text=st.text(),
    sha256_text=WORDS,
    sha256_raw=WORDS,
    published=DATES,
    retrieved=st.none() | MOMENTS,
    locator=WORDS,
    sections=st.just((Section(kind="body", start=0, end=3, why="a rule"),)),
    fingerprint=st.lists(st.integers(0, 2**63 - 1), max_size=3).map(tuple),
    notes=st.lists(WORDS, max_size=2).map(tuple),
)
INCIDENTS = st.builds(
    Incident,
    id=WORDS,
    type=WORDS,
    family=WORDS,
    summary=WORDS,
    start=DATES,
    place=st.none() | PLACES,
    copies=st.lists(st.lists(WORDS, max_size=2).map(tuple), max_size=2).map(tuple),
)
JUDGEMENTS = st.builds(
    Judgement,
    id=WORDS,
    kind=st.sampled_from(["accept", "same"]),
    subject=st.lists(WORDS, max_size=2).map(tuple),
    field=MAYBE,
    value=MAYBE,
    who=WORDS,
    why=WORDS,
    at=MOMENTS,
    supersedes=MAYBE,
)
PROBLEMS = st.builds(Problem, file=WORDS, record=MAYBE, reason=WORDS, stage=st.sampled_from(["read", "link"]))
RUNS = st.builds(
    Run,
    id=WORDS,
    started=MOMENTS,
    finished=st.none() | MOMENTS,
    command=WORDS,
    version=WORDS,
    reader=WORDS,
    counts=st.dictionaries(WORDS, st.integers(0, 99), max_size=2),
    seconds=st.dictionaries(WORDS, st.floats(0, 1e6), max_size=2),
)


@given(st.one_of(claims(), DOCUMENTS, INCIDENTS, JUDGEMENTS, PROBLEMS, RUNS))
def test_json_is_lossless(value: Value) -> None:
    line = to_json(value)
    assert "\n" not in line
    assert from_json(type(value), line) == value
    assert from_builtins(type(value), json.loads(line)) == value
    assert to_json(from_json(type(value), line)) == line
    assert json.loads(line) == json.loads(json.dumps(to_builtins(value)))


@given(claims())
def test_every_span_of_a_claim_proves_itself(claim: Claim) -> None:
    found = spans_of(claim)
    assert found[:2] == [claim.sentence, claim.trigger]
    assert all(span.proves(TEXT) for span in found)


def test_spans_of_leaves_no_span_out() -> None:
    """Whatever stands in the JSON with text, start and end is among the spans to be proved."""

    def span(i: int) -> Span:
        return Span(text=TEXT[i : i + 2], start=i, end=i + 2)

    def mention(i: int) -> Mention:
        return Mention(text=TEXT[i : i + 2], start=i, end=i + 2)

    claim = Claim(
        document_id="d",
        type="air_strike",
        quote=span(0).text,
        sentence=span(0),
        trigger=span(1),
        status_cue=span(2),
        perpetrator=Perpetrator(mode="all", names=(mention(3),), cue=span(4)),
        target=(mention(5),),
        weapon=span(6),
        where=Where(texts=(span(7),), offset=span(8)),
        when=When(text=span(9), order=(EventOrder(relation="after", other=span(14), cue=span(15)),)),
        casualties=(Casualty(kind="killed", who=span(10), text=span(11)),),
        source=(Source(text=TEXT[12:14], start=12, end=14),),
        framing=(span(13),),
    )

    def starts(value: object) -> list[int]:
        if isinstance(value, dict):
            own = [value["start"]] if isinstance(value.get("start"), int) else []
            return own + [n for part in value.values() for n in starts(part)]
        return [n for part in value for n in starts(part)] if isinstance(value, list | tuple) else []

    assert sorted(starts(to_builtins(claim))) == sorted(s.start for s in spans_of(claim)) == list(range(16))


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ('{"file":"a","reason":"b","stage":"read","colour":"red"}', "colour"),
        ('{"file":"a","reason":"b","stage":"cook"}', r"\$.stage"),
        ('{"file":"a","stage":"read"}', "reason"),
        ('{"file":1,"reason":"b","stage":"read"}', r"\$.file"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(line: str, path: str) -> None:
    with pytest.raises(msgspec.ValidationError, match=path):
        from_json(Problem, line)


def test_a_broken_span_is_refused_on_reading_back() -> None:
    with pytest.raises(msgspec.ValidationError, match="does not fit"):
        from_json(Span, '{"text":"abc","start":0,"end":2}')


def test_values_are_frozen() -> None:
    problem = Problem(file="a", reason="b", stage="read")
    with pytest.raises(AttributeError):
        problem.reason = "c"  # type: ignore[misc]
