#!/usr/bin/env python3
"""Measures in one run how fast our pages paint and what they weigh, beside Astro Starlight with the same text.

`python bench/paint.py [--runs 5]` prints the tables and writes them to bench/PAINT.md. It builds our site, writes and
builds a Starlight project from our own Markdown, serves both with the same small server, and looks at the pages in
turn, so that a slow moment of the machine falls on both. What npm installs goes to a scratch folder.
"""

from __future__ import annotations

import argparse
import datetime
import importlib.metadata
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "tests"))

import paint_peer
import paint_report
from paint_measure import Paint, View, lighthouse, view
from paint_server import Server
from playwright.sync_api import sync_playwright

import chromium

ROOT = Path(__file__).resolve().parent.parent
TREATMENT = "treatments/hair-removal/"
PAGES = {"Home": "", "Treatment": TREATMENT, "Guide": "guides/skin-tone/", "Compare": "compare/"}
OURS, PEER = "Laser Skin Guide", "Starlight"
OUTPUT = Path(__file__).with_name("PAINT.md")
BROWSER = [
    "--no-sandbox", "--disable-background-networking", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]  # fmt: skip


def say(words: str) -> None:
    """Tell the person at the terminal what goes on."""
    print(words, file=sys.stderr, flush=True)


def build(folder: Path) -> Path:
    """Build our site into a folder of our own, so that nobody's site/ changes under them."""
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder)],
        cwd=ROOT, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"Our own site does not build.\n{done.stderr}")
    subprocess.run([sys.executable, ROOT / "scripts" / "compress.py", folder], check=True, stdout=sys.stderr)
    return folder


def heaviest(site: Server) -> str:
    """Return the other treatment page that weighs most, so that the second page is the worst case."""
    sizes = {path[1:]: len(e.packed or e.plain) for path, e in site.files.items() if path.startswith("/treatments/")}
    return max((path for path in sizes if path.endswith("/") and path != TREATMENT), key=lambda path: sizes[path])


def measure(
    sites: dict[str, Server], scratch: Path, browser_path: str, runs: int, with_lighthouse: bool
) -> tuple[dict[str, Paint], dict[str, list[View]]]:
    """Look at every page once in each run, in one order and then in the other."""
    jobs = [(name, OURS, path) for name, path in PAGES.items()]
    if PEER in sites:
        jobs.insert(2, (PEER, PEER, TREATMENT))  # right after the page that it is held against
    paints = {name: Paint() for name, _, _ in jobs} if with_lighthouse else {}
    views: dict[str, list[View]] = {name: [] for name in sites}
    second = heaviest(sites[OURS])
    reports = scratch / "reports"
    reports.mkdir(exist_ok=True)
    for turn in range(runs):
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=browser_path, args=BROWSER)
            for name, site in sites.items():
                others = [path for path in PAGES.values() if path != TREATMENT and name == OURS]
                views[name].append(view(browser, site, [TREATMENT, second, *others]))
            browser.close()
        for name, site_name, path in (jobs if turn % 2 == 0 else jobs[::-1]) if with_lighthouse else []:
            say(f"Run {turn + 1} of {runs}: {name}")
            report = reports / f"{name.lower()}-{turn + 1}.json"
            url = sites[site_name].address + path
            paints[name].reports.append(lighthouse(scratch / "tools", url, browser_path, report))
    return paints, views


