"""A model's claims as Claims: every value with the span that proves it, the rest kept as unaligned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from contested.extract.account import LEFT_OUT, UNALIGNED, VALUES, Account
from contested.extract.llm.align import SIMILAR, Aligner, Found, shorter
from contested.extract.llm.passages import Passage
from contested.extract.llm.wire import WireCasualty, WireClaim, WirePerpetrator
from contested.extract.outlet import same_outlet
from contested.extract.sections import claim_section
from contested.model import Casualty, Claim, Document, Mention, Perpetrator, Source, Span, When, Where


def claims_of(
    document: Document, passage: Passage, given: Iterable[WireClaim], origin: str, account: Account
) -> list[Claim]:
    """The claims whose sentence and trigger stand in the passage and whose trigger is its to read.

    `origin` names model, prompt and form in Claim.rules. A claim without a sentence or a trigger in
    the text proves nothing: it goes to the account. The same claim given twice counts once.
    """
    aligner = Aligner(passage.text, passage.start)
    claims: dict[tuple[object, ...], Claim] = {}
    for wire in given:
        sentence = aligner.sentence(wire.quote, wire.trigger)
        trigger = aligner.trigger(wire.trigger, sentence.span) if sentence else None
        if sentence is None or trigger is None:
            account.counts[LEFT_OUT] += 1
            what = "quote" if sentence is None else "trigger"
            account.left_out.append(f"{what} not in the text: {wire.trigger!r} in {wire.quote[:300]!r}")
        elif passage.core_start <= trigger.span.start < passage.core_end:
            claim = _claim(document, wire, _Proof(aligner, sentence, trigger), origin, account)
            key = (claim.type, claim.trigger, claim.sentence, claim.perpetrator, claim.target, claim.source)
            claims.setdefault(key, claim)
    return list(claims.values())


@dataclass
class _Proof:
    """Aligns the values of one claim, and notes how each was found and which was not."""

    aligner: Aligner
    sentence: Found
    trigger: Found
    ways: dict[str, list[str]] = field(default_factory=dict)
    unaligned: dict[str, list[str]] = field(default_factory=dict)
    values: int = 0

    def span(self, name: str, words: str | None) -> Span | None:
        """The span of a value; None when there is none, or none in the text."""
        if words is None or not words.strip():
            return None
        self.values += 1
        found = self.aligner.find(words, self.sentence.span)
        if found is None:
            self.unaligned.setdefault(name, []).append(words)
            return None
        self.ways.setdefault(name, []).append(found.way)
        return found.span

    def names(self, name: str, words: Iterable[str]) -> tuple[Span, ...]:
        """Spans of several values, without articles, each once."""
        spans = (self.span(name, w) for w in words)
        return tuple(dict.fromkeys(shorter(s) for s in spans if s))


def _claim(document: Document, wire: WireClaim, proof: _Proof, origin: str, account: Account) -> Claim:
    claim = Claim(
        document_id=document.id,
        type=wire.type,
        status=wire.status,
        status_cue=proof.span("status", wire.status_cue if wire.status != "asserted" else None),
        background=wire.background,
        section=claim_section(document, proof.trigger.span.start),
        quote=proof.sentence.span.text,
        sentence=proof.sentence.span,
        trigger=proof.trigger.span,
        perpetrator=_perpetrator(wire.perpetrator, proof),
        target=_mentions(proof.names("target", wire.target)),
        weapon=proof.span("weapon", wire.weapon),
        where=Where(
            texts=proof.names("where", wire.where.texts), offset=proof.span("where", wire.where.offset)
        ),
        when=When(text=proof.span("when", wire.when)),
        casualties=tuple(c for given in wire.casualties if (c := _casualty(given, proof))),
        source=_sources(document, wire, proof),
        framing=proof.names("framing", wire.framing),
    )
    missing = sum(len(words) for words in proof.unaligned.values())
    account.counts.update({VALUES: proof.values, UNALIGNED: missing})
    return _with_rules(claim, wire, proof, origin)


def _with_rules(claim: Claim, wire: WireClaim, proof: _Proof, origin: str) -> Claim:
    from msgspec.structs import replace

    unaligned = {name: tuple(words) for name, words in sorted(proof.unaligned.items())}
    if proof.sentence.way == SIMILAR:
        unaligned["quote"] = (wire.quote,)
    rules = {"claim": f"{origin}; quote {proof.sentence.way}", "trigger": proof.trigger.way}
    rules |= {name: "; ".join(dict.fromkeys(ways)) for name, ways in proof.ways.items()}
    return replace(claim, rules=rules, unaligned=unaligned)


def _perpetrator(given: WirePerpetrator, proof: _Proof) -> Perpetrator:
    """A mode without a name in the text falls back to what needs none: nobody is named."""
    names = _mentions(proof.names("perpetrator", given.names))
    mode = given.mode
    if names and mode == "none":
        mode = "all"
    if not names and mode in ("all", "one_of"):
        mode = "none"
    cue = proof.span("perpetrator", given.cue if mode in ("one_of", "unknown") else None)
    return Perpetrator(mode=mode, names=names, cue=cue)


def _casualty(given: WireCasualty, proof: _Proof) -> Casualty | None:
    """Harm without an expression in the text has nothing to count: None."""
    text = proof.span("casualties", given.text)
    who = proof.span("casualties", given.who)
    return Casualty(kind=given.kind, text=text, who=who) if text else None


def _sources(document: Document, wire: WireClaim, proof: _Proof) -> tuple[Source, ...]:
    """The chain without the outlet itself, whose own voice is no source."""
    links: dict[tuple[int, int], Source] = {}
    for given in wire.source:
        for span in proof.names("source", [given.text]):
            if not same_outlet(span.text, document.outlet):
                link = Source(text=span.text, start=span.start, end=span.end, kind=given.kind)
                links.setdefault((span.start, span.end), link)
    return tuple(links.values())


def _mentions(spans: Iterable[Span]) -> tuple[Mention, ...]:
    return tuple(Mention(text=s.text, start=s.start, end=s.end) for s in spans)
