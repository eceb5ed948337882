"""Build the documentation: the ontology as one HTML page, the catalogue of queries as one Markdown page.

    python docs/pages.py DIR            # writes DIR/ontology.html and DIR/catalogue.md

The ontology page is pyLODE's. What the ontology leaves to the shapes is shown on it as well: which
class takes which property, and what its values are, comes from SHACL (as schema:domainIncludes and
schema:rangeIncludes). The code lists follow as tables. Both pages are checked before they are
written: a term, code, query, parameter or column that is missing is an error.
"""

from __future__ import annotations

import argparse
import logging
import re
import sys
from html import escape, unescape
from pathlib import Path
from typing import TYPE_CHECKING

import rdflib
from rdflib import RDF, RDFS, SDO, SH, SKOS, URIRef

from parley import resources
from parley.catalogue.files import load, names
from parley.rdf.terms import PREFIXES
from parley.resources import FOLDERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib.term import Node

    from parley.catalogue.stored import StoredQuery

logging.disable(logging.INFO)
#: Where pyLODE's page takes what is added to it: the section on namespaces, and its entry in the contents.
NAMESPACES = '<div id="namespaces">'
IN_CONTENTS = '<a href="#namespaces">Namespaces</a>'
CONTENTS_ENTRY = '<a href="#codes">Code Lists</a></h4></li><li><h4>'
OURS = (PREFIXES["parley"], PREFIXES["code"])
#: Styles that pyLODE's lack: its page is made for wide screens.
STYLE = """<style>
#codes td, #codes th { text-align: start; vertical-align: top; padding: 0.2em 0.6em 0.2em 0 }
@media (max-width: 900px) {
  #toc { position: static; width: auto; height: auto } #content { width: auto; margin: 1em; float: none }
  body { margin: 0.5em; padding: 0 } #content { padding: 0 } #pylode { display: none }
  a, code { overflow-wrap: anywhere }
  #content pre, #content code { white-space: pre-wrap }
  #content :is(table, tbody, tr, td, th) { display: block; width: auto !important; padding: 0.1em 0 }
}
</style>"""


def documented(vocabulary: rdflib.Graph) -> rdflib.Graph:
    """Return the terms as pyLODE is to see them: ours, without the codes, with what the shapes say."""
    ontology = URIRef(PREFIXES["parley"].removesuffix("#"))
    graph = rdflib.Graph()
    graph.bind("schema", SDO)
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    for s, p, o in vocabulary:
        is_term = isinstance(s, rdflib.BNode) or s == ontology or str(s).startswith(PREFIXES["parley"])
        if is_term and p != RDFS.isDefinedBy:  # on every term, and the same
            graph.add((s, p, o))
    for statement in _from_shapes():
        graph.add(statement)
    return graph


def _from_shapes() -> Iterator[tuple[URIRef, URIRef, URIRef]]:
    shapes = rdflib.Graph()
    for path in resources.shape_files():
        shapes.parse(path)
    for shape, cls in shapes.subject_objects(SH.targetClass):
        if not str(cls).startswith(OURS):
            continue
        for part in shapes.objects(shape, SH.property):
            path = shapes.value(part, SH.path)
            if not isinstance(path, URIRef) or not str(path).startswith(OURS):
                continue
            yield path, SDO.domainIncludes, cls  # type: ignore[misc]
            choices = [o for c in shapes.objects(part, SH["or"]) for o in shapes.items(c)]
            for each in (part, *choices):
                for value in (*shapes.objects(each, SH["class"]), *shapes.objects(each, SH.datatype)):
                    yield path, SDO.rangeIncludes, value  # type: ignore[misc]


def ontology_page() -> str:
    """Return the ontology as HTML.

    Raises:
        SystemExit: If pyLODE is missing, or leaves a term out.
    """
    try:
        from pylode.profiles.ontpub import OntPub
    except ImportError:
        sys.exit("docs/pages.py needs pyLODE: install the extra, pip install -e '.[dev]'")
    graph = rdflib.Graph()
    for path in resources.vocabulary_files():
        graph.parse(path)
    page = OntPub(documented(graph), sort_subjects=True).make_html()
    page = page.replace("<html>", '<html lang="en">', 1).replace("</head>", f"{STYLE}</head>", 1)
    page = page.replace("Domainincludes", "Domain includes").replace("Rangeincludes", "Range includes")
    for mark, text in ((NAMESPACES, _code_lists(graph)), (IN_CONTENTS, CONTENTS_ENTRY)):
        if page.count(mark) != 1:
            sys.exit(f"pyLODE's page has changed: {mark} is not there once")
        page = page.replace(mark, text + mark)
    shown = unescape(page)
    terms = {s for s in graph.subjects(SKOS.definition) if str(s).startswith(OURS)}
    missing = [t for t in sorted(terms) if f">{t}<" not in page or str(graph.value(t, SKOS.definition)) not in shown]
    if missing or not terms:
        sys.exit(f"the ontology page lacks {len(missing)} of {len(terms)} terms: {', '.join(missing[:5])} …")
    return page


