"""What was known when: an incident as its reports came out. Pure functions of claims and heads.

The incident's members are those of today; of them, only what was published by the day counts. What
the world looked like before two reports were known to be about one occurrence is not told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from contested.link.cluster import Group, doc_events
from contested.link.incident import incident_of
from contested.link.origins import copies_of, originals_of
from contested.link.revise import told
from contested.model import Claim, DocumentHead, Field, Harm, Incident
from contested.model.base import Value


class Known(Value, frozen=True, kw_only=True):
    """An incident as it stood at the end of a day. `incident` is None when nothing was out yet."""

    day: dt.date
    incident: Incident | None
    reports: tuple[str, ...]
    later: tuple[str, ...]
    """Reports that came out afterwards."""
    undated: tuple[str, ...]
    """Reports without a publication date: they are left out, for nobody knows when they were out."""


class Change(Value, frozen=True, kw_only=True):
    """One thing that a report changed, in words. `field` is a field's name, "harm KIND" or "origins"."""

    field: str
    before: str | None
    after: str | None


class Step(Value, frozen=True, kw_only=True):
    """What the incident became with one more report."""

    document_id: str
    outlet: str | None
    published: dt.date | None
    changes: tuple[Change, ...]


Heads = Mapping[str, DocumentHead]


def as_of(incident: Incident, heads: Heads, claims: Iterable[Claim], day: dt.date) -> Known:
    """The incident from the reports that were published by the end of the day."""
    known = list(claims)
    dates = {
        d: (h.published if (h := heads.get(d)) else None) for d in sorted({c.document_id for c in known})
    }
    out = [d for d, date in dates.items() if date is not None and date <= day]
    return Known(
        day=day,
        incident=_fused(incident, heads, [c for c in known if c.document_id in set(out)]),
        reports=tuple(out),
        later=tuple(d for d, date in dates.items() if date is not None and date > day),
        undated=tuple(d for d, date in dates.items() if date is None),
    )


def history(incident: Incident, heads: Heads, claims: Iterable[Claim]) -> tuple[Step, ...]:
    """A step for every report, in the order of publication (one day's by id; undated ones last)."""
    by_report: dict[str, list[Claim]] = {}
    for claim in claims:
        by_report.setdefault(claim.document_id, []).append(claim)
    reports = [heads.get(d) or DocumentHead(id=d) for d in by_report]
    reports.sort(key=lambda h: (str(h.published or "9999"), h.id))
    steps: list[Step] = []
    before: Incident | None = None
    held: list[Claim] = []
    for head in reports:
        held += by_report[head.id]
        after = _fused(incident, heads, held)
        assert after is not None  # there is a claim
        step = Step(
            document_id=head.id, outlet=head.outlet, published=head.published, changes=changes(before, after)
        )
        steps.append(step)
        before = after
    return tuple(steps)


def _fused(incident: Incident, heads: Heads, claims: Sequence[Claim]) -> Incident | None:
    """The incident of these of its claims, under its own id."""
    if not claims:
        return None
    present = {c.document_id for c in claims}
    near = {d: h for d, h in heads.items() if d in present}
    leaders = originals_of(near, copies_of(near.values()), claims)
    group = Group(tuple(doc_events(near, claims)))
    return replace(incident_of(near, leaders, group, incident.version), id=incident.id)


def changes(before: Incident | None, after: Incident) -> tuple[Change, ...]:
    """What differs, field by field, in the order of the page; () when the report changed nothing."""
    old = _told(before) if before else {}
    new = _told(after)
    keys = dict.fromkeys([*new, *old])
    return tuple(
        Change(field=key, before=old.get(key), after=new.get(key))
        for key in keys
        if old.get(key) != new.get(key)
    )


def _told(incident: Incident) -> dict[str, str]:
    found: dict[str, str] = {f.name: _field(f) for f in incident.fields if f.positions}
    found |= {f"harm {h.kind}": _harm(h) for h in incident.harm}
    found |= {f"harm {h.kind} {h.group}": _harm(h) for h in incident.harm_groups}
    found["origins"] = f"{len(incident.origins)}, {incident.independent} of them no party"
    return found


def _field(field: Field) -> str:
    """ "contested: Russia (2), Syrian government (1)"; an agreed field by its first position."""
    if field.state == "agreed":
        return f"agreed: {told(field.positions[0])}"
    return f"{field.state}: " + "; ".join(f"{told(p)} ({p.origins})" for p in field.positions)


def _harm(harm: Harm) -> str:
    return ", ".join(
        f"{name} {'open' if n is None else n}"
        for name, n in (("low", harm.low), ("best", harm.best), ("high", harm.high))
    )
