"""Headers are read as YAML 1.2 reads them, or refused at their line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.catalogue.contract import read_query
from parley.catalogue.header import read_header
from parley.errors import QueryFileError

PATH = Path("x.rq")
BODY = "SELECT ?s ?n\nWHERE { ?s ?p $p ; ?q ?n }\n"
GOOD = (
    "#+ summary: What?\n#+ tags: [x]\n#+ view: any\n#+ parameters:\n"
    "#+   - {name: p, type: string, required: true, description: A text, example: y}\n"
    "#+ columns:\n#+   - {name: s, type: iri}\n#+   - {name: n, type: string, optional: true}\n"
)


class Core(yaml.SafeLoader):
    """PyYAML with the core schema of YAML 1.2 in place of that of 1.1."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}


Core.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"true|True|TRUE|false|False|FALSE"), list("tTfF"))
Core.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"[-+]?[0-9]+\Z"), list("-+0123456789"))
Core.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"null\Z|Null\Z|NULL\Z|~\Z|\Z"), ["n", "N", "~", ""])
Core.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(
        r"(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\Z"
    ),
    list("-+.0123456789"),
)
Core.add_constructor("tag:yaml.org,2002:bool", lambda _, node: node.value.lower() == "true")
Core.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(node.value))

WORDS = st.one_of(
    st.sampled_from(
        ["true", "False", "TRUE", "no", "on", "null", "~", "1", "-1", "007", "1.5", "2024-01-01", ".inf", "0x1F"]
    ),
    st.text(st.sampled_from(list("abtrue019 .:#-~!&*%@'\"\\/|>$é٣")), min_size=1, max_size=12),
)
QUOTED = (
    st.text(max_size=12)
    .map(lambda text: '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"')
    .filter(str.isprintable)
)
SCALARS = st.one_of(WORDS, QUOTED)


def expected(header: str) -> object:
    """Return what YAML reads, or None where it refuses."""
    try:
        return yaml.load("\n".join(line[3:] for line in header.splitlines()), Core)  # noqa: S506 - of SafeLoader
    except (yaml.YAMLError, ValueError):
        return None


@settings(max_examples=500, deadline=None, derandomize=True)
@given(SCALARS, SCALARS, SCALARS)
def test_what_is_read_is_what_yaml_reads(value: str, word: str, entry: str) -> None:
    header = f"#+ k: {value}\n#+ l: [{word}, w]\n#+ m:\n#+   - {{a: {entry}, b: true}}\n"
    for line, part in ((1, {"k": value}), (2, {"l": word}), (4, {"m": entry})):
        single = header.splitlines()[2 * (line == 4) + (line == 2) :][: 1 + (line == 4)]
        try:
            found = read_header(PATH, "\n".join(single))
        except QueryFileError as error:
            assert error.line in (1, 2), part  # noqa: PT017 - either is right
        else:
            assert found == expected("\n".join(single)), part


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("summary: What?", "summary:", 1, "summary has no value"),
        ("summary: What?", 'summary: " "', 1, "summary is empty"),
        ("summary: What?", "summary: 12", 1, "summary is a text, not 12"),
        ("tags: [x]", "tags: x", 2, "tags is a list of texts"),
        ("tags: [x]", "tags: [x, 3]", 2, "tags is a list of texts"),
        ("tags: [x]", 'tags: ["x", ]', 2, "not a list of words"),
        ("tags: [x]", "summary: Why?", 2, "summary comes twice; the first is on line 1"),
        ("view: any", "view: 1.5", 3, "put this in double quotes"),
        ("view: any", "view: null", 3, "put this in double quotes"),
        ("view: any", "view: any\n#+ veiw: all", 4, "no 'veiw' here; did you mean view"),
        ("required: true", 'required: "false"', 5, "required is true or false, not 'false'"),
        ("required: true", "required: no", 5, "required is true or false, not 'no'"),
        ("required: true", "name: q", 5, "name comes twice"),
        ("type: string, r", "type: true, r", 5, "type is a text, not True"),
        ("description: A text, ", "", 5, "lacks 'description'"),
        ("{name: s, type: iri}", "{name: s, type: iri, optional: 1}", 7, "optional is true or false, not 1"),
        ("{name: s, type: iri}", "{name: s, tpye: iri}", 7, "did you mean type"),
    ],
)
def test_a_header_is_refused_at_its_line(old: str, new: str, line: int, message: str, tmp_path: Path) -> None:
    path = tmp_path / "x.rq"
    assert old in GOOD
    path.write_text(GOOD.replace(old, new, 1) + BODY, encoding="utf-8")
    with pytest.raises(QueryFileError, match=rf"x\.rq:{line}: .*{message}"):
        read_query(path, "x.x")


def test_truth_and_quotations_are_read_and_a_byte_order_mark_is_skipped(tmp_path: Path) -> None:
    path = tmp_path / "x.rq"
    text = GOOD.replace("required: true", "required: False").replace("[x]", '["a, b", c]')
    path.write_text("\ufeff" + text + BODY, encoding="utf-8")
    query = read_query(path, "x.x")
    assert (query.summary, query.tags, query.parameters[0].required) == ("What?", ("a, b", "c"), False)
