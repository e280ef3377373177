"""Measures the search against stock Material on the same pages and queries: make bench-search.

Prints success at 1 and at 3, mean reciprocal rank, sections, bytes loaded, milliseconds from
the last key to the list, and every miss of ours with what came first. `--pages 2000` times
the search on a generated site instead.
"""

from __future__ import annotations

import argparse
import gzip
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser, Response, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path += [str(ROOT / folder) for folder in ("tests", "bench", "scripts")]
STOCK = """site_name: Stock
site_url: https://stock.example/
theme: {name: material}
plugins: [search]
markdown_extensions: [tables, {toc: {toc_depth: 3}}, pymdownx.superfences]
validation: {links: {not_found: ignore, absolute_links: ignore, unrecognized_links: ignore}}
exclude_docs: references.bib
"""
RESULTS = ROOT / "bench" / "SEARCH.md"
HEAD = [
    "engine",
    "first",
    "first three",
    "reciprocal rank",
    "section named, in first three",
    "nothing found",
    "KB until first result, gzip",
    "ms, last key to list, median",
]

from measure import run, table  # noqa: E402

import chromium  # noqa: E402  (tests/ is no package; its folder is named above)
from search_box import Answer, Query, ask, figures, opened, queries  # noqa: E402
from server import Server  # noqa: E402


def built(folder: Path, site: Path) -> Path:
    """Build the MkDocs project in `folder` into `site`."""
    done = run([sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", site], folder)
    if done.code:
        sys.exit(done.output)
    return site


def stock(scratch: Path, tags: bool) -> Path:
    """Build the same pages with Material as it comes; `tags` lets its search know their other names."""
    folder = scratch / f"stock-{tags}"
    shutil.copytree(ROOT / "docs", folder / "docs")
    (folder / "mkdocs.yml").write_text(STOCK)
    for path in folder.rglob("*.md") if tags else ():
        path.write_text(path.read_text("utf-8").replace("\nalso_known_as:", "\ntags:", 1), "utf-8")
    return built(folder, scratch / f"stock-site-{tags}")


def grown(project: Path, count: int) -> str:
    """Return the index of a generated site of so many pages."""
    import corpus

    import guidance
    import search_index

    corpus.write(project, count)
    docs = project / "docs"
    return search_index.index(guidance.read(path, docs) for path in docs.rglob("*.md"))


def measured(browser: Browser, site: Path, asked: Sequence[Query]) -> tuple[list[Answer], int]:
    """Return the answers to all queries, and the bytes (gzip 6) that came for the search alone."""
    loaded: list[int] = []

    def count(response: Response) -> None:
        if "/search" in response.url and response.ok:
            loaded.append(len(gzip.compress(response.body(), 6)))

    server = Server(site)
    page = browser.new_context().new_page()
    page.on("response", count)
    opened(page, server.address)
    answers = [ask(page, server.address, query, quiet=120) for query in asked]
    page.context.close()
    server.cut()
    return answers, sum(loaded)


def row(name: str, answers: Sequence[Answer], loaded: int) -> list[str]:
    """Return a line of the table."""
    held = figures(answers)
    shares = [f"{share:.0%}" for share in (held.first, held.three)]
    rest = [f"{share:.0%}" for share in (held.sections, held.nothing)]
    return [name, *shares, f"{held.reciprocal:.3f}", *rest, f"{loaded / 1000:.0f}", f"{held.milliseconds:.0f}"]


def misses(answers: Sequence[Answer]) -> list[str]:
    """Return a line for every query whose page did not come first, or whose section is not among the first three."""
    return [
        f"- {a.query.text}: wanted {' or '.join(a.query.pages)}{'#' + '|'.join(a.query.sections) if a.query.sections else ''}, "
        f"place {a.rank or 'none'}; first {a.results[0][0] if a.results else 'nothing'} {' '.join(a.results[0][1]) if a.results else ''}"
        for a in answers
        if a.rank != 1 or (a.query.sections and not a.section)
    ]


def main() -> None:
    """Measure, print, and write bench/SEARCH.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, help="time the search on a generated site of so many pages")
    parser.add_argument("--ours", action="store_true", help="leave stock Material out")
    options = parser.parse_args()
    asked = queries()
    rows = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        scratch = Path(folder)
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=["--no-sandbox"])
        site = built(ROOT, scratch / "site")
        if options.pages:
            text = grown(scratch / "project", options.pages)
            for file in (site / "search").glob("index-*.js"):
                file.write_text(text, "utf-8")
            rows.append(
                row(f"ours, {options.pages} generated pages (times only)", *measured(browser, site, asked[:60]))
            )
            print(table(HEAD, rows))
            return
        answers, loaded = measured(browser, site, asked)
        rows.append(row("Laser Skin Guide", answers, loaded))
        for name, tags in () if options.ours else (("Material, stock", False), ("Material, other names as tags", True)):
            rows.append(row(name, *measured(browser, stock(scratch, tags), asked)))
        browser.close()
    sections = sum(bool(query.sections) for query in asked)
    text = "\n".join(
        [
            f"{len(asked)} queries of `tests/search/queries.tsv`, {sections} with a section.",
            "",
            table(HEAD, rows),
            "",
            "What our search missed:",
            "",
            *misses(answers),
        ]
    )
    print(text)
    if not options.ours:
        RESULTS.write_text(f"# Search, measured\n\n{text}\n", "utf-8")


if __name__ == "__main__":
    main()
