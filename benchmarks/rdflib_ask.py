"""What `parley ask patronage.backers --format csv` does, done with rdflib alone (see ask.py)."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import rdflib

import parley

PACKAGE = Path(parley.__file__).parent
ROOT = PACKAGE / "data" if (PACKAGE / "data").is_dir() else PACKAGE.parents[1]
CODE = "https://w3id.org/parley/code/standing-"
VIEW = ", ".join(f"<{CODE}{standing}>" for standing in ("established", "reported", "background"))
LESS = """PREFIX parley: <https://w3id.org/parley/ns#>
SELECT ?patron ?group ?support ?states WHERE {
  ?states a parley:Patronage ; parley:patron ?patron ; parley:client ?group .
  OPTIONAL { ?states parley:support ?support }
} ORDER BY ?patron ?group ?support ?states"""


def stratum(path: Path) -> int:
    line = next(ln for ln in path.read_text(encoding="utf-8").splitlines() if ln.startswith("#+ stratum:"))
    return int(line.rpartition(":")[2])


def derive(graph: rdflib.Graph) -> None:
    rules = sorted((ROOT / "queries" / "derive").glob("*.rq"), key=stratum)
    for rule in rules:
        text = rule.read_text(encoding="utf-8")
        before = -1
        while before != len(graph):
            before = len(graph)
            for triple in list(graph.query(text)):
                graph.add(triple)
            if "#+ recursive: true" not in text:
                break


def main() -> None:
    graph = rdflib.Graph()
    for path in (
        ROOT / "ontology" / "parley.ttl",
        ROOT / "ontology" / "codes.ttl",
        ROOT / "graph" / "registry.ttl",
        *sorted((ROOT / "graph" / "documents").glob("*.ttl")),
    ):
        graph.parse(path)
    text = LESS
    if "--less" not in sys.argv:
        derive(graph)
        text = (ROOT / "queries" / "patronage" / "backers.rq").read_text(encoding="utf-8").replace("$view", VIEW)
    result = graph.query(text)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(map(str, result.vars or ()))
    writer.writerows(["" if term is None else str(term) for term in row] for row in result)


if __name__ == "__main__":
    main()
