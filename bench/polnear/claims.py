"""Claims of a reader in PolNeAR's terms: the documented mapping for readers without attributions.

A claim names who says it, but neither the reporting words nor where the saying ends, and it is only read
where there is violence. So: the source is the claim's first; the cue is the reporting word of the claim's
sentence that stands nearest to it; the content is what the sentence says outside the two and what is
between them: the words after them, or those before when they end the sentence, or both when a comma or
a quotation mark tells that the sentence goes on. Claims whose source stands in another sentence, or
beside no reporting word, give nothing; claims with one source and cue give one attribution.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bench.polnear.corpus import Article, Attribution, to_document
from contested.model import Claim, Problem, Span, span_of

_CUE = re.compile(
    r"\b(?:according to|sa(?:y|ys|id|ying)|(?:tell|tells|told)|(?:add|not|stat|announc|argu|acknowledg|alleg|"
    r"declar|describ|disclos|acknowledg|indicat|conced)(?:e|es|s|ed|ing)|(?:report|claim|confirm|warn|insist|"
    r"suggest|explain|admit|assert|contend|maintain|estimat|tweet|ask|show)(?:s|ed|ted|es|e|ing|ting)?|"
    r"writes?|wrote|written|believe[sd]?|think|thinks|thought|den(?:y|ies|ied)|reveal(?:s|ed|ing)?|"
    r"call(?:s|ed|ing)?|accus(?:e|es|ed|ing)|blam(?:e|es|ed|ing)|condemn(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)
_EDGES = " \t\n,.;:!?-–—"
_GOES_ON = (",", "”", '"', "’", "'")
FEW = 3
"""A stretch of fewer words is no content ("on Monday")."""


def read(articles: Sequence[Article], reader: str, jobs: int = 1) -> list[list[Attribution]]:
    """The attributions that a reader's claims amount to."""
    from contested.pipeline.pool import read_all

    outcomes = read_all([to_document(a) for a in articles], reader, jobs)
    return [
        [] if isinstance(outcome, Problem) else to_attributions(article.text, outcome.claims)
        for article, outcome in zip(articles, outcomes, strict=True)
    ]


def to_attributions(text: str, claims: Iterable[Claim]) -> list[Attribution]:
    """One attribution for each source and cue, in order of the claims."""
    found: dict[tuple[int, int], Attribution] = {}
    for claim in claims:
        one = _attribution(text, claim)
        if one:
            found.setdefault((one.source[0].start, one.cue[0].start), one)
    return list(found.values())


def _attribution(text: str, claim: Claim) -> Attribution | None:
    if not claim.source:
        return None
    start, end = claim.sentence.start, claim.sentence.end
    source = claim.source[0]
    if not start <= source.start < source.end <= end:
        return None
    cues = [m.span() for m in _CUE.finditer(text, start, end) if not _shared(m.span(), source.span)]
    if not cues:
        return None
    cue = min(cues, key=lambda c: (_apart(c, source.span), c))
    content = _content(text, start, end, min(cue[0], source.start), max(cue[1], source.end))
    named = span_of(text, source.start, source.end)
    return Attribution(source=(named,), cue=(span_of(text, *cue),), content=content) if content else None


def _shared(cue: tuple[int, int], source: Span) -> bool:
    return cue[0] < source.end and source.start < cue[1]


def _apart(cue: tuple[int, int], source: Span) -> int:
    return max(cue[0] - source.end, source.start - cue[1])


def _content(text: str, start: int, end: int, left: int, right: int) -> tuple[Span, ...]:
    """What of text[start:end] is told outside of text[left:right]."""
    before, after = _stripped(text, start, left), _stripped(text, right, end)
    if after and before:
        goes_on = text[start:left].rstrip().endswith(_GOES_ON)
        return (before, after) if goes_on else (after,)
    return tuple(s for s in (before, after) if s)


def _stripped(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES:
        end -= 1
    return span_of(text, start, end) if len(text[start:end].split()) >= FEW else None
