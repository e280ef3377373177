"""Keep this page: kept when asked, read with the server gone, forgotten at one click."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from server import Server


@pytest.fixture
def server(site: Path, tmp_path: Path) -> Iterator[Server]:
    shutil.copytree(site, tmp_path / "site")
    server = Server(tmp_path / "site")
    yield server
    server.cut()


@pytest.fixture
def page(browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def stored(page: Page) -> list[str]:
    """Return every address that this browser keeps for the site."""
    return page.evaluate(
        "async () => (await Promise.all((await caches.keys()).map(async name =>"
        " (await (await caches.open(name)).keys()).map(request => new URL(request.url).pathname)))).flat()"
    )


def keep(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Keep this page").click()
    expect(page.locator(".keep-said")).to_contain_text("Kept.")


def test_a_kept_page_is_read_with_the_server_gone_and_its_dates_work(page, server):
    address = f"{server.address}treatments/melasma/"
    keep(page, address)
    server.cut()
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("Laser treatment for melasma")
    assert page.evaluate("getComputedStyle(document.querySelector('.card')).borderRadius") == "14px"
    page.get_by_label("When is your appointment?").fill((date.today() + timedelta(days=60)).isoformat())
    expect(page.get_by_role("button", name="Add to calendar")).to_be_visible()
    server.start()


def test_nothing_is_kept_that_was_not_asked_for(page, server):
    address = server.address
    page.goto(address + "treatments/melasma/")
    assert stored(page) == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(held => held.length)") == 0
    keep(page, address + "treatments/melasma/")
    page.goto(address + "treatments/warts/")
    page.goto(address + "treatments/melasma/")
    assert [path for path in stored(page) if path.endswith("/")] == ["/treatments/melasma/"]


def test_a_kept_page_is_new_as_soon_as_the_site_is(page, server):
    address = f"{server.address}treatments/melasma/"
    keep(page, address)
    file = server.folder / "treatments" / "melasma" / "index.html"
    file.write_text(file.read_text().replace("<h1", "<p>Corrected today.</p><h1", 1))
    page.goto(address)
    expect(page.get_by_text("Corrected today.")).to_be_visible()
    page.wait_for_function(
        "async () => (await (await (await caches.open('kept-pages')).match(location.href)).text()).includes('Corrected today')"
    )
    server.cut()
    page.goto(address)
    expect(page.get_by_text("Corrected today.")).to_be_visible()
    server.start()


def test_one_click_forgets_everything(page, server):
    address = f"{server.address}treatments/melasma/"
    keep(page, address)
    page.get_by_role("button", name="Forget this page").click()
    expect(page.locator(".keep-said")).to_contain_text("Forgotten.")
    assert stored(page) == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(held => held.length)") == 0
