"""Hypothesis strategies for the nouns: documents in many scripts, and claims that their texts prove.

    from strategies import claims_of, documents, incidents, judgements, problems, readings, runs

Every span of a claim lies in its document's text; ids are derived from content as in the pipeline,
so equal content has equal ids and different content has different ones.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from contested.model import (
    Actor,
    Casualty,
    Claim,
    Document,
    Field,
    Harm,
    Holder,
    Incident,
    Judgement,
    Mention,
    Perpetrator,
    Place,
    Position,
    Problem,
    Run,
    Section,
    Source,
    Span,
    When,
    Where,
    content_id,
    document_id,
    ontology,
    sha256,
)

WORDS = (
    *("shelled", "a", "post", "near", "the", "river", "«said»", "O'Neil", "don’t", '"quoted"', "=SUM(1)"),
    *(
        "قصفت",
        "طائرات",
        "نقطةً",
        "обстріляли",
        "село",
        "空爆",
        "村",
        "हमला",
        "כוחות",
        "ทหาร",
        "Khān",
        "Shaykhūn",
    ),
    *(
        "e\u0301",
        "\u200f",
        "👩‍👩‍👧",
        "🇺🇦",
        "İ",
        "ß",
        "ﬁ",
        "\u00a0",
        "a,b",
        "line\nbreak",
        "tab\tbed",
        "\r\n",
        "𝔸",
    ),
)
_SENTENCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)
_ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)

words = st.one_of(st.sampled_from(WORDS), _ANY_TEXT.filter(bool))
days = st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))
moments = st.datetimes(dt.datetime(1970, 1, 2), dt.datetime(2100, 1, 1), timezones=st.just(dt.UTC))
shares = st.floats(0, 1, allow_nan=False)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Unknown is None, and often."""
    return st.none() | strategy


def texts() -> st.SearchStrategy[str]:
    """Texts of one word or more, in any script, with at least one visible character."""
    return st.one_of(st.lists(_SENTENCES, min_size=1, max_size=5).map(". ".join), _ANY_TEXT).filter(
        lambda text: bool(text.strip())
    )


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = draw(texts())
    middle = draw(st.integers(0, len(text)))
    parts = [("title", 0, middle), ("body", middle, len(text))]
    head = {
        "key": draw(maybe(words)),
        "url": draw(maybe(st.sampled_from(["https://example.org/a", "https://example.org/ü?q=1,2"]))),
        "outlet": draw(maybe(words)),
        "title": draw(maybe(words)),
        "published": draw(maybe(days)),
    }
    digest = sha256(text.encode())
    return Document(
        id=document_id(sha256_text=digest, **head),
        text=text,
        sha256_text=digest,
        sha256_raw=digest,
        retrieved=draw(maybe(moments)),
        language=draw(maybe(st.sampled_from(["en", "ar", "uk"]))),
        locator=draw(words),
        origins=draw(st.dictionaries(st.sampled_from(sorted(head)), words, max_size=2)),
        sections=tuple(Section(kind=k, start=a, end=b, why="drawn") for k, a, b in parts if b > a),
        fingerprint=tuple(draw(st.lists(st.integers(0, 2**64 - 1), max_size=4))),
        notes=tuple(draw(st.lists(words, max_size=1))),
        **head,
    )


@st.composite
def spans(draw: st.DrawFn, text: str) -> Span:
    """A span of `text`, never empty."""
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, min(len(text), start + 40)))
    return Span(text=text[start:end], start=start, end=end)


def places() -> st.SearchStrategy[Place]:
    return st.builds(
        Place,
        id=st.sampled_from(["geonames:1", "ucdp:x", "iso:SY"]),
        name=words,
        kind=st.sampled_from(["settlement", "admin1", "country", "site"]),
        country=maybe(st.sampled_from(["Syria", "Palestine", "Ukraine"])),
        country_code=st.none(),
        admin1=maybe(words),
        latitude=st.floats(-90, 90, allow_nan=False),
        longitude=st.floats(-180, 180, allow_nan=False),
        radius_km=maybe(st.floats(0, 500, allow_nan=False)),
        geo_precision=maybe(st.sampled_from([1, 2, 3])),
        where_prec=maybe(st.sampled_from([1, 2, 3, 4, 5, 6, 7])),
    )


