"""sdist → wheel → a clean environment → one query."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import parley
from conftest import ROOT


def run(*command: str, cwd: Path) -> str:
    env = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PARLEY_SOURCES")}
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def build(target: str, cwd: Path, out: Path) -> None:
    run(sys.executable, "-c", f"import hatchling.build as b; b.build_{target}({str(out)!r})", cwd=cwd)


def test_the_wheel_answers_in_a_clean_environment(tmp_path: Path) -> None:
    build("sdist", ROOT, tmp_path)
    (sdist,) = tmp_path.glob("parley_kg-*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path / "sdist", filter="data")
    (source,) = (tmp_path / "sdist").iterdir()
    build("wheel", source, tmp_path)
    (wheel,) = tmp_path.glob("parley_kg-*.whl")
    run(sys.executable, "-m", "venv", "--without-pip", "venv", cwd=tmp_path)
    (site,) = tmp_path.glob("venv/lib/python3*/site-packages")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    # The dependencies are those of this environment: what is tested is what the wheel ships.
    packages = next(p for p in sys.path if p.endswith("site-packages"))
    code = (
        f"import sys; sys.path.append({packages!r}); import parley\n"
        f"assert parley.__file__.startswith({str(site)!r}), parley.__file__\n"
        "from parley.resources import ROOT; assert ROOT.name == 'data'\n"
        "kg = parley.connect(); print(len(kg.queries.patronage.backers()), kg.check().conforms)"
    )
    assert run(str(tmp_path / "venv/bin/python"), "-c", code, cwd=tmp_path).split() == ["2", "True"]


def test_the_wheel_ships_licences_data_and_types(tmp_path: Path) -> None:
    build("wheel", ROOT, tmp_path)
    (wheel,) = tmp_path.glob("parley_kg-*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {
        "parley/py.typed",
        "parley/data/graph/registry.ttl",
        "parley/data/queries/patronage/backers.rq",
    } <= names
    assert any(name.endswith("licenses/LICENSE-DATA") for name in names)
    assert not any(name.startswith(("tests/", "benchmarks/")) for name in names)


def test_one_version_is_named_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (cited,) = re.findall(r"(?m)^version: (\S+)$", (ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert project["version"] == cited == parley.__version__
