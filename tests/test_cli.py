"""The command line as somebody types it: output, one clear line on bad input, exit codes."""

from __future__ import annotations

import contextlib
import csv
import gzip
import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from conftest import ACCOUNT, ROOT
from parley.catalogue.files import names


def parley(*arguments: str, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONIOENCODING": "utf-8", **environment}
    return subprocess.run(
        [sys.executable, "-m", "parley", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        input=stdin,
        env=env,
        check=False,
    )


def test_who_backs_whom_is_a_table_with_its_passages() -> None:
    done = parley("ask", "patronage.backers")
    assert done.returncode == 0, done.stderr
    assert "Islamic Revolutionary Guard Corps" in done.stdout
    assert "759–835" in done.stdout


def test_the_catalogue_lists_every_query() -> None:
    done = parley("ask")
    assert done.returncode == 0
    assert all(name in done.stdout for name in names())
    assert "bargaining.threats" not in parley("ask", "patronage").stdout


def test_json_is_an_array_of_objects_with_full_iris_and_numbers() -> None:
    (row,) = json.loads(parley("ask", "actors.strength", "--format", "json").stdout)
    assert row["quantity"] == 50000
    assert row["group"] == "https://w3id.org/parley/id/islamic-resistance-in-iraq"


def test_csv_tsv_and_markdown() -> None:
    rows = list(csv.reader(io.StringIO(parley("ask", "patronage.backers", "--format", "csv").stdout)))
    assert rows[0] == ["patron", "group", "reach", "support", "certainty", "standing", "states"]
    assert rows[1][0] == "https://w3id.org/parley/id/iran"
    tsv = parley("ask", "actors.strength", "--format", "tsv").stdout.splitlines()
    assert tsv[0].startswith("?group\t?quantity")
    assert tsv[1].split("\t")[:2] == ["<https://w3id.org/parley/id/islamic-resistance-in-iraq>", "50000"]
    assert parley("ask", "patronage.backers", "--format", "md").stdout.startswith("| patron | group |")


def test_why_shows_claims_and_in_json_their_offsets() -> None:
    assert "claim-" in parley("ask", "patronage.backers", "--why").stdout
    rows = json.loads(parley("ask", "patronage.backers", "--patron", "irgc", "--why", "--format", "json").stdout)
    (proof,) = rows[0]["why"]
    assert (proof["passages"][0]["start"], proof["passages"][0]["end"]) == (759, 835)
    assert proof["certainty"] == "flat"


@pytest.mark.words
def test_why_shows_the_words_where_the_text_is_at_hand(article: str) -> None:
    assert f"“{article[759:835]}”" in parley("ask", "patronage.backers", "--why").stdout


def test_a_query_explains_its_parameters() -> None:
    done = parley("ask", "patronage.backers", "--help")
    assert done.returncode == 0
    assert "--group" in done.stdout
    assert "reported" in done.stdout


def test_sparql_from_argument_file_and_stdin(tmp_path: Path) -> None:
    query = "SELECT (COUNT(?c) AS ?n) WHERE { ?c a parley:Claim }"
    count = ACCOUNT.read_text(encoding="utf-8").count("a parley:Claim ;")
    file = tmp_path / "q.rq"
    file.write_text(query)
    answers = [
        parley("sparql", query, "--format", "csv"),
        parley("sparql", "--file", str(file), "--format", "csv"),
        parley("sparql", "--format", "csv", stdin=query),
        parley("sparql", "-", "--format", "csv", stdin=query),
    ]
    assert {(a.returncode, a.stdout) for a in answers} == {(0, f"n\n{count}\n")}
    assert parley("sparql", "ASK { id:irgc a parley:StateOrgan }").stdout == "true\n"
    construct = parley("sparql", "CONSTRUCT { ?a parley:backs ?b } WHERE { ?a parley:backs ?b }").stdout
    assert len(construct.splitlines()) == 2
    assert construct.endswith(" .\n")


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "md"])
def test_an_answer_of_nothing_is_an_answer(form: str) -> None:
    for query in (
        "SELECT ?x WHERE {}",
        "SELECT ?x WHERE { ?x a <https://example.org/NoSuchClass> }",
        "SELECT (1/0 AS ?x) WHERE {}",
    ):
        done = parley("sparql", query, "--format", form)
        assert (done.returncode, done.stderr) == (0, "")
        assert "x" in done.stdout or form == "json"


