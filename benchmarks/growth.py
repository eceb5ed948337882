"""How the time of every stored query grows with the graph, on the embedded engine.

    python benchmarks/growth.py [--documents FEW MANY] [--rounds N]

Each stored query runs on two graphs of synthetic documents (synthetic.py): with its parameters left out, and as a
lookup, with the first parameter that can be an armed group bound to one, of which about four documents tell,
however many there are. The exponent is log(time / time) / log(triples / triples): 1 is proportional, 0 is flat.
Beside it is the exponent of the number of rows, which no query can stay below for long. Times are the least of the
rounds; a query that takes longer runs fewer rounds.
"""

from __future__ import annotations

import argparse
import math
import platform
import sys
import time
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from queries import built, texts

from parley.engines import Embedded, Solutions

ENOUGH = 4.0


def least(engine: Embedded, text: str, rounds: int) -> tuple[float, int]:
    """Return the least of the times, in seconds, and the number of rows."""
    times: list[float] = []
    rows = 0
    while len(times) < rounds and sum(times) < ENOUGH:
        start = time.perf_counter()
        answer = engine.query(text)
        times.append(time.perf_counter() - start)
        assert isinstance(answer, Solutions)
        rows = len(answer.rows)
    return min(times), rows


def main() -> None:
    parser = argparse.ArgumentParser(description="how the times of stored queries grow")
    parser.add_argument("--documents", type=int, nargs=2, default=[4, 109], metavar=("FEW", "MANY"))
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    few, many = (built(number) for number in options.documents)
    sizes = [engine.triples().count(b"\n") for engine in (few, many)]
    factor = math.log(sizes[1] / sizes[0])
    print(f"{options.documents[0]} and {options.documents[1]} documents, {sizes[0]} and {sizes[1]} triples")
    found: dict[bool, list[float]] = {True: [], False: []}
    for name, text in texts().items():
        (one, rows), (other, more) = (least(engine, text, options.rounds) for engine in (few, many))
        exponent = math.log(other / one) / factor
        of_rows = math.log(more / rows) / factor if rows and more else 0.0
        found["--" in name].append(exponent)
        print(
            f"{name:<42} {1000 * one:9.2f} ms {1000 * other:9.2f} ms  {exponent:5.2f}  rows {of_rows:5.2f}", flush=True
        )
    for lookup, exponents in found.items():
        kind = "lookups" if lookup else "whole answers"
        print(f"{len(exponents)} {kind}: {min(exponents):.2f} to {max(exponents):.2f}")
    print(f"Python {platform.python_version()}, pyoxigraph {version('pyoxigraph')} in memory; {options.rounds} rounds")


if __name__ == "__main__":
    main()
