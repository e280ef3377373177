"""The built site, file by file."""

from __future__ import annotations

import itertools
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from conftest import PAGES

OUTSIDE = re.compile(r"(?:https?:)?//(?!laser-skin-guide\.example)[\w.-]+")
ATTRIBUTES_THAT_LOAD = {
    "script": ("src",), "link": ("href",), "img": ("src", "srcset"), "iframe": ("src",), "source": ("src", "srcset"),
    "video": ("src", "poster"), "audio": ("src",), "object": ("data",), "embed": ("src",), "use": ("href", "xlink:href"),
    "image": ("href", "xlink:href"), "form": ("action",), "input": ("src",), "body": ("background",),
}  # fmt: skip
HARMLESS_LINKS = {"canonical", "prev", "next", "alternate"}


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


class Reader(HTMLParser):
    """Everything in a page that the browser loads by itself, and the text that a reader sees."""

    def __init__(self, path: Path) -> None:
        super().__init__(convert_charrefs=True)
        self.loads: list[str] = []
        self.text: list[str] = []
        self.titles: list[str] = []
        self.description = ""
        self.open: list[str] = []
        self.feed(path.read_text())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        if tag == "meta" and held.get("name") == "description":
            self.description = held.get("content") or ""
        if not (tag == "link" and held.get("rel") in HARMLESS_LINKS):
            self.loads += [held[name] or "" for name in ATTRIBUTES_THAT_LOAD.get(tag, ()) if name in held]
        self.loads += re.findall(r"url\(([^)]*)\)", held.get("style") or "")
        if tag in ("script", "style", "title", "code"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open and tag == self.open[-1]:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if not self.open:
            self.text.append(data)
        elif self.open[-1] == "title" and self.text is not None:
            self.titles.append(data)


def test_every_page_is_there(site):
    built = {p.relative_to(site).as_posix() for p in pages(site)}
    expected = {re.sub(r"(?:^|(?<=/))index/index", "index", p.removesuffix(".md") + "/index") + ".html" for p in PAGES}
    assert built == {*expected, "404.html"}


def test_no_link_and_no_fragment_is_broken(site):
    lychee = shutil.which("lychee", path=str(Path(sys.executable).parent)) or shutil.which("lychee")
    done = subprocess.run(
        [lychee, "--offline", "--include-fragments", "--root-dir", str(site), "--index-files", "index.html",
         "--exclude-path", "404.html", "--no-progress", str(site)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_nothing_is_loaded_from_another_host(site):
    for page in pages(site):
        assert [url for url in Reader(page).loads if OUTSIDE.match(url)] == [], page
    for sheet in site.rglob("*.css"):
        urls = re.findall(r"url\(\s*[\"']?([^)\"']*)", sheet.read_text())
        assert [url for url in urls if OUTSIDE.match(url)] == [], sheet
        assert "@import" not in sheet.read_text()


def test_titles_and_descriptions_are_there_and_unique(site):
    read = {page: Reader(page) for page in pages(site)}
    titles = [reader.titles[0] for reader in read.values()]
    assert len(set(titles)) == len(titles)
    descriptions = [reader.description for page, reader in read.items() if page.name != "404.html"]
    assert all(descriptions)
    assert len(set(descriptions)) == len(descriptions)


def test_no_markup_is_left_in_the_text(site):
    for page in pages(site):
        text = " ".join(Reader(page).text)
        for leftover in ("[^", "[@", "](", "][", "TODO", "**", "--8<--", "source missing", "{{", "!!!"):
            assert leftover not in text, (page, leftover)


def test_ids_are_unique_and_headings_have_no_gaps(site):
    for page in pages(site):
        html = page.read_text()
        ids = re.findall(r'\sid="([^"]*)"', html)
        assert len(set(ids)) == len(ids), page
        levels = [int(n) for n in re.findall(r"<h([1-6])[\s>]", html[html.index("<main") :])]
        assert levels.count(1) == 1, page
        assert all(b - a <= 1 for a, b in itertools.pairwise(levels)), (page, levels)


@pytest.mark.parametrize("kind", ["treatments", "guides"])
def test_each_page_shows_dates_grade_review_and_times(site, kind):
    for page in sorted((site / kind).glob("*/index.html")):
        html = page.read_text()
        assert "No doctor, nurse or other clinician has reviewed this page." in html
        assert re.search(r"School grade \d\.\d \(Flesch-Kincaid\)", html)
        assert html.count("<time datetime=") >= 2
        assert 'id="sources"' in html
        if kind == "treatments":
            assert html.count("data-from-day=") >= 4
            assert 'class="help-call"' in html
            assert 'class="help-urgent"' in html


def test_the_list_of_reviews_counts_sources_and_writes_dates_as_people_do(site):
    text = (site / "about" / "reviews" / "index.html").read_text("utf-8")
    assert re.search(r"\b\d+ studies\b", text)
    assert re.search(r"\b1 textbook\b", text)
    assert not re.search(r"\b(?!1\b)\d+ (?:guideline|study|textbook|clinic page)\b", text)
    assert re.search(r">\d{1,2} [A-Z][a-z]{2} \d{4}</time>", text)
