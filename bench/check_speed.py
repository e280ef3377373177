"""The check: ours against the two linters that have a rule for required headings, and against reading alone."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from measure import Run, interleaved, run, table
from peers import Peer

OURS = "ours, all rules"
COVERAGE = "ours, coverage rules"
"""What a page must cover, without how it is written: all that is comparable to the one rule of the linters, and more."""

AGAIN = ", run again"
"""With the memory of a run before: no page has changed since."""

LIMIT = "Python, open and read only"
SLOW = "markdownlint-cli2"
TIMES = 3
"""How much oftener all others run: they take seconds, in which a machine that others use changes its pace."""

NEEDED = "missing-section"

HEADINGS = [
    "?",
    "## Is it for you?",
    "*",
    "## Prepare",
    "*",
    "## Recovery",
    "*",
    "### Get help",
    "#### Call your clinic",
    "#### Get urgent help",
    "## What to expect",
    "*",
    "### At the session",
    "*",
    "### Sessions and results",
    "*",
    "### If it does not work",
    "*",
    "## Risks",
    "*",
    "## Other choices",
    "*",
    "## Questions to ask",
    "*",
]
"""MD043 for a treatment: all that it can say of our page format."""

FAULTS: dict[str, Callable[[str], str]] = {
    "a section is missing": lambda text: _without(text, "## Recovery", "## What to expect"),
    "a heading stands only in a code fence": lambda text: text.replace("## Risks\n", "```\n## Risks\n```\n"),
    "a section says nothing": lambda text: _without(text, "## Risks", "## Other choices", keep=True),
    "a heading under Prepare is no time": lambda text: text.replace("### Before you book", "### In good time"),
    "times stand in the wrong order": lambda text: text.replace("### Before you book", "### On the day", 1),
    "a source is not known": lambda text: text.replace("[@", "[@nobody-knows-", 1),
    "a field of the front matter is missing": lambda text: text.replace("\nchecked:", "\nchekked:", 1),
    "text is left to fill in": lambda text: text.replace("\n## Risks\n", "\nTODO: more on this.\n\n## Risks\n"),
    "a sentence has 40 words": lambda text: text.replace("## Risks\n", "## Risks\n\n" + "This is so " * 13 + "long.\n"),
}
"""What can be wrong with a page -> how to make it so."""


def _without(text: str, first: str, after: str, keep: bool = False) -> str:
    start, end = text.index(f"\n{first}\n"), text.index(f"\n{after}\n")
    return text[:start] + (f"\n{first}\n" if keep else "") + text[end:]


def configure(site: Path) -> None:
    """Give both linters the one rule, for the treatments of a corpus alone."""
    rule = {"headings": HEADINGS, "match_case": True}
    (site / ".markdownlint-cli2.jsonc").write_text(
        json.dumps({"config": {"default": False, "MD043": rule}, "noBanner": True, "noProgress": True}), "utf-8"
    )
    (site / ".rumdl.toml").write_text(
        f'[global]\nenable = ["MD043"]\n\n[MD043]\nheadings = {json.dumps(HEADINGS)}\nmatch-case = true\n', "utf-8"
    )


def commands(peers: Mapping[str, Peer], page: str = "") -> dict[str, list[str | Path]]:
    """The command of each tool, for one page or for a whole corpus."""
    read = "import os,sys\nfor d,_,fs in os.walk('docs'):\n for f in fs:\n  f.endswith('.md') and open(d+'/'+f,'rb').read()"
    found: dict[str, list[str | Path]] = {
        LIMIT: [sys.executable, "-I", "-S", "-c", f"open({page!r},'rb').read()" if page else read],
        COVERAGE: [sys.executable, "scripts/check.py", "--coverage", *([page] if page else [])],
        OURS: [sys.executable, "scripts/check.py", *([page] if page else ["--fresh"])],
    }
    if not page:
        found[OURS + AGAIN] = [sys.executable, "scripts/check.py"]
    if not (peer := peers["rumdl"]).problem:
        found["rumdl"] = [peer.path, "check", "--no-cache", page or "docs/treatments"]
        found["rumdl"] += [] if page else ["--exclude", "docs/treatments/index.md"]
        if not page:
            found["rumdl" + AGAIN] = [part for part in found["rumdl"] if part != "--no-cache"]
    if not (peer := peers[SLOW]).problem:
        where = [page] if page else ["docs/treatments/*.md", "!docs/treatments/index.md"]
        found[SLOW] = [peer.path, *where]
    return found


def measure(sites: Mapping[int, Path], peers: Mapping[str, Peer], runs: int) -> tuple[str, dict[str, float]]:
    """Return the tables in Markdown, and the figures that the targets ask for."""
    smallest = sites[min(sites)]
    start = _start_up(smallest, peers, max(5, runs))
    rows, facts = [], {"check start": 1000 * (start[OURS].first or start[OURS].wall)}
    for size, site in sites.items():
        configure(site)
        treatments = len(list((site / "docs/treatments").glob("*.md"))) - 1
        tools = {name: _goer(command, site) for name, command in commands(peers).items()}
        for name, go in tools.items():
            if name.endswith(AGAIN):
                go()
        slow = {name: tools.pop(name) for name in [SLOW] if name in tools}
        for name, done in (interleaved(tools, TIMES * runs) | interleaved(slow, runs)).items():
            if done.code:
                raise SystemExit(f"check_speed.py: {name} finds something on good pages:\n{done.output[-2000:]}")
            pages = size if name in (COVERAGE, OURS, OURS + AGAIN, LIMIT) else treatments
            alone = start[name.removesuffix(AGAIN)]
            rate = (pages - 1) / max(done.wall - alone.wall, 1e-3)
            facts[f"check {name} {size}"] = rate
            each = 1000 * max(done.cpu - alone.cpu, 0) / (pages - 1)
            rows.append(
                [
                    name,
                    f"{size:,}",
                    pages,
                    _seconds(done.wall),
                    _seconds(done.cpu),
                    f"{rate:,.0f}",
                    f"{each:.2f}",
                    f"{done.mib:.0f}",
                ]
            )
    rows.sort(key=lambda row: int(str(row[1]).replace(",", "")))
    head = ["tool", "corpus", "pages looked at", "wall s", "CPU s", "pages a second", "CPU ms a page", "MiB"]
    first = [
        [name, f"{1000 * done.wall:.0f}", f"{1000 * (done.first or done.wall):.0f}", f"{1000 * done.cpu:.0f}"]
        for name, done in start.items()
    ]
    text = (
        f"Medians at every size: {TIMES * runs} runs of each tool in turn, {runs} of {SLOW}. "
        "Pages a second and CPU ms a page leave start-up out: they are the difference to a run on one page. "
        f"`{AGAIN[2:]}` is a second run over pages that have not changed; all others start without a memory. "
        "The linters look at the treatments alone, because MD043 has one list of headings for all files.\n\n"
        f"{table(head, rows)}\n\nOne bad page, from start to the first finding on a pipe:\n\n"
        f"{table(['tool', 'whole run, wall ms', 'first finding, ms', 'CPU ms'], first)}\n\n"
        f"What each one finds when one thing is wrong on a page:\n\n{_found(smallest, peers)}"
    )
    return text, facts


def _start_up(site: Path, peers: Mapping[str, Peer], runs: int) -> dict[str, Run]:
    configure(site)
    page = _bad_page(site, FAULTS["a section is missing"])
    tools = {name: _goer(command, site, _first_word(name)) for name, command in commands(peers, page).items()}
    done = interleaved(tools, runs)
    (site / page).unlink()
    return done


def _found(site: Path, peers: Mapping[str, Peer]) -> str:
    rows = []
    for fault, spoil in FAULTS.items():
        page = _bad_page(site, spoil)
        done = {name: run(command, site) for name, command in commands(peers, page).items() if name != LIMIT}
        rows.append([fault, *("yes" if result.code == 1 else "no" for result in done.values())])
        (site / page).unlink()
    return table(["fault", *done], rows)


def _bad_page(site: Path, spoil: Callable[[str], str]) -> str:
    """Write a spoilt copy of a page that has every kind of time; return its path."""
    good = next(
        text
        for path in sorted((site / "docs/treatments").glob("*.md"))
        if "### On the day" in (text := path.read_text("utf-8")) and "### Before you book" in text
    )
    page = site / "docs/treatments/a-bad-page.md"
    bad = spoil(good)
    if bad == good:
        raise SystemExit("check_speed.py: a fault was not planted, so the page format has changed")
    page.write_text(bad, "utf-8")
    return page.relative_to(site).as_posix()


def _first_word(name: str) -> str:
    return {LIMIT: "", COVERAGE: NEEDED, OURS: NEEDED}.get(name, "MD043")


def _goer(command: list[str | Path], site: Path, awaited: str = "") -> Callable[[], Run]:
    return lambda: run(command, site, awaited)


def _seconds(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:.0f}"
