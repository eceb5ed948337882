"""Every stored query on the embedded engine against rdflib in memory, at a given number of triples.

    python benchmarks/queries.py [--documents N] [--limit SECONDS] [--rounds N]

Synthetic documents (synthetic.py) are built once by Parley, rules included; the same triples go into an
``rdflib.Graph``. Each stored query runs on both in turns, parameters left out, and once more as a lookup: with
the first parameter that can be an armed group bound to one. Figures are medians of whole calls, from the
text to Python values. A query that takes rdflib longer than the limit is stopped and counts with the limit, so
that its ratio is a lower bound (marked >). Loading is timed too: N-Triples into one graph.
"""

from __future__ import annotations

import argparse
import math
import platform
import signal
import statistics
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

import pyoxigraph as ox
import rdflib

from parley import resources
from parley.catalogue.files import load, names
from parley.engines import Embedded, RDFLib
from parley.graph.derive import derive
from parley.rdf.terms import IRI, PREFIXES

sys.path.insert(0, str(Path(__file__).parent))
import synthetic

GROUP = IRI(PREFIXES["id"] + "group-0")
#: Parameters that can be an armed group, of which about four documents tell, however many there are.
ABOUT_A_GROUP = ("group", "agent", "actor", "holder")


class TooLongError(Exception):
    """rdflib has taken longer than the limit."""


def built(documents: int) -> Embedded:
    engine = Embedded()
    for path in resources.vocabulary_files():
        engine.load(path)
    with tempfile.TemporaryDirectory() as folder:
        synthetic.write(Path(folder), documents, seed=1)
        for path in sorted(Path(folder).rglob("*.ttl")):
            engine.load(path)
    derive(engine)
    return engine


def timed(call: object, *arguments: object) -> tuple[float, object]:
    start = time.perf_counter()
    answer = call(*arguments)  # type: ignore[operator]
    return time.perf_counter() - start, answer


def within(limit: float, engine: RDFLib, text: str) -> float | None:
    """Return how long rdflib takes, or None if it takes longer than the limit."""

    def stop(*_: object) -> None:
        raise TooLongError

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, limit)
    try:
        return timed(engine.query, text)[0]
    except BaseException as error:
        if isinstance(error, TooLongError) or isinstance(error.__cause__, TooLongError):
            return None
        raise
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def texts(*, lookups: bool = True) -> dict[str, str]:
    """Return each stored query bound, and as a lookup where a parameter can be a group."""
    found = {}
    for name in names():
        query = load(name)
        needed: dict[str, object] = {p.name: GROUP for p in query.parameters if p.required}
        found[name] = query.bind(needed)  # type: ignore[arg-type]
        group = next((p.name for p in query.parameters if p.name in ABOUT_A_GROUP), None)
        if lookups and group:
            found[f"{name} --{group}"] = query.bind({**needed, group: GROUP})  # type: ignore[dict-item]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description="stored queries against rdflib in memory")
    parser.add_argument("--documents", type=int, default=4)
    parser.add_argument("--limit", type=float, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-lookups", action="store_true", help="only with parameters left out")
    options = parser.parse_args()
    engine = built(options.documents)
    triples = engine.triples()
    count = triples.count(b"\n")
    ours = Embedded()
    loading, _ = timed(ours.load_triples, triples)
    graph = rdflib.Graph()
    theirs_loading, _ = timed(lambda: graph.parse(data=triples, format="nt"))
    theirs = RDFLib(graph)
    print(f"{options.documents} documents, {count} triples, rules included")
    print(f"load  parley {loading:.2f} s  rdflib {theirs_loading:.2f} s  ratio {theirs_loading / loading:.1f}")
    ratios, capped = [], 0
    for name, text in texts(lookups=not options.no_lookups).items():
        mine, other = [], []
        for _ in range(options.rounds):
            mine.append(timed(ours.query, text)[0])
            if None not in other:
                other.append(within(options.limit, theirs, text))
            if sum(mine) > 5:
                break
        median = statistics.median(mine)
        too_long = None in other
        capped += too_long
        reached = options.limit if too_long else statistics.median(o for o in other if o is not None)
        if "--" not in name:
            ratios.append(reached / median)
        print(
            f"{name:<42} {1000 * median:10.2f} ms {1000 * reached:10.0f} ms  {'>' if too_long else ' '}{reached / median:8.1f}",
            flush=True,
        )
    if ratios:
        mean = math.exp(statistics.fmean(map(math.log, ratios)))
        print(
            f"geometric mean of {len(ratios)} stored queries: {mean:.1f} times ({capped} queries stopped at {options.limit:g} s)"
        )
    versions = ", ".join(f"{name} {version(name)}" for name in ("pyoxigraph", "rdflib"))
    print(
        f"Python {platform.python_version()}, {versions}; {ox.__name__} in memory; medians of {options.rounds} rounds"
    )


if __name__ == "__main__":
    main()
