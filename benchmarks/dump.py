"""How fast a release becomes deterministic Turtle, beside rdflib's serialiser, and how much memory that takes.

    python benchmarks/dump.py [--documents N] [--rounds N]

Ours writes ``parley.ttl`` of a release of synthetic documents that have been read and derived: sorted, grouped by subject, each once.
rdflib's is ``Graph.serialize(format="turtle")`` of the same triples, already in memory. The two take turns, each in a process of its own;
figures are medians. Memory is what the process held at most while it wrote, less what it held when it began (on Linux).
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import synthetic

OURS = """
from parley.release.content import Content
from parley.release.edition import Edition
from parley.release.files import WRITERS
content = Content.read(sys.argv[1], Edition("1", None, None))
triples = content.everything.count(b"\\n")
def dump(): WRITERS["parley.ttl"](content, Path(out))
"""
RDFLIB = """
import rdflib
graph = rdflib.Graph().parse(out.replace("rdflib", "parley"))
triples = len(graph)
def dump(): graph.serialize(out, format="turtle")
"""
FRAME = """
import json, sys, time
from pathlib import Path
out = sys.argv[2]
def held(name):
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith(name)).split()[1]) / 1024
{setup}
Path("/proc/self/clear_refs").write_text("5")  # the peak so far is forgotten
before = held("VmRSS")
start = time.perf_counter()
dump()
print(json.dumps([time.perf_counter() - start, held("VmHWM") - before, triples]))
"""


def run(setup: str, source: Path, out: Path) -> tuple[float, float, int]:
    command = [sys.executable, "-c", FRAME.replace("{setup}", setup), source, out]
    took, memory, triples = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return took, memory, triples


def main() -> None:
    parser = argparse.ArgumentParser(description="deterministic Turtle")
    parser.add_argument("--documents", type=int, default=109)
    parser.add_argument("--rounds", type=int, default=1)
    options = parser.parse_args()
    setups = {"parley": OURS, "rdflib": RDFLIB}
    found: dict[str, list[tuple[float, float, int]]] = {name: [] for name in setups}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        synthetic.write(folder / "accounts", options.documents, seed=1)
        for _ in range(options.rounds):
            for tool, setup in setups.items():
                found[tool].append(run(setup, folder / "accounts", folder / f"{tool}.ttl"))
    medians = {tool: statistics.median(took for took, _, _ in runs) for tool, runs in found.items()}
    for tool, runs in found.items():
        speed = runs[0][2] / medians[tool] / 1000
        print(
            f"{tool}: {runs[0][2]} triples in {medians[tool]:.2f} s, {speed:.0f} k/s, {max(m for _, m, _ in runs):.0f} MiB more"
        )
    print(f"rdflib takes {medians['rdflib'] / medians['parley']:.1f} times as long")
    versions = ", ".join(f"{library} {version(library)}" for library in ("pyoxigraph", "rdflib"))
    print(f"Python {platform.python_version()}, {versions}; {options.rounds} rounds")


if __name__ == "__main__":
    main()
