"""The site in a real headless Chromium, served from loopback: without JavaScript, on a phone, for a screen reader."""

from __future__ import annotations

import os
import shutil
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from conftest import DOCUMENT, EDITION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

playwright = pytest.importorskip("playwright.sync_api", reason="a browser is driven by the extra 'dev'")

CHROMIUM = os.environ.get("PARLEY_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
if not CHROMIUM:
    pytest.skip("Chromium is not installed", allow_module_level=True)

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LOCAL = DOCUMENT.rpartition("/")[2]
PAGES = [
    "",
    "id/",
    "id/irgc/",
    "id/islamic-resistance-in-iraq/",
    "doc/",
    f"doc/{LOCAL}/",
    "bargaining/",
    "network/",
    "prospects/",
    "query/",
    "query/bargaining.undertakings/",
    "query/evidence.proof/",
    "ns/",
    "code/",
    "code/force-agreed/",
    f"release/{EDITION[0]}/",
]
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def site(release: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(release)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


def opened(browser: Browser, url: str, size: dict[str, int], *, script: bool = False) -> Page:
    page = browser.new_context(viewport=size, java_script_enabled=script).new_page()  # type: ignore[arg-type]
    faults: list[str] = []
    page.on("requestfailed", lambda request: faults.append(request.url))
    answer = page.goto(url)
    assert answer
    assert answer.ok
    assert not faults
    return page


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_axe_finds_nothing(path: str, size: dict[str, int], browser: Browser, site: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = opened(browser, site + path, size, script=True)
    found = axe.run(page).response["violations"]
    assert [(fault["id"], fault["impact"], fault["nodes"][0]["html"]) for fault in found] == []
    page.context.close()


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_a_phone(path: str, browser: Browser, site: str) -> None:
    page = opened(browser, site + path, PHONE, script=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.context.close()


def test_a_reader_without_scripts_goes_from_the_board_to_the_words(browser: Browser, site: str) -> None:
    page = opened(browser, site, WIDE)
    page.get_by_role("link", name="The bargaining board").click()
    threats = page.get_by_role("table", name="Threats")
    threats.get_by_role("link", name="claim-013").click()
    page.wait_for_url("**/doc/*/index.html#claim-013")
    claim = page.locator("#claim-013")
    assert claim.is_visible()
    box = claim.bounding_box()
    assert box
    assert -5 <= box["y"] <= WIDE["height"], "the claim is scrolled to"
    claim.get_by_role("link", name="351–446").click()
    passage = page.locator("[id='char=351,446']")
    assert passage.is_visible()
    page.context.close()


def test_the_site_also_reads_from_a_disk(browser: Browser, release: Path) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto((release / "index.html").as_uri())
    page.get_by_role("link", name="Actors", exact=True).click()
    page.get_by_role("link", name="Iran", exact=True).first.click()
    assert page.get_by_role("heading", name="Iran", exact=True, level=1).is_visible()
    page.context.close()


def test_the_iris_of_the_graph_lead_somewhere(browser: Browser, site: str) -> None:
    for path in (
        f"doc/{LOCAL}#threat-of-more-airstrikes",
        f"doc/{LOCAL}#char=351,446",
        "ns#Threat",
        "id/irgc",
        "code/force-agreed",
    ):
        page = opened(browser, site + path, WIDE)
        fragment = path.partition("#")[2]
        if fragment:
            assert page.locator(":target").get_attribute("id", timeout=5000) == fragment
        assert page.locator("link[rel=alternate][type='text/turtle']").count() == 1
        page.context.close()


def test_the_keyboard_reaches_the_content_first(browser: Browser, site: str) -> None:
    page = opened(browser, site + "bargaining/", WIDE, script=True)
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert focused.inner_text() == "Skip to the content"
    assert focused.bounding_box()["x"] >= 0  # type: ignore[index]
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")
    page.context.close()


def test_names_from_right_to_left_are_set_so(browser: Browser, site: str) -> None:
    page = opened(browser, site + "id/irgc/", WIDE, script=True)
    for language in ("ar", "fa"):
        name = page.locator(f"[lang={language}]").first
        assert name.evaluate("e => getComputedStyle(e).direction") == "rtl"
    assert page.locator("html").get_attribute("lang") == "en"
    page.context.close()


@pytest.mark.parametrize("path", ["network", "prospects"])
def test_no_text_of_a_picture_lies_on_another(path: str, browser: Browser, site: str) -> None:
    page = opened(browser, f"{site}{path}/{path}.svg", WIDE, script=True)
    boxes = page.evaluate(
        """() => [...document.querySelectorAll("text")].map(t => {
        const b = t.getBBox(); return [t.textContent, b.x, b.y, b.x + b.width, b.y + b.height] })"""
    )
    inside = page.evaluate(
        """() => [...document.querySelectorAll("a")].map(a => {
        const r = a.querySelector("rect").getBBox();
        return [...a.querySelectorAll("text")].every(t => {
          const b = t.getBBox(); return b.x >= r.x && b.x + b.width <= r.x + r.width &&
            b.y >= r.y - 1 && b.y + b.height <= r.y + r.height + 1 }) })"""
    )
    assert len(boxes) > 20
    assert inside
    assert all(inside), "each label is within its box"
    for i, (text, left, top, right, bottom) in enumerate(boxes):
        for other, x1, y1, x2, y2 in boxes[i + 1 :]:
            apart = right <= x1 + 1 or x2 <= left + 1 or bottom <= y1 + 3 or y2 <= top + 3
            assert apart, f"{text!r} lies on {other!r}"
    page.context.close()
