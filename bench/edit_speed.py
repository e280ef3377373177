"""One edit under `make serve`: how long until the new text is served, and whether everything else catches up."""

from __future__ import annotations

import re
import signal
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from measure import ENVIRONMENT, table

SERVE = ["-m", "mkdocs", "serve"]
"""As the Makefile's `serve` runs it."""

SEARCH = re.compile(r"search/[\w.-]+\.js(?:on)?")
"""How a page names the index of the search; one that names none has the theme's, `search/search_index.json`."""

EDITS = 5
LONGEST = 300.0
STEP = 0.02


def measure(sites: Mapping[int, Path]) -> tuple[str, dict[str, float]]:
    """Return the tables in Markdown, and the figures that the targets ask for."""
    rows: list[list[object]] = []
    facts: dict[str, float] = {}
    for size, site in sites.items():
        page = sorted((site / "docs/treatments").glob("*.md"))[0]
        before = page.read_text("utf-8")
        with _served(site) as address:
            seconds = [_sentence(page, address, number) for number in range(EDITS)]
            late = _catch_up(page, address)
            page.write_text(before, "utf-8")
        known = [s for s in seconds if s is not None]
        middle = statistics.median(known) if len(known) == EDITS else None
        facts[f"edit {size}"] = LONGEST if middle is None else middle
        facts[f"edit behind {size}"] = sum(value is None for value in late.values())
        rows.append([f"{size:,}", _shown(middle), ", ".join(map(_shown, seconds)), *map(_shown, late.values())])
    head = ["pages", f"a sentence, median of {EDITS}, s", "each", *(f"{what}, s" for what in late)]
    text = (
        "From saving the file to the first HTTP answer that shows the change. The last columns are one edit of the front "
        "matter and the text, and when the pages made from all pages show it; `never` means that they did not "
        f"within {LONGEST:.0f} s.\n\n{table(head, rows)}"
    )
    return text, facts


def _sentence(page: Path, address: str, number: int) -> float | None:
    """Change a sentence; return how long until its page shows it."""
    word = f"Quetzal{number}{time.time_ns() % 10**6}"
    time.sleep(1.2)  # the watcher looks twice a second, and a person pauses too
    text = page.read_text("utf-8")
    return _seconds_until(
        lambda: page.write_text(text.replace("\n## Risks\n", f"\nAsk about {word}.\n\n## Risks\n", 1), "utf-8"),
        {"page": lambda: word in _get(_address(address, page))},
    )["page"]


def _catch_up(page: Path, address: str) -> dict[str, float | None]:
    """Change figure, date and text at once; return when the page and each page that repeats them show it."""
    word, figure, date = "zyzzyva", "241 to 247", "2031-03-14"
    time.sleep(1.2)
    text = re.sub(r"^  sessions:.*", f"  sessions: {figure}", page.read_text("utf-8"), flags=re.M)
    text = re.sub(r"^next_check:.*", f"next_check: {date}", text, flags=re.M)
    text = text.replace("\n## Risks\n", f"\nAsk about {word}.\n\n## Risks\n", 1)
    return _seconds_until(
        lambda: page.write_text(text, "utf-8"),
        {
            "its card": lambda: figure in _get(_address(address, page)),
            "compare": lambda: figure in _get(f"{address}compare/"),
            "reviews": lambda: date in _get(f"{address}about/reviews/"),
            "search": lambda: word in _search(address),
        },
    )


def _seconds_until(change: Callable[[], object], seen: Mapping[str, Callable[[], bool]]) -> dict[str, float | None]:
    found: dict[str, float | None] = dict.fromkeys(seen)
    change()
    start = time.perf_counter()
    while None in found.values() and time.perf_counter() - start < LONGEST:
        for name, there in seen.items():
            if found[name] is None and there():
                found[name] = time.perf_counter() - start
        time.sleep(STEP)
    return found


@contextmanager
def _served(site: Path) -> Iterator[str]:
    """The preview of a corpus, from its first answer on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, *SERVE, "-a", place]
    log = site / "serve.log"
    with (
        log.open("w", encoding="utf-8") as said,
        subprocess.Popen(command, cwd=site, env=ENVIRONMENT, stdout=said, stderr=subprocess.STDOUT) as process,
    ):
        try:
            start = time.perf_counter()
            while not _get(f"http://{place}/"):
                if process.poll() is not None or time.perf_counter() - start > 5 * LONGEST:
                    raise SystemExit(f"edit_speed.py: the preview did not start:\n{log.read_text('utf-8')[-2000:]}")
                time.sleep(0.1)
            yield f"http://{place}/"
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()


def _address(address: str, page: Path) -> str:
    return f"{address}treatments/{page.stem}/"


def _search(address: str) -> str:
    named = SEARCH.search(_get(address))
    return _get(address + (named[0] if named else "search/search_index.json"))


def _get(url: str) -> str:
    try:
        with urllib.request.urlopen(url, timeout=LONGEST) as answer:
            return str(answer.read().decode("utf-8"))
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return ""


def _shown(seconds: float | None) -> str:
    return "never" if seconds is None else f"{seconds:.2f}"
