"""The LLM reader: a document's passages to a server, its answers to claims that the text proves."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from contested.extract.account import CACHED, LEFT_OUT, Account
from contested.extract.llm.cache import Answer, Cache, default_folder, key_of
from contested.extract.llm.claims import claims_of
from contested.extract.llm.client import Client, TooLongError
from contested.extract.llm.passages import Passage, halves, masked, passages
from contested.extract.llm.prompt import PROMPT_VERSION, Message, messages, repair
from contested.extract.llm.wire import UnreadableError, WireClaim, parse, schema_hash
from contested.extract.options import PLAIN, ReaderOptions
from contested.model import Claim, Document, ReaderError, ReaderUnavailableError, UsageError

LLM_VERSION = "llm 1"
PARAMETERS: dict[str, Any] = {"temperature": 0, "max_tokens": 4096}
OURS = frozenset({"messages", "model", "n", "response_format", "stream"})
"""Parameters that a user may not set: the reader's own."""


class LlmReader:
    """Asks any OpenAI-compatible chat-completions server; see docs/llm-reader.md.

    Never makes a call unless it was asked for by name, with a model and an address. Its claims are
    as repeatable as its cache: servers do not promise the same answer twice.
    """

    name = "llm"
    waits = True

    def __init__(self, options: ReaderOptions = PLAIN, sleep: Callable[[float], None] = time.sleep) -> None:
        if not options.model or not options.base_url:
            raise UsageError(
                "--reader llm needs --model NAME and --base-url URL; it asks no server by itself"
            )
        self.options = options
        self.parameters = _parameters(options)
        self.client = Client(options, sleep)
        self.cache = Cache(Path(options.cache_dir) if options.cache_dir else default_folder())

    @property
    def version(self) -> str:
        """All but the address that decides what is asked: two servers of one model are one version."""
        said = " ".join(f"{name}={json.dumps(value)}" for name, value in sorted(self.parameters.items()))
        return (
            f"{LLM_VERSION}; model {self.options.model}; prompt {PROMPT_VERSION}; schema {schema_hash()}; "
            f"{said}; passage {self.options.passage}"
        )

    def read(self, document: Document) -> tuple[Claim, ...]:
        """The document's claims in order of their triggers."""
        return self.read_accounted(document, Account())

    def read_accounted(self, document: Document, account: Account) -> tuple[Claim, ...]:
        """As `read`. Raises ReaderError naming the document and what went wrong with it."""
        text = masked(document)
        claims: list[Claim] = []
        try:
            for passage in passages(text, self.options.passage):
                claims += self._passage(document, text, passage, account)
        except ReaderUnavailableError as error:
            raise ReaderUnavailableError(f"{document.locator}: {error}") from error
        except ReaderError as error:
            raise ReaderError(f"{document.locator}: {error}", passing=error.passing) from error
        return tuple(sorted(claims, key=lambda c: (c.trigger.start, c.trigger.end)))

    def _passage(self, document: Document, text: str, passage: Passage, account: Account) -> list[Claim]:
        """Claims of one passage; of its halves when the answer does not fit."""
        try:
            given, faults, form = self._asked(messages(document, passage), account)
        except TooLongError as error:
            smaller = halves(text, passage)
            if not smaller:
                raise ReaderError(
                    f"the answer on {len(passage.text)} characters does not fit: {error}"
                ) from error
            return [c for half in smaller for c in self._passage(document, text, half, account)]
        account.left_out.extend(faults)
        account.counts[LEFT_OUT] += len(faults)
        origin = f"{self.options.model}, prompt {PROMPT_VERSION}, {form}"
        return claims_of(document, passage, given, origin, account)

    def _asked(self, asked: list[Message], account: Account) -> tuple[list[WireClaim], list[str], str]:
        """The parsed answer and its form. An unreadable one is asked for once more, with its fault."""
        answer = self._answer(asked, account)
        try:
            return *parse(answer.text), answer.form
        except UnreadableError as error:
            answer = self._answer(repair(asked, answer.text, str(error)), account)
        try:
            return *parse(answer.text), answer.form
        except UnreadableError as error:
            raise ReaderError(f"two answers without claims in JSON: {error}", passing=True) from error

    def _answer(self, asked: list[Message], account: Account) -> Answer:
        question = {"model": self.options.model, "messages": asked, **self.parameters}
        key = key_of({"reader": LLM_VERSION, "schema": schema_hash(), **question})
        answer = self.cache.get(key)
        if answer is None:
            answer = self.client.ask(question, account)
            if answer.cut or _readable(answer.text):  # else another try may go better
                self.cache.put(key, answer)
        else:
            account.counts[CACHED] += 1
        if answer.cut:
            raise TooLongError(f"the model was stopped after {answer.tokens_out or 'too many'} tokens")
        return answer


def _readable(answer: str) -> bool:
    try:
        parse(answer)
    except UnreadableError:
        return False
    return True


def _parameters(options: ReaderOptions) -> dict[str, Any]:
    """The request's parameters: ours, overridden by the user's; null takes one away."""
    given = {name: _value(name, words) for name, words in options.parameters}
    return {name: value for name, value in (PARAMETERS | given).items() if value is not None}


@cache
def _value(name: str, words: str) -> Any:
    if name in OURS:
        raise UsageError(f"the parameter {name!r} is the reader's own")
    try:
        return json.loads(words)
    except ValueError:
        return words
