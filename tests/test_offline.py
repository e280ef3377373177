"""The edition on a stick: opened from the disk, with the network cut."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import offline
from conftest import ROOT, clean_tab

BOX = "[data-md-component=search-query]"


@pytest.fixture(scope="module")
def packed(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("stick") / "guide.zip"
    command = [sys.executable, str(ROOT / "scripts" / "offline.py"), str(site), str(target)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return target


@pytest.fixture(scope="module")
def folder(packed: Path) -> Path:
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(packed.parent)
    return packed.parent / offline.FOLDER


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with clean_tab(browser, offline=True, accept_downloads=True) as page:
        yield page


def test_search_leads_to_a_section(page, folder):
    page.goto((folder / "index.html").as_uri())
    page.locator("body").press("/")
    page.locator(BOX).press_sequentially("swelling after fraxel")
    expect(page.locator(".md-search-result__item").first).to_contain_text("Recovery")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Non-ablative fractional laser")
    expect(page.locator("mark[data-md-highlight]").first).to_be_visible()


def test_dates_and_calendar_work(page, folder):
    page.goto((folder / "treatments" / "hair-removal" / "index.html").as_uri())
    page.get_by_label("When is your appointment?").fill((date.today() + timedelta(days=60)).isoformat())
    with page.expect_download() as download:
        page.get_by_role("button", name="Add to calendar").click()
    assert b"BEGIN:VCALENDAR" in Path(download.value.path()).read_bytes()


def test_comparison_works(page, folder):
    page.goto((folder / "compare" / "index.html").as_uri())
    rows = page.locator("tbody tr:visible")
    before = rows.count()
    select = page.locator("select").first
    select.select_option(index=1)
    assert 0 < rows.count() < before


def test_every_link_leads_to_a_file(folder):
    broken = set()
    for path in folder.rglob("*.html"):
        if path.name == "404.html":
            continue
        for link in re.findall(
            r'<(?:a|link|script|img)\b[^>]*?(?:href|src)="([^"#?:]+)(?:#[^"]*)?"', path.read_text("utf-8")
        ):
            if not (path.parent / link).resolve().is_file():
                broken.add(f"{path.relative_to(folder)}: {link}")
    assert broken == set()


def test_two_zips_of_one_site_are_the_same(packed, site, tmp_path):
    offline.pack(site, tmp_path / "again.zip")
    assert (tmp_path / "again.zip").read_bytes() == packed.read_bytes()


def test_without_a_site_it_says_what_to_do(tmp_path, capsys):
    assert offline.main([str(tmp_path)]) == 2
    assert "make build" in capsys.readouterr().err
