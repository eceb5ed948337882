"""Editors and mypy know the stored queries: the stub is what the headers give, and a misspelt parameter is an error."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

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
    ],
)
def test_mypy_sees_what_is_wrong_in_a_script(script: str, said: str, tmp_path: Path) -> None:
    pytest.importorskip("mypy", reason="with the extra dev: pip install -e '.[dev]'")
    (tmp_path / "script.py").write_text(script)
    command = [sys.executable, "-m", "mypy", "--cache-dir", str(ROOT / ".mypy_cache" / "scripts"), "script.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert said in done.stdout, done.stdout + done.stderr