def test_check_says_what_it_verified() -> None:
    done = parley("check", str(ACCOUNT), PARLEY_SOURCES="")
    assert done.returncode == 0, done.stdout
    assert "not verified" in done.stdout
    assert done.stdout.endswith("no faults\n")


def test_check_exits_1_with_file_line_and_message(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text(
        ACCOUNT.read_text(encoding="utf-8").replace("code:certainty-flat", "code:certainty-sure", 1),
        encoding="utf-8",
    )
    done = parley("check", str(broken))
    assert done.returncode == 1
    assert done.stdout.startswith(f"{broken}:")
    assert int(done.stdout.split(":")[1]) > 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ask", "patronage.backer"], "did you mean patronage.backers"),
        (["ask", "nothing.like.it"], "no stored query"),
        (["ask", "../../etc/passwd"], "no stored query"),
        (["ask", "patronage.backers", "--grup", "x"], "--grup"),
        (["ask", "patronage.backers", "--group", "Islamic Resistence in Irak"], "did you mean"),
        (["ask", "patronage.backers", "--group", "id:nobody"], "no agent 'id:nobody'"),
        (["ask", "patronage.backers", "--group", "Baghdad"], "no agent 'Baghdad'"),
        (["ask", "patronage.backers", "--view", "reportd"], "did you mean reported"),
        (["ask", "patronage.backers", "--format", "xml"], "invalid choice: 'xml'"),
        (["ask", "evidence.proof"], "--node"),
        (["ask", "evidence.sources", "--exactly", "many"], "takes an integer"),
        (["ask", "evidence.claims", "--modality", "threatend"], "did you mean threatened"),
        (["ask", "bargaining.unstated", "--about", "Iraq"], "ambiguous"),
        (["ask", "--view", "all"], "name the query before"),
        (["ask", "patronage.backers", "--view", ""], "no view ''"),
        (["sparql", "--timeout", "-1", "ASK {}"], "invalid seconds value: '-1'"),
        (["sparql", "--timeout", "nan", "ASK {}"], "invalid seconds value: 'nan'"),
        (["sparql", "--timeout", "1e10", "ASK {}"], "1e10 seconds are too many; the most is 1000000"),
        (["ask", "patronage.backers", "--timeout", "1e300"], "seconds are too many"),
        (["doctor", "--timeout", "1e10", "http://127.0.0.1:1/"], "seconds are too many"),
        (["ask", "patronage.backers", "--timeout", "0.01"], "no answer within 0.01 seconds"),
        (["ask", "patronage.backers", "--source", ""], "the source is empty"),
        (["ask", "patronage.backers", "--source", "x" * 300], "ile name too long"),
        (["check", "y" * 300], "ile name too long"),
        (["sparql", "--file", "z" * 300], "ile name too long"),
        (["sparql", "--file", "/dev/zero"], "/dev/zero: a query of more than"),
        (["sparql", "--file", ""], "cannot be read"),
        (["ask", "patronage.backers", "--source", "release.jsonld"], "is no Turtle, N-Triples, N-Quads or TriG"),
        (["sparql", "SELECT (1" + "+1" * 7500 + " AS ?x) {}"], "more than"),
        (["sparql", "SELECT (" + "!" * 10_000 + "true AS ?x) {}"], "more than 1000 operators"),
        (["sparql", "PREFIX x: <a:> ASK { ?s a x:.SERVICE <http://127.0.0.1:1/> {} }"], "SERVICE"),
        (["ask", "patronage.backers", "--patron", "Iran", "--patron", "IRGC"], "--patron was given twice"),
        (["ask", "evidence.sources", "--exactly", str(2**63)], "outside 64 bits"),
        (
            ["sparql", "--timeout", "0.2", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"],
            "no answer within",
        ),
        (["ask", "patronage.backers", "--why", "--format", "csv"], "--why goes with"),
        (["sparql", "SELECT ?x WHERE { ?x"], "<argument>:1: not SPARQL: something is missing"),
        (["sparql", "SELECT ?x\nWHERE { ?x a parley:Claim ] }"], "<argument>:2: not SPARQL: "),
        (["sparql", "SELECT ?x\nWHERE { ?x foo:bar ?y }"], "<argument>:2: unknown prefix foo:"),
        (["sparql", ""], "the query is empty"),
        (["sparql", "DELETE WHERE { ?s ?p ?o }"], "is an update"),
        (["sparql", "SELECT ?s WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"], "SERVICE"),
        (["sparql", "SELECT ?s WHERE " + "{" * 3000 + "?s ?p ?o" + "}" * 3000], "nested"),
        (["sparql", "--file", "no-such-file.rq"], "no-such-file.rq: cannot be read"),
        (["check", "no-such-file.ttl"], "no-such-file.ttl: no such file"),
        (["check", "--fast"], "--fast"),
        (["chek"], "invalid choice: 'chek'"),
    ],
)
def test_bad_input_is_one_clear_line_and_exit_2(arguments: list[str], message: str) -> None:
    done = parley(*arguments)
    assert done.returncode == 2, done.stdout
    assert done.stdout == ""
    assert message in done.stderr
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_a_malformed_file_is_one_line_with_its_place(tmp_path: Path) -> None:
    bad = tmp_path / "bad.ttl"
    bad.write_text("@prefix a: <http://a/> .\na:b a:c\n")
    done = parley("check", str(bad))
    assert done.returncode == 2
    assert f"{bad}:" in done.stderr
    assert "not Turtle" in done.stderr
    query = tmp_path / "bad.rq"
    query.write_bytes(b"\xff\xfe")
    assert "not UTF-8" in parley("sparql", "--file", str(query)).stderr


