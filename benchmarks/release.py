"""How long `parley publish` takes for the shipped documents, as a whole process, with the site and without.

    python benchmarks/release.py [--rounds N]

Both write into a new folder each time, and take turns; figures are medians.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

LIBRARIES = ("pyoxigraph", "Jinja2", "pygraphviz", "polars", "networkx")


def timed(folder: Path, *options: str) -> float:
    start = time.perf_counter()
    command = [sys.executable, "-m", "parley", "publish", str(folder), *options]
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description="the release of the shipped documents")
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    times: dict[str, list[float]] = {"with the site": [], "--no-site": []}
    with tempfile.TemporaryDirectory() as name:
        for number in range(options.rounds):
            times["with the site"].append(timed(Path(name) / f"site{number}"))
            times["--no-site"].append(timed(Path(name) / f"dumps{number}", "--no-site"))
        files = sum(path.is_file() for path in (Path(name) / "site0").rglob("*"))
    for what, took in times.items():
        print(f"{what}: {statistics.median(took):.2f} s ({min(took):.2f} to {max(took):.2f})")
    print(f"{files} files; {options.rounds} rounds; Python {platform.python_version()}, ", end="")
    print(", ".join(f"{library} {version(library)}" for library in LIBRARIES))


if __name__ == "__main__":
    main()
