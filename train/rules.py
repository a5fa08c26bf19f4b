"""Learn the rule reader's weights: `python -m train.rules [--gold ../shared/gold]`.

Reads gold/train and gold/train-passages (never dev or probes), writes the tables
src/contested/extract/rules/data/{triggers,event_types,perpetrators,targets}.json and prints what
four-fold cross-validation (folds by document) says of each. Deterministic: same corpus, same bytes.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from spacy.tokens import Doc

from contested.extract.rules import arguments, event_type, triggers
from contested.extract.rules.parse import load
from contested.extract.rules.phrases import name_of
from contested.extract.rules.weights import Table, table

Raw = dict[str, Any]

OUT = Path("src/contested/extract/rules/data")
FOLDS = 4
MIN_HITS = 2
MIN_RATE = 0.06
"""A word enters the trigger lexicon when it names an event so often, and in such a share of its uses."""


@dataclass(frozen=True)
class Report:
    """One annotated report, parsed; `claims` holds the first gold claim of each trigger's head word."""

    doc: Doc
    claims: dict[int, dict[str, Any]]


@dataclass
class Rows:
    """Training examples: named features, the answer and the document (for folds)."""

    features: list[list[str]] = field(default_factory=list)
    answers: list[Any] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)

    def add(self, features: list[str], answer: object, group: int) -> None:
        self.features.append(features)
        self.answers.append(answer)
        self.groups.append(group)


def read_gold(folders: Iterable[Path]) -> list[Report]:
    """Every annotated report of the folders, in order of file name."""
    nlp = load()
    reports = []
    for folder in folders:
        for path in sorted(folder.glob("*.json")):
            row = json.loads(path.read_text("utf-8"))
            doc = nlp(row["article"]["text"])
            reports.append(Report(doc, _by_head(doc, row["annotation"]["claims"])))
    return reports


def _by_head(doc: Doc, claims: Sequence[dict[str, Any]]) -> dict[int, dict[str, Any]]:
    heads: dict[int, dict[str, Any]] = {}
    for claim in claims:
        start = doc.text.find(claim["quote"]) + claim["quote"].find(claim["trigger"])
        span = doc.char_span(start, start + len(claim["trigger"]), alignment_mode="expand")
        if span is not None:
            heads.setdefault(span.root.i, claim)
    return heads


def lexicon(reports: Sequence[Report]) -> list[str]:
    """Lemma/class keys that name events often enough to be looked at."""
    seen: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    for report in reports:
        for token in report.doc:
            seen[triggers.entry(token)] += 1
            hits[triggers.entry(token)] += token.i in report.claims
    return sorted(k for k, n in hits.items() if n >= MIN_HITS and n / seen[k] >= MIN_RATE)


def trigger_rows(reports: Sequence[Report]) -> Rows:
    known = Table({}, {f"lemma={key}": {} for key in lexicon(reports)}, 0.5)
    rows = Rows()
    for number, report in enumerate(reports):
        found = triggers.candidates(report.doc, known)
        for token in found:
            others = [o for o in found if o.sent.start == token.sent.start and o.i != token.i]
            rows.add(triggers.features(token, others), token.i in report.claims, number)
    return rows


def type_rows(reports: Sequence[Report]) -> Rows:
    rows = Rows()
    for number, report in enumerate(reports):
        tokens = [report.doc[i] for i in sorted(report.claims)]
        means = event_type.means_counts(list(report.doc))
        for token in tokens:
            rows.add(event_type.features(token, tokens, means), report.claims[token.i]["type"], number)
    return rows


def argument_rows(reports: Sequence[Report], names_of: Callable[[dict[str, Any]], list[str]]) -> Rows:
    rows = Rows()
    for number, report in enumerate(reports):
        for i, claim in sorted(report.claims.items()):
            trigger, gold = report.doc[i], names_of(claim)
            beside = [report.doc[j] for j in report.claims if report.doc[j].sent.start == trigger.sent.start]
            for head in arguments.candidates(trigger):
                named = arguments.features(head, trigger, claim["type"], beside)
                rows.add(named, any(same_name(n, name_of(head).text) for n in gold), number)
    return rows


