"""Measure actor linking: names of annotated reports, UCDP's side names, and UCDP's source headlines.

    python -m bench.actors [--part names|train|sides|headlines] [--fit] [--errors N] [--no-record]

Names: bench/data/actor_names_dev.tsv, places of names in annotated reports with what they mean there
(docs/actors.md); `--part train` is the table that the linker was developed on. Sides and headlines: events of
../shared/data/ucdp-ged-syria-2016-2019.csv whose id has an odd SHA-256; `--fit` takes the others.
"""

from __future__ import annotations

import argparse
import collections
import csv
import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.actor_names import DATA, NameRow, read_names
from bench.report import SHARED, record
from contested.resolve.actors import ActorContext, Linked, link_actor
from contested.resolve.actors_claims import ACTORS_VERSION
from contested.resolve.actors_names import related
from contested.resolve.actors_words import tokens, words
from contested.resolve.fold import plain
from contested.resolve.registry import Registry, registry

_LONGEST_SPOT = 6
_FIRST = 100
_SPOTTED = frozenset({"name", "nation and organ", "name and role", "backed class", "name with backer"})


def context_of(row: NameRow, known: Registry) -> ActorContext:
    """As in a report: its theatres, and what its other names were linked to by themselves."""
    weights, at = dict(zip(row.at.theatres, (0.7, 0.3), strict=False)), row.at
    others = (link_actor(o, ActorContext(theatres=weights, year=at.year), known) for o in row.others)
    linked = frozenset(str(o.id) for o in others if o.id and not o.described and o.confidence >= 0.6)
    letters = "".join((row.name, *row.others))
    return ActorContext(
        theatres=weights,
        year=at.year,
        field=at.field,
        linked=linked,
        caseless=letters == letters.lower() and len(letters) > 40,
        report=row.report,
    )


def said(link: Linked) -> str:
    """A link in the form of the table's expectations."""
    if link.id is None:
        return "-"
    return f"described:{link.id.removeprefix('class/')}@{link.theatre or ''}" if link.described else link.id


def fits(got: str, expected: Sequence[str]) -> bool:
    """Whether a link is one of those expected; a described class without a stated theatre fits any."""
    return any(
        got == e or (e.startswith("described:") and "@" not in e and got.startswith(f"{e}@"))
        for e in expected
    )


def error_class(got: str, expected: Sequence[str], known: Registry) -> str:
    """What kind of error a wrong link is."""
    want = expected[0]
    if got == "-":
        if want.startswith("described:"):
            return "a description that was not read"
        return (
            "no link: the actor is not in the registry"
            if want not in known.by_id
            else "no link: the name was not read"
        )
    if want == "-":
        return "a link where none was meant"
    if got.startswith("described:"):
        if want.startswith("described:"):
            return "another class or theatre"
        return (
            "described where the actor is not in the registry"
            if want not in known.by_id
            else "described where an actor is named"
        )
    if want.startswith("described:"):
        return "an actor where a class was described"
    if any(related(got, e, known) for e in expected):
        return "a part or the whole of the actor meant"
    return "another actor"


@dataclass
class Tally:
    """Counts of one benchmark. Links are what was linked or described; `none` is no link."""

    rows: int = 0
    right: int = 0
    links: int = 0
    links_right: int = 0
    links_related: int = 0
    none: int = 0
    none_right: int = 0
    meant: int = 0
    meant_right: int = 0

    def add(self, got: str, expected: Sequence[str], known: Registry) -> bool:
        good = fits(got, expected)
        self.rows += 1
        self.right += good
        if expected[0] != "-":
            self.meant += 1
            self.meant_right += good
        if got == "-":
            self.none += 1
            self.none_right += good
        else:
            self.links += 1
            self.links_right += good
            self.links_related += good or any(related(got, e, known) for e in expected)
        return good

    def values(self) -> dict[str, float]:
        return {
            "rows": self.rows,
            "accuracy": self.right / max(1, self.rows),
            "precision": self.links_right / max(1, self.links),
            "precision_related": self.links_related / max(1, self.links),
            "recall": self.meant_right / max(1, self.meant),
            "no_link": self.none / max(1, self.rows),
            "no_link_precision": self.none_right / max(1, self.none),
        }


