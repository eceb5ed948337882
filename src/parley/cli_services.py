"""The commands that deal with stores, services and releases: ``build``, ``load``, ``doctor``, ``publish``, ``diff``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from parley.errors import ParameterError

if TYPE_CHECKING:
    from argparse import Namespace

    from parley.engines import Embedded
    from parley.graph import KnowledgeGraph
    from parley.publish.edition import Edition


def add_commands(commands: object) -> None:
    """Add these commands to the subparsers of the command line."""
    build = commands.add_parser("build", help="build a store on disk, to be opened in a moment")  # type: ignore[attr-defined]
    build.add_argument("folder", metavar="FOLDER", help="a folder that does not exist yet")
    build.add_argument(
        "source", nargs="?", metavar="SOURCE", help="a Turtle file or folder; none for what Parley ships"
    )
    publish = commands.add_parser("publish", help="write a release: dumps, tables, checksums and their description")  # type: ignore[attr-defined]
    publish.add_argument("folder", metavar="DIR", help="a new folder, or one that holds an earlier release")
    publish.add_argument(
        "source", nargs="?", metavar="SOURCE", help="a Turtle file or folder; none for what Parley ships"
    )
    publish.add_argument("--version", metavar="VERSION", dest="edition", help="its version (default: that of Parley)")
    publish.add_argument("--previous", metavar="VERSION", help="the version that this one follows")
    publish.add_argument("--title", metavar="TEXT", help="what is released (default: Parley)")
    publish.add_argument("--publisher", metavar="IRI", help="who answers for it (default: the curators of Parley)")
    publish.add_argument("--license", metavar="IRI", dest="licence", help="its licence (default: CC BY 4.0)")
    publish.add_argument(
        "--base-url", metavar="URL", help="the folder on the web where it is to be found, which it then names itself by"
    )
    publish.add_argument(
        "--unchecked", action="store_true", help="publish accounts without a check; the release says so"
    )
    publish.add_argument(
        "--no-site", dest="site", action="store_false", help="write no pages; for a large graph they are many"
    )
    diff = commands.add_parser("diff", help="say what changed between two dumps, and which answers did")  # type: ignore[attr-defined]
    diff.add_argument("old", metavar="OLD", help="a release, its parley.ttl, a built store, or accounts")
    diff.add_argument("new", metavar="NEW", help="likewise")
    diff.add_argument("--summary", action="store_true", help="only how many claims, statements and answers changed")
    diff.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    _add_service_commands(commands)


def _add_service_commands(commands: object) -> None:
    from parley.cli import seconds

    load = commands.add_parser("load", help="put a built graph onto a SPARQL service")  # type: ignore[attr-defined]
    load.add_argument("url", metavar="URL", help="the address of its update operation, or of its Graph Store")
    load.add_argument("source", nargs="?", metavar="SOURCE", help="a Turtle file or folder; none for what Parley ships")
    load.add_argument("--graph", metavar="IRI", help="the graph to put it in (default: the default graph)")
    load.add_argument("--protocol", choices=("update", "store"), default="update", help="default: update")
    text = "put it in the place of what the graph holds, whole or not at all (default: add it to that)"
    load.add_argument("--replace", action="store_true", help=text)
    text = "the address of its query operation, to verify what has arrived (default: looked for beside URL)"
    load.add_argument("--verify", metavar="URL", help=text)
    doctor = commands.add_parser("doctor", help="find out whether stored queries would be right on a service")  # type: ignore[attr-defined]
    doctor.add_argument("url", metavar="URL", help="the address of its query operation")
    doctor.add_argument("--graph", metavar="IRI", help="the graph that queries are about (default: the default graph)")
    for parser in (load, doctor):
        parser.add_argument(
            "--timeout", type=seconds, default=60, metavar="SECONDS", help="for one request (default: 60)"
        )


def run(options: Namespace) -> int:
    """Run one of the commands and return its exit code; who ends it by a signal leaves nothing half written behind."""
    import signal

    def ended(number: int, _: object) -> None:
        raise SystemExit(128 + number)

    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), ended)
    return {"build": _build, "load": _load, "doctor": _doctor, "publish": _publish, "diff": _diff}[options.command](
        options
    )


def _build(options: Namespace) -> int:
    from pathlib import Path

    _, engine = _built(options.source)
    engine.save(Path(options.folder))
    print(f"built {options.folder}: {len(engine.triples().splitlines())} triples")
    return 0


def _publish(options: Namespace) -> int:
    import gc
    from pathlib import Path

    from parley.errors import FaultsError
    from parley.publish import publish
    from parley.publish.earlier import described
    from parley.publish.edition import Edition, current

    gc.set_threshold(200_000)  # next to nothing here is garbage, and looking for it takes a tenth of the time
    given = {**vars(options), "version": options.edition}
    given = {name: given[name] for name in Edition._fields if given.get(name) is not None}
    edition = current(shipped=options.source is None)._replace(**given)
    before = described(Path(options.folder).absolute() / "catalog.ttl")
    how = {"edition": edition, "site": options.site, "unchecked": options.unchecked, "progress": _progress}
    try:
        files = publish(options.folder, options.source, **how)
    except FaultsError as error:
        sys.stderr.write(f"parley: {' '.join(str(error).split())}\n")
        return 1
    finally:
        if sys.stderr.isatty():
            sys.stderr.write("\r\033[K")
    _tell(options, edition, len(files))
    if before and before.version != edition.version:
        print(
            f"it takes the place of version {before.version}, whose description stays in release/{before.version}.ttl"
        )
    return 0


def _progress(done: int, steps: int, name: str) -> None:
    if sys.stderr.isatty():
        bar = "█" * (20 * done // steps)
        sys.stderr.write(f"\r\033[K{bar:░<20} {name}")
        sys.stderr.flush()


def _tell(options: Namespace, edition: Edition, files: int) -> None:
    """Say what was published, and what is not as it could be."""
    from parley.errors import install
    from parley.publish import left_out

    of = f"of commit {edition.commit[:12]}" if edition.commit else "of no commit"
    dated = edition.date or "without a date (SOURCE_DATE_EPOCH gives one)"
    judged = ", not checked" if options.unchecked else ""
    print(f"published {options.folder}: {files} files, version {edition.version}, {of}, {dated}{judged}")
    if options.source and not edition.base_url:
        print("its address is not known: --base-url gives it")
    if missing := left_out(site=options.site):
        names = ", ".join(f"{what} ({library})" for what, library in missing.items())
        print(f"left out, for want of a library: {names}; {install('publish')}")


def _diff(options: Namespace) -> int:
    from parley.diff import diff

    found = diff(options.old, options.new)
    if options.summary and options.format == "json":
        raise ParameterError("summary", "the summary is text; JSON holds all changes")
    print(found.to_json() if options.format == "json" else found.summary() if options.summary else found)
    return 1 if found else 0


def _load(options: Namespace) -> int:
    from parley.load import load

    _, engine = _built(options.source)
    triples = engine.triples()
    total = triples.count(b"\n")

    def progress(sent: int) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{sent} of {total} triples")

    notes: list[str] = []
    try:
        sent = load(
            options.url,
            triples,
            graph=options.graph,
            protocol=options.protocol,
            replace=options.replace,
            timeout=options.timeout,
            verify=options.verify,
            progress=progress,
            note=notes.append,
        )
    finally:
        if sys.stderr.isatty():
            sys.stderr.write("\n")
    print(f"sent {sent} triples to {options.graph or 'the default graph'}")
    for note in notes:
        print(note)
    return 0


def _built(source: str | None) -> tuple[KnowledgeGraph, Embedded]:
    from parley.engines import Embedded
    from parley.opening import connect

    kg = connect(source)
    if not isinstance(kg.engine, Embedded):
        message = "a graph is built from Turtle files, not from a service"
        raise ParameterError("source", message)
    return kg, kg.engine


def _doctor(options: Namespace) -> int:
    from parley.doctor import examine
    from parley.printable import printable

    harmed, asked = 0, True
    for finding in examine(options.url, graph=options.graph, timeout=options.timeout):
        harmed += finding.harms
        asked = asked and (finding.what, finding.state) != ("stored queries", "note")
        print(printable(f"{finding.state:<9} {finding.what:<42} {finding.detail}".rstrip()), flush=True)
    sound = "stored queries are right here" if asked else "no probe failed; load a graph to have stored queries asked"
    findings = "1 finding" if harmed == 1 else f"{harmed} findings"
    print(f"{findings} would make stored queries wrong here" if harmed else sound)
    return 1 if harmed else 0
