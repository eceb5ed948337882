"""A release on a real Apache: the IRI of a thing gives HTML to browsers, and Turtle to who asks for it."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from conftest import DOCUMENT

if TYPE_CHECKING:
    from collections.abc import Iterator

APACHE = shutil.which("apache2") or shutil.which("apache2", path="/usr/sbin")
MODULES = Path("/usr/lib/apache2/modules")
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
SETTINGS = """
ServerRoot {folder}
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {folder}/pid
ErrorLog {folder}/errors
{modules}
TypesConfig /dev/null
AddType text/html .html
DirectoryIndex index.html
DocumentRoot {folder}
Alias /mirror {release}
<Directory {release}>
AllowOverride All
Require all granted
</Directory>
"""

pytestmark = pytest.mark.skipif(APACHE is None or not MODULES.is_dir(), reason="Apache is not installed")


@pytest.fixture(scope="module")
def address(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("apache")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for path in (release, *release.parents):  # Apache's workers are another user
        if path.stat().st_uid == folder.stat().st_uid:
            path.chmod(path.stat().st_mode | 0o005)
    names = ("mpm_event", "authz_core", "dir", "mime", "alias", "rewrite", "headers")
    modules = "\n".join(f"LoadModule {name}_module {MODULES}/mod_{name}.so" for name in names)
    settings = folder / "apache.conf"
    settings.write_text(SETTINGS.format(folder=folder, port=port, modules=modules, release=release))
    server = subprocess.Popen([str(APACHE), "-f", str(settings), "-DFOREGROUND"], stderr=subprocess.PIPE)
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/mirror/"
    finally:
        server.terminate()
        server.communicate(timeout=20)


def asked(url: str, accept: str) -> tuple[str, bytes]:
    with urllib.request.urlopen(urllib.request.Request(url, headers={"Accept": accept}), timeout=20) as answer:
        return answer.headers.get_content_type(), answer.read()


@pytest.mark.parametrize(
    "path", ["id/irgc", f"doc/{DOCUMENT[-12:]}", "ns", "code/force-agreed", "query/patronage.backers"]
)
def test_an_iri_gives_what_is_asked_for(path: str, address: str, release: Path) -> None:
    for slash in ("", "/"):
        kind, data = asked(address + path + slash, "text/turtle")
        assert kind == "text/turtle"
        assert data == (release / f"{path}.ttl").read_bytes()
        assert list(ox.parse(data, format=ox.RdfFormat.TURTLE))
        for accept in (BROWSER, "*/*", "text/turtle;q=0.5, text/html"):
            kind, data = asked(address + path + slash, accept)
            assert kind == "text/html"
            assert data == (release / path / "index.html").read_bytes()


def quality(accept: str, media: str) -> float:
    """Return how much a media type is wanted, by RFC 9110, section 12.5.1: the most specific range counts."""
    best, found = -1, 0.0
    for element in accept.split(","):
        kind, *parameters = (part.strip().lower() for part in element.split(";"))
        weight, others = 1.0, []
        for name, _, value in (parameter.partition("=") for parameter in parameters):
            if name == "q":
                weight = float(value)
            else:
                others.append((name, value.strip('"')))
        ranges = {"*/*": 0, f"{media.partition('/')[0]}/*": 1, media: 2}
        if kind in ranges and set(others) <= {("charset", "utf-8")} and ranges[kind] > best:
            best, found = ranges[kind], weight
    return found


ACCEPTS = [
    *(BROWSER, "*/*", "text/turtle", "text/html", "text/*", "application/json", "image/png, */*;q=0"),
    *(
        "text/turtle, text/html",
        "text/html, text/turtle",
        "text/turtle;q=0.5, text/html",
        "text/turtle, text/html;q=0.1",
    ),
    *(
        "text/turtle;q=0, */*",
        "text/turtle;q=0.0, text/*",
        "text/turtle;q=0.000",
        "text/html;q=0, */*",
        "text/html;q=0",
    ),
    *(
        "text/turtle;q=0.5, text/html;q=0.50",
        "text/turtle;q=1.000, text/html;q=1",
        "text/turtle;q=1, text/html;q=0.999",
    ),
    *(
        "text/turtle;q=0.9, text/html;q=0.95",
        "text/turtle;q=0.95, text/html;q=0.9",
        "text/turtle;q=0.1,text/html;q=0.09",
    ),
    *("*/*;q=0.8, text/html;q=0.5", "text/*;q=0.3, text/html;q=0.2, */*;q=0.9", "text/*;q=0.3, text/turtle;q=0.2"),
    *("TEXT/TURTLE", "Text/Turtle ; Q=0.7 , text/html ; q=0.6", "text/turtle\t;q=0.7,\ttext/html;q=0.8"),
    *(
        "text/turtle;charset=utf-8",
        'text/html;charset="UTF-8";q=0.2, text/turtle;q=0.3',
        "text/html;level=1, text/turtle;q=0.1",
    ),
    *("text/html;level=1;q=0.3, text/html;q=0.7, text/turtle;q=0.5", "application/ld+json, text/turtle;q=0.1"),
    *(
        "text/turtles",
        "xtext/turtle",
        "text/turtle+x, text/html;q=0.1",
        "application/n-triples, text/turtle;q=0.9, */*;q=0.1",
    ),
    "text/turtle,application/rdf+xml;q=0.9,text/n3;q=0.8,application/ld+json;q=0.7,*/*;q=0.1",
    "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,text/turtle;q=0.6,text/html;q=0.2",
    *("text/turtle;q=0.001", "text/turtle;q=1., text/html;q=0.", "", " ", "audio/*; q=0.2, audio/basic"),
]


@pytest.mark.parametrize("accept", ACCEPTS)
def test_what_is_wanted_most_is_given(accept: str, address: str) -> None:
    wanted = "text/turtle" if quality(accept, "text/turtle") > quality(accept, "text/html") else "text/html"
    assert asked(address + "id/irgc/", accept)[0] == wanted


def test_the_oracle_is_the_table_of_the_rfc() -> None:
    accept = "text/*;q=0.3, text/plain;q=0.7, text/plain;format=flowed, text/plain;format=fixed;q=0.4, */*;q=0.5"
    assert [quality(accept, kind) for kind in ("text/plain", "text/html", "image/jpeg")] == [0.7, 0.3, 0.5]


def test_a_file_of_rdf_1_2_says_so(address: str) -> None:
    with urllib.request.urlopen(address + "parley-rdf12.ttl", timeout=20) as answer:
        assert answer.headers.get_params() == [("text/turtle", ""), ("version", "1.2")]


@pytest.mark.parametrize(
    ("name", "media"),
    [("parley.ttl", "text/turtle"), ("parley.jsonld", "application/ld+json"), ("parley.trig", "application/trig")],
)
def test_the_dumps_have_their_media_types(name: str, media: str, address: str) -> None:
    assert asked(address + name, "*/*")[0] == media