def measure_names(rows: Iterable[NameRow], known: Registry) -> tuple[Tally, list[tuple[str, str, str]]]:
    """The tally, and the errors as (name, got, expected), in the table's order."""
    tally, errors = Tally(), []
    for row in rows:
        got = said(link_actor(row.name, context_of(row, known), known))
        if not tally.add(got, row.at.expected, known):
            errors.append((row.name, got, "|".join(row.at.expected)))
    return tally, errors


# UCDP -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Event:
    """One UCDP event: its sides with their UCDP ids, and the headline it was taken from."""

    id: str
    year: int
    sides: tuple[tuple[str, int], ...]
    headline: str


def read_events(path: Path, *, held: bool) -> list[Event]:
    """Events of one half: held out (SHA-256 of the id odd) or for development."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        Event(
            row["id"],
            int(float(row["year"])),
            tuple((row[f"side_{s}"], int(float(row[f"side_{s}_new_id"]))) for s in "ab"),
            row["source_headline"],
        )
        for row in rows
        if bool(int(hashlib.sha256(row["id"].encode()).hexdigest(), 16) % 2) is held
    ]


def by_ucdp(known: Registry) -> dict[int, str]:
    return {actor.ucdp: actor.id for actor in known.actors if actor.ucdp is not None}


def side_parts(events: Iterable[Event]) -> dict[str, int]:
    """UCDP's names of single actors -> their ids; a side of several is named by its members."""
    return {name: id_ for event in events for name, id_ in event.sides if ", " not in name}


def measure_sides(events: Sequence[Event], known: Registry) -> tuple[Tally, list[tuple[str, str, str]], int]:
    """Every distinct (single side name, year), linked by itself; also how many names the registry lacks."""
    ids, names = by_ucdp(known), side_parts(events)
    pairs = sorted(
        {(part, e.year) for e in events for name, _ in e.sides for part in name.split(", ") if part in names}
    )
    tally, errors, lacking = Tally(), [], set()
    for name, year in pairs:
        want = "described:civilians" if name == "Civilians" else ids.get(names[name], "-")
        if want == "-":
            lacking.add(name)
        got = said(link_actor(name, ActorContext(theatres={"SY": 1.0}, year=year), known))
        if not tally.add(got, _same(want, known), known):
            errors.append((f"{name} ({year})", got, want))
    return tally, errors, len(lacking)


def _same(id_: str, known: Registry) -> list[str]:
    """UCDP has one id for a government and its forces; ours has one for each organ."""
    if not id_.endswith("/government"):
        return [id_]
    home = id_.removesuffix("/government")
    return [id_, home, f"{home}/army"]


def spot(headline: str, context: ActorContext, known: Registry, starts: frozenset[str]) -> Iterator[Linked]:
    """Parties that a headline names, longest words first, from left to right."""
    for part in headline.replace("…", ".").split(";"):
        for clause in _clauses(part):
            phrase, at = tokens(clause), 0
            while at < len(phrase):
                found = _longest(phrase, at, context, known, starts)
                if found is None:
                    at += 1
                    continue
                yield found[0]
                at += found[1]


def _clauses(text: str) -> list[str]:
    """Stretches short enough for the tokeniser, cut at punctuation and then by length."""
    pieces: list[str] = []
    for clause in text.replace(":", ",").replace("..", ",").split(","):
        parts = clause.split()
        pieces += [" ".join(parts[n : n + 12]) for n in range(0, len(parts), 12)]
    return pieces


def _longest(
    phrase: Sequence[str], at: int, context: ActorContext, known: Registry, starts: frozenset[str]
) -> tuple[Linked, int] | None:
    if plain(phrase[at].replace("-", " ").split(" ")[0]) not in starts and not phrase[at][:1].isupper():
        return None
    for size in range(min(_LONGEST_SPOT, len(phrase) - at), 0, -1):
        if plain(phrase[at + size - 1]) in words().skip:
            continue
        link = link_actor(" ".join(phrase[at : at + size]), context, known)
        if link.id is None or (link.rule not in _SPOTTED and not _is_band(link)):
            continue
        return link, size
    return None


def _is_band(link: Linked) -> bool:
    return link.rule == "class" and link.id == "class/rebels"


