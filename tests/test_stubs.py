"""Editors and mypy know the stored queries: the stub is what the headers give, and a misspelt parameter is an error."""

from __future__ import annotations

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from conftest import ROOT
from test_documentation import block

ROWS = (
    "import parley\nfor row in parley.connect().queries.patronage.backers():\n    print(row.patron.curie, row.why())\n"
)
AD_HOC = (
    "import parley\nkg = parley.connect()\nprint(kg.select('SELECT ?g WHERE { ?g a parley:ArmedGroup }').one().g)\n"
)
GOOD = (
    "import parley\nrows = parley.connect().queries.patronage.backers(group='Iran', view='all')\nprint(rows.to_csv())\n"
)


def test_the_stub_is_what_the_headers_give() -> None:
    done = subprocess.run(
        [sys.executable, "docs/stubs.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("script", "said"),
    [
        (GOOD, "Success"),
        (GOOD.replace("group=", "grup="), 'Unexpected keyword argument "grup"'),
        (GOOD.replace("'all'", "'loose'"), 'Argument "view"'),
        (GOOD.replace("'Iran'", "7"), 'Argument "group"'),
        (GOOD.replace("backers", "backer"), 'has no attribute "backer"'),
        (ROWS, "Success"),
        (ROWS.replace("row.patron", "row.patrom"), 'has no attribute "patrom"'),
        (ROWS.replace("patron.curie", "certainty.quotient"), 'has no attribute "quotient"'),
        (ROWS.replace("backers", "supply").replace("patron.curie", "direct"), "has no attribute"),
        (AD_HOC, "Success"),
        (AD_HOC.replace("select", "construct").replace("SELECT ?g", "CONSTRUCT"), 'has no attribute "one"'),
        (
            f"import parley\nrows: parley.Rows = parley.connect().queries.patronage.backers()\n{'print(len(rows))'}\n",
            "Success",
        ),
        (block("python"), "Success"),
    ],
)
def test_mypy_sees_what_is_wrong_in_a_script(script: str, said: str, tmp_path: Path) -> None:
    pytest.importorskip("mypy", reason="with the extra dev: pip install -e '.[dev]'")
    # A name of its own: mypy's cache knows a file by name, size and second.
    name = f"script_{sha256(script.encode()).hexdigest()[:16]}.py"
    (tmp_path / name).write_text(script)
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--cache-dir",
        str(ROOT / ".mypy_cache" / "scripts"),
        name,
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert said in done.stdout, done.stdout + done.stderr
