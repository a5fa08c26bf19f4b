"""Who says which stretch of a document: indirect and direct speech, "according to", relays, quotations.

The chain runs from the one who says it outward to the one who relays it; the article's own outlet
and its reporters give no link (annotation guidelines, field `source`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from contested.extract.outlet import same_outlet
from contested.extract.rules.quotations import Quotation, quotations
from contested.extract.rules.sources import Speaker, core, kind_of, source_words
from contested.extract.rules.utterance import Utterance, author, utterances
from contested.model import SourceKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

__all__ = ["Attribution", "Speaker", "attributions", "source_of"]


@dataclass(frozen=True)
class Attribution:
    """Tokens [start, end) of the doc are said by `chain`, from the one who says it to the relayer.

    An empty chain is the outlet's own voice (its correspondent speaks).
    """

    start: int
    end: int
    chain: tuple[Speaker, ...]
    cue: Span
    rule: str


def attributions(doc: Doc, outlet: str | None = None) -> list[Attribution]:
    """All attributions of the doc, ordered by start, longer first. `outlet` is the article's own."""
    said = [u for sentence in doc.sents for u in utterances(sentence)]
    said = _split_shared(_with_cited(said))
    memory = _Memory(outlet)
    named = [(u, memory.chain(u)) for u in sorted(said, key=lambda u: u.cue.start)]
    found = [Attribution(u.start, u.end, chain, u.cue, u.rule) for u, chain in named if chain is not None]
    found = _with_quotations(doc, found, quotations(doc))
    found = [a for a in found if a.end > a.start]
    found.sort(key=lambda a: (a.start, -a.end, a.cue.start))
    return [_nested(a, found) for a in found]


def source_of(trigger: Token, attributions: Sequence[Attribution]) -> Attribution | None:
    """The innermost attribution that contains the trigger; None when the article itself speaks."""
    holding = [a for a in attributions if a.start <= trigger.i < a.end]
    if not holding:
        return None
    return min(holding, key=lambda a: (a.end - a.start, abs(a.cue.start - trigger.i)))


def _with_cited(said: Sequence[Utterance]) -> list[Utterance]:
    """ "A, X reported, citing Y": Y says it and X relays it, one utterance."""
    result = list(said)
    for cited in [u for u in said if u.rule == "citing"]:
        same = [
            (abs(u.cue.start - cited.cue.start), n)
            for n, u in enumerate(result)
            if u.cue.sent == cited.cue.sent and u.rule.startswith(("said", "order")) and u.end > u.start
        ]
        if same:
            n = min(same)[1]
            relays = (*result[n].speakers, *result[n].relays)
            result[n] = replace(
                result[n], speakers=cited.speakers, relays=relays, rule=result[n].rule + "+citing"
            )
            result.remove(cited)
    return result


def _split_shared(said: Sequence[Utterance]) -> list[Utterance]:
    """Two "according to" of one sentence share it: the first ends where its own words end."""
    result = list(said)
    for n, one in enumerate(result):
        later = [
            u
            for u in result
            if u.start == one.start and u.end == one.end and u.cue.start > one.cue.start and u.end > u.start
        ]
        if later and one.rule == later[0].rule == "according":
            cut = one.speakers[-1].right_edge.i + 1
            if one.cue.start > one.start + 2 and cut < later[0].cue.start:
                result[n] = replace(one, end=cut)
                m = result.index(later[0])
                result[m] = replace(later[0], start=cut)
    return result


