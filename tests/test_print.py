"""Paper: what a reader holds in their hands after printing a page. Every treatment and every guide is really printed."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PageObject, PdfReader

import guidance
from conftest import DOCS, TREATMENTS

SIDES = 4
PAPERS = ("A4", "Letter")
GUIDES = sorted(p for p in (DOCS / "guides").glob("*.md") if p.stem != "index")
LONGEST = max(TREATMENTS, key=lambda path: len(path.read_text("utf-8").split()))
OF_NO_USE = ("Skip to content", "On this page", "Find yours", "Words we use", "Report a mistake", "Keep this page")
OF_NO_USE += ("Print my", "When is your appointment", "Add to calendar", "The date stays on this page", "Tell us")

WIDTH_OF_M = """() => {
    const canvas = document.createElement("canvas").getContext("2d");
    canvas.font = "100px Arial, 'Liberation Sans', Helvetica, sans-serif";
    return canvas.measureText("m").width;
}"""


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """A tab of a reader who likes the dark, on 5 December 2026."""
    context = browser.new_context(locale="en-GB", color_scheme="dark")
    page = context.new_page()
    page.clock.set_fixed_time("2026-12-05T12:00:00Z")
    wide = page.evaluate(WIDTH_OF_M)
    if not 82 < wide < 85:
        pytest.skip("Sides are counted with Arial or Liberation Sans. Debian or Ubuntu: apt install fonts-liberation")
    yield page
    context.close()


def printed(page: Page, paper: str) -> PdfReader:
    return PdfReader(io.BytesIO(page.pdf(format=paper, tagged=True)))


def text(side: PageObject) -> str:
    """The text of one side, without ligatures."""
    return unicodedata.normalize("NFKC", side.extract_text())


def letters(text: str) -> str:
    """Letters alone: lines break anywhere on paper, and the numbers of sources stand between words."""
    return re.sub(r"[\W\d_]+", "", text)


def boxes(leaflet: PdfReader) -> int:
    """Squares with round corners, drawn and not filled: four straight lines with curves between them."""
    drawn = b"\n".join(side.get_contents().get_data() for side in leaflet.pages).decode("latin-1")
    return len(re.findall(r" m\n(?:[-\d. ]+ l\n(?:[-\d. ]+ c\n)+){4}h\nS$", drawn, re.MULTILINE))


def tags(leaflet: PdfReader) -> set[str]:
    """The kinds of element that a screen reader finds."""
    found, left = set(), [leaflet.trailer["/Root"]["/StructTreeRoot"]]
    while left:
        node = left.pop().get_object()
        if isinstance(node, list):
            left += node
        elif isinstance(node, dict):
            found.add(node.get("/S"))
            left += [node["/K"]] if "/K" in node else []
    return found


def assert_sides(counts: dict[str, int]) -> None:
    long = {paper: count for paper, count in counts.items() if count > SIDES}
    assert not long, f"{long} sides. A leaflet has {SIDES}: shorten the page, or see overrides/assets/print.css."


@pytest.mark.parametrize("path", TREATMENTS, ids=lambda path: path.stem)
def test_a_treatment_prints_as_a_leaflet(tab, address, path):
    tab.goto(f"{address}treatments/{path.stem}/")
    leaflet = printed(tab, "A4")
    assert_sides({"A4": len(leaflet.pages), "Letter": len(printed(tab, "Letter").pages)})
    front, back = (text(leaflet.pages[side]) for side in (0, -1))
    page = guidance.read(path, DOCS)
    times = [part for title in ("Prepare", "Recovery") for part in page.section(title).sections]

    # Get help stands on the front, whole, with room for two numbers.
    (help_,) = (part for part in times if part.heading.text == "Get help")
    signs = [letters(guidance.plain(step.text)) for level in help_.sections for step in level.steps]
    assert signs
    assert [sign for sign in signs if sign not in letters(front)] == []
    assert "Clinic's phone:" in front
    assert "Out of hours:" in front

    assert boxes(leaflet) == sum(len(part.steps) for part in times)
    assert f"laser-skin-guide.example/treatments/{path.stem}/" in front
    assert "Printed on 5 December 2026" in front
    assert [phrase for phrase in OF_NO_USE if phrase in front + back] == []
    assert leaflet.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert {"/H1", "/H2", "/H3", "/L", "/LI", "/Table", "/TH", "/Link"} <= tags(leaflet)


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.stem)
def test_a_guide_prints_on_four_sides(tab, address, path):
    tab.goto(f"{address}guides/{path.stem}/")
    assert_sides({paper: len(printed(tab, paper).pages) for paper in PAPERS})


def test_every_source_is_there_with_its_address(tab, address):
    for path in (LONGEST, DOCS / "treatments" / "psoriasis-excimer.md"):
        tab.goto(f"{address}treatments/{path.stem}/")
        # The first line of each side is its foot.
        sides = [text(side).partition("\n")[2] for side in printed(tab, "A4").pages]
        together = re.sub(r"\s+", "", "".join(sides))
        hrefs = tab.evaluate(
            "[...document.querySelectorAll('.sources li > a:first-child')].map(a => a.getAttribute('href'))"
        )
        assert len(hrefs) > 20
        assert [href for href in hrefs if href not in together] == []


def test_each_side_says_what_it_is_and_no_heading_ends_one(tab, address):
    for path in TREATMENTS[::20]:
        tab.goto(f"{address}treatments/{path.stem}/")
        headings = tab.locator("h2, h3, h4").all_inner_texts()
        sides = [text(side) for side in printed(tab, "A4").pages]
        for number, side in enumerate(sides, 1):
            lines = side.strip().split("\n")
            assert f"Side {number} of {len(sides)}" in lines[0]
            assert f"treatments/{path.stem}/ · 5 December 2026" in lines[0]
            assert lines[-1].strip() not in headings


def test_it_is_black_on_white_and_large_enough_to_read(tab, address):
    for path in ("treatments/psoriasis-excimer", f"treatments/{LONGEST.stem}", "guides/skin-tone"):
        tab.goto(f"{address}{path}/")
        tab.emulate_media(media="print")
        look = tab.evaluate(
            """() => {
                const shown = [...document.querySelectorAll("article *")].filter((e) => e.getClientRects().length && !e.closest("svg") &&
                    [...e.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
                const points = (e) => parseFloat(getComputedStyle(e).fontSize) * .75;
                const text = shown.filter((e) => e.matches("p, li, td, strong") && !e.closest(".sources, .behind, .card, .imprint"));
                return {
                    colours: [getComputedStyle(document.body).backgroundColor, ...new Set(text.map((e) => getComputedStyle(e).color))],
                    smallest: Math.min(...shown.map(points).filter((size) => size)),
                    text: Math.min(...text.map(points)),
                };
            }"""
        )
        tab.emulate_media(media="null")
        assert look["colours"] == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
        assert look["smallest"] >= 7.5
        assert look["text"] >= 9.5


def test_the_readers_own_dates_and_ticks_are_printed_and_it_still_fits(tab, address):
    tab.goto(f"{address}treatments/{LONGEST.stem}/#dates=2027-01-16")
    tab.reload()
    tab.get_by_role("checkbox").first.check()
    leaflet = printed(tab, "A4")
    assert_sides({"A4": len(leaflet.pages), "Letter": len(printed(tab, "Letter").pages)})
    words = " ".join(" ".join(text(side) for side in leaflet.pages).split())
    assert "On the day Saturday 16 January" in words
    assert words.count("✓") == 1


def test_without_javascript_there_is_a_line_for_the_date(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}treatments/hair-removal/")
    leaflet = printed(page, "A4")
    first = text(leaflet.pages[0])
    assert len(leaflet.pages) <= SIDES
    assert "laser-skin-guide.example/treatments/hair-removal/" in first
    assert re.search(r"Printed on *\n", first)
    assert "Clinic's phone:" in first
    context.close()
