"""The transparent reader: assembles claims from the findings of the rules around each trigger."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contested.extract.rules.anaphora import acting_pronoun, antecedent
from contested.extract.rules.arguments import Argument, roles
from contested.extract.rules.attribution import Attribution, attributions, source_of
from contested.extract.rules.casualties import CasualtyFinding, casualties, casualties_of
from contested.extract.rules.event_type import TypeFinding, event_type, means_counts
from contested.extract.rules.framing import framing
from contested.extract.rules.mode import ModeFinding, mode_of
from contested.extract.rules.parse import Parsed, model_version, parse
from contested.extract.rules.places import PlaceFinding, PlaceMentions, place_mentions, place_of
from contested.extract.rules.status import StatusFinding, status_of
from contested.extract.rules.times import TimeFinding, TimeMentions, time_mentions, time_of
from contested.extract.rules.triggers import Trigger, find_triggers, widen
from contested.extract.rules.weapon import weapon_of
from contested.extract.sections import claim_section, section_at
from contested.model import (
    Casualty,
    Claim,
    Document,
    Mention,
    Perpetrator,
    Source,
    Span,
    When,
    Where,
)

if TYPE_CHECKING:
    from collections import Counter

    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

RULES_VERSION = "rules 1"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True)
class Scene:
    """All that a stretch of the document offers to a trigger."""

    parsed: Parsed
    document: Document
    triggers: tuple[Trigger, ...]
    said: Sequence[Attribution]
    harm: Sequence[CasualtyFinding]
    places: PlaceMentions
    times: TimeMentions
    means: Counter[str]

    @property
    def tokens(self) -> list[Token]:
        return [t.token for t in self.triggers]


@dataclass(frozen=True)
class Findings:
    """What the rules found for one trigger, each with the rule's name."""

    trigger: Trigger
    kind: TypeFinding
    attribution: Attribution | None
    status: StatusFinding
    mode: ModeFinding
    hit: Sequence[Argument]
    harm: Sequence[CasualtyFinding]
    weapon: tuple[Tokens, str] | None
    place: PlaceFinding | None
    time: TimeFinding | None
    loaded: Sequence[tuple[Tokens, str]]


class RuleReader:
    """Reads English reports with spaCy's syntax, lexicons and weighed rules; explains every field."""

    name = "rules"

    @property
    def version(self) -> str:
        """Rules and language model, e.g. "rules 1; en_core_web_md 3.8.0"."""
        return f"{RULES_VERSION}; {model_version()}"

    def read(self, document: Document) -> tuple[Claim, ...]:
        """The document's claims in order of their triggers."""
        claims: list[Claim] = []
        for parsed in parse(document):
            scene = _scene(parsed, document)
            actors: list[Argument] = []
            for trigger in scene.triggers:
                kind = event_type(trigger.token, scene.tokens, scene.means)
                acting, hit = roles(trigger.token, kind.type, _beside(scene, trigger.token))
                acting = _unspoken(acting, trigger.token, source_of(trigger.token, scene.said))
                acting = acting or _by_pronoun(trigger.token, actors)
                actors += acting
                claims.append(_claim(scene, _findings(scene, trigger, kind, acting, hit)))
        return tuple(claims)


def _scene(parsed: Parsed, document: Document) -> Scene:
    doc = parsed.doc
    triggers = tuple(
        t for t in find_triggers(doc) if section_at(document, parsed.base + t.token.idx) != "furniture"
    )
    return Scene(
        parsed=parsed,
        document=document,
        triggers=triggers,
        said=attributions(doc, document.outlet),
        harm=casualties(doc),
        places=place_mentions(doc),
        times=time_mentions(doc),
        means=means_counts(list(doc)),
    )


def _beside(scene: Scene, token: Token) -> list[Token]:
    """All triggers of a trigger's sentence."""
    return [t for t in scene.tokens if t.sent.start == token.sent.start]


def _by_pronoun(token: Token, earlier: Sequence[Argument]) -> list[Argument]:
    """Who acted where the sentence has only "they" or "its": what the pronoun points back to."""
    pronoun = acting_pronoun(token)
    named = antecedent(pronoun, earlier) if pronoun else None
    return [named] if named else []


def _findings(
    scene: Scene, trigger: Trigger, kind: TypeFinding, acting: Sequence[Argument], struck: Sequence[Argument]
) -> Findings:
    token = trigger.token
    rivals = [t for t in scene.tokens if t.i != token.i]
    attribution = source_of(token, scene.said)
    status = _status(token, kind, attribution)
    harm = casualties_of(token, scene.harm, rivals)
    mode = mode_of(token, _apart(_unharmed(acting, harm), struck), status)
    return Findings(
        trigger=trigger,
        kind=kind,
        attribution=attribution,
        status=status,
        mode=mode,
        hit=_apart(struck, mode.names),
        harm=harm,
        weapon=weapon_of(token),
        place=place_of(token, scene.places, rivals),
        time=time_of(token, scene.times, rivals),
        loaded=framing(token.sent, attribution),
    )