def machine() -> str:
    """Return the size of this machine in words."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores, {memory:.0f} GiB of memory, {platform.system()} {platform.machine()}"


def commit() -> str:
    """Return the commit that was measured, and whether the work tree differed from it."""
    asked = [["git", "rev-parse", "--short", "HEAD"], ["git", "status", "--porcelain", "docs", "overrides", "scripts"]]
    told = [subprocess.run(a, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip() for a in asked]
    return f"commit {told[0] or 'not known'}{' with changes that are not committed' if told[1] else ''}"


def versions(scratch: Path, browser_path: str, missing: dict[str, str]) -> str:
    """Return the versions of everything that had a part in the numbers."""
    shown = [f"{name} {importlib.metadata.version(name)}" for name in ("mkdocs", "mkdocs-material", "playwright")]
    told = subprocess.run([browser_path, "--version"], capture_output=True, text=True, check=False).stdout.split()
    shown += [f"Python {platform.python_version()}", " ".join(told[:2])]
    had = {"Lighthouse": ("tools", paint_peer.TOOLS), PEER: ("starlight", paint_peer.STARLIGHT)}
    for peer, (folder, packages) in had.items():
        if peer not in missing:
            shown += [f"{name} {paint_peer.version(scratch / folder, name)}" for name in packages]
    return ", ".join(shown)


def write_up(
    paints: dict[str, Paint],
    views: dict[str, list[View]],
    missing: dict[str, str],
    facts: list[str],
    second: str,
    runs: int,
) -> str:
    """Return the whole report as Markdown."""
    ours = {name: paint for name, paint in paints.items() if name in PAGES}
    found = paint_report.targets(ours, paints.get(PEER), views[OURS], "Treatment")
    parts = ["# How fast the pages paint", "`python bench/paint.py` writes this file.", "\n".join(facts)]
    parts += [f"**Not measured: {name}.** {why}" for name, why in missing.items()]
    parts += ["## Targets of issue 6", paint_report.verdicts(found)]
    if paints:
        idea = f"Lighthouse's phone with simulated throttling, median of {runs}, the pages in turn."
        parts += ["## Paint", idea, paint_report.paints(paints)]
    parts += [
        "## Weight",
        f"`{TREATMENT}` with an empty cache, then `{second}`, our heaviest treatment, counted at the server."
        f" Ours are the copies of `make compress`, as `scripts/nginx.conf` sends them; {PEER}'s are gzip level 6. 1 KB is"
        " 1,000 bytes; headers are those of HTTP/1.1, which HTTP/2 compresses to a fraction."
        f" Median of {runs}. The shift is the most that any page moved in any run, on a slow line, scrolled to its end.",
        paint_report.views(views),
    ]
    if ours:
        idea = "Audits below 1, those that count for a score first; the others are hints and cost nothing."
        parts += ["## What Lighthouse still names", idea, paint_report.blemishes(ours)]
    return "\n\n".join(parts) + "\n"


def main() -> int:
    """Measure, print and write; 0 where all could be measured, 2 where something was missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5, help="how often to look at each page (5)")
    parser.add_argument("--site", type=Path, help="a built site of ours to measure, instead of building one")
    parser.add_argument("--scratch", type=Path, default=Path(tempfile.gettempdir()) / "laser-skin-guide-bench")
    parser.add_argument("--output", type=Path, default=OUTPUT, help="where to write (bench/PAINT.md)")
    chosen = parser.parse_args()
    browser_path = chromium.find()
    if not browser_path:
        raise SystemExit(chromium.ADVICE)
    scratch = chosen.scratch.resolve()
    scratch.mkdir(parents=True, exist_ok=True)
    say("Our site")
    built_from = commit()
    folders = {OURS: chosen.site or build(scratch / "ours")}
    missing: dict[str, str] = {}
    try:
        say("Lighthouse")
        paint_peer.install(scratch / "tools", paint_peer.TOOLS)
    except paint_peer.MissingError as reason:
        missing["Lighthouse"] = str(reason)
    try:
        say(PEER)
        folders[PEER] = paint_peer.starlight(scratch / "starlight", scratch / "tools", ROOT / "docs")
    except paint_peer.MissingError as reason:
        missing[PEER] = str(reason)
    load = os.getloadavg()[0]
    sites = {name: Server(folder) for name, folder in folders.items()}
    try:
        paints, views = measure(sites, scratch, browser_path, chosen.runs, "Lighthouse" not in missing)
    except paint_peer.MissingError as reason:
        raise SystemExit(f"A page could not be measured. {reason}") from None
    speeds = [r["environment"]["benchmarkIndex"] for p in paints.values() for r in p.reports]
    facts = [
        f"- Measured on {datetime.date.today().isoformat()}, {built_from}",
        f"- {machine()}; load {load:.1f} before and {os.getloadavg()[0]:.1f} after"
        + (f"; Lighthouse's index of the machine's speed {statistics.median(speeds):.0f}" if speeds else ""),
        f"- {versions(scratch, browser_path, missing)}",
        f"- {PEER} has the text of our treatments and guides without our citations and source lists, so it has less to show",
    ]
    text = write_up(paints, views, missing, facts, heaviest(sites[OURS]), chosen.runs)
    chosen.output.write_text(text, "utf-8")
    print(text)
    return 2 if missing else 0


if __name__ == "__main__":
    raise SystemExit(main())
