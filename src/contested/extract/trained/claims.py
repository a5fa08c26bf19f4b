"""Findings about a trigger -> its claim: the guidelines' rules that hold between fields.

Each rule is a function of its own and tells, in words, what it changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from contested.extract.outlet import same_outlet
from contested.extract.sections import claim_section
from contested.extract.trained.cues import Cue, cue_before
from contested.extract.trained.findings import Findings
from contested.extract.trained.sentences import Sentences
from contested.extract.trained.settings import HARMS, Role, Settings
from contested.extract.trained.spans import Found, best, distance, distinct, overlap
from contested.model import (
    Casualty,
    CasualtyKind,
    Claim,
    Document,
    Mention,
    Mode,
    Perpetrator,
    Source,
    Span,
    Status,
    When,
    Where,
)

PARTIES = frozenset(["armed_clash", "consult", "agreement"])
"""Types whose every party is a perpetrator (guidelines); they have no target."""

Spans = tuple[Found, ...]
_Value = TypeVar("_Value", bound=str)


CUED = 0.75
"""Confidence of a status that words give against the network: what the weakest of the cues held for."""


@dataclass
class _Account:
    """Probability and rule of each filled field, gathered while a claim is made."""

    settings: Settings
    confidence: dict[str, float] = field(default_factory=dict)
    rules: dict[str, str] = field(default_factory=dict)

    def note(self, name: str, probability: float | None, why: str = "") -> None:
        """`probability` None: the field was left empty by the rule `why`."""
        parts = [why] if why else []
        if probability is not None:
            sure = self.settings.confidence(name, min(max(probability, 0.0), 1.0))
            self.confidence[name] = round(sure, 3)
            parts.insert(0, f"model {self.settings.name}")
        if parts:
            self.rules[name] = "; ".join(parts)

    def spans(self, name: str, found: Sequence[Found], why: str = "") -> None:
        self.note(name, min((f.score for f in found), default=None), why)


def to_claim(
    document: Document, sentences: Sentences, found: Findings, *, settings: Settings, event: str = ""
) -> Claim:
    """The claim of one trigger; `event` is its label. The settings' name is told in its rules."""
    account = _Account(settings)
    sentence = sentences.around(found.trigger.start, found.trigger.end)
    type_, sure = likeliest(found.types)
    cue = cue_before(sentence.text, found.trigger.start - sentence.start)
    status, held, why = status_of(type_, found.statuses, cue)
    account.note("claim", found.trigger.score)
    account.note("type", sure)
    account.note("status", held, why)
    perpetrator, target = _actors(found, type_, account)
    return Claim(
        document_id=document.id,
        event=event,
        type=type_,
        status=status,
        status_cue=_words(sentence, cue) if cue and cue.status == status else None,
        background=found.background > 0.5,
        section=claim_section(document, found.trigger.start),
        quote=sentence.text,
        sentence=sentence,
        trigger=found.trigger.span,
        perpetrator=perpetrator,
        target=target,
        weapon=_weapon(found.roles, account),
        where=_where(found.roles, account),
        when=_when(found.roles, account),
        casualties=_harm(found.roles, account),
        source=_source(found.roles, document.outlet, account),
        framing=_framing(found.roles, sentence, account),
        confidence=account.confidence,
        rules=account.rules,
    )


def likeliest(odds: Mapping[_Value, float]) -> tuple[_Value, float]:
    """The likeliest value with its probability; the first of equals."""
    value = max(odds, key=lambda name: odds[name])
    return value, odds[value]


def status_of(type_: str, odds: Mapping[Status, float], cue: Cue | None = None) -> tuple[Status, float, str]:
    """The status, its probability, and the rule that decided it if the likeliest was not taken.

    A threat is made by being spoken: it is asserted, planned is what it threatens (guidelines). What the
    words before the trigger plainly deny or hedge is never a fact.
    """
    status, sure = likeliest(odds)
    if type_ == "threaten" and status == "planned":
        return "asserted", sure + odds.get("asserted", 0.0), "a threat is an act of speech"
    if status == "asserted" and cue is not None:
        return cue.status, max(CUED, odds.get(cue.status, 0.0)), f"{cue.status} by its words, not asserted"
    return status, sure, ""


def _words(sentence: Span, cue: Cue) -> Span:
    start, end = sentence.start + cue.start, sentence.start + cue.end
    return Span(text=sentence.text[cue.start : cue.end], start=start, end=end)


def mode_of(odds: Mapping[Mode, float], names: int) -> tuple[Mode, float, str]:
    """The perpetrator mode that goes with so many names, its probability, and what was ruled out."""
    if names == 0:
        rest: tuple[Mode, ...] = ("unknown", "none")
    else:
        rest = ("all", "one_of", "unknown") if names > 1 else ("all", "unknown")
    mode = max(rest, key=lambda m: odds.get(m, 0.0))
    top = max(odds, key=lambda m: odds[m])
    why = "" if mode == top else f"{names or 'no'} name{'' if names == 1 else 's'}: {mode}, not {top}"
    return mode, odds.get(mode, 0.0), why


