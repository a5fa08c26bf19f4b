"""Questions as SQL that every backend understands: text with named parameters, values never inside.

Reading uses no query builder on purpose: loading one costs more time than any answer here takes,
and `contested show` must feel instant. Writing does use one (`tables.py`, `write.py`).
"""

from __future__ import annotations

import datetime as dt

from contested.ledger.query import ClaimQuery, DocumentQuery, IncidentQuery, fold
from contested.ledger.rows import Cell

Params = dict[str, Cell]
Statement = tuple[str, Params]

# A reading is current when the same document has none that was made later (then: of a later version).
CURRENT = """NOT EXISTS (
  SELECT 1 FROM reading AS later WHERE later.document_id = r.document_id
  AND (later.at > r.at OR (later.at = r.at AND later.version > r.version)))"""

_INCIDENT_ORDER = {
    "date": "start_date IS NULL, start_date DESC, id",
    "harm": "killed IS NULL, killed DESC, start_date IS NULL, start_date DESC, id",
    "origins": "n_origins DESC, start_date IS NULL, start_date DESC, id",
    "contested": "n_contested DESC, start_date IS NULL, start_date DESC, id",
}


class Filters:
    """Conditions and their parameters, gathered while a statement is built."""

    def __init__(self) -> None:
        self.conditions: list[str] = []
        self.params: Params = {}

    def add(self, condition: str, **params: Cell) -> None:
        self.conditions.append(condition)
        self.params.update(params)

    def equal(self, column: str, name: str, value: Cell) -> None:
        if value is not None:
            self.add(f"{column} = :{name}", **{name: value})

    def contains(self, column: str, name: str, words: str | None) -> None:
        """Words anywhere in a folded column. Words that fold to nothing match nothing."""
        if words is not None:
            pattern = fold(words)
            condition = f"{column} LIKE :{name}" if pattern else "1 = 0"
            self.add(condition, **({name: f"%{pattern}%"} if pattern else {}))

    def period(self, since: dt.date | None, until: dt.date | None, first: str, last: str) -> None:
        if since:
            self.add(f"{last} >= :since", since=since.isoformat())
        if until:
            self.add(f"{first} <= :until", until=until.isoformat())

    @property
    def where(self) -> str:
        return f" WHERE {' AND '.join(self.conditions)}" if self.conditions else ""

    def page(self, limit: int | None, offset: int) -> str:
        if limit is None and not offset:
            return ""
        self.params.update(row_limit=limit if limit is not None else 2**62, row_offset=offset)
        return " LIMIT :row_limit OFFSET :row_offset"


def incidents(query: IncidentQuery) -> tuple[Statement, Statement]:
    """The page and the count of all that fit."""
    f = Filters()
    f.period(query.since, query.until, "start_date", "end_date")
    f.contains("place_fold", "place", query.place)
    f.contains("actor_fold", "actor", query.actor)
    f.equal("type", "type", query.type)
    f.equal("country_fold", "country", fold(query.country) if query.country is not None else None)
    f.equal("background", "background", query.background)
    if isinstance(query.contested, str):
        f.add("contested_fields LIKE :field", field=f"%,{query.contested},%")
    elif query.contested is not None:
        f.add("n_contested > 0" if query.contested else "n_contested = 0")
    count: Statement = (f"SELECT count(*) FROM incident{f.where}", dict(f.params))
    order = _INCIDENT_ORDER[query.sort]
    page = f.page(query.limit, query.offset)
    # Ids are sorted first and payloads fetched after: sorting must not carry kilobytes per row.
    chosen = f"SELECT id FROM incident{f.where} ORDER BY {order}{page}"
    sql = f"SELECT payload FROM incident WHERE id IN ({chosen}) ORDER BY {order}"
    return (sql, f.params), count


