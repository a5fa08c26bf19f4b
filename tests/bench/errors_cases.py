"""A small scorer to the interface of the gold's own, and annotated cases; texts are invented.

The real scorer comes with the annotated corpora, which are not part of the repository; this one keeps
its slots and its pairing by trigger, and matches names by equality or inclusion.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

Raw = dict[str, Any]
SLOTS = (
    "claim",
    "type",
    "status",
    "perpetrator",
    "mode",
    "target",
    "place",
    "country",
    "date",
    "casualties",
    "source",
)
TEXT = "Jets bombed a mill in Homs on Tuesday. Rebels shelled a bridge. Talks failed <b>twice</b>."


def text_of(value: Any) -> str:
    return value if isinstance(value, str) else (value or {}).get("text") or ""


def spans(claim: Raw, article: str) -> tuple[int, int, int, int]:
    start = article.find(text_of(claim["trigger"]))
    at = article.find(claim["quote"])
    return start, start + len(text_of(claim["trigger"])), at, at + len(claim["quote"])


def words(text: str) -> list[str]:
    return text.casefold().split()


def same_name(a: str, b: str) -> bool:
    return set(words(a)) <= set(words(b)) or set(words(b)) <= set(words(a))


def matcher(slot: str) -> Any:
    return same_name if slot in ("perpetrator", "target", "place", "source") else (lambda a, b: a == b)


def fillers(claim: Raw) -> Raw:
    who, when, where = claim["perpetrator"], claim["when"], claim["where"]
    return {
        "claim": [True],
        "type": [claim["type"]],
        "status": [claim["status"]] if claim["status"] != "asserted" else [],
        "perpetrator": who["names"],
        "mode": [who["mode"]] if who["mode"] in ("one_of", "unknown") else [],
        "target": claim["target"],
        "place": where["texts"][:1],
        "country": [where["country"]] if where["country"] else [],
        "date": [(when["start"], when["end"])] if when["start"] else [],
        "casualties": [(c["kind"], c["low"], c["high"]) for c in claim["casualties"]],
        "source": [s["text"] for s in claim["source"]][:1],
    }


def pair_up(gold: list[Raw], predicted: list[Raw], article: str) -> list[tuple[int, int]]:
    by_trigger = {spans(p, article)[:2]: j for j, p in enumerate(predicted)}
    found = ((i, by_trigger.get(spans(g, article)[:2])) for i, g in enumerate(gold))
    return [(i, j) for i, j in found if j is not None]


SCORE: Any = SimpleNamespace(
    SLOTS=SLOTS,
    text_of=text_of,
    spans=spans,
    words=words,
    same_name=same_name,
    matcher=matcher,
    fillers=fillers,
    pair_up=pair_up,
)


def claim(trigger: str = "bombed", **more: Any) -> Raw:
    quote = next(s for s in TEXT.split(". ") if trigger in s)
    names = more.pop("names", [])
    where = {"texts": more.pop("places", []), "country": more.pop("country", None)}
    start, end = more.pop("days", (None, None))
    return {
        "event": "E1",
        "type": "attack",
        "quote": quote,
        "trigger": trigger,
        "status": "asserted",
        "perpetrator": {"mode": more.pop("mode", "all" if names else "none"), "names": names},
        "target": [],
        "where": where,
        "when": {"start": start, "end": end},
        "casualties": [],
        "source": [],
    } | more


def harm(kind: str, low: int | None, high: int | None) -> Raw:
    return {"kind": kind, "low": low, "high": high}


def file(*claims: Raw, id_: str = "x-1", **article: Any) -> Raw:
    return {
        "article": {"id": id_, "text": TEXT, "outlet": "Example Post", "title": "A title"} | article,
        "annotation": {"id": id_, "published": None, "claims": list(claims), "contested": []},
    }