def actors() -> st.SearchStrategy[Actor]:
    kinds = st.sampled_from(["state", "armed_group", "civilian", "body", "media", "other"])
    return st.builds(Actor, id=st.sampled_from(["a:1", "a:2"]), name=words, kind=kinds)


@st.composite
def _mentions(draw: st.DrawFn, text: str) -> Mention:
    s = draw(spans(text))
    return Mention(text=s.text, start=s.start, end=s.end, actor=draw(maybe(actors())))


@st.composite
def _sources(draw: st.DrawFn, text: str) -> Source:
    s, kind = draw(spans(text)), draw(st.sampled_from(["military", "media", "resident", "other"]))
    return Source(text=s.text, start=s.start, end=s.end, kind=kind)


@st.composite
def _casualties(draw: st.DrawFn, text: str) -> Casualty:
    bounds = sorted(draw(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6))))
    low, high = (b if draw(st.booleans()) else None for b in bounds)
    kind = draw(st.sampled_from(["killed", "injured", "missing", "captured", "displaced"]))
    who, words_ = draw(maybe(spans(text))), draw(maybe(spans(text)))
    return Casualty(kind=kind, who=who, text=words_, low=low, high=high, shared=draw(st.booleans()))


@st.composite
def _when(draw: st.DrawFn, text: str) -> When:
    first, last = sorted(draw(st.tuples(days, days)))
    known = draw(st.booleans())
    return When(
        text=draw(maybe(spans(text))),
        start=first if known else None,
        end=last if known else None,
        precision="range" if known else None,
        anchor=draw(maybe(st.sampled_from(["text", "published", "dateline"]))),
        time_precision=draw(maybe(st.sampled_from([1, 2, 3]))),
    )


@st.composite
def _perpetrators(draw: st.DrawFn, text: str) -> Perpetrator:
    mode = draw(st.sampled_from(["all", "one_of", "unknown", "none"]))
    least = 1 if mode in ("all", "one_of") else 0
    names = [] if mode == "none" else draw(st.lists(_mentions(text), min_size=least, max_size=2))
    return Perpetrator(mode=mode, names=tuple(names), cue=draw(maybe(spans(text))))


def _tuples(strategy: st.SearchStrategy[Any], most: int = 2) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=most).map(tuple)


@st.composite
def claims_of(draw: st.DrawFn, document: Document, *, version: str = "drawn 1", number: int = 0) -> Claim:
    """A claim that `document` proves; `number` keeps the ids of one document's claims apart."""
    text, kind = document.text, draw(st.sampled_from(sorted(ontology().types)))
    sentence, trigger = draw(spans(text)), draw(spans(text))
    return Claim(
        id=content_id("c", [document.id, version, kind, trigger.start, number]),
        document_id=document.id,
        event=draw(st.sampled_from(["", "E1", "E2"])),
        type=kind,
        status=draw(st.sampled_from(["asserted", "alleged", "denied", "planned", "unclear"])),
        status_cue=draw(maybe(spans(text))),
        background=draw(st.booleans()),
        section=draw(st.sampled_from(["title", "body", "caption"])),
        quote=sentence.text,
        sentence=sentence,
        trigger=trigger,
        perpetrator=draw(_perpetrators(text)),
        target=draw(_tuples(_mentions(text))),
        weapon=draw(maybe(spans(text))),
        where=Where(
            texts=draw(_tuples(spans(text))),
            country=draw(maybe(st.sampled_from(["Syria", "Ukraine"]))),
            admin1=draw(maybe(words)),
            offset=draw(maybe(spans(text))),
            place=draw(maybe(places())),
        ),
        when=draw(_when(text)),
        casualties=draw(_tuples(_casualties(text))),
        source=draw(_tuples(_sources(text))),
        framing=draw(_tuples(spans(text), 1)),
        confidence=draw(st.dictionaries(st.sampled_from(["type", "where"]), shares, max_size=2)),
        rules=draw(st.dictionaries(st.sampled_from(["type", "where"]), words, max_size=2)),
        unaligned=draw(st.dictionaries(st.sampled_from(["target", "when"]), _tuples(words), max_size=2)),
        version=version,
    )