def starts_of(known: Registry) -> frozenset[str]:
    """First words of names and of classes."""
    named = {name.split(" ")[0] for name in known.folded_names()}
    return frozenset(named | {w.split(" ")[0] for w in words().classes} - words().skip)


def is_side(link: Linked, event: Event, ids: dict[int, str], names: dict[str, int], known: Registry) -> bool:
    """Whether a link is a side of the event, a part of one, what one is part of, or its ally in arms."""
    got = link.parent if link.described else link.id
    if got is None:
        return False
    for name, id_ in event.sides:
        members = [ids.get(id_)] + [ids.get(names[p]) for p in name.split(", ") if p in names]
        for member in members:
            if member and (related(got, member, known) or _fights_for(got, member, known)):
                return True
    return False


def _fights_for(id_: str, side: str, known: Registry) -> bool:
    """Organs of one state are one side; so are militias allied with its army."""
    if id_.split("/")[0] == side.split("/")[0] and side.endswith("/government"):
        actor = known.by_id[id_]
        if actor.kind in ("state", "force", "police", "government"):
            return True
        return any(
            p.relation == "allied" and p.id in (side, side.replace("government", "army"))
            for p in actor.parent
        )
    return False


# A bare nation is mostly a place in a headline, so states as such do not count.
PARTIES = frozenset(
    {"government", "force", "police", "armed_group", "militia", "coalition", "community", "class"}
)


def simple(events: Iterable[Event]) -> list[Event]:
    """Events whose headline is one clause: longer ones report several events, and UCDP codes one."""
    return [e for e in events if not any(sign in e.headline for sign in (";", "..", "…", ",", " yesterday "))]


def measure_headlines(
    events: Sequence[Event], known: Registry
) -> tuple[dict[str, float], list[tuple[str, str]]]:
    """Figures over events whose headline names parties; errors as (link, class of error)."""
    ids, names, starts = by_ucdp(known), side_parts(events), starts_of(known)
    seen: dict[tuple[str, int], tuple[Linked, ...]] = {}
    count: collections.Counter[str] = collections.Counter()
    errors: list[tuple[str, str]] = []
    for event in events:
        key = (event.headline, event.year)
        if key not in seen:
            context = ActorContext(theatres={"SY": 1.0}, year=event.year)
            seen[key] = tuple(_parties(spot(event.headline, context, known, starts), known))
        links = seen[key]
        good = [is_side(link, event, ids, names, known) for link in links]
        count.update(
            events=1,
            named=bool(links),
            mentions=len(links),
            right=sum(good),
            some=any(good),
            all=bool(links) and all(good),
        )
        errors += [
            (f"{said(x)} <- {x.words}", _not_a_side(x, known))
            for x, ok in zip(links, good, strict=True)
            if not ok
        ]
    named = max(1, count["named"])
    figures = {
        "events": float(count["events"]),
        "no_link": 1 - count["named"] / max(1, count["events"]),
        "precision": count["right"] / max(1, count["mentions"]),
        "accuracy": count["some"] / named,
        "all_right": count["all"] / named,
    }
    return figures, errors


def _parties(links: Iterable[Linked], known: Registry) -> Iterator[Linked]:
    seen = set()
    for link in links:
        actor = known.by_id.get(str(link.id))
        if link.id in seen or not (link.described or (actor and actor.kind in PARTIES)):
            continue
        if actor and any(n.text == link.matched and n.kind in ("leader", "capital") for n in actor.names):
            continue  # "Damascus" is a town in a headline, "the Putin-Erdogan zone" a place
        seen.add(link.id)
        yield link


def _not_a_side(link: Linked, known: Registry) -> str:
    if link.described:
        return "a class that no side is"
    actor = known.by_id[str(link.id)]
    if actor.iso == "SY":
        return f"another Syrian actor ({actor.kind}) of the headline, not a side of this event"
    return "a foreign actor of the headline, not a side of this event"


# The record ------------------------------------------------------------------------------------------


def classes(errors: Iterable[str]) -> str:
    """Counts of the first 100 errors by class, as a Markdown list."""
    counts = collections.Counter(list(errors)[:_FIRST])
    return "\n".join(f"- {n}: {name}" for name, n in counts.most_common())