def claims(query: ClaimQuery) -> Statement:
    f = Filters()
    f.equal("c.document_id", "document", query.document)
    if query.incident is not None:
        members = "SELECT claim_id FROM incident_claim WHERE incident_id = :incident"
        f.add(f"c.id IN ({members})", incident=query.incident)
    f.period(query.since, query.until, "c.start_date", "c.end_date")
    f.contains("c.place_fold", "place", query.place)
    f.contains("c.actor_fold", "actor", query.actor)
    f.equal("c.type", "type", query.type)
    f.equal("c.country_fold", "country", fold(query.country) if query.country is not None else None)
    f.equal("c.status", "status", query.status)
    f.equal("c.background", "background", query.background)
    if not query.superseded:
        f.add(CURRENT)
    page = f.page(query.limit, query.offset)
    sql = f"SELECT c.payload FROM claim AS c JOIN reading AS r ON r.seq = c.reading_seq{f.where}"
    return f"{sql} ORDER BY c.document_id, c.reading_seq, c.seq{page}", f.params


def for_linking() -> Statement:
    sql = f"""SELECT d.id, d.payload, c.payload FROM document AS d
      JOIN reading AS r ON r.document_id = d.id JOIN claim AS c ON c.reading_seq = r.seq
      WHERE {CURRENT} ORDER BY d.id, c.seq"""
    return sql, {}


def documents(query: DocumentQuery, *, text: bool) -> Statement:
    """Rows (payload, text) or (payload, claims of the current reading), newest publication first."""
    f = Filters()
    f.period(query.since, query.until, "d.published", "d.published")
    f.contains("d.outlet_fold", "outlet", query.outlet)
    f.contains("d.title_fold", "title", query.title)
    f.equal("d.language", "language", query.language)
    page = f.page(query.limit, query.offset)
    n_claims = f"(SELECT r.n_claims FROM reading AS r WHERE r.document_id = d.id AND {CURRENT})"
    second = "d.text" if text else f"coalesce({n_claims}, 0)"
    order = "d.published IS NULL, d.published DESC, d.id"
    return f"SELECT d.payload, {second} FROM document AS d{f.where} ORDER BY {order}{page}", f.params


def by_id(table: str, columns: str, prefix: str) -> Statement:
    """Rows whose id is or begins with `prefix`, the exact one first (three rows at most)."""
    sql = f"SELECT id, {columns} FROM {table} WHERE id >= :low AND id < :high ORDER BY id LIMIT 3"
    return sql, {"low": prefix, "high": prefix + "\U0010ffff"}


def problems(run_id: str | None) -> Statement:
    f = Filters()
    f.equal("p.run_id", "run_id", run_id)
    first = "SELECT min(q.seq) FROM problem AS q GROUP BY q.id"
    if run_id is None:
        f.add(f"p.seq IN ({first})")
    return f"SELECT p.payload FROM problem AS p{f.where} ORDER BY p.seq", f.params


def judgements(subject: str | None) -> Statement:
    if subject is None:
        return "SELECT payload FROM judgement ORDER BY seq", {}
    about = "SELECT judgement_id FROM judgement_subject WHERE subject = :subject"
    return f"SELECT payload FROM judgement WHERE id IN ({about}) ORDER BY seq", {"subject": subject}


RUNS = """SELECT run.payload, run_end.payload FROM run
  LEFT JOIN run_end ON run_end.run_id = run.id ORDER BY run.seq"""

POSITION = """SELECT (SELECT coalesce(max(seq), 0) FROM reading),
  (SELECT coalesce(max(seq), 0) FROM judgement)"""

COUNTS: dict[str, str] = {
    "documents": "SELECT count(*) FROM document",
    "readings": "SELECT count(*) FROM reading",
    "claims": f"SELECT coalesce(sum(r.n_claims), 0) FROM reading AS r WHERE {CURRENT}",
    "incidents": "SELECT count(*) FROM incident",
    "contested": "SELECT count(*) FROM incident WHERE n_contested > 0",
    "judgements": "SELECT count(*) FROM judgement",
    "runs": "SELECT count(*) FROM run",
    "problems": "SELECT count(DISTINCT id) FROM problem",
}
