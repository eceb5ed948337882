"""Answers as frames, graphs, files and cells of a notebook."""

from __future__ import annotations

import builtins
import json
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import parley
from conftest import ROOT
from parley.engines import Graph
from parley.errors import MissingExtraError, OutputError

MIXED = "SELECT ?i ?d ?t ?b ?s WHERE { VALUES (?i ?d ?t ?b ?s) { (1 1.25 '2020-01-02'^^xsd:date true 'x') (UNDEF 10.5 UNDEF UNDEF UNDEF) } } ORDER BY ?d"

#: In a process of its own: the client leaves sockets to the garbage collector.
EXECUTE = """
import json, sys, nbclient, nbformat
client = nbclient.NotebookClient(nbformat.read(sys.argv[1], as_version=4), timeout=120, kernel_name="python3")
client.create_kernel_manager().kernel_spec.argv[0] = sys.executable
print(json.dumps(client.execute().cells))
"""


def construct(kg: parley.KnowledgeGraph) -> Graph:
    answer = kg.query(
        "CONSTRUCT { ?a parley:backs ?b . ?a skos:prefLabel ?l } WHERE { ?a parley:backs ?b ; skos:prefLabel ?l }"
    )
    assert isinstance(answer, Graph)
    return answer


def test_pandas_has_true_types(kg: parley.KnowledgeGraph) -> None:
    pytest.importorskip("pandas", reason="with the extra frames")
    frame = kg.queries.bargaining.undertakings().to_pandas()
    kinds = {name: str(kind) for name, kind in frame.dtypes.items()}
    assert (kinds["rank"], kinds["force"], kinds["holder"]) == ("Int64", "category", "string")
    assert str(kg.queries.evidence.firmness().to_pandas().dtypes["remains"]) == "boolean"
    assert len(frame) == len(kg.queries.bargaining.undertakings())
    mixed = kg.query(MIXED).to_pandas()  # type: ignore[union-attr]
    assert [str(kind) for kind in mixed.dtypes] == [
        "Int64",
        "decimal128(38, 2)[pyarrow]",
        "date32[day][pyarrow]",
        "boolean",
        "string",
    ]
    assert mixed["d"].tolist() == [Decimal("1.25"), Decimal("10.50")]
    assert mixed["i"].isna().tolist() == [False, True]
    assert mixed["t"][0] == date(2020, 1, 2)


def test_polars_has_true_types(kg: parley.KnowledgeGraph) -> None:
    pl = pytest.importorskip("polars", reason="with the extra frames")
    schema = kg.queries.bargaining.undertakings().to_polars().schema
    assert (schema["rank"], schema["holder"]) == (pl.Int64, pl.String)
    assert kg.queries.evidence.firmness().to_polars().schema["remains"] == pl.Boolean
    assert schema["force"] == pl.Categorical
    mixed = kg.query(MIXED).to_polars()  # type: ignore[union-attr]
    assert list(mixed.schema.values()) == [pl.Int64, pl.Decimal(38, 2), pl.Date, pl.Boolean, pl.String]
    assert mixed["i"].to_list() == [1, None]


def test_an_answer_of_nothing_keeps_its_types(kg: parley.KnowledgeGraph) -> None:
    pytest.importorskip("pandas", reason="with the extra frames")
    frame = kg.queries.bargaining.undertakings(view="strict").to_pandas()
    assert len(frame) == 0
    assert str(frame.dtypes["rank"]) == "Int64"


@pytest.mark.parametrize(("library", "method"), [("pandas", "to_pandas"), ("polars", "to_polars")])
def test_a_missing_library_is_an_error_that_names_the_extra(
    library: str, method: str, kg: parley.KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(name: str, *rest: object) -> object:
        if name == library:
            raise ImportError(name)
        return real(name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtraError, match=r"pip install 'parley-kg\[frames\]'"):
        getattr(kg.queries.patronage.backers(), method)()


def test_a_graph_goes_to_rdflib_turtle_and_back(kg: parley.KnowledgeGraph) -> None:
    import rdflib

    graph = construct(kg)
    assert len(graph.to_rdflib()) == len(set(graph.triples)) == 8
    assert set(rdflib.Graph().parse(data=graph.to_turtle(), format="turtle")) == set(graph.to_rdflib())
    assert graph.to_ntriples() == "".join(sorted(graph.to_ntriples().splitlines(keepends=True)))


def test_a_graph_goes_to_networkx_and_to_files_that_gephi_opens(kg: parley.KnowledgeGraph, tmp_path: Path) -> None:
    nx = pytest.importorskip("networkx", reason="with the extra graphs")
    graph = construct(kg)
    network = graph.to_networkx()
    assert network.nodes["id:irgc"]["label"] == "Islamic Revolutionary Guard Corps"
    assert list(network.edges(keys=True)) == [
        ("id:iran", "id:islamic-resistance-in-iraq", "parley:backs"),
        ("id:irgc", "id:islamic-resistance-in-iraq", "parley:backs"),
    ]
    graph.to_graphml(tmp_path / "x.graphml")
    assert set(nx.read_graphml(tmp_path / "x.graphml").nodes) == set(network.nodes)
    keys = ET.parse(tmp_path / "x.graphml").getroot().findall("{*}key")
    assert len({key.get("id") for key in keys}) == len(keys)
    graph.to_gexf(tmp_path / "x.gexf")
    text = (tmp_path / "x.gexf").read_text(encoding="utf-8")
    assert "lastmodifieddate" not in text
    assert len(ET.fromstring(text).findall(".//{*}edge")) == 2
    with pytest.raises(OutputError, match="cannot be written"):
        graph.to_gexf(tmp_path / "none" / "x.gexf")


def test_the_magics_answer_and_a_refusal_fails_the_cell(capsys: pytest.CaptureFixture[str]) -> None:
    error = pytest.importorskip("IPython.core.error", reason="with the extra notebook")
    from parley.cli.notebook import parley as magic

    class Shell:
        user_ns: dict[str, object] = {}

    assert len(magic("patronage.backers --group 'Islamic Resistance in Iraq' --name found", shell=Shell())) == 2  # type: ignore[arg-type]
    assert len(Shell.user_ns["found"]) == 2  # type: ignore[arg-type]
    assert magic("", "ASK { id:irgc a parley:StateOrgan }") is True
    for line, cell in (
        ("patronage.backer", None),
        ("patronage.backers --grup x", None),
        ("", None),
        ("", "SELEKT"),
        ("'", None),
    ):
        with pytest.raises(error.UsageError, match=r"^parley: "):
            magic(line, cell)
    assert magic("", "ASK { ?x a parley:StatOrgan }") is False
    assert "did you mean parley:StateOrgan" in capsys.readouterr().err


def test_the_example_notebook_is_clean_and_runs() -> None:
    path = ROOT / "examples" / "walkthrough.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert not any(cell.get("outputs") for cell in cells), "outputs are generated: commit none"
    for needed in ("nbclient", "ipykernel", "pandas", "networkx"):
        pytest.importorskip(needed, reason="with the extra dev")
    done = subprocess.run(
        [sys.executable, "-c", EXECUTE, str(path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Islamic Revolutionary Guard Corps" in done.stdout