class _Memory:
    """The speakers met so far, for "he said", "the source added" and surnames."""

    def __init__(self, outlet: str | None) -> None:
        self.outlet = outlet
        self.heard: list[Speaker] = []
        self.own_staff: set[str] = set()
        self.persons: dict[str, list[Span]] | None = None

    def chain(self, said: Utterance) -> tuple[Speaker, ...] | None:
        """The chain of an utterance; () for the outlet's own voice; None when the speaker is unknown."""
        links: list[Speaker] = []
        unknown = False
        for head in (*said.speakers, *said.relays):
            speaker = self._speaker(head, said)
            if speaker is None:
                unknown = True
            elif not self._own(speaker, head) and all(s.tokens.text != speaker.tokens.text for s in links):
                links.append(speaker)
        if unknown and not links:
            return None
        if links and said.speakers[0].pos_ != "PRON":
            self.heard.append(links[0])
        return tuple(links)

    def _own(self, speaker: Speaker, head: Token) -> bool:
        text = speaker.tokens.text
        if same_outlet(text, self.outlet) or (speaker.tokens[-1].lower_ in self.own_staff):
            return True
        if not self.outlet:
            return False
        around = head.doc[head.left_edge.i : min(head.right_edge.i + 1, head.i + 14)]
        staff = head.ent_type_ == "PERSON" or any(t.lemma_.lower() in source_words().reporter for t in around)
        if staff and any(
            same_outlet(around[i : i + n].text, self.outlet)
            for n in (1, 2, 3)
            for i in range(len(around) - n + 1)
        ):
            if head.ent_type_ == "PERSON":
                self.own_staff.add(speaker.tokens[-1].lower_)
            return True
        return False

    def _speaker(self, head: Token, said: Utterance) -> Speaker | None:
        if head.pos_ == "PRON" and head.lower_ in ("he", "she", "it", "they", "i", "we", "who"):
            return self._antecedent(head)
        tokens = core(head)
        if head.lemma_.lower() in _PAPERS and head.ent_type_ == "" and self.heard and author(head) is None:
            paper = self._paper(head)
            if paper is not None:
                return paper
        if len(tokens) == 1 and head.pos_ == "NOUN":
            earlier = self._same_noun(head, said)
            if earlier is not None:
                return earlier
        place = head.ent_type_ in ("GPE", "NORP") and len(tokens) <= 2
        context = head.doc[head.left_edge.i : min(head.right_edge.i + 1, head.i + 16)].text
        kind = kind_of(tokens.text, context=context, place=place)
        if kind == "other" and head.ent_type_ == "PERSON":
            kind = self._kind_elsewhere(tokens[-1])
        known = next(
            (
                s
                for s in reversed(self.heard)
                if s.tokens[-1].text == tokens[-1].text and head.ent_type_ == "PERSON"
            ),
            None,
        )
        return Speaker(tokens, known.kind if known is not None and kind == "other" else kind)

    def _kind_elsewhere(self, surname: Token) -> SourceKind:
        """The kind by the title that the person has where the document introduces them."""
        if self.persons is None:
            self.persons = {}
            for entity in surname.doc.ents:
                if entity.label_ == "PERSON":
                    self.persons.setdefault(entity[-1].text, []).append(entity)
        for entity in self.persons.get(surname.text, ()):
            if entity[-1].i != surname.i:
                head = entity.root
                around = head.doc[head.left_edge.i : min(head.right_edge.i + 1, head.i + 16)].text
                kind = kind_of(entity.text, context=around)
                if kind != "other":
                    return kind
        return "other"

    def _antecedent(self, head: Token) -> Speaker | None:
        """He and she are the last person, it the last body, anything else the last speaker."""
        if head.lower_ in ("i", "we", "who") or not self.heard:
            return None
        wanted = head.lower_
        for speaker in reversed(self.heard[-6:]):
            person = speaker.tokens.root.ent_type_ == "PERSON" or _one_person(speaker)
            if wanted in ("he", "she") and person:
                return speaker
            if wanted == "it" and not person:
                return speaker
            if wanted == "they" and speaker.tokens.root.ent_type_ != "PERSON":
                return speaker
        return self.heard[-1]

    def _paper(self, head: Token) -> Speaker | None:
        """ "the statement said": the body that spoke last."""
        if not any(c.dep_ == "det" and c.lower_ in ("the", "this") for c in head.children):
            return None
        return next((s for s in reversed(self.heard) if s.tokens.root.lemma_.lower() not in _PAPERS), None)

    def _same_noun(self, head: Token, said: Utterance) -> Speaker | None:
        """ "the ministry said": the ministry that spoke before; "the soldier added": the last speaker."""
        if not any(c.dep_ == "det" and c.lower_ in ("the", "that", "this") for c in head.children):
            return None
        lemma = head.lemma_.lower()
        for speaker in reversed(self.heard):
            if any(t.lemma_.lower() == lemma for t in speaker.tokens):
                return speaker
        fuller = _fuller_name(head)
        if fuller is not None:
            return Speaker(fuller, kind_of(fuller.text))
        if said.cue.text.lower() == "added" and self.heard:
            return self.heard[-1]
        return None


