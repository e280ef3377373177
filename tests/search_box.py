"""Asks the site's own search box what people asked elsewhere, and says how often the answer was there."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Page

QUERIES = Path(__file__).resolve().parent / "search" / "queries.tsv"

_ASK = """async query => {
  const field = document.querySelector("[data-md-component=search-query]");
  const list = document.querySelector(".md-search-result__list");
  let last = performance.now();
  new MutationObserver(() => (last = performance.now())).observe(list, { childList: true, subtree: true });
  const type = text => {
    last = performance.now();
    field.value = text;
    for (const event of ["keydown", "input", "keyup"]) field.dispatchEvent(new Event(event, { bubbles: true }));
  };
  const settled = async () => {
    do await new Promise(done => setTimeout(done, 30)); while (performance.now() - last < QUIET);
  };
  type(query.slice(0, -1));
  await settled();
  const start = performance.now();
  type(query);
  await settled();
  const links = item => [...item.querySelectorAll("a.md-search-result__link")].map(link => link.getAttribute("href"));
  return [last - start, [...list.querySelectorAll(":scope > .md-search-result__item")].map(links).filter(found => found.length)];
}"""


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody asked, the pages and sections that answer it, and where it was asked."""

    text: str
    pages: tuple[str, ...]
    sections: tuple[str, ...]
    seen: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the box showed: (page, sections) of every result, and milliseconds from the last key to the list."""

    query: Query
    results: tuple[tuple[str, tuple[str, ...]], ...]
    milliseconds: float

    @property
    def rank(self) -> int:
        """Return the place of the first page that answers, from 1; 0 where none is there."""
        return next((at for at, (page, _) in enumerate(self.results, 1) if page in self.query.pages), 0)

    @property
    def section(self) -> bool:
        """Return whether a page that answers is in the first three, with its section among its first three links."""
        return any(
            page in self.query.pages and not set(anchors[:3]).isdisjoint(self.query.sections)
            for page, anchors in self.results[:3]
        )


@dataclass(frozen=True, slots=True)
class Figures:
    """How well a set was answered; shares from 0 to 1."""

    queries: int
    first: float
    three: float
    reciprocal: float
    sections: float
    nothing: float
    milliseconds: float


def queries() -> list[Query]:
    """Read the set: a line for each query, with alternatives separated by `|`."""
    with QUERIES.open(encoding="utf-8", newline="") as file:
        return [
            Query(
                row["query"], tuple(row["page"].split("|")), tuple(filter(None, row["section"].split("|"))), row["seen"]
            )
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


def opened(page: Page, address: str) -> None:
    """Open the box on the front page and wait until it answers."""
    page.goto(address)
    page.locator("body").press("/")
    page.locator("[data-md-component=search-query]").press_sequentially("laser", delay=20)
    page.locator(".md-search-result__link").first.wait_for()


def ask(page: Page, address: str, query: Query, quiet: int = 1) -> Answer:
    """Type a query into the open box.

    Args:
        quiet: milliseconds without a change after which the list counts as complete.
    """
    milliseconds, items = page.evaluate(_ASK.replace("QUIET", str(quiet)), query.text)
    results = []
    for links in items:
        found = [urlsplit(urljoin(address, link)) for link in links]
        path = found[0].path.removeprefix(urlsplit(address).path).strip("/")
        results.append((path, tuple(link.fragment for link in found if link.fragment)))
    return Answer(query, tuple(results), milliseconds)


def figures(answers: Sequence[Answer]) -> Figures:
    """Return success at 1 and at 3, mean reciprocal rank, the share of sections, empty lists and the median time."""
    wanted = [answer for answer in answers if answer.query.sections]
    return Figures(
        len(answers),
        _share([answer.rank == 1 for answer in answers]),
        _share([0 < answer.rank <= 3 for answer in answers]),
        sum(1 / answer.rank for answer in answers if answer.rank) / len(answers),
        _share([answer.section for answer in wanted]),
        _share([not answer.results for answer in answers]),
        sorted(answer.milliseconds for answer in answers)[len(answers) // 2],
    )


def _share(held: Sequence[bool]) -> float:
    return sum(held) / max(1, len(held))
