"""What a reading cost and what it had to leave out, told beside the claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from contested.extract.options import ReaderOptions
from contested.extract.reader import Reader
from contested.model import Claim, Document

CALLS = "llm_calls"
CACHED = "llm_cached"
SENT = "llm_tokens_in"
RECEIVED = "llm_tokens_out"
UNCOUNTED = "llm_calls_uncounted"
VALUES = "values"
UNALIGNED = "values_unaligned"
LEFT_OUT = "claims_left_out"
"""Names of counts: requests answered, answers from the cache, tokens both ways as the server told them,
answers without a token count; values given, those not in the text, claims whose words are not."""


@dataclass
class Account:
    """Filled while a document is read, and kept when the reading fails."""

    counts: Counter[str] = field(default_factory=Counter)
    left_out: list[str] = field(default_factory=list)
    """Why a claim was left out, one entry each."""


@runtime_checkable
class AccountingReader(Reader, Protocol):
    """A reader that tells what it spent."""

    def read_accounted(self, document: Document, account: Account) -> tuple[Claim, ...]:
        """As `read`; adds to the account as it goes."""
        ...


def read_accounted(reader: Reader, document: Document, account: Account) -> tuple[Claim, ...]:
    """The reader's claims; its account where it keeps one."""
    if isinstance(reader, AccountingReader):
        return tuple(reader.read_accounted(document, account))
    return tuple(reader.read(document))


def cost(counts: Mapping[str, int], options: ReaderOptions) -> float | None:
    """Price of the counted tokens, in the currency of the prices; None when no price was given.

    Answers whose server told no token count are not in it: see UNCOUNTED.
    """
    if options.price_in is None and options.price_out is None:
        return None
    sent, received = counts.get(SENT, 0), counts.get(RECEIVED, 0)
    return (sent * (options.price_in or 0.0) + received * (options.price_out or 0.0)) / 1e6