def _row(label: str, t: Tally) -> str:
    v = t.values()
    shares = ("accuracy", "precision", "precision_related", "recall", "no_link", "no_link_precision")
    return f"| {label} | {t.rows} | " + " | ".join(f"{v[s]:.1%}" for s in shares) + " |"


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    cli.add_argument("--shared", type=Path, default=SHARED)
    cli.add_argument(
        "--part", choices=("names", "train", "sides", "headlines"), help="only this; not recorded"
    )
    cli.add_argument("--fit", action="store_true", help="the half of UCDP's events for development")
    cli.add_argument("--errors", type=int, default=0, metavar="N", help="print the first errors")
    cli.add_argument("--no-record", action="store_true")
    args = cli.parse_args()
    known = registry()
    done: dict[str, Callable[[], tuple[object, str]]] = {
        "names": lambda: _names("names of reports", "dev", known, args.shared, args.errors),
        "train": lambda: _names("names it was developed on", "train", known, args.shared, args.errors),
        "sides": lambda: _sides(read_events(args.shared / _GED, held=not args.fit), known, args.errors),
        "headlines": lambda: _headlines(
            read_events(args.shared / _GED, held=not args.fit), known, args.errors
        ),
    }
    parts = [args.part] if args.part else list(done)
    values, bodies = {}, []
    for part in parts:
        began = time.perf_counter()
        values[part], body = done[part]()
        bodies.append(body)
        print(f"{body}\n({time.perf_counter() - began:.1f} s)\n")
    if not (args.no_record or args.part or args.fit):
        record(
            "actors",
            "python -m bench.actors",
            f"{ACTORS_VERSION}; {len(known.actors)} actors",
            "\n\n".join(bodies),
            values,
        )


_FOLDERS = {"dev": ("dev",), "train": ("train", "train-passages")}
_GED = Path("data/ucdp-ged-syria-2016-2019.csv")
_HEAD = (
    "| | names | accuracy | precision | with parts and wholes | recall | no link | of these rightly |\n"
    "|---|---|---|---|---|---|---|---|"
)


def _names(label: str, part: str, known: Registry, shared: Path, show: int) -> tuple[object, str]:
    tally, errors = measure_names(
        read_names(DATA / f"actor_names_{part}.tsv", [shared / "gold" / f for f in _FOLDERS[part]]), known
    )
    for error in errors[:show]:
        print(*error, sep="\t")
    kinds = classes(error_class(got, want.split("|"), known) for _, got, want in errors)
    return (
        tally.values(),
        f"{_HEAD}\n{_row(label, tally)}\n\nFirst {min(_FIRST, len(errors))} errors ({label}):\n\n{kinds}",
    )


def _sides(events: Sequence[Event], known: Registry, show: int) -> tuple[object, str]:
    tally, errors, lacking = measure_sides(events, known)
    for error in errors[:show]:
        print(*error, sep="\t")
    kinds = classes(error_class(got, want.split("|"), known) for _, got, want in errors)
    label = "UCDP's side names by year"
    return tally.values(), (
        f"{_HEAD}\n{_row(label, tally)}\n\nThe registry lacks {lacking} of the names' UCDP ids. "
        f"First {min(_FIRST, len(errors))} errors:\n\n{kinds}"
    )


def _headlines(events: Sequence[Event], known: Registry, show: int) -> tuple[object, str]:
    values, lines, kinds = {}, [], ""
    for label, part in (("all", events), ("headlines of one clause", simple(events))):
        figures, errors = measure_headlines(part, known)
        values[label] = figures
        shares = ("no_link", "precision", "accuracy", "all_right")
        lines.append(
            f"| {label} | {figures['events']:.0f} | " + " | ".join(f"{figures[s]:.1%}" for s in shares) + " |"
        )
        kinds = kinds or classes(kind for _, kind in errors)
        for error in errors[:show]:
            print(*error, sep="\t")
    head = (
        "| UCDP's headlines | events | no party named | linked parties that are sides "
        "| events with a side among them | events with nothing else |\n|---|---|---|---|---|---|\n"
    )
    return values, head + "\n".join(lines) + f"\n\nFirst {_FIRST} errors (all):\n\n{kinds}"


if __name__ == "__main__":
    main()
