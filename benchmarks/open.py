"""How long opening a built store takes as a whole process, above bare Python.

    parley build FOLDER && python benchmarks/open.py FOLDER [--rounds N]

Bare Python and Python that opens the store read-only take turns; figures are medians.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import subprocess
import sys
import time
from importlib.metadata import version


def timed(code: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description="opening a built store")
    parser.add_argument("folder")
    parser.add_argument("--rounds", type=int, default=25)
    options = parser.parse_args()
    codes = {"bare Python": "pass", "parley.connect(store)": f"import parley; parley.connect({options.folder!r})"}
    times: dict[str, list[float]] = {name: [] for name in codes}
    for _ in range(options.rounds):
        for name, code in codes.items():
            times[name].append(timed(code))
    bare, opened = (statistics.median(times[name]) for name in codes)
    print(f"bare Python {1000 * bare:.1f} ms, opening {1000 * opened:.1f} ms: {1000 * (opened - bare):.1f} ms above")
    print(f"Python {platform.python_version()}, pyoxigraph {version('pyoxigraph')}; {options.rounds} rounds")


if __name__ == "__main__":
    main()
