"""The comparison: its data, and what a reader does with it in a browser."""

from __future__ import annotations

import math
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

import comparison
import conftest
import guidance
from conftest import DOCS, WCAG

TREATMENTS = [guidance.read(p, DOCS) for p in conftest.TREATMENTS]


def test_every_treatment_with_figures_has_a_dot_and_no_dot_hides_another():
    dots = comparison.plot(TREATMENTS)["dots"]
    known = [p for p in TREATMENTS if all(re.search(r"\d", str(p.meta["glance"][k])) for k in ("sessions", "days_off"))]
    assert len(dots) == len(known)
    for i, dot in enumerate(dots):
        assert 40 <= dot.x <= 630
        assert 0 <= dot.y <= 352
        assert all(math.hypot(dot.x - other.x, dot.y - other.y) >= 24 for other in dots[:i])


@pytest.fixture
def page(browser: Browser, address: str):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address + "compare/")
    yield page
    page.close()


def names(page: Page) -> list[str]:
    return page.locator("tr[data-name]:visible").evaluate_all("rows => rows.map(row => row.dataset.name)")


def test_the_table_holds_every_treatment_without_javascript(browser, address):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(address + "compare/")
    assert sorted(names(page)) == sorted(str(p.meta["title"]) for p in TREATMENTS)
    assert page.locator(".filters:visible").count() == 0
    page.context.close()


def test_filters_narrow_the_table_and_stand_in_the_address(page):
    page.select_option("#by-problem", "Unwanted hair")
    expected = [str(p.meta["title"]) for p in TREATMENTS if "Unwanted hair" in p.meta["problems"]]
    assert sorted(names(page)) == sorted(expected)
    expect(page.get_by_role("status")).to_contain_text(f"{len(expected)} of {len(TREATMENTS)} treatments shown")
    page.select_option("#by-days", "1")
    assert "problem=Unwanted+hair&days=1" in page.url
    before = names(page)
    page.reload()
    assert names(page) == before
    page.get_by_role("button", name="Show all").click()
    expect(page.locator("tr[data-name]:visible")).to_have_count(len(TREATMENTS))
    assert "?" not in page.url


def test_sorting_puts_the_lowest_first_and_the_unknown_last(page):
    page.select_option("#by-order", "days_off")
    cells = page.locator("tr[data-name]:visible [data-key=days_off]").all_inner_texts()
    highest = [int(re.findall(r"\d+", cell)[-1]) if re.search(r"\d", cell) else math.inf for cell in cells]
    assert highest == sorted(highest)
    assert len(cells) == len(TREATMENTS)


def test_two_to_four_are_set_side_by_side_by_keyboard_and_can_be_sent(page):
    boxes = page.get_by_role("checkbox")
    for index in range(4):
        boxes.nth(index).focus()
        page.keyboard.press("Space")
    expect(boxes.nth(4)).to_be_disabled()
    page.get_by_role("button", name="Set 4 side by side").press("Enter")
    chosen = names(page)
    assert len(chosen) == 4
    assert "side=" in page.url
    page.reload()
    assert sorted(names(page)) == sorted(chosen)
    page.get_by_role("button", name="Back to all treatments").click()
    assert len(names(page)) == len(TREATMENTS)


@pytest.mark.parametrize("query", ["?problem=x&skin=9&days=x&sort=constructor", "?side=nothing.here", "?side=%E0%A4%A"])
def test_a_broken_address_shows_everything(browser, address, query):
    page = browser.new_page()
    errors: list[Exception] = []
    page.on("pageerror", lambda error: errors.append(error))
    page.goto(f"{address}compare/{query}")
    assert len(names(page)) == len(TREATMENTS)
    assert errors == []
    page.close()


def test_a_choice_that_nothing_fits_says_so(page):
    page.select_option("#by-problem", "Tattoos and make-up ink")
    page.select_option("#by-days", "0")
    expect(page.get_by_role("status")).to_contain_text("No treatment fits all of that")


def test_each_dot_leads_to_its_page(page):
    links = page.locator(".plot a").evaluate_all(
        "dots => dots.map(a => new URL(a.getAttribute('href'), location.href).href)"
    )
    assert links
    assert all(page.request.get(link).ok for link in links)


def test_on_a_phone_rows_become_cards_without_sideways_scroll(page):
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    first = page.locator("tr[data-name]").first
    assert "Sessions" in first.evaluate("row => getComputedStyle(row.querySelector('td'), '::before').content")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_side_by_side(browser, address, width, scheme):
    page = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme).new_page()
    page.goto(f"{address}compare/?side=melasma.dark-marks.warts")
    assert len(names(page)) == 3
    assert Axe().run(page, options=WCAG).response["violations"] == []
    page.context.close()
