"""The search: real questions through the real box, and everything a reader does with it."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page, expect

import guidance
import search_index
from conftest import DOCS, PAGES, WCAG
from hooks import OVERRIDES
from search_box import QUERIES, ask, figures, opened, queries
from server import Server

BOX = "[data-md-component=search-query]"
RESULT = ".md-search-result__item > a"


def search(page: Page, words: str) -> None:
    """Open the search by key and type."""
    page.locator("body").press("/")
    page.locator(BOX).press_sequentially(words)
    expect(page.locator("#search-found > li").first).to_be_visible()


def first(page: Page) -> str:
    """Return where the best result leads."""
    return str(page.locator(RESULT).first.get_attribute("href"))


def test_real_questions_find_their_page_and_their_section(page, address, capsys):
    opened(page, address)
    result = figures([ask(page, address, query) for query in queries()])
    with capsys.disabled():
        print(f"\nSearch, {result.queries} real queries: {result}")
    assert result.first >= 0.80
    assert result.three >= 0.95
    assert result.sections >= 0.80
    assert result.nothing == 0


def test_the_list_says_how_many_pages_were_found(page, address):
    page.goto(address)
    search(page, "swelling")
    expect(page.locator("#search-said")).to_have_text(re.compile(r"^\d+ pages, the best 10 first\.$"))


def test_every_query_was_seen_somewhere_and_has_an_answer_that_exists(site):
    held = queries()
    assert len(held) >= 150
    assert len({query.text.lower() for query in held}) == len(held)
    for query in held:
        assert re.match(r"https?://\S+\.\S+", query.seen), query
        html = "".join((site / page / "index.html").read_text("utf-8") for page in query.pages)
        for section in query.sections:
            assert f'id="{section}"' in html, query
    assert QUERIES.read_text("utf-8").count("\n") == len(held) + 1


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hydradenitis", "treatments/hidradenitis/"),
        ("tatoo", "treatments/tattoo-removal/"),
        ("ftaxel", "treatments/non-ablative-fractional/"),
        ("melsama", "treatments/melasma/"),
        ("portwine stain", "treatments/port-wine-stain/"),
        ("port wine stain", "treatments/port-wine-stain/"),
        ("tattooremoval", "treatments/tattoo-removal/"),
        ("micro blading removal", "treatments/permanent-makeup-removal/"),
        ("hemangioma baby", "treatments/infantile-haemangioma/"),
        ("haemangioma baby", "treatments/infantile-haemangioma/"),
        ("vitilig", "treatments/vitiligo-excimer/"),
        ("keloids", "treatments/raised-scars-keloids/"),
        ("getting rid of stretchmarks", "treatments/stretch-marks/"),
        ("LHR", "treatments/hair-removal/"),
        ("what is it like to have xtrac for psoriasis?", "treatments/psoriasis-excimer/"),
    ],
)
def test_it_forgives(page, address, typed, meant):
    page.goto(address)
    search(page, typed)
    assert first(page).removeprefix(address).startswith(meant)


def test_a_result_leads_to_the_section_and_marks_the_words_there(page, address):
    page.goto(address)
    search(page, "swelling after fraxel")
    expect(page.locator(RESULT).first).to_contain_text("In “Recovery”")
    assert first(page) == f"{address}treatments/non-ablative-fractional/#recovery"
    page.keyboard.press("Enter")
    expect(page.locator("mark[data-md-highlight]").first).to_be_visible()
    marked = {text.lower() for text in page.locator("mark[data-md-highlight]").all_inner_texts()}
    assert "swelling" in marked
    assert page.url == f"{address}treatments/non-ablative-fractional/#recovery", (
        "the address tells nobody what was typed"
    )
    assert page.evaluate("document.querySelector('#recovery').getBoundingClientRect().top") < 300


def test_a_second_search_on_the_same_page_marks_anew(page, address):
    page.goto(address + "treatments/melasma/")
    for typed, word in (("melasma sunscreen", "sunscreen"), ("melasma pregnant", "pregnant")):
        search(page, typed)
        page.locator(RESULT).first.click()
        expect(page.locator("mark[data-md-highlight]").filter(has_text=re.compile(word, re.I)).first).to_be_attached()
        page.evaluate("document.activeElement.blur()")
        page.locator(BOX).evaluate("field => (field.value = '')")
    assert "sunscreen" not in {t.lower() for t in page.locator("mark[data-md-highlight]").all_inner_texts()}


def test_a_name_alone_leads_to_the_top_of_the_page_with_its_three_parts_beside_it(page, address):
    page.goto(address)
    search(page, "melasma")
    assert first(page) == f"{address}treatments/melasma/"
    parts = page.locator(".md-search-result__item").first.locator(".search-parts a")
    assert parts.all_inner_texts() == ["Prepare", "Recovery", "What to expect"]


def test_where_nothing_fits_it_says_so_and_shows_ways_on(page, address):
    page.goto(address)
    search(page, "zzzzkeloi")
    expect(page.locator("#search-said")).to_have_text("Nothing found for “zzzzkeloi”.")
    found = page.locator("#search-found")
    expect(found.get_by_role("link", name="Scars and stretch marks")).to_be_visible()
    page.locator(BOX).fill("xxrosxcea")
    found.get_by_role("button").first.click()
    assert page.locator(BOX).input_value() == "rosacea"
    expect(page.locator(RESULT).first).to_be_visible()


def test_words_that_are_nowhere_are_named(page, address):
    page.goto(address)
    search(page, "melasma qqqqqqq ")
    expect(page.locator("#search-said")).to_contain_text("Nothing about “qqqqqqq”.")
    assert "treatments/melasma/" in first(page)


def test_no_byte_of_the_search_comes_before_it_is_asked_for(page, address):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + "treatments/melasma/", wait_until="networkidle")
    assert [url for url in asked if re.search(r"/search(-rank|-mark)?\.\w+\.js|/search/", url)] == []
    page.locator("body").press("s")
    expect(page.locator("#search-said")).to_have_text("Type a treatment, a problem or a question.")
    assert sum("/search/index-" in url for url in asked) == 1


@pytest.mark.parametrize("key", ["/", "s", "f"])
def test_keys_alone_open_move_and_close(page, address, key):
    page.goto(address + "guides/skin-tone/")
    page.locator("body").press(key)
    expect(page.locator(BOX)).to_be_focused()
    page.keyboard.type("warts")
    expect(page.locator(RESULT).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator(RESULT).first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator(BOX)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#search-found a").last).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#search-found")).not_to_be_in_viewport()
    page.locator("body").press(key)
    page.locator(BOX).fill("warts")
    page.keyboard.press("Enter")
    page.wait_for_url("**/treatments/warts/")


def test_letters_typed_into_a_field_do_not_open_it(page, address):
    page.goto(address + "compare/")
    page.locator("select").first.press("s")
    expect(page.locator(f"{BOX}:focus")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_with_results_open(page, address, scheme, width):
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address + "treatments/melasma/")
    for typed in ("can I wear makeup after fraxel", "zzzz"):
        search(page, typed)
        result = Axe().run(page, options=WCAG)
        assert result.response["violations"] == [], result.generate_report()
        page.locator(BOX).fill("")


def test_without_scripts_a_to_z_takes_its_place(browser, address):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(address)
    expect(page.locator(BOX)).to_be_hidden()
    page.locator("header").get_by_role("link", name="A to Z").click()
    page.get_by_role("link", name="Hydradenitis").or_(
        page.get_by_role("link", name="Hidradenitis suppurativa")
    ).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("idradenitis")
    context.close()


def test_it_works_from_a_sub_folder(page, site, tmp_path):
    (tmp_path / "skin").symlink_to(site)
    server = Server(tmp_path)
    address = f"{server.address}skin/"
    page.goto(address + "treatments/melasma/")
    search(page, "wart recovery")
    assert first(page) == f"{address}treatments/warts/#recovery"
    server.cut()


def test_a_page_older_than_the_site_says_so(browser, address):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.route("**/search/index-*.js", lambda route: route.fulfill(status=404))
    page.goto(address)
    page.locator("body").press("/")
    expect(page.locator("#search-said")).to_contain_text("Load this page again")
    page.get_by_role("link", name="All treatments, A to Z").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A to Z")
    context.close()


def test_every_section_that_it_knows_is_on_the_page(site):
    for name in PAGES:
        page = guidance.read(DOCS / name, DOCS)
        folder = site / name.removesuffix(".md").removesuffix("index")
        html = (folder / "index.html").read_text("utf-8")
        for heading, anchor, _, _ in search_index.sections(page):
            assert not anchor or f'id="{anchor}"' in html, f"{name}: {heading}"


def test_the_name_of_the_index_changes_with_its_content():
    assert search_index.name("a") != search_index.name("b")
    assert search_index.name("a") == search_index.name("a")


def test_browser_and_build_read_the_same_words(page, address):
    page.route("**/rank.js", lambda route: route.fulfill(path=OVERRIDES / "assets" / "search-rank.js"))
    page.goto(address)
    page.evaluate("async address => { globalThis.words = (await import(address)).words; }", f"{address}rank.js")
    letters = st.sampled_from("aBé’'-  1ßµÅ-가\n.") | st.characters(max_codepoint=0x2FFF)

    @settings(max_examples=60, deadline=None)
    @given(st.lists(st.text(letters, max_size=40), max_size=30))
    def agree(texts: list[str]) -> None:
        assert page.evaluate("texts => texts.map(globalThis.words)", texts) == [search_index.words(t) for t in texts]

    agree()
