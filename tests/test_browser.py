"""What happens in a real browser."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from conftest import PAGES, STATES, TREATMENTS, WCAG

TEMPLATES = {
    "home": "",
    "treatment": "treatments/hair-removal/",
    "guide": "guides/skin-tone/",
    "treatments": "treatments/",
    "guides": "guides/",
    "compare": "compare/",
    "sources": "about/sources/",
    "about": "about/",
    "contributing": "about/contributing/",
    "reviews": "about/reviews/",
    "not found": "404.html",
}


EVERY_PAGE = [*(re.sub(r"(?:^|(?<=/))index\.md$", "", page).replace(".md", "/") for page in PAGES), "404.html"]


def test_from_home_through_the_search_to_a_page(page, address):
    page.goto(address)
    page.get_by_role("button", name="Search treatments and problems").click()
    page.keyboard.type("laser hair removal", delay=20)
    page.locator(".md-search-result__link[href*='treatments/hair-removal/']:visible").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Laser hair removal")


def test_on_a_phone_the_search_opens_from_the_header(page, address):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address + "treatments/melasma/")
    page.locator("header").get_by_role("button", name="Search").click()
    page.keyboard.type("tattoo", delay=20)
    page.locator(".md-search-result__link[href*='treatments/tattoo-removal/']:visible").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Laser tattoo removal")


def test_a_mark_is_read_aloud_as_the_source_that_it_is(page, address):
    page.goto(address + "treatments/melasma/")
    first = page.get_by_role("link", name="Source 1", exact=True).first
    expect(first).to_have_attribute("href", "#source-1")
    expect(first).to_have_text("1")


def test_a_page_that_is_not_there_leads_to_every_treatment(page, address):
    page.goto(address + "404.html")
    assert page.locator(".problems a[href*='/treatments/']").count() >= len(TREATMENTS)


def test_the_first_key_of_a_keyboard_reader_skips_to_the_text(page, address):
    page.goto(address + "treatments/hair-removal/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to content")


@pytest.mark.parametrize("path", TEMPLATES.values(), ids=TEMPLATES)
def test_without_javascript_the_page_is_whole(browser, address, path):
    with_script, without = browser.new_context(), browser.new_context(java_script_enabled=False)
    texts = []
    for context in (with_script, without):
        page = context.new_page()
        page.goto(address + path)
        extras = "main :is(.plan, .ask, .filters, .take-button, .keep)"
        page.evaluate(f"document.querySelectorAll('{extras}').forEach(extra => extra.remove())")
        texts.append(page.locator("main").inner_text().split())
        if context is without:
            assert page.locator("[data-search]:visible, .md-search:visible").count() == 0
        context.close()
    assert texts[0] == texts[1]


@pytest.mark.parametrize("path", TEMPLATES.values(), ids=TEMPLATES)
def test_320_pixels_need_no_sideways_scroll(page, address, path):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(address + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("path", TEMPLATES.values(), ids=TEMPLATES)
def test_all_text_is_16_pixels_or_more(page, address, path):
    page.goto(address + path)
    small = page.evaluate(
        """() => [...document.querySelectorAll("main *, header *, footer *")]
            .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && e.checkVisibility()
                && !e.closest("sup, .md-search") && parseFloat(getComputedStyle(e).fontSize) < 16)
            .map(e => e.outerHTML.slice(0, 80))"""
    )
    assert small == []


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_axe_finds_no_violation(browser, address, path):
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(address + path)
    # Two lists repeat one kind of line hundreds of times; their first lines stand for all.
    context_of_axe = {
        "include": [["html"]],
        "exclude": [[".all-sources li:nth-child(n+6)"], [".letter li:nth-child(n+3)"]],
    }
    found = []
    for width, scheme in STATES:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        violations = Axe().run(page, context=context_of_axe, options=WCAG).response["violations"]
        found += [(width, scheme, v["id"], [node["target"] for node in v["nodes"]][:5]) for v in violations]
    context.close()
    assert found == []


def test_no_page_asks_another_host_for_anything(page, address):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in TEMPLATES.values():
        page.goto(address + path)
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    assert page.context.cookies() == []