def one_role(perpetrators: Spans, targets: Spans) -> tuple[Spans, Spans]:
    """A name taken for both who acted and who was hit goes to the likelier role."""
    acted = tuple(p for p in perpetrators if all(p.score >= t.score for t in targets if _same(p, t)))
    struck = tuple(t for t in targets if not any(_same(p, t) for p in acted))
    return acted, struck


def _same(a: Found, b: Found) -> bool:
    return overlap(a, b) or a.key == b.key


def _actors(found: Findings, type_: str, account: _Account) -> tuple[Perpetrator, tuple[Mention, ...]]:
    acted, struck = distinct(found.roles.get("perpetrator", ())), distinct(found.roles.get("target", ()))
    why = ""
    if type_ in PARTIES:
        why = f"{type_} has parties, no target" if struck else ""
        acted, struck = distinct((*acted, *struck)), ()
    names, target = one_role(acted, struck)
    mode, sure, ruled = mode_of(found.modes, len(names))
    account.spans("target", target, why or ("taken as perpetrator" if len(target) < len(struck) else ""))
    if names:
        ruled = ruled or ("a name taken as target" if len(names) < len(acted) else "")
        account.spans("perpetrator", names, ruled)
    elif mode == "unknown":
        account.note("perpetrator", sure, ruled)
    return Perpetrator(mode=mode, names=tuple(n.mention for n in names)), tuple(t.mention for t in target)


def _weapon(roles: Mapping[Role, Spans], account: _Account) -> Span | None:
    weapon = best(roles.get("weapon", ()))
    account.spans("weapon", [weapon] if weapon else [])
    return weapon.span if weapon else None


def _framing(roles: Mapping[Role, Spans], sentence: Span, account: _Account) -> tuple[Span, ...]:
    """Loaded words of the sentence that makes the claim."""
    inside = [f for f in roles.get("framing", ()) if sentence.start <= f.start and f.end <= sentence.end]
    found = distinct(inside)
    account.spans("framing", found)
    return tuple(f.span for f in found)


def places_of(most: Spans, wider: Spans) -> Spans:
    """Place words, most specific first; without a most specific one the best of the wider leads."""
    lead = best(most) or best(wider)
    if lead is None:
        return ()
    rest = [w for w in wider if not _same(w, lead)]
    return (lead, *distinct(rest))


def _where(roles: Mapping[Role, Spans], account: _Account) -> Where:
    texts = places_of(roles.get("place", ()), roles.get("place_more", ()))
    offset = best(roles.get("offset", ()))
    account.spans("where", texts or ([offset] if offset else []))
    return Where(texts=tuple(t.span for t in texts), offset=offset.span if offset else None)


def _when(roles: Mapping[Role, Spans], account: _Account) -> When:
    time = best(roles.get("time", ()))
    account.spans("when", [time] if time else [])
    return When(text=time.span if time else None)


def harm_of(roles: Mapping[Role, Spans]) -> tuple[tuple[CasualtyKind, Found, Found | None], ...]:
    """Casualty expressions by kind in text order, each with the words for the harmed.

    Those words go to each expression that holds them, else to the nearest one.
    """
    counts = [(kind, f) for kind in HARMS for f in distinct(roles.get(kind, ()))]
    counts.sort(key=lambda entry: (entry[1].start, entry[1].end))
    harmed: dict[int, list[Found]] = {}
    for who in roles.get("harmed", ()) if counts else ():
        near = min(distance(f, who) for _, f in counts)
        inside = [n for n, (_, f) in enumerate(counts) if f.start <= who.start and who.end <= f.end]
        nearest = [n for n, (_, f) in enumerate(counts) if distance(f, who) == near]
        for n in inside or nearest[:1]:
            harmed.setdefault(n, []).append(who)
    return tuple((kind, f, best(harmed.get(n, ()))) for n, (kind, f) in enumerate(counts))


def _harm(roles: Mapping[Role, Spans], account: _Account) -> tuple[Casualty, ...]:
    found = harm_of(roles)
    account.spans("casualties", [text for _, text, _ in found])
    return tuple(
        Casualty(kind=kind, text=text.span, who=who.span if who else None) for kind, text, who in found
    )


def chain_of(says: Spans, relays: Spans, outlet: str | None) -> tuple[Spans, str]:
    """From the one who says it outward; the document's own outlet is its own voice, no source."""
    heard, passed = (tuple(f for f in found if not same_outlet(f.text, outlet)) for found in (says, relays))
    why = "own outlet left out" if len(heard) + len(passed) < len(says) + len(relays) else ""
    lead = best(heard) or best(passed)
    if lead is None:
        return (), why
    return (lead, *distinct([f for f in passed if not _same(f, lead)])), why


def _source(roles: Mapping[Role, Spans], outlet: str | None, account: _Account) -> tuple[Source, ...]:
    chain, why = chain_of(roles.get("source", ()), roles.get("relay", ()), outlet)
    account.spans("source", chain, why)
    return tuple(Source(text=f.text, start=f.start, end=f.end, kind=f.kind) for f in chain)
