"""How long `parley ask patronage.backers --format csv` takes as a whole process, against rdflib.

    python benchmarks/ask.py [--rounds N] [--limit SECONDS]

Three commands take turns in one run, so that a noisy machine is noisy for all of them:

* parley: the command;
* rdflib, the same: a script that loads the same Turtle into an rdflib graph, runs the same rules to
  the same fixpoint, asks the same bound query and writes the same CSV (compared byte for byte);
* rdflib, less: the same script without the rules and without the columns that need them.

The figures are medians of whole processes; the ratios are rdflib divided by parley.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).parent
PARLEY = [sys.executable, "-m", "parley", "ask", "patronage.backers", "--format", "csv"]
SAME = [sys.executable, str(HERE / "rdflib_ask.py")]
LESS = [*SAME, "--less"]


def timed(command: list[str], limit: float) -> tuple[float, bytes | None]:
    """Return how long a command took and what it wrote; the limit and None where it was stopped there."""
    start = time.perf_counter()
    try:
        done = subprocess.run(command, capture_output=True, check=True, timeout=limit)
    except subprocess.TimeoutExpired:
        return limit, None
    return time.perf_counter() - start, done.stdout


def main() -> None:
    parser = argparse.ArgumentParser(description="parley ask against rdflib, whole processes")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--limit", type=float, default=20, help="seconds after which a command is stopped")
    options = parser.parse_args()
    rounds, limit = options.rounds, options.limit
    commands = {"parley ask": PARLEY, "rdflib, the same": SAME, "rdflib, less": LESS}
    times: dict[str, list[float]] = {name: [] for name in commands}
    outputs: dict[str, bytes | None] = {}
    for _ in range(rounds):
        for name, command in commands.items():
            seconds, outputs[name] = timed(command, limit)
            times[name].append(seconds)
    if outputs["rdflib, the same"] is not None and outputs["parley ask"] != outputs["rdflib, the same"]:
        raise SystemExit("parley and rdflib do not give the same CSV")
    base = statistics.median(times["parley ask"])
    print("command            median ms   ratio to parley")
    for name, seconds in times.items():
        median = statistics.median(seconds)
        stopped = "   stopped there: a lower bound" if outputs[name] is None else ""
        print(f"{name:<18} {1000 * median:9.0f}   {median / base:6.1f}{stopped}")
    versions = ", ".join(f"{name} {version(name)}" for name in ("parley-kg", "pyoxigraph", "rdflib"))
    print(f"Python {platform.python_version()}, {versions}; {rounds} rounds")


if __name__ == "__main__":
    main()
