"""What the ledger keeps beside documents, claims and incidents: judgements, runs, problems."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from contested.model.base import Value

JudgementKind = Literal["accept", "correct", "reject", "same", "different", "unsure"]


class Judgement(Value, frozen=True, kw_only=True):
    """A person's decision; a later one supersedes, none is overwritten."""

    id: str
    kind: JudgementKind
    subject: tuple[str, ...]
    """Ids of what is judged: a claim, or two incidents or actors."""
    field: str | None = None
    value: str | None = None
    """JSON of the corrected value, for `correct`."""
    who: str
    why: str = ""
    at: dt.datetime
    supersedes: str | None = None


class Problem(Value, frozen=True, kw_only=True):
    """An input that was set aside: nothing is dropped without a word."""

    file: str
    record: str | None = None
    reason: str
    stage: Literal["read", "extract", "resolve", "link", "store"]


class Run(Value, frozen=True, kw_only=True):
    """One run of the pipeline: what was asked, what came out, how long each stage took."""

    id: str
    started: dt.datetime
    finished: dt.datetime | None = None
    command: str
    version: str
    reader: str
    options: dict[str, str] = {}
    counts: dict[str, int] = {}
    seconds: dict[str, float] = {}