def _claim(scene: Scene, found: Findings) -> Claim:
    token, span = found.trigger.token, scene.parsed.span
    sentence, mode, place = span(token.sent), found.mode, found.place
    return Claim(
        document_id=scene.document.id,
        type=found.kind.type,
        status=found.status.status,
        status_cue=_maybe(scene, found.status.cue),
        background=_is_background(scene, found.time.text.text if found.time else ""),
        section=claim_section(scene.document, scene.parsed.base + token.idx),
        quote=sentence.text,
        sentence=sentence,
        trigger=span(widen(token)),
        perpetrator=Perpetrator(
            mode=mode.mode, names=tuple(_mention(scene, n) for n in mode.names), cue=_maybe(scene, mode.cue)
        ),
        target=tuple(_mention(scene, n) for n in found.hit),
        weapon=span(found.weapon[0]) if found.weapon else None,
        where=Where(
            texts=tuple(span(t) for t in place.texts) if place else (),
            offset=_maybe(scene, place.offset if place else None),
        ),
        when=When(text=span(found.time.text) if found.time else None),
        casualties=tuple(_casualty(scene, h) for h in found.harm),
        source=_chain(scene, found.attribution),
        framing=tuple(span(words) for words, _ in found.loaded),
        confidence=_confidence(found),
        rules={field: rule for field, rule in _rules(found) if rule},
    )


def _status(token: Token, kind: TypeFinding, attribution: Attribution | None) -> StatusFinding:
    """A threat is made by being spoken: planned is what it threatens (guidelines), unless it is denied."""
    found = status_of(token, attribution)
    if kind.type == "threaten" and found.status == "planned":
        return StatusFinding("asserted", None, "a threat is an act of speech")
    return found


def _apart(found: Sequence[Argument], taken: Sequence[Argument]) -> list[Argument]:
    """Names that are not perpetrators already; the likelier role of a name wins."""
    return [
        argument
        for argument in found
        if all(
            argument.name.end <= other.name.start
            or other.name.end <= argument.name.start
            or argument.probability > other.probability
            for other in taken
        )
    ]


def _unspoken(found: Sequence[Argument], token: Token, attribution: Attribution | None) -> list[Argument]:
    """Names but the speaker's own: who tells of an act does not thereby commit it.

    The speaker stays an actor where nobody else acts in what he says and the act has no subject of
    its own ("the army denied the strike", "the group said it had shelled the post").
    """
    if attribution is None:
        return list(found)
    relays = {i for link in attribution.chain[1:] for i in range(link.tokens.start, link.tokens.end)}
    found = [a for a in found if a.head.i not in relays]
    inside = [a for a in found if attribution.start <= a.head.i < attribution.end]
    own = any(c.dep_ in ("nsubj", "nsubjpass") and c.pos_ != "PRON" for c in token.children)
    spoken = {i for speaker in attribution.chain for i in range(speaker.tokens.start, speaker.tokens.end)}
    return [a for a in found if a in inside or not (a.head.i in spoken and (inside or own))]


def _unharmed(found: Sequence[Argument], harm: Sequence[CasualtyFinding]) -> list[Argument]:
    """Names that are not part of the words for the harmed ("Turkish" in "no Turkish soldier")."""
    return [a for a in found if not any(h.text.start <= a.name.start < h.text.end for h in harm)]


def _maybe(scene: Scene, tokens: Tokens | None) -> Span | None:
    return None if tokens is None else scene.parsed.span(tokens)


def _mention(scene: Scene, argument: Argument) -> Mention:
    span = scene.parsed.span(argument.name)
    return Mention(text=span.text, start=span.start, end=span.end)


def _casualty(scene: Scene, finding: CasualtyFinding) -> Casualty:
    return Casualty(
        kind=finding.kind,
        text=scene.parsed.span(finding.text),
        who=_maybe(scene, finding.who),
        shared=finding.shared,
    )


def _chain(scene: Scene, attribution: Attribution | None) -> tuple[Source, ...]:
    links = []
    for speaker in attribution.chain if attribution else ():
        span = scene.parsed.span(speaker.tokens)
        links.append(Source(text=span.text, start=span.start, end=span.end, kind=speaker.kind))
    return tuple(links)


def _is_background(scene: Scene, time: str) -> bool:
    """An event dated by its own words to an earlier year than the report's."""
    published = scene.document.published
    years = [int(y) for y in _YEAR.findall(time)]
    return bool(published and years and max(years) < published.year)


def _confidence(found: Findings) -> dict[str, float]:
    """The weights' own odds; not calibrated."""
    odds = {"claim": found.trigger.probability, "type": found.kind.probability}
    if found.mode.names:
        odds["perpetrator"] = min(n.probability for n in found.mode.names)
    if found.hit:
        odds["target"] = min(n.probability for n in found.hit)
    return {name: round(value, 3) for name, value in odds.items()}


def _rules(found: Findings) -> Iterator[tuple[str, str]]:
    """Field and the rule that filled it, "" where nothing did; what `--explain` prints."""
    yield "claim", f"trigger: {found.trigger.rule}"
    yield "type", f"{found.kind.type}: {found.kind.rule}"
    yield "status", found.status.rule
    yield "perpetrator", found.mode.rule
    yield "source", found.attribution.rule if found.attribution else ""
    yield "target", _each(h.rule for h in found.hit)
    yield "casualties", _each(h.rule for h in found.harm)
    yield "weapon", found.weapon[1] if found.weapon else ""
    yield "where", found.place.rule if found.place else ""
    yield "when", found.time.rule if found.time else ""
    yield "framing", _each(rule for _, rule in found.loaded)


def _each(rules: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(rules))