def _code_lists(graph: rdflib.Graph) -> str:
    """Return the code lists as a section: a table each."""
    lines = ['<div class="section" id="codes"><h2>Code Lists</h2>']
    for scheme in sorted(graph.subjects(RDF.type, SKOS.ConceptScheme)):
        name = str(scheme).removeprefix(PREFIXES["code"])
        lines.append(f'<div class="entity" id="code-{name}"><h3>{_text(graph, scheme, SKOS.prefLabel)}</h3>')
        lines.append(f"<p>{_text(graph, scheme, SKOS.definition)} <code>{scheme}</code></p>")
        lines.append("<table><tr><th>IRI</th><th>Label</th><th>Definition</th><th>Example</th><th>Notation</th></tr>")
        for concept in sorted(graph.subjects(SKOS.inScheme, scheme)):
            cells = [f"<code>{concept}</code>"]
            cells += [_text(graph, concept, p) for p in (SKOS.prefLabel, SKOS.definition, SKOS.example, SKOS.notation)]
            lines.append(f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>")
        lines.append("</table></div>")
    return "\n".join([*lines, "</div>"])


def _text(graph: rdflib.Graph, subject: Node, predicate: URIRef) -> str:
    return escape("; ".join(sorted(map(str, graph.objects(subject, predicate)))))


def catalogue_page() -> str:
    """Return the catalogue as Markdown: every stored query with its question, parameters and columns."""
    queries = [load(name) for name in names()]
    lines = ["# The catalogue of stored queries", ""]
    lines += [
        f"{len(queries)} queries in {len(FOLDERS)} folders. Each takes `--view strict|reported|all`; a query marked"
    ]
    lines += ["*any* answers the same under every view. In Python: `kg.queries.<folder>.<name>(…)`.", ""]
    for folder in FOLDERS:
        members = [q for q in queries if q.name.startswith(f"{folder}.")]
        lines += [f"- [{folder}](#{folder}): " + ", ".join(f"[{_short(q)}](#{_anchor(q)})" for q in members)]
    for folder in FOLDERS:
        lines += ["", f"## {folder}"]
        for query in (q for q in queries if q.name.startswith(f"{folder}.")):
            lines += _entry(query)
    page = "\n".join(lines) + "\n"
    for query in queries:
        wanted = [f"### {query.name}", query.summary, *(f"`--{p.name}`" for p in query.parameters)]
        wanted += [f"`{c.name}`" for c in query.columns]
        section = page.split(f"### {query.name}\n")[1].split("\n### ")[0]
        missing = [text for text in wanted[1:] if text not in section]
        if missing:
            sys.exit(f"the catalogue page lacks {missing} of {query.name}")
    return page


def _short(query: StoredQuery) -> str:
    return query.name.partition(".")[2]


def _anchor(query: StoredQuery) -> str:
    return re.sub(r"[^a-z0-9-]", "", query.name.lower())


def _entry(query: StoredQuery) -> list[str]:
    lines = ["", f"### {query.name}", "", query.summary, ""]
    if query.parameters:
        lines += ["| parameter | type | | meaning | example |", "|---|---|---|---|---|"]
        for p in query.parameters:
            kind = f"list of {p.type}" if p.many else f"{p.type} of `code:{p.scheme}`" if p.scheme else p.type
            need = "required" if p.required else "optional"
            lines += [f"| `--{p.name}` | {kind} | {need} | {p.description} | {p.example} |"]
        lines += [""]
    columns = ", ".join(f"`{c.name}` ({c.type}{', may be empty' if c.optional else ''})" for c in query.columns)
    view = "any" if query.view == "any" else f"{query.view} by default"
    return [*lines, f"Columns: {columns}.", f"View: {view}.", "", "```bash", _example(query), "```"]


def _example(query: StoredQuery) -> str:
    parameter = next((p for p in query.parameters), None)
    value = f" --{parameter.name} '{parameter.example}'" if parameter else ""
    return f"parley ask {query.name}{value}"


def main() -> None:
    """Write both pages to the folder that is named."""
    parser = argparse.ArgumentParser(description="the ontology page and the catalogue page")
    parser.add_argument("folder", type=Path, help="where to write ontology.html and catalogue.md")
    folder: Path = parser.parse_args().folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "ontology.html").write_text(ontology_page(), encoding="utf-8")
        (folder / "catalogue.md").write_text(catalogue_page(), encoding="utf-8")
    except OSError as error:
        sys.exit(f"{folder}: cannot be written: {error.strerror}")
    print(f"wrote {folder / 'ontology.html'} and {folder / 'catalogue.md'}: {len(names())} queries")


if __name__ == "__main__":
    main()
