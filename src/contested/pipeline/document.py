"""One document through the rooms: extract -> resolve -> label events -> stamp ids -> check proofs.

A pure function of (engine, document). It is also the one boundary where an unexpected exception
becomes a Problem, so that one document cannot stop a batch.
"""

from __future__ import annotations

import dataclasses
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from msgspec.structs import replace

from contested.extract import Account, read_accounted
from contested.model import (
    Claim,
    ContestedError,
    Document,
    Problem,
    ReaderError,
    ReaderUnavailableError,
    ResolveError,
    content_id,
    ontology,
    spans_of,
)
from contested.pipeline.engine import Engine

Stage = Literal["extract", "resolve", "link"]
SAMPLE = 4000
"""Code points looked at for the script of a text whose language is not known."""
LATIN_END = "\u0250"
REASON = 400
"""Longest reason kept of an unexpected exception, in code points."""
REMARK = 4000
"""Longest remark: it holds the words of claims that are kept nowhere else."""


@dataclass(frozen=True)
class Outcome:
    """What came of one document. `problem` is why it was set aside; then there are no claims."""

    document: Document
    claims: tuple[Claim, ...] = ()
    problem: Problem | None = None
    final: bool = True
    """False when another try might go better (the worker process died, memory ran out)."""
    seconds: dict[str, float] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    """What the reader told of its work, e.g. tokens; see contested.extract.account."""
    remark: Problem | None = None
    """What was left out of a document that was otherwise read."""
    stops: ReaderUnavailableError | None = None
    """Why no further document can be read either."""


def read_document(engine: Engine, document: Document) -> Outcome:
    """Claims of one document, linked within it, identified and proven; or the reason why not.

    Raises ResolveError when a resource is broken: that stops a batch.
    """
    seconds: dict[str, float] = {}
    account = Account()
    outcome = _read(engine, document, seconds, account)
    remark = _remark(document, account.left_out) if outcome.problem is None else None
    return dataclasses.replace(outcome, seconds=seconds, counts=dict(account.counts), remark=remark)


def _read(engine: Engine, document: Document, seconds: dict[str, float], account: Account) -> Outcome:
    unread = _language(engine, document)
    if unread:
        return set_aside(document, "extract", unread)
    stage: Stage = "extract"
    try:
        with _timed(seconds, stage):
            claims = read_accounted(engine.reader, document, account)
        stage = "resolve"
        with _timed(seconds, stage):
            claims = engine.resolver.resolve(document, claims)
            document = _noted(document)
        stage = "link"
        with _timed(seconds, "label"):
            claims = stamp(engine, document, _labelled(document, claims))
        flaw = unproven(document, claims)
    except ResolveError:
        raise  # a broken gazetteer is no fault of this document, and would be met by every other
    except ReaderUnavailableError as error:
        return dataclasses.replace(set_aside(document, stage, str(error), final=False), stops=error)
    except ReaderError as error:
        return set_aside(document, stage, str(error), final=not error.passing)
    except ContestedError as error:
        return set_aside(document, stage, str(error))
    except MemoryError:
        return set_aside(document, stage, "memory ran out on this document", final=False)
    except Exception as error:  # noqa: BLE001 - the boundary: one document never stops a batch
        return set_aside(document, stage, _told(error))
    if flaw:
        return set_aside(document, "extract", flaw)
    return Outcome(document=document, claims=claims)


def _noted(document: Document) -> Document:
    """With a note where the date line disagrees with the publication date: the date line was used."""
    from contested.resolve import date_note

    note = date_note(document)
    return (
        document if not note or note in document.notes else replace(document, notes=(*document.notes, note))
    )


def set_aside(document: Document, stage: Stage, reason: str, *, final: bool = True) -> Outcome:
    """The outcome of a document that gives no claims, with its Problem, which names it already."""
    reason = reason.removeprefix(f"{document.locator}: ")
    return Outcome(document=document, problem=_problem(document, stage, reason), final=final)


def _problem(document: Document, stage: Stage, reason: str) -> Problem:
    file, _, record = document.locator.partition("#")
    return Problem(file=file, record=record or None, reason=reason, stage=stage)


def _remark(document: Document, left_out: list[str]) -> Problem | None:
    if not left_out:
        return None
    told = "; ".join(left_out)
    told = told if len(told) <= REMARK else told[: REMARK - 1] + "…"
    return _problem(document, "extract", f"{len(left_out)} of the reader's claims left out: {told}")


def stamp(engine: Engine, document: Document, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Give each claim its version and an id from where its trigger stands.

    The ordinal tells claims apart that share type, trigger and sentence (two sources of one act).
    """
    seen: Counter[tuple[object, ...]] = Counter()
    stamped = []
    for claim in claims:
        key = (claim.type, claim.trigger.start, claim.trigger.end, claim.sentence.start)
        id_ = content_id("c", [document.id, engine.version, *key, seen[key]])
        seen[key] += 1
        stamped.append(replace(claim, id=id_, version=engine.version))
    return tuple(stamped)


def unproven(document: Document, claims: tuple[Claim, ...]) -> str | None:
    """What is wrong with the first claim that does not prove itself; None when all do."""
    for claim in claims:
        name = f"the claim {claim.type!r} at {claim.trigger.start}"
        if claim.document_id != document.id:
            return f"{name} belongs to another document: {claim.document_id}"
        if claim.type not in ontology().types:
            return f"{name} has a type that is not in the ontology"
        if claim.quote != claim.sentence.text:
            return f"{name} quotes other words than its sentence"
        for span in spans_of(claim):
            if not span.proves(document.text):
                return f"{name} has a span that the text does not prove: {span.text[:60]!r} at {span.start}"
    return None


def _labelled(document: Document, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    from contested.link import label_events, spread

    return tuple(spread(label_events(document, claims)))


def _language(engine: Engine, document: Document) -> str | None:
    reads = getattr(engine.reader, "languages", ("en",))
    if document.language is None and "en" in reads and not _in_latin_script(document.text):
        return f"the text is mostly not in Latin script, which the {engine.reader.name} reader does not read"
    if document.language is None or document.language in reads:
        return None
    return f"language {document.language!r} is not read by the {engine.reader.name} reader"


def _in_latin_script(text: str) -> bool:
    """False when most letters of the beginning are of another script; true without letters."""
    letters = [c for c in text[:SAMPLE] if c.isalpha()]
    return 2 * sum(c < LATIN_END for c in letters) >= len(letters)


def _told(error: Exception) -> str:
    words = " ".join(str(error).split())
    return f"{type(error).__name__}: {words}"[:REASON] if words else type(error).__name__


class _timed:  # noqa: N801 - reads as a verb where it is used
    """Adds the wall-clock seconds of its block to `seconds[name]`."""

    def __init__(self, seconds: dict[str, float], name: str) -> None:
        self.seconds, self.name = seconds, name

    def __enter__(self) -> None:
        self.start = time.perf_counter()

    def __exit__(self, *_: object) -> None:
        self.seconds[self.name] = self.seconds.get(self.name, 0.0) + time.perf_counter() - self.start