def same_name(a: str, b: str) -> bool:
    """Equal, one inside the other, or half of the words shared."""
    x, y = set(a.casefold().split()), set(b.casefold().split())
    return x <= y or y <= x or len(x & y) / len(x | y) >= 0.5


def fit(rows: Rows, *, c: float, least: int, threshold: float | None) -> tuple[dict[str, Any], str]:
    """A table of weights and one line on how well it did on held-out folds.

    `threshold` None learns a choice among classes; else a yes/no decision with that threshold.
    """
    vectorizer = CountVectorizer(analyzer=lambda named: named, min_df=least)
    matrix = vectorizer.fit_transform(rows.features)
    answers, groups = np.array(rows.answers), np.array(rows.groups)
    right = 0
    for fold in range(FOLDS):
        held = groups % FOLDS == fold
        model = _model(c, threshold).fit(matrix[~held], answers[~held])
        right += _score(model, matrix[held], answers[held], threshold)
    model = _model(c, threshold).fit(matrix, answers)
    names = ["yes"] if threshold is not None else [str(name) for name in model.classes_]
    fitted = _table(model, vectorizer.get_feature_names_out(), names, threshold)
    return fitted, f"{matrix.shape[0]} rows, held-out accuracy {right / len(answers):.3f}"


def _model(c: float, threshold: float | None) -> LogisticRegression:
    if threshold is None:
        return LogisticRegression(C=c, max_iter=200)
    return LogisticRegression(C=c, solver="liblinear", max_iter=300, random_state=0)


def _score(model: LogisticRegression, matrix: Any, answers: Any, threshold: float | None) -> int:
    if threshold is None:
        return int((model.predict(matrix) == answers).sum())
    return int(((model.predict_proba(matrix)[:, 1] >= threshold) == answers).sum())


def _table(
    model: LogisticRegression, features: Any, names: list[str], threshold: float | None
) -> dict[str, Any]:
    """Weights rounded to two places; the smallest, which decide nothing, are left out."""
    least = 0.08 if threshold is not None else 0.12
    weights: dict[str, dict[str, float]] = {}
    for column, feature in enumerate(features):
        row = {n: round(float(model.coef_[k, column]), 2) for k, n in enumerate(names)}
        kept = {n: w for n, w in row.items() if abs(w) >= least}
        if kept or feature.startswith("lemma="):
            weights[str(feature)] = kept
    bias = {n: round(float(model.intercept_[k]), 3) for k, n in enumerate(names)}
    return {"threshold": threshold or 0.0, "bias": bias, "weights": weights}


def write(name: str, fitted: Raw) -> None:
    """One feature a line, sorted, so that a change can be read in a diff."""
    lines = [
        f"{json.dumps(feature, ensure_ascii=False)}:{json.dumps(weights, separators=(',', ':'))}"
        for feature, weights in sorted(fitted["weights"].items())
    ]
    head = f'{{"threshold":{fitted["threshold"]},"bias":{json.dumps(fitted["bias"])},"weights":{{\n'
    (OUT / f"{name}.json").write_text(head + ",\n".join(lines) + "\n}}\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=Path("../shared/gold"))
    gold = parser.parse_args().gold
    reports = read_gold([gold / "train", gold / "train-passages"])
    print(f"{len(reports)} reports, {sum(len(r.claims) for r in reports)} triggers")
    learn("triggers", trigger_rows(reports), c=0.3, least=3, threshold=0.37)
    table.cache_clear()  # the arguments' rows look up the new lexicon
    learn("event_types", type_rows(reports), c=0.5, least=3, threshold=None)
    actors = argument_rows(reports, lambda claim: claim["perpetrator"]["names"])
    learn("perpetrators", actors, c=0.3, least=4, threshold=0.37)
    learn("targets", argument_rows(reports, lambda claim: claim["target"]), c=0.3, least=4, threshold=0.4)


def learn(name: str, rows: Rows, *, c: float, least: int, threshold: float | None) -> None:
    """Fit one table, write it and say how well it did."""
    fitted, report = fit(rows, c=c, least=least, threshold=threshold)
    write(name, fitted)
    print(f"{name}: {report}, {len(fitted['weights'])} features kept", flush=True)


if __name__ == "__main__":
    main()
