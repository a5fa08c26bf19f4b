"""The rule reader's attributions in PolNeAR's terms.

Its rules look for who vouches for a claim, and resolve "he" to the name; PolNeAR marks the words beside
the cue. So the source here is the whole noun phrase of the speaker that stands in the cue's sentence
(none when the speaker was resolved from elsewhere), the cue is the rule's, and the content is the
stretch that the rule gives, without the words of its own cue and source.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bench.polnear.corpus import Article, Attribution
from contested.extract.rules.attribution import Attribution as Said
from contested.extract.rules.attribution import attributions
from contested.extract.rules.parse import load
from contested.model import Span, span_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

ASIDE = frozenset("relcl acl appos advcl".split())
"""What of a noun phrase PolNeAR's sources leave out when it comes after a comma."""


def read(articles: Sequence[Article], cache: Path | None = None) -> list[list[Attribution]]:
    """The rules' attributions of each article; `cache` keeps parses (a spaCy DocBin) between runs."""
    docs = _parsed([article.text for article in articles], cache)
    return [[a for said in attributions(doc) if (a := _of(doc, said))] for doc in docs]


def _parsed(texts: Sequence[str], cache: Path | None) -> list[Doc]:
    from spacy.tokens import DocBin

    nlp = load()
    if cache and cache.exists():
        known = {doc.text: doc for doc in DocBin().from_disk(cache).get_docs(nlp.vocab)}
        if all(text in known for text in texts):
            return [known[text] for text in texts]
    docs = list(nlp.pipe(texts, batch_size=8))
    if cache:
        DocBin(docs=docs).to_disk(cache)
    return docs


def _of(doc: Doc, said: Said) -> Attribution | None:
    cue = set(range(said.cue.start, said.cue.end))
    source = _source(doc, said) - cue
    # Only what interrupts is cut out: a speaker elsewhere in the document is no part of the stretch.
    content = set(range(said.start, said.end)) - cue - source
    spans = [_spans(doc, tokens) for tokens in (source, cue, content)]
    if not spans[1] or not spans[2]:
        return None
    return Attribution(source=spans[0], cue=spans[1], content=spans[2])


def _source(doc: Doc, said: Said) -> set[int]:
    """Tokens of the first speaker's noun phrase, if it stands in the sentence of the cue."""
    sentence = doc[said.cue.start].sent
    for speaker in said.chain[:1]:
        head = speaker.tokens.root
        if sentence.start <= head.i < sentence.end:
            own = {t.i for t in head.subtree}
            for child in head.rights:
                if child.dep_ in ASIDE and doc[child.left_edge.i - 1].text == ",":
                    own -= set(range(child.left_edge.i - 1, child.right_edge.i + 1))
            return own
    return {t.i for t in sentence if t.pos_ == "PRON" and t.dep_ == "nsubj" and t.head.i in _range(said)}


def _range(said: Said) -> range:
    return range(said.cue.start, said.cue.end)


def _spans(doc: Doc, tokens: set[int]) -> tuple[Span, ...]:
    """Runs of tokens as spans of the text, without white space and punctuation at their ends."""
    runs: list[list[int]] = []
    for i in sorted(tokens):
        if runs and runs[-1][-1] == i - 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    found = []
    for run in runs:
        while run and (doc[run[0]].is_space or doc[run[0]].text in ",.;:"):
            run = run[1:]
        while run and (doc[run[-1]].is_space or doc[run[-1]].text in ",.;:"):
            run = run[:-1]
        if run:
            found.append(span_of(doc.text, doc[run[0]].idx, doc[run[-1]].idx + len(doc[run[-1]])))
    return tuple(found)