@st.composite
def readings(
    draw: st.DrawFn, *, version: str = "drawn 1", most: int = 3
) -> tuple[Document, tuple[Claim, ...]]:
    """A document and what one version read in it."""
    document = draw(documents())
    n = draw(st.integers(0, most))
    return document, tuple(draw(claims_of(document, version=version, number=i)) for i in range(n))


@st.composite
def _fields(draw: st.DrawFn, claim_ids: list[str]) -> tuple[Field, ...]:
    names = ["what", "perpetrator", "target", "weapon", "where", "when", "killed", "injured"]
    holders = st.builds(
        Holder,
        claim_id=st.sampled_from(claim_ids),
        document_id=st.just("d_0"),
        outlet=maybe(words),
        published=maybe(days),
        chain=_tuples(words),
        origin=words,
    )
    values = words | st.integers(0, 10**9) | _tuples(words).map(list) | st.just({"low": 1, "high": None})
    positions = st.builds(
        Position,
        label=words,
        value=maybe(values),
        holders=_tuples(holders),
        origins=st.integers(0, 3),
        denied=st.booleans(),
    )
    return tuple(
        Field(name=name, state=draw(st.sampled_from(["agreed", "contested", "unknown"])), positions=p)
        for name in names
        if (p := draw(_tuples(positions)))
    )


@st.composite
def _harm(draw: st.DrawFn) -> tuple[Harm, ...]:
    kinds = draw(st.lists(st.sampled_from(["killed", "injured"]), unique=True, max_size=2))
    counts = [sorted(draw(st.tuples(*[st.integers(0, 10**6)] * 3))) for _ in kinds]
    return tuple(
        Harm(kind=k, low=n[0], best=n[1], high=n[2], rule="mode") for k, n in zip(kinds, counts, strict=True)
    )


@st.composite
def incidents(draw: st.DrawFn, *, claim_ids: tuple[str, ...] = ("c_0",)) -> Incident:
    """An incident over some of the given claims."""
    members = draw(st.lists(st.sampled_from(claim_ids), min_size=1, unique=True, max_size=3))
    first, last = sorted(draw(st.tuples(days, days)))
    dated = draw(st.booleans())
    kind = draw(st.sampled_from(sorted(ontology().types)))
    return Incident(
        id=content_id("i", [kind, sorted(members), draw(st.integers(0, 2**40))]),
        type=kind,
        family=ontology().types[kind].group,
        summary=draw(words),
        start=first if dated else None,
        end=last if dated else None,
        place=draw(maybe(places())),
        country=draw(maybe(st.sampled_from(["Syria", "Ukraine"]))),
        admin1=draw(maybe(words)),
        fields=draw(_fields(members)),
        harm=draw(_harm()),
        claim_ids=tuple(members),
        document_ids=("d_0",),
        origins=draw(_tuples(words)),
        background=draw(st.booleans()),
        version="link 1",
    )


def problems() -> st.SearchStrategy[Problem]:
    stages = st.sampled_from(["read", "extract", "resolve", "link", "store"])
    return st.builds(Problem, file=words, record=maybe(words), reason=words, stage=stages)


@st.composite
def runs(draw: st.DrawFn) -> Run:
    started = draw(moments)
    return Run(id=content_id("r", [started]), started=started, command="ingest", version="0", reader="drawn")


@st.composite
def judgements(draw: st.DrawFn) -> Judgement:
    kind = draw(st.sampled_from(["accept", "reject", "same", "different", "unsure"]))
    subject, why = draw(st.lists(words, min_size=1, max_size=2, unique=True)), draw(words)
    return Judgement(
        id=content_id("j", [kind, subject, why]),
        kind=kind,
        subject=tuple(subject),
        who="reviewer",
        why=why,
        at=draw(moments),
    )
