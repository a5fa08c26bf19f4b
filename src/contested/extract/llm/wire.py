"""The answer asked of a model: its JSON Schema, and its parsing into typed values.

A subset of JSON Schema that constrained decoders share: every property required, no other allowed,
no patterns, no references. What it cannot say is checked when the answer is aligned to the text.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any, get_args

import msgspec

from contested.model import CasualtyKind, Mode, SourceKind, Status, ontology, sha256

_THOUGHT = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)


class WirePerpetrator(msgspec.Struct, frozen=True):
    mode: Mode = "none"
    names: tuple[str, ...] = ()
    cue: str | None = None


class WireWhere(msgspec.Struct, frozen=True):
    texts: tuple[str, ...] = ()
    offset: str | None = None


class WireCasualty(msgspec.Struct, frozen=True):
    kind: CasualtyKind
    text: str | None = None
    who: str | None = None


class WireSource(msgspec.Struct, frozen=True):
    text: str
    kind: SourceKind = "other"


class WireClaim(msgspec.Struct, frozen=True):
    """A claim in the model's words, none of them proven yet."""

    quote: str
    trigger: str
    type: str
    status: Status = "asserted"
    status_cue: str | None = None
    background: bool = False
    perpetrator: WirePerpetrator = WirePerpetrator()
    target: tuple[str, ...] = ()
    weapon: str | None = None
    where: WireWhere = WireWhere()
    when: str | None = None
    casualties: tuple[WireCasualty, ...] = ()
    source: tuple[WireSource, ...] = ()
    framing: tuple[str, ...] = ()


class UnreadableError(ValueError):
    """The answer is no JSON object with a list of claims."""


def parse(answer: str) -> tuple[list[WireClaim], list[str]]:
    """Claims of an answer, and for each malformed one why it is left out.

    Accepts what servers without constrained decoding wrap around JSON: a fence, words before and
    after, a thought in <think> tags. Raises UnreadableError in words that a model can act on.
    """
    found = _json_in(_THOUGHT.sub("", answer, count=1))
    listed = found.get("claims") if isinstance(found, dict) else found
    if not isinstance(listed, list):
        raise UnreadableError('there is no list "claims"')
    claims, faults = [], []
    for entry in listed:
        try:
            claim = msgspec.convert(entry, WireClaim)
        except msgspec.ValidationError as error:
            faults.append(f"malformed ({error}): {json.dumps(entry, ensure_ascii=False)[:200]}")
            continue
        if claim.type in ontology().types:
            claims.append(claim)
        else:
            faults.append(f"no such type {claim.type!r}: {claim.quote[:200]!r}")
    return claims, faults


def _json_in(answer: str) -> Any:
    """The JSON value that starts at the answer's first bracket."""
    starts = [at for at in (answer.find("{"), answer.find("[")) if at >= 0]
    if not starts:
        raise UnreadableError("there is no JSON in it")
    try:
        return json.JSONDecoder().raw_decode(answer, min(starts))[0]
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"it does not parse ({error})") from error


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of an answer."""
    word, words, maybe = {"type": "string"}, _list({"type": "string"}), {"type": ["string", "null"]}
    claim = _object(
        quote=word,
        trigger=word,
        type=_one_of(tuple(ontology().types)),
        status=_one_of(get_args(Status)),
        status_cue=maybe,
        background={"type": "boolean"},
        perpetrator=_object(mode=_one_of(get_args(Mode)), names=words, cue=maybe),
        target=words,
        weapon=maybe,
        where=_object(texts=words, offset=maybe),
        when=maybe,
        casualties=_list(_object(kind=_one_of(get_args(CasualtyKind)), text=maybe, who=maybe)),
        source=_list(_object(text=word, kind=_one_of(get_args(SourceKind)))),
        framing=words,
    )
    return _object(claims=_list(claim))


@cache
def schema_hash() -> str:
    """Names the schema in versions and cache keys."""
    return sha256(json.dumps(schema()).encode())[:12]


def _object(**properties: Any) -> dict[str, Any]:
    required = list(properties)
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _one_of(values: tuple[str, ...]) -> dict[str, Any]:
    return {"type": "string", "enum": list(values)}