def _fuller_name(head: Token) -> Span | None:
    """The last mention of "the ministry" with more words: "the health ministry"."""
    lemma = head.lemma_.lower()
    if lemma not in source_words().body:
        return None
    for i in range(head.i - 1, max(head.i - 300, -1), -1):
        token = head.doc[i]
        if token.lemma_.lower() == lemma and token.pos_ in ("NOUN", "PROPN"):
            name = core(token)
            if len(name) > 1 and token.i < name.end:
                return name
    return None


def _one_person(speaker: Speaker) -> bool:
    root = speaker.tokens.root
    return (
        root.tag_ == "NN"
        and root.lemma_.lower() in source_words().utterer
        and root.lemma_.lower() not in source_words().body
    )


_PAPERS = frozenset(("statement", "communique", "communiqué", "report", "release", "bulletin", "text"))


def _with_quotations(
    doc: Doc, found: Sequence[Attribution], quoted: Sequence[Quotation]
) -> list[Attribution]:
    """Stretch each attribution over the quotation that it starts, and give lone quotations a speaker."""
    result = list(found)
    last: Attribution | None = None
    last_quote: Quotation | None = None
    for quote in quoted:
        n = _holder(doc, quote, result)
        if n is not None:
            held = result[n]
            start = min(held.start, quote.start) if held.end > held.start else quote.start
            end = max(held.end, quote.end) if held.end > held.start else quote.end
            if held.end > held.start and (quote.start > held.end + 40 or held.start > quote.end + 40):
                result.append(replace(held, start=quote.start, end=quote.end, rule=held.rule + "+quote"))
            else:
                result[n] = replace(held, start=start, end=end)
            last = held
        elif last is not None and last_quote is not None and _carries_on(doc, last_quote, quote):
            result.append(Attribution(quote.start, quote.end, last.chain, last.cue, "quote-goes-on"))
        else:
            continue
        last_quote = quote
    return result


def _holder(doc: Doc, quote: Quotation, found: Sequence[Attribution]) -> int | None:
    """Index of the attribution outside the quotation that meets it or whose cue stands next to it."""
    outside = [(n, a) for n, a in enumerate(found) if not quote.start <= a.cue.start < quote.end]
    meets = [
        (abs(a.cue.start - quote.start) + abs(a.cue.start - quote.end), n)
        for n, a in outside
        if a.start < quote.end and quote.start < a.end
    ]
    if meets:
        return min(meets)[1]
    near = [
        (min(abs(a.cue.start - quote.end), abs(quote.start - a.cue.end)), n)
        for n, a in outside
        if _next_to(doc, quote, a)
    ]
    return min(near)[1] if near else None


def _next_to(doc: Doc, quote: Quotation, held: Attribution) -> bool:
    """The cue follows or precedes the quotation in the same paragraph, with little in between."""
    gap = (quote.end, held.cue.start) if held.cue.start >= quote.end else (held.cue.end, quote.start)
    if gap[1] - gap[0] > 14:
        return False
    between = doc[gap[0] : gap[1]]
    return not any("\n" in t.text or t.text in (".", ";", "!", "?") for t in between)


def _carries_on(doc: Doc, before: Quotation, quote: Quotation) -> bool:
    """The next quotation of a paragraph, or one that opens the next paragraph, has the same speaker."""
    between = doc[before.end : quote.start]
    breaks = sum("\n" in t.text for t in between)
    return (breaks == 0 and len(between) < 60) or (breaks == 1 and between[-1].is_space and len(between) < 60)


def _nested(inner: Attribution, found: Sequence[Attribution]) -> Attribution:
    """Add the chain of the attribution that this one, cue and content, lies in."""
    outer = [
        a
        for a in found
        if a.start <= inner.cue.start
        and inner.cue.end <= a.end
        and a.start <= inner.start
        and inner.end <= a.end
        and a.cue.start != inner.cue.start
        and not inner.start <= a.cue.start < inner.end
    ]
    if not outer:
        return inner
    nearest = min(outer, key=lambda a: a.end - a.start)
    own = {s.tokens.text for s in inner.chain}
    return replace(inner, chain=(*inner.chain, *(s for s in nearest.chain if s.tokens.text not in own)))
