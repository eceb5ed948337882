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


@pytest.mark.parametrize(
    ("name", "media"),
    [("parley.ttl", "text/turtle"), ("parley.jsonld", "application/ld+json"), ("parley.trig", "application/trig")],
)
def test_the_dumps_have_their_media_types(name: str, media: str, address: str) -> None:
    assert asked(address + name, "*/*")[0] == media
