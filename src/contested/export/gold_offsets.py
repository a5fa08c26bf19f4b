"""Annotation without the article's words: ids, offsets and labels, to be kept where texts may not be.

A text value becomes [start, end], code points into the article's text, end exclusive. The title and
the notes on disputes are left out with the text; the text's SHA-256 stays, so that the offsets can
never be joined to another version of it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from contested.export.gold import GoldFile, nearest
from contested.model import InputError, sha256

Raw = dict[str, Any]
Convert = Callable[[str, Any], Any]
"""(field, value) -> value: words to offsets, or offsets to words."""


def without_text(file: GoldFile) -> Raw:
    """The annotation in offsets. The file must be free of flaws (`check_gold`).

    Words are placed as trainers place them: the trigger where it first stands in the quote, the
    others where they stand nearest to the quote.
    """
    raw: Raw = msgspec.to_builtins(file)
    article, annotation = raw["article"], raw["annotation"]
    text = article.pop("text")
    del article["title"]
    claims = [_converted(claim, _to_offsets(text, claim)) for claim in annotation["claims"]]
    return {
        "article": article | {"sha256_text": _digest(text)},
        "annotation": annotation
        | {"claims": claims, "contested": [d | {"note": ""} for d in annotation["contested"]]},
    }


def has_text(raw: Raw) -> bool:
    """True for the gold form, False for the form in offsets."""
    return "text" in raw["article"]


def with_text(raw: Raw, text: str, title: str | None = None) -> Raw:
    """The gold form again. Raises InputError when it is not the text that was annotated, or no such form."""
    article = dict(raw["article"])
    if _digest(text) != article.pop("sha256_text", None):
        raise InputError(str(article.get("id")), None, "this is not the text that was annotated")
    try:
        claims = [_converted(claim, _to_words(text)) for claim in raw["annotation"]["claims"]]
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(str(article.get("id")), None, f"not an annotation in offsets ({error!r})") from error
    return {
        "article": article | {"title": title, "text": text},
        "annotation": raw["annotation"] | {"claims": claims},
    }


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass"))


def _to_offsets(text: str, claim: Raw) -> Convert:
    start = text.find(claim["quote"])
    end = start + len(claim["quote"])

    def convert(field: str, words: str) -> list[int]:
        at = text.find(words, start, end) if field == "trigger" else nearest(text, words, start, end)
        if at is None or at < 0:
            raise ValueError(f"{field} {words!r} is not in the text")
        return [at, at + len(words)]

    return convert


def _to_words(text: str) -> Convert:
    def convert(field: str, span: list[int]) -> str:
        start, end = span
        if not 0 <= start < end <= len(text):
            raise ValueError(f"{field}: {span} is outside the text")
        return text[start:end]

    return convert


def _converted(claim: Raw, convert: Convert) -> Raw:
    """The claim with every value that holds words of the article passed through `convert`."""

    def each(field: str, values: list[Any]) -> list[Any]:
        return [convert(field, value) for value in values]

    def maybe(field: str, value: Any) -> Any:
        return None if value is None else convert(field, value)

    who, where, when = claim["perpetrator"], claim["where"], claim["when"]
    return claim | {
        "quote": convert("quote", claim["quote"]),
        "trigger": convert("trigger", claim["trigger"]),
        "perpetrator": who | {"names": each("perpetrator", who["names"])},
        "target": each("target", claim["target"]),
        "weapon": maybe("weapon", claim["weapon"]),
        "where": where | {"texts": each("where", where["texts"]), "offset": maybe("offset", where["offset"])},
        "when": when | {"text": maybe("when", when["text"])},
        "casualties": [
            harm | {"who": maybe("who", harm["who"]), "text": maybe("text", harm["text"])}
            for harm in claim["casualties"]
        ],
        "source": [link | {"text": convert("source", link["text"])} for link in claim["source"]],
        "framing": each("framing", claim["framing"]),
    }