def test_sources_that_are_not_there_are_named() -> None:
    done = parley("check", PARLEY_SOURCES="/no/such/folder")
    assert done.returncode == 2
    assert "/no/such/folder" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_one_line_and_exit_3() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "parley", "ask", "patronage.backers"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 3
    assert done.stderr.count("\n") == 1
    assert "could not be written" in done.stderr


def test_closed_streams_are_said_to_be_closed() -> None:
    def shell(line: str) -> subprocess.CompletedProcess[str]:
        command = ["bash", "-c", f'"{sys.executable}" -m parley {line}']
        return subprocess.run(command, capture_output=True, text=True, check=False)

    assert (shell("ask >&-").returncode, "standard output is closed" in shell("ask >&-").stderr) == (3, True)
    assert (shell("sparql <&-").returncode, "<stdin>: is closed" in shell("sparql <&-").stderr) == (2, True)
    assert shell("ask nosuch 2>&-").returncode == 2


def test_asking_for_a_state_finds_its_government_and_administration() -> None:
    done = parley("ask", "bargaining.threats", "--holder", "United States", "--format", "json")
    holders = {row["holder"].rpartition("/")[2] for row in json.loads(done.stdout)}
    assert holders == {"united-states", "government-of-the-united-states", "trump-administration"}


def test_a_closed_pipe_is_quiet() -> None:
    command = [sys.executable, "-m", "parley", "ask", "evidence.claims", "--format", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline() == b"[\n"
        process.stdout.close()
        assert process.stderr.read() == b""


def test_the_version_and_the_help() -> None:
    import parley as package

    assert parley("--version").stdout == f"parley {package.__version__}\n"
    assert parley("--help").returncode == 0
    assert parley().returncode == 2
    version = next(ln for ln in (ROOT / "pyproject.toml").read_text().splitlines() if ln.startswith("version"))
    assert package.__version__ in version


def test_asking_imports_no_heavy_package() -> None:
    code = (
        "import sys; from parley.cli.main import main; main(['ask', 'patronage.backers', '--format', 'csv'])\n"
        "heavy = {'rdflib', 'pyshacl', 'owlready2', 'SPARQLWrapper'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_query_that_does_not_end_is_not_read_to_its_end() -> None:
    with Path("/dev/zero").open("rb") as endless:
        command = [sys.executable, "-m", "parley", "sparql"]
        done = subprocess.run(command, stdin=endless, capture_output=True, text=True, check=False, timeout=20)
    assert (done.returncode, done.stderr) == (2, "parley: <stdin>: a query of more than 65536 characters\n")


def test_the_time_limit_covers_the_writing_of_the_answer() -> None:
    query = "SELECT ?a ?b ?d ?e { ?a ?b ?c . ?d ?e ?f } LIMIT 300000"
    done = parley("sparql", query, "--timeout", "3")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("parley: no answer within 3 seconds")


@pytest.mark.parametrize("command", ["ask", "sparql"])
def test_ctrl_c_ends_a_command_at_once(command: str) -> None:
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    arguments = ["sparql", query] if command == "sparql" else ["ask", "evidence.claims"]
    # What runs in the background of a shell is deaf to Ctrl-C, and so is a process that it starts.
    heard = {"preexec_fn": lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)}
    with subprocess.Popen([sys.executable, "-m", "parley", *arguments], stdout=subprocess.PIPE, **heard) as process:
        time.sleep(1 if command == "sparql" else 0.15)
        started = time.monotonic()
        process.send_signal(signal.SIGINT)
        process.communicate()
    assert time.monotonic() - started < 5
    assert process.returncode in ((130,) if command == "sparql" else (0, 130, -signal.SIGINT, 1))


def test_a_misspelt_term_is_pointed_out_and_answered() -> None:
    done = parley("sparql", "SELECT ?g { ?g a parley:ArmedGrup }", "--format", "csv")
    assert (done.returncode, done.stdout) == (0, "g\n")
    assert done.stderr.startswith(
        "parley: warning: parley:ArmedGrup is no term of the vocabulary; did you mean parley:Armed"
    )
    assert parley("sparql", "SELECT ?g { ?g a parley:ArmedGroup }").stderr == ""


def test_dumps_are_read_by_their_names(tmp_path: Path) -> None:
    import pyoxigraph as ox

    quads = list(ox.parse(ACCOUNT.read_bytes(), format=ox.RdfFormat.TURTLE))
    expected = parley("ask", "patronage.backers", "--source", str(ACCOUNT), "--format", "csv")
    assert expected.returncode == 0
    for name, form in (
        ("x.nt", ox.RdfFormat.N_TRIPLES),
        ("x.nq.gz", ox.RdfFormat.N_QUADS),
        ("x.TRIG", ox.RdfFormat.TRIG),
    ):
        file = tmp_path / name
        named = [q if name == "x.nt" else ox.Quad(*q.triple, ox.NamedNode("a:g")) for q in quads]
        data = ox.serialize([q.triple for q in named] if name == "x.nt" else named, format=form)
        file.write_bytes(gzip.compress(data) if name.endswith("gz") else data)
        done = parley("ask", "patronage.backers", "--source", str(file), "--format", "csv")
        assert (done.returncode, done.stdout) == (0, expected.stdout), done.stderr
    cut = tmp_path / "cut.nq.gz"
    cut.write_bytes((tmp_path / "x.nq.gz").read_bytes()[:-900])
    done = parley("ask", "patronage.backers", "--source", str(cut))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert str(cut) in done.stderr


def test_a_build_sweeps_what_killed_ones_have_left(tmp_path: Path) -> None:
    from parley.text.aside import aside

    target = tmp_path / "store"
    left = tmp_path / ".store-abcd1234"
    other = tmp_path / ".store-notes-of-mine"
    for folder in (left, other):
        (folder / "store").mkdir(parents=True)
        os.utime(folder, (0, 0))
    with aside(target) as working:
        assert not left.exists()
        os.utime(working, (0, 0))
        with aside(target):
            assert working.exists(), "what is in use is not swept"
    assert sorted(path.name for path in tmp_path.iterdir()) == [other.name]


def test_what_a_thread_is_still_writing_is_removed(tmp_path: Path) -> None:
    from parley.text.aside import aside

    ended = threading.Event()

    def write(folder: Path) -> None:
        number = 0
        while not ended.wait(0.0005):
            with contextlib.suppress(OSError):
                (folder / str(number)).write_text("of a store that is being abandoned")
            number += 1

    with aside(tmp_path / "store") as folder:
        thread = threading.Thread(target=write, args=[folder])
        thread.start()
        threading.Timer(0.3, ended.set).start()
    thread.join()
    assert not list(tmp_path.iterdir())


def test_sigterm_leaves_no_half_built_store(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-m", "parley", "build", str(tmp_path / "store")]) as process:
        for _ in range(400):
            if process.poll() is not None or list(tmp_path.glob(".store-*")):
                break
            time.sleep(0.005)
        process.terminate()
        process.wait()
    assert process.returncode in (0, 143)
    assert not list(tmp_path.glob(".store-*"))


def test_an_answer_imports_nothing_that_it_does_not_need() -> None:
    code = "import sys; from parley.cli.main import main; main(['ask', 'patronage.backers']); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "pyoxigraph" in loaded
    heavy = {
        "rdflib",
        "pyshacl",
        "SPARQLWrapper",
        "owlready2",
        "urllib.request",
        "email",
        "datetime",
        "decimal",
        "math",
        "signal",
    }
    assert heavy & set(loaded) == set()
