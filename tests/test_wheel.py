"""sdist → wheel → a clean environment → one query."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from conftest import ROOT


def run(*command: str, cwd: Path | None = None) -> str:
    env = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PARLEY_SOURCES")}
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_wheel_answers_in_a_clean_environment(tmp_path: Path) -> None:
    build = "from hatchling.build import build_sdist; print(build_sdist({out!r}))"
    run(sys.executable, "-c", build.format(out=str(tmp_path)), cwd=ROOT)
    (sdist,) = tmp_path.glob("parley_kg-*.tar.gz")
    run(sys.executable, "-m", "venv", "--without-pip", str(tmp_path / "venv"))
    run(
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
        str(tmp_path),
        str(sdist),
    )
    (wheel,) = tmp_path.glob("parley_kg-*.whl")
    python = tmp_path / "venv" / "bin" / "python"
    run(sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", str(wheel))
    # The dependencies are those of this environment: what is tested is what the wheel ships.
    site = next(p for p in sys.path if p.endswith("site-packages"))
    code = (
        f"import sys; sys.path.append({site!r}); import parley, pathlib;"
        "assert 'venv' in parley.__file__, parley.__file__;"
        "from parley.resources import ROOT; assert ROOT.name == 'data';"
        "kg = parley.connect(); print(len(kg.queries.patronage.backers()), kg.check().conforms)"
    )
    assert run(str(python), "-c", code, cwd=tmp_path).split() == ["2", "True"]
