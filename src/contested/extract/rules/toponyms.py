"""Names of places and nameless sites in a doc, how precise they are, and stated displacements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
NEVER = frozenset({"DATE", "TIME", "CARDINAL", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "NORP"})
COUNTRY, REGION, CITY, QUARTER, SITE = range(5)


@cache
def lexicon() -> dict[str, Any]:
    """The shipped words of place (data/places.yaml), as sets."""
    import yaml

    text = files("contested.extract.rules").joinpath("data/places.yaml").read_text("utf-8")
    raw: dict[str, Any] = yaml.safe_load(text)
    out: dict[str, Any] = {key: frozenset(raw[key]) for key in raw if isinstance(raw[key], list)}
    out["countries"] = frozenset(name.casefold() for name in raw["countries"])
    out["regions"] = frozenset(name.casefold() for name in raw["regions"])
    out["levels"] = {noun: int(level) for level, nouns in raw["place_nouns"].items() for noun in nouns}
    return out


def place_spans(doc: Doc) -> list[tuple[Span, str]]:
    """Place words in order, without overlaps, each with how it was found: ner, rule or site."""
    kept = _apart([*_spans(doc)])
    return _apart([*kept, *_repeats(doc, kept)])


def _apart(found: list[tuple[Span, str]]) -> list[tuple[Span, str]]:
    """In order and without overlaps; a name comes before a site, the longer before the shorter."""
    taken: set[int] = set()
    kept = []
    for span, kind in sorted(found, key=lambda x: (x[1] == "site", x[0].start - x[0].end, x[0].start)):
        if not any(i in taken for i in range(span.start, span.end)):
            taken.update(range(span.start, span.end))
            kept.append((span, kind))
    return sorted(kept, key=lambda x: x[0].start)


def _repeats(doc: Doc, known: Sequence[tuple[Span, str]]) -> Iterator[tuple[Span, str]]:
    """Other mentions of a name that the doc uses as a place elsewhere."""
    names = {span[0].text: span for span, kind in reversed(known) if kind != "site" and len(key_of(span)) > 3}
    taken = {i for span, _ in known for i in range(span.start, span.end)}
    for token in doc:
        span = names.get(token.text)
        if span is None or token.i in taken or token.pos_ != "PROPN" or token.ent_type_ in NEVER:
            continue
        if token.ent_type_ in ("ORG", "PERSON") and token.head.pos_ == "PROPN" and token.dep_ == "compound":
            continue
        same = doc[token.i : token.i + len(span)]
        if same.text == span.text:
            yield same, "rule"


def _spans(doc: Doc) -> Iterator[tuple[Span, str]]:
    words = lexicon()
    for ent in doc.ents:
        if ent.label_ in PLACE_LABELS and (span := _clean(ent)) is not None:
            yield _widen(span), "ner"
    for token in doc:
        if (
            token.pos_ == "PROPN"
            and token.ent_type_ not in PLACE_LABELS
            and (name := _rule_name(token)) is not None
        ):
            yield _widen(name), "rule"
        elif token.pos_ == "NOUN" and token.lemma_.lower() in words["sites"] and _is_site(token):
            yield doc[_site_start(token) : token.i + 1], "site"


def _clean(span: Span) -> Span | None:
    """An entity without its article, apostrophes and stray marks; None when it is no place."""
    start, end = span.start, span.end
    while start < end and (span.doc[start].lower_ in ("the", "a", "an") or _mark(span.doc[start])):
        start += 1
    while end > start and (_mark(span.doc[end - 1]) or span.doc[end - 1].lower_ in ("'s", "’s", "’", "'")):
        end -= 1
    words = lexicon()
    if start >= end or span.doc[start:end].text.casefold() in words["not_places"]:
        return None
    if span.doc[end - 1].lower_ in words["institutions"] and end - start > 1:
        return None
    return span.doc[start:end]


def _mark(token: Token) -> bool:
    return bool(token.is_punct or token.is_space)


def _rule_name(token: Token) -> Span | None:
    """A run of capitalised words that its neighbours show to be a place, or None."""
    doc, words = token.doc, lexicon()
    start = token.i
    if start and doc[start - 1].pos_ == "PROPN" and doc[start - 1].ent_type_ not in NEVER:
        return None  # the run is read from its first word
    end, start_word = start + 1, token.lower_
    while end < len(doc) and (
        doc[end].pos_ == "PROPN" or (doc[end].text in ("-", "’") and end + 1 < len(doc))
    ):
        if doc[end].pos_ != "PROPN" and doc[end + 1].pos_ != "PROPN":
            break
        end += 1
    if any(
        t.ent_type_ in PLACE_LABELS or (t.ent_type_ in NEVER and start_word not in words["name_starts"])
        for t in doc[start:end]
    ):
        return None
    run = _clean(doc[start:end])
    if (
        run is None
        or any(t.lower_ in words["not_places"] for t in run)
        or (len(run) == 1 and run.text.isupper())
    ):
        return None
    return run if _is_placed(run) else None


def _is_placed(run: Span) -> bool:
    """True when the words around a capitalised run show that it names a place."""
    doc, words = run.doc, lexicon()
    before = run.start - 1
    while before >= 0 and (doc[before].lower_ in words["directions"] or doc[before].lower_ in ("the", "-")):
        before -= 1
    lead = doc[before].lower_ if before >= 0 else ""
    lead_of = doc[before - 1].lower_ if lead == "of" and before > 0 else ""
    after = doc[run.end].lower_ if run.end < len(doc) else ""
    kind_word = run[-1].lower_ in words["levels"] and len(run) > 1
    if kind_word or after in words["levels"] or after == "refugee":
        return True  # "Zardana camp"
    if lead_of in words["levels"] or lead_of in words["directions"]:
        return True  # "town of Zardana", "north of Zardana"
    starts_so = run[0].lower_ in words["name_starts"]
    if starts_so and len(run) > 1 and lead in words["locative"] and lead not in ("to", "from"):
        return True  # "on Al-Zahra"
    return _is_placed_name(run, doc[before] if before >= 0 else None, starts_so)


def _is_placed_name(run: Span, lead: Token | None, starts_so: bool) -> bool:
    """The same for names whose words say nothing: by their governor and what the recogniser took them for."""
    doc, words = run.doc, lexicon()
    labels = {t.ent_type_ for t in run}
    person_or_group = bool(labels & {"PERSON", "ORG"})
    if run.root.dep_ == "dobj" and run.root.head.lemma_ in words["taking"]:
        return True  # "shelled Zardana"
    if run.root.dep_ == "conj" and run.root.head.ent_type_ in PLACE_LABELS and "PERSON" not in labels:
        return True
    if run.start and doc[run.start - 1].lower_ in words["directions"] and "PERSON" not in labels:
        return True
    if lead is None:
        return False
    if lead.lower_ in ("'s", "’s") and lead.i > 0 and doc[lead.i - 1].ent_type_ in PLACE_LABELS:
        return not person_or_group or starts_so  # "Syria's Zardana"
    if lead.lower_ not in words["name_after"]:
        return False
    sure = lead.lower_ in ("in", "near", "outside") or (lead.lower_ == "at" and "ORG" not in labels)
    return sure or not person_or_group


def _is_site(token: Token) -> bool:
    if token.dep_ in ("dobj", "nsubjpass"):
        return True
    return token.dep_ == "pobj" and token.head.lower_ in lexicon()["locative"]


def _site_start(token: Token) -> int:
    start = token.i
    for child in reversed(list(token.lefts)):
        if child.dep_ not in ("compound", "amod", "nmod") or child.right_edge.i != start - 1:
            break
        if child.ent_type_ in NEVER and child.ent_type_ != "NORP":
            break
        start = child.left_edge.i
    return start


def _widen(span: Span) -> Span:
    """The name with its direction in front ("south-eastern Idlib") and its kind behind ("Idlib province")."""
    doc, words = span.doc, lexicon()
    start, end = span.start, span.end
    while start > 0 and doc[start - 1].lower_ in words["directions"] and doc[start - 1].dep_ != "pobj":
        start -= 1
    if (
        start >= 2
        and doc[start - 1].text == "-"
        and f"{doc[start - 2].lower_}-{doc[start].lower_}" in words["directions"]
    ):
        start -= 2
    while end < len(doc) and doc[end].lower_ in words["levels"] and doc[end].pos_ in ("NOUN", "PROPN"):
        if doc[end - 1].text.endswith(("s'", "’s")):
            break
        end += 1
    if (
        end + 1 < len(doc)
        and end == span.end
        and doc[end].lower_ == "refugee"
        and doc[end + 1].lower_.startswith("camp")
    ):
        end += 2
    return doc[start:end]


def key_of(span: Span) -> str:
    """The bare name by which mentions of one place are counted: no direction, no kind of place."""
    words = lexicon()
    bare = [
        t.lower_
        for t in span
        if t.lower_ not in words["directions"] and t.lower_ not in words["levels"] and not _mark(t)
    ]
    key = " ".join(bare or [t.lower_ for t in span])
    stem = key.removesuffix("'s").removesuffix("’s").removesuffix("s")
    return stem if stem in words["countries"] else key


def level_of(span: Span, kind: str) -> int:
    """How precise the named place is, by its own words."""
    words = lexicon()
    last = span[-1].lower_
    text = span.text.casefold()
    if kind == "site":
        return SITE
    if key_of(span) in words["countries"] or text in words["countries"]:
        return COUNTRY
    if text in words["regions"] or key_of(span) in words["regions"]:
        return REGION
    if len(span) > 1 and last in words["levels"]:
        return int(words["levels"][last])
    before = span.doc[span.start - 1] if span.start else None
    if before is not None and before.lower_ == "of" and span.start > 1:
        return int(words["levels"].get(span.doc[span.start - 2].lower_, CITY))
    if before is not None and before.lower_ in words["levels"] and before.pos_ == "NOUN":
        return int(words["levels"][before.lower_])
    return CITY
