"""One question to an OpenAI-compatible server: bounded in time, size and number of tries.

The answer is constrained by the strongest form that the server accepts (FORMS, in this order); what
it refuses once is not asked again, and the form of each answer is kept with it.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from contested import __version__
from contested.extract.account import CALLS, RECEIVED, SENT, UNCOUNTED, Account
from contested.extract.llm.cache import Answer
from contested.extract.llm.wire import schema
from contested.extract.options import ReaderOptions
from contested.model import ReaderError, ReaderUnavailableError, UsageError

if TYPE_CHECKING:
    import httpx

KEY = "CONTESTED_LLM_KEY"
FORMS = ("json_schema", "json_object with schema", "json_object", "text")
RETRIED = frozenset({408, 425, 429, 500, 502, 503, 504})
REFUSED = frozenset({401, 403, 404, 405})
"""Statuses that every other question would meet as well: key, right, address or model."""
UNFIT = frozenset({400, 415, 422, 501})
"""Statuses by which a server says that it does not know a form of answer, or that the text is too long."""
LONGEST_WAIT = 60.0
LARGEST = 8 * 1024 * 1024
"""Bytes of an answer that are read."""
_LENGTH = (
    "context length",
    "context size",
    "context window",
    "context_length",
    "too long",
    "maximum context",
)


class TooLongError(Exception):
    """The passage and its answer do not fit into the model's context."""


class Client:
    """Asks one server. Threads may share it; it remembers only which form the server accepts."""

    def __init__(self, options: ReaderOptions, sleep: Callable[[float], None] = time.sleep) -> None:
        self.options, self._sleep = options, sleep
        self.url = _address(options.base_url or "")
        self._key = os.environ.get(KEY, "").strip()
        self._form = 0
        self._http: httpx.Client | None = None

    def ask(self, question: dict[str, Any], account: Account) -> Answer:
        """The answer to a question (model, messages, parameters).

        Raises TooLongError, ReaderError when this question fails, ReaderUnavailableError when every
        other would. No message holds the key.
        """
        first = ""
        for n in range(self._form, len(FORMS)):
            status, body = self._tried(question | _form(FORMS[n]))
            if status < 300:
                self._form = max(self._form, n)
                return _answer(body, FORMS[n], account)
            told = self._told(status, body)
            if any(words in body.lower() for words in _LENGTH):
                raise TooLongError(told)
            if status in REFUSED:
                raise ReaderUnavailableError(told + self._hint(status))
            first = first or told
            if status not in UNFIT and not _of_form(body):
                break
        raise ReaderError(first, passing=True)

    def _tried(self, question: dict[str, Any]) -> tuple[int, str]:
        """Status and body, after as many tries as it takes and the options allow."""
        import httpx

        for n in range(self.options.retries + 1):
            last = n == self.options.retries
            wait = min(2.0**n, LONGEST_WAIT)
            try:
                status, body, after = self._post(question)
            except httpx.ConnectError as error:
                if last:
                    raise ReaderUnavailableError(f"{self.url} cannot be reached: {error}") from error
            except httpx.TimeoutException as error:
                if last:
                    reason = f"no answer within {self.options.timeout:g} s, in {n + 1} tries"
                    raise ReaderError(reason, passing=True) from error
            except httpx.InvalidURL as error:
                raise ReaderUnavailableError(f"{self.url} is no address: {error}") from error
            except httpx.HTTPError as error:
                if last:
                    raise ReaderError(f"the connection failed: {error}", passing=True) from error
            else:
                if status not in RETRIED or _of_form(body):
                    return status, body
                if last:
                    self._give_up(status, body, n + 1)
                wait = min(after if after is not None else wait, LONGEST_WAIT)
            self._sleep(wait)
        raise AssertionError("the last try returns or raises")

    def _give_up(self, status: int, body: str, tries: int) -> None:
        reason = f"{self._told(status, body)}, in {tries} tries"
        if status == 429:
            raise ReaderUnavailableError(reason)
        raise ReaderError(reason, passing=True)

    def _post(self, question: dict[str, Any]) -> tuple[int, str, float | None]:
        """Status, body and the wait that the server asks for. The time limit is on the whole answer."""
        import httpx

        deadline = time.monotonic() + self.options.timeout
        body = bytearray()
        with self._client().stream("POST", self.url, json=question) as answer:
            for piece in answer.iter_bytes():
                body += piece
                if len(body) > LARGEST:
                    raise ReaderError(f"an answer of more than {LARGEST:,} bytes")
                if time.monotonic() > deadline:
                    raise httpx.ReadTimeout("the answer took too long")
        return (
            answer.status_code,
            body.decode("utf-8", "replace"),
            _seconds(answer.headers.get("retry-after")),
        )

    def _client(self) -> httpx.Client:
        import httpx

        if self._http is None:
            headers = {"User-Agent": f"contested/{__version__}", "Accept": "application/json"}
            if self._key:
                headers["Authorization"] = f"Bearer {self._key}"
            # No redirects: the key goes to the address that was given and nowhere else.
            self._http = httpx.Client(timeout=self.options.timeout, headers=headers, follow_redirects=False)
        return self._http

    def _told(self, status: int, body: str) -> str:
        words = " ".join(body.split())
        if self._key:
            words = words.replace(self._key, "[key]")
        return f"the server answered {status}: {words[:300]}" if words else f"the server answered {status}"

    def _hint(self, status: int) -> str:
        if status in (401, 403):
            return f" ({KEY} is {'set' if self._key else 'not set'})"
        return f" (asked for model {self.options.model!r} at {self.url})"


def _address(base_url: str) -> str:
    """The endpoint. Raises UsageError for what is no http address or may hold a secret."""
    parts = urlsplit(base_url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError("--base-url wants an address such as http://localhost:8080/v1")
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise UsageError(
            f"--base-url is recorded, so it may hold no name, key or query; put the key into {KEY}"
        )
    return base_url.rstrip("/") + "/chat/completions"


def _form(form: str) -> dict[str, Any]:
    if form == "json_schema":
        named = {"name": "claims", "strict": True, "schema": schema()}
        return {"response_format": {"type": "json_schema", "json_schema": named}}
    if form == "json_object with schema":  # older llama.cpp and those that follow it
        return {"response_format": {"type": "json_object", "schema": schema()}}
    return {"response_format": {"type": "json_object"}} if form == "json_object" else {}


def _of_form(body: str) -> bool:
    """The server's words are about the form of answer; some say so with a status of 500."""
    return any(words in body for words in ("response_format", "json_schema"))


def _answer(body: str, form: str, account: Account) -> Answer:
    try:
        found = json.loads(body)
        choice = found["choices"][0]
        text, reason = choice["message"]["content"], choice.get("finish_reason")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ReaderError(f"the answer is not that of a chat-completions server: {body[:200]!r}") from error
    usage = found.get("usage")
    usage = usage if isinstance(usage, dict) else {}
    sent, received = (_count(usage.get(k)) for k in ("prompt_tokens", "completion_tokens"))
    account.counts.update({CALLS: 1, SENT: sent or 0, RECEIVED: received or 0})
    if sent is None or received is None:
        account.counts[UNCOUNTED] += 1
    cut = reason == "length"
    return Answer(text=text or "", form=form, cut=cut, tokens_in=sent, tokens_out=received)


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _seconds(words: str | None) -> float | None:
    """A Retry-After in seconds; its form as a date is passed over."""
    try:
        return max(float(words or ""), 0.0)
    except ValueError:
        return None
