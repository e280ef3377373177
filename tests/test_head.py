import json
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urljoin, urlsplit

import jinja2
import pytest

import bibliography
import guidance
import linked_data
from conftest import DOCS, PAGES, ROOT


class Head(HTMLParser):
    """What a page tells other programs: its meta properties, its links and its JSON-LD."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.meta: dict[str, str] = {}
        self.links: dict[str, str] = {}
        self.data: list[str] = []
        self.tags: list[str] = []
        self.inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {key: value or "" for key, value in attrs}
        self.tags.append(tag)
        if tag == "meta" and (name := held.get("property") or held.get("name")):
            assert not name.startswith(("og:", "twitter:")) or name not in self.meta, f"{name} stands twice"
            self.meta[name] = held["content"]
        if tag == "link":
            self.links[held["rel"]] = held["href"]
        self.inside = held.get("type") == "application/ld+json"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.data.append(data)
            self.inside = False


def built(site: Path, page: str) -> Path:
    stem = page.removesuffix(".md")
    return site / (f"{stem}.html" if stem.endswith("index") else f"{stem}/index.html")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_tells_other_programs_what_it_tells_readers(site: Path, page: str):
    ours, path = guidance.read(DOCS / page, DOCS), built(site, page)
    head = Head(path.read_text("utf-8"))
    address = head.links["canonical"]
    assert head.meta["og:url"] == address
    assert head.meta["og:title"] == ours.meta["title"]
    assert head.meta["og:description"] == ours.meta["description"] == head.meta["description"]
    assert head.meta["og:type"] == ("article" if ours.kind in ("treatment", "guide") else "website")
    assert head.meta["twitter:card"] == "summary_large_image"
    assert urlsplit(head.meta["og:image"]).scheme.startswith("http")
    assert head.meta["og:image:alt"]
    folder = path.parent.relative_to(site).as_posix()
    home = address if folder == "." else address.removesuffix(f"{folder}/")
    for link in (head.links["manifest"], head.links["apple-touch-icon"], head.meta["og:image"]):
        there = urljoin(address, link)
        assert there.startswith(home)
        assert (site / there.removeprefix(home)).is_file(), link

    where = linked_data.Site(head.meta["og:site_name"], home, "")
    told = linked_data.linked_data(ours, address, where, bibliography.read(DOCS / "references.bib"))
    found = [json.loads(text) for text in head.data]
    assert len(found) == bool(told)
    if told and ours.kind != "home":
        assert found == [told]


def test_a_page_that_is_not_there_claims_no_address(site: Path):
    head = Head((site / "404.html").read_text("utf-8"))
    assert "canonical" not in head.links
    assert not [name for name in head.meta if name.startswith(("og:", "twitter:"))]
    assert not head.data
    assert head.links["manifest"]


def render(**context: Any) -> str:
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(ROOT / "overrides" / "partials"))
    environment.filters["url"] = lambda path: path
    config = SimpleNamespace(site_name="A", site_url="https://a.example/b/", site_description="c")
    return environment.get_template("head.html").render(config=config, **context)


def test_a_hostile_title_stays_inside_its_attribute():
    hostile = '"><script>alert("x")</script>&'
    page = SimpleNamespace(
        meta={"title": hostile, "description": hostile}, title="x", canonical_url="https://a.example/b/"
    )
    head = Head(render(page=page))
    assert head.meta["og:title"] == head.meta["og:description"] == hostile
    assert set(head.tags) == {"meta", "link"}


def test_without_an_address_of_the_site_nothing_points_nowhere():
    page = SimpleNamespace(meta={"title": "x"}, title="x", canonical_url=None)
    assert "og:" not in render(page=page)
