"""What linking leaves behind in the ledger, and how it is asked for: a few look-ups by index.

Documents-events go by a number that `contested.link.parts` gives them; a part is a set of events that no
likeness leaves. Everything here is computed and may be thrown away: then all is linked anew.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from contested.ledger.backend import Reads
from contested.ledger.rows import head_from
from contested.ledger.select import CURRENT
from contested.model import Claim, DocumentHead, Incident, from_json

_ASKED = 500  # values in one question


class LinkRows(NamedTuple):
    """Rows of the tables of linking, in the order of their columns."""

    events: Iterable[tuple[int, str, int]]
    """Id, document, part."""
    keys: Iterable[tuple[int, int]]
    """Hash of a blocking key, event filed under it."""
    sketches: Iterable[tuple[int, str]]
    """Hash of a sketch, signed; document."""
    copies: Iterable[tuple[str, str]]
    """Document, the document that it is a copy of; none for one that is no copy."""


NO_ROWS = LinkRows((), (), (), ())


@dataclass(frozen=True)
class LinkChange:
    """What new reports change. What is gone goes before `rows` come."""

    incidents: Sequence[Incident]
    incidents_gone: Collection[str]
    events_gone: Collection[int]
    keys_gone: Collection[int]
    """Events that are filed no more."""
    sketches_gone: Collection[str]
    copies_gone: Collection[str]
    rows: LinkRows
    through: tuple[int, int]


class LinkReads:
    """Questions to the tables of linking; every answer is as committed now."""

    def __init__(self, reads: Reads) -> None:
        self._reads = reads

    def reached(self, version: str) -> tuple[int, int] | None:
        """How far this version has linked; None when it has not, or left nothing to build on."""
        rows = self._reads.rows(
            "SELECT through FROM linking WHERE version = :version AND EXISTS (SELECT 1 FROM link_event)",
            {"version": version},
        )
        if not rows:
            return None
        readings, judgements = json.loads(rows[0][0])
        return readings, judgements

    def documents_since(self, reading: int) -> list[str]:
        """Documents that were read after the reading of that number."""
        sql = "SELECT DISTINCT document_id FROM reading WHERE seq > :seq ORDER BY document_id"
        return [document for (document,) in self._reads.rows(sql, {"seq": reading})]

    def documents(self) -> int:
        """How many documents there are, near enough: the number of the last one."""
        return int(self._reads.rows("SELECT coalesce(max(seq), 0) FROM document", {})[0][0])

    def claims(self, documents: Collection[str]) -> list[tuple[DocumentHead, Claim]]:
        """The claims of the current readings of these documents, in a fixed order."""
        sql = f"""SELECT d.id, c.payload FROM document AS d
          JOIN reading AS r ON r.document_id = d.id JOIN claim AS c ON c.reading_seq = r.seq
          WHERE d.id IN (%s) AND {CURRENT} ORDER BY d.id, c.seq"""
        rows = self._all(sql, sorted(documents))
        heads = self.heads({document for document, _ in rows})
        return [(heads[document], from_json(Claim, claim)) for document, claim in rows]

    def heads(self, documents: Collection[str]) -> dict[str, DocumentHead]:
        rows = self._all("SELECT id, payload FROM document WHERE id IN (%s)", sorted(documents))
        return {id_: head_from(payload) for id_, payload in rows}

    def events(self, documents: Collection[str]) -> dict[int, int]:
        """Events of these documents, and the part of each."""
        return dict(self._all("SELECT id, part FROM link_event WHERE document_id IN (%s)", sorted(documents)))

    def found(self, hashes: Collection[int]) -> dict[int, str]:
        """Events filed under any of these keys, and the document of each."""
        sql = """SELECT e.id, e.document_id FROM link_event AS e
          WHERE e.id IN (SELECT event FROM link_key WHERE hash IN (%s))"""
        return dict(self._all(sql, sorted(hashes)))

    def part_of(self, events: Collection[int]) -> set[int]:
        return {part for (part,) in self._all("SELECT part FROM link_event WHERE id IN (%s)", sorted(events))}

    def members(self, parts: Collection[int]) -> dict[int, tuple[str, int]]:
        """Events of these parts; the document and the part of each."""
        sql = "SELECT id, document_id, part FROM link_event WHERE part IN (%s)"
        return {id_: (document, part) for id_, document, part in self._all(sql, sorted(parts))}

    def sharing(self, hashes: Collection[int]) -> set[str]:
        """Documents whose sketch holds any of these hashes."""
        sql = "SELECT DISTINCT document_id FROM link_sketch WHERE hash IN (%s)"
        return {document for (document,) in self._all(sql, sorted(hashes))}

    def leaders(self, documents: Collection[str]) -> dict[str, str]:
        """What each is a copy of; documents that are no copies are left out."""
        return dict(
            self._all(
                "SELECT document_id, leader FROM link_copy WHERE document_id IN (%s)", sorted(documents)
            )
        )

    def incidents(self, claims: Collection[str], documents: Collection[str]) -> dict[str, frozenset[str]]:
        """Incidents with any of these claims, or any claim ever read from these documents; their claims."""
        one = "SELECT DISTINCT incident_id FROM incident_claim WHERE claim_id IN (%s)"
        other = f"{one[:-4]}(SELECT id FROM claim WHERE document_id IN (%s))"
        ids = {i for (i,) in (*self._all(one, sorted(claims)), *self._all(other, sorted(documents)))}
        found: dict[str, set[str]] = {i: set() for i in sorted(ids)}
        rows = "SELECT incident_id, claim_id FROM incident_claim WHERE incident_id IN (%s)"
        for incident, claim in self._all(rows, sorted(ids)):
            found[incident].add(claim)
        return {incident: frozenset(members) for incident, members in found.items()}

    def _all(self, sql: str, values: Sequence[str | int]) -> list[tuple[Any, ...]]:
        """The answers to a question about many values: `%s` stands for the list of them."""
        found: list[tuple[Any, ...]] = []
        for first in range(0, len(values), _ASKED):
            some = {f"v{n}": value for n, value in enumerate(values[first : first + _ASKED])}
            found += self._reads.rows(sql % ", ".join(f":{name}" for name in some), some)
        return found
