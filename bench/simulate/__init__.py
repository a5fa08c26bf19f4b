"""A seeded war on paper: occurrences whose truth is known, and the reports that disagree about them.

world.py       theatres: fronts, towns with coordinates, sides, outlets and agencies
occurrences.py what happened: bursts of like shellings in neighbouring villages on neighbouring days
tellings.py    what a report makes of an occurrence: the noise, by the rates of rates.py
reports.py     tellings gathered into reports; revisions, wire copies
values.py      reports as `Claim`, `DocumentHead` and `Document` values whose spans prove themselves

    for report in simulate(10_000, seed=1): report.head, report.claims, report.truth

The stream is lazy: a theatre at a time, so that a million claims need no more memory than one theatre.
The same size and seed give the same reports on every machine; a larger size begins with the smaller one's.
"""

from bench.simulate.rates import Rates
from bench.simulate.values import Simulated, document_of, simulate

__all__ = ["Rates", "Simulated", "document_of", "simulate"]
