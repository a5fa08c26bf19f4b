"""Splink on the same simulated reports, for comparison. Splink is not a dependency: install it beside.

    python -m bench.scale_splink 10000

One record per document-event with the columns that our linking compares. Candidates: one country, days at
most one apart (as ours, without the place, so that a claim without a town is compared too) or one town
without a date. Weights by EM, the prior from a deterministic rule, u from random pairs; clusters are
connected components at a match probability of 0.95, Splink's own way.
"""

from __future__ import annotations

import importlib
import json
import resource
import sys
import time
from typing import Any

from bench.scale import agreement
from bench.simulate import simulate
from contested.link.cluster import doc_events
from contested.link.compare import DocEvent

THRESHOLDS = (0.9, 0.95, 0.99, 0.999, 0.9999)
_SAME = "l.document <> r.document and l.country = r.country"


def row(number: int, event: DocEvent) -> dict[str, Any]:
    place = next((w.place for w in event.narrow if w.place), None)
    day = event.days[0].toordinal() if event.days and not event.long else None
    return {
        "unique_id": number,
        "document": event.document_id,
        "country": event.country,
        "town": event.narrow[0].texts[0].text if event.narrow and event.narrow[0].texts else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "day": day,
        "kind": event.type,
        "actor": min(event.actors, default=None),
        "site": min(event.sites, default=None),
        "killed": event.counts.get("killed"),
    }


def settings(splink: Any) -> Any:
    """Comparisons with the levels that our own linking tells apart."""
    levels = importlib.import_module("splink.comparison_level_library")
    library = importlib.import_module("splink.comparison_library")

    def graded(name: str, column: str, *conditions: str) -> Any:
        made = [levels.NullLevel(column)]
        made += [levels.CustomLevel(c, label_for_charts=c) for c in conditions]
        return library.CustomComparison(
            output_column_name=name,
            comparison_levels=[*made, levels.ElseLevel()],
            comparison_description=name,
        )

    near = (
        "111.2 * sqrt(power(latitude_l - latitude_r, 2) + "
        "power((longitude_l - longitude_r) * cos(radians(latitude_l)), 2)) < {}"
    )
    return splink.SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[
            f"{_SAME} and l.day = r.day",
            f"{_SAME} and l.day = r.day + 1",
            f"{_SAME} and l.town = r.town and (l.day is null or r.day is null)",
        ],
        comparisons=[
            graded("day", "day", "day_l = day_r", "abs(day_l - day_r) = 1"),
            graded("place", "latitude", near.format(1), near.format(8), near.format(25)),
            library.ExactMatch("town"),
            library.ExactMatch("kind"),
            library.ExactMatch("actor"),
            library.ExactMatch("site"),
            graded(
                "killed", "killed", "killed_l = killed_r", "abs(killed_l - killed_r) <= 1 + 0.3 * killed_l"
            ),
        ],
    )


def run(size: int) -> dict[str, Any]:
    """Times, peak and scores for one size; the simulation is not counted."""
    splink = importlib.import_module("splink")
    pandas = importlib.import_module("pandas")
    reports = list(simulate(size, fingerprints=False))
    truth = {c.id: t for r in reports for c, t in zip(r.claims, r.truth, strict=True)}
    events = doc_events({r.head.id: r.head for r in reports}, [c for r in reports for c in r.claims])
    table = pandas.DataFrame([row(n, e) for n, e in enumerate(events)])
    start = time.perf_counter()
    spent = time.process_time()
    backend = splink.DuckDBAPI()
    frame = backend.register(table) if hasattr(backend, "register") else table
    try:
        linker = splink.Linker(frame, settings(splink), backend)
    except TypeError:  # from version 5 on the table knows its database
        linker = splink.Linker(frame, settings(splink))
    training = linker.training
    rule = f"{_SAME} and l.day = r.day and l.town = r.town and l.kind = r.kind and l.site = r.site"
    training.estimate_probability_two_random_records_match([rule], recall=0.4)
    training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for trained in (
        "l.day = r.day and l.town = r.town",
        "l.country = r.country and l.site = r.site and l.actor = r.actor and l.kind = r.kind",
    ):
        training.estimate_parameters_using_expectation_maximisation(trained)
    pairs = linker.inference.predict(threshold_match_probability=min(THRESHOLDS))
    found: dict[str, Any] = {"claims": len(truth), "events": len(events)}
    for threshold in THRESHOLDS:
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold)
        groups: dict[Any, list[str]] = {}
        for number, cluster in clusters.as_pandas_dataframe()[["unique_id", "cluster_id"]].itertuples(
            index=False
        ):
            groups.setdefault(cluster, []).extend(c.id for c in events[int(number)].claims)
        found[f"at {threshold}"] = agreement(groups.values(), truth)
    found["wall_s"] = round(time.perf_counter() - start, 1)
    found["cpu_s"] = round(time.process_time() - spent, 1)
    found["peak_gb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6, 2)
    return found


if __name__ == "__main__":
    for asked in sys.argv[1:]:
        print(json.dumps(run(int(asked))))
