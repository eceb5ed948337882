"""The command ``parley publish``: a release."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from parley.release.edition import Edition


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("folder", metavar="DIR", help="a new folder, or one that holds an earlier release")
    parser.add_argument(
        "source", nargs="?", metavar="SOURCE", help="a Turtle file or folder; none for what Parley ships"
    )
    parser.add_argument("--version", metavar="VERSION", dest="edition", help="its version (default: that of Parley)")
    parser.add_argument("--previous", metavar="VERSION", help="the version that this one follows")
    parser.add_argument("--title", metavar="TEXT", help="what is released (default: Parley)")
    parser.add_argument("--publisher", metavar="IRI", help="who answers for it (default: the curators of Parley)")
    parser.add_argument("--license", metavar="IRI", dest="licence", help="its licence (default: CC BY 4.0)")
    parser.add_argument(
        "--base-url", metavar="URL", help="the folder on the web where it is to be found, which it then names itself by"
    )
    parser.add_argument(
        "--unchecked", action="store_true", help="publish accounts without a check; the release says so"
    )
    parser.add_argument(
        "--no-site", dest="site", action="store_false", help="write no pages; for a large graph they are many"
    )


def run(options: Namespace) -> int:
    """Write the release and return the exit code."""
    import gc
    from pathlib import Path

    from parley.errors import FaultsError
    from parley.release.earlier import described
    from parley.release.edition import Edition, current
    from parley.release.publish import publish

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
    from parley.release.publish import left_out

    of = f"of commit {edition.commit[:12]}" if edition.commit else "of no commit"
    dated = edition.date or "without a date (SOURCE_DATE_EPOCH gives one)"
    judged = ", not checked" if options.unchecked else ""
    print(f"published {options.folder}: {files} files, version {edition.version}, {of}, {dated}{judged}")
    if options.source and not edition.base_url:
        print("its address is not known: --base-url gives it")
    if missing := left_out(site=options.site):
        names = ", ".join(f"{what} ({library})" for what, library in missing.items())
        print(f"left out, for want of a library: {names}; {install('publish')}")
