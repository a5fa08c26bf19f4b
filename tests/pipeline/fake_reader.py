"""Readers for tests: quick, no model, with faults on demand. Named as "fake_reader:FakeReader"."""

from __future__ import annotations

import os
import re
import time

from contested.extract import Account, ReaderOptions
from contested.model import (
    Claim,
    Document,
    Mention,
    Perpetrator,
    ReaderError,
    ReaderUnavailableError,
    Source,
    Span,
    When,
    Where,
)

NAME = "fake_reader:FakeReader"
SENTENCE = re.compile(r"[^.\n]+\.?")


def found(document: Document, pattern: str, sentence: Span) -> Span | None:
    match = re.compile(pattern).search(document.text, sentence.start, sentence.end)
    return Span(text=match.group(), start=match.start(), end=match.end()) if match else None


class FakeReader:
    """One claim per sentence with "bombed", "shelled" or "struck"; words in capitals are faults."""

    name = "fake"
    version = "fake 1"

    def read(self, document: Document) -> tuple[Claim, ...]:
        text = document.text
        if "DIES" in text:
            os._exit(9)
        if "SLOWLY" in text:
            time.sleep(0.03)
        if "BREAKS" in text:
            raise RuntimeError("the reader broke\nin two lines")
        if "REFUSES" in text:
            raise ReaderError("this document defeats the reader")
        claims = []
        for match in SENTENCE.finditer(text):
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            if not text[start : match.end()].strip():
                continue
            sentence = Span(text=text[start : match.end()], start=start, end=match.end())
            trigger = found(document, r"\b(?:bombed|shelled|struck)\b", sentence)
            if trigger:
                claims.append(self.claim(document, sentence, trigger))
        return tuple(claims)

    def claim(self, document: Document, sentence: Span, trigger: Span) -> Claim:
        who = found(document, r"Northern jets|Southern guns", sentence)
        where = found(document, r"\b(?:Homs|Idlib|Aleppo)\b", sentence)
        when = found(document, r"\b(?:Monday|Tuesday)\b", sentence)
        said = found(document, r"\ba medic\b", sentence)
        if "LIES" in document.text:
            trigger = Span(text="bombed", start=0, end=6)
        return Claim(
            document_id=document.id,
            type="air_strike" if trigger.text != "shelled" else "shelling",
            quote=sentence.text,
            sentence=sentence,
            trigger=trigger,
            perpetrator=Perpetrator(mode="all", names=(mention(who),)) if who else Perpetrator(),
            where=Where(texts=(where,) if where else ()),
            when=When(text=when),
            source=(Source(text=said.text, start=said.start, end=said.end, kind="medical"),) if said else (),
            rules={"trigger": "fake word list", "perpetrator": "fake names"},
            version=self.version,
        )


class HalfReader(FakeReader):
    """A newer version: another name for its output, and nothing else."""

    version = "fake 2"


def mention(span: Span) -> Mention:
    return Mention(text=span.text, start=span.start, end=span.end)


class AskingReader(FakeReader):
    """Takes options, waits, and tells what it spent; words in capitals are the faults of a server."""

    version = "asking 1"
    waits = True

    def __init__(self, options: ReaderOptions) -> None:
        self.options = options

    def read_accounted(self, document: Document, account: Account) -> tuple[Claim, ...]:
        account.counts["llm_calls"] += 1
        if "GONE" in document.text:
            raise ReaderUnavailableError("the server is gone")
        if "LATE" in document.text:
            raise ReaderError("the server was slow", passing=True)
        if "INVENTS" in document.text:
            account.left_out.append("'bombed' in 'a sentence of its own'")
        return self.read(document)
