"""The build: ours against Python-Markdown alone, stock Material and Zensical, and how each one grows."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Callable, Mapping
from math import log
from pathlib import Path

from measure import Run, interleaved, run, table
from peers import Peer

OURS = "ours"
FLOOR = "Python-Markdown alone"
STOCK = "Material, stock"
ZENSICAL = "Zensical, pruned"
LARGEST_STOCK = 2000
"""Stock Material writes the whole navigation into every page: above this many pages, gigabytes for nothing."""

GROWTH_FROM = 500
OUTPUT = {OURS: "site", FLOOR: "site-floor", STOCK: "site-stock", ZENSICAL: "site-zensical"}
EXTENSIONS = "markdown_extensions: [tables, toc, pymdownx.superfences]\n"
CONFIGS = {
    STOCK: "theme: {name: material}\n",
    ZENSICAL: "theme: {name: material, features: [navigation.prune]}\n",
}


def commands(site: Path, peers: Mapping[str, Peer]) -> dict[str, list[str | Path]]:
    """The command of each builder for this corpus; writes the settings of those that need their own."""
    nav = json.dumps(_nav(site / "docs"))
    for name, theme in CONFIGS.items():
        text = f"site_name: Bench\nsite_url: https://bench.example/\nsite_dir: {OUTPUT[name]}\n"
        text += f"exclude_docs: references.bib\nplugins: [search]\n{theme}{EXTENSIONS}nav: {nav}\n"
        (site / f"{OUTPUT[name]}.yml").write_text(text, "utf-8")
    found: dict[str, list[str | Path]] = {
        FLOOR: [sys.executable, Path(__file__).with_name("floor.py"), site, site / OUTPUT[FLOOR]],
        OURS: [sys.executable, "-m", "mkdocs", "build", "--quiet"],
        STOCK: [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", f"{OUTPUT[STOCK]}.yml"],
    }
    if not peers["zensical"].problem:
        found[ZENSICAL] = [peers["zensical"].path, "build", "--clean", "-f", f"{OUTPUT[ZENSICAL]}.yml"]
    return found


def _nav(docs: Path) -> list[object]:
    """The site's own navigation for the peers: treatments in groups by their first problem, guides, about."""
    groups: dict[str, list[str]] = {}
    for page in sorted((docs / "treatments").glob("*.md")):
        if match := re.search(r'^problems: \["?(.*?)(?:"|,|\])', page.read_text("utf-8"), re.M):
            groups.setdefault(match[1], []).append(f"treatments/{page.name}")
    rest = {
        name: [f"{name}/{path.name}" for path in sorted((docs / name).glob("*.md"))] for name in ("guides", "about")
    }
    treatments = ["treatments/index.md", *({name: held} for name, held in groups.items())]
    alone = [path.name for path in sorted(docs.glob("*.md"))]
    return [*alone, {"Treatments": treatments}, {"Guides": rest["guides"]}, {"About": rest["about"]}]


def measure(sites: Mapping[int, Path], peers: Mapping[str, Peer], runs: int) -> tuple[str, dict[str, float]]:
    """Return the tables in Markdown, and the figures that the targets ask for."""
    rows: list[list[object]] = []
    facts: dict[str, float] = {}
    cpu: dict[str, dict[int, float]] = {}
    for size, site in sites.items():
        tools = {
            name: _builder(name, command, site)
            for name, command in commands(site, peers).items()
            if name != STOCK or size <= LARGEST_STOCK
        }
        held = interleaved(tools, runs if size < 5000 else 1)
        for name, done in held.items():
            html = _html(site, name)
            cpu.setdefault(name, {})[size] = done.cpu
            facts |= {f"build {name} {size}": done.cpu, f"memory {name} {size}": done.mib, f"html {name} {size}": html}
            times = done.cpu / held[FLOOR].cpu
            rows.append(
                [
                    name,
                    f"{size:,}",
                    f"{done.wall:.1f}",
                    f"{done.cpu:.1f}",
                    f"{times:.2f}",
                    f"{1000 * done.cpu / size:.1f}",
                    f"{done.mib:.0f}",
                    f"{html:,.0f}",
                ]
            )
        for folder in OUTPUT.values():
            shutil.rmtree(site / folder, ignore_errors=True)
    for name, spent in cpu.items():
        if (slope := exponent({n: seconds for n, seconds in spent.items() if n >= GROWTH_FROM})) is not None:
            facts[f"exponent {name}"] = slope
    head = [
        "builder",
        "pages",
        "wall s",
        "CPU s",
        "CPU, times the floor",
        "CPU ms a page",
        "MiB",
        "HTML bytes a treatment",
    ]
    grown = [[name, f"{facts[key]:.2f}"] for name in cpu if (key := f"exponent {name}") in facts]
    text = (
        f"Cold builds, search included where the builder has one. The floor is {FLOOR} with the extensions of "
        "`mkdocs.yml`: each page read, converted and written, without citations, glossary, drawings, templates or search. "
        "Stock Material and Zensical have our navigation: treatments in groups by problem. "
        f"Stock Material is left out above {LARGEST_STOCK:,} pages, because it writes gigabytes.\n\n{table(head, rows)}"
    )
    if grown:
        text += (
            f"\n\nGrowth exponent, the slope of log CPU over log pages from {GROWTH_FROM} pages on (1 is linear):\n\n"
        )
        text += table(["builder", "exponent"], grown)
    return text, facts


def exponent(seconds: Mapping[int, float]) -> float | None:
    """Return the least-squares slope of log time over log size, None for fewer than two sizes."""
    points = [(log(size), log(spent)) for size, spent in seconds.items()]
    if len(points) < 2:
        return None
    middle_x, middle_y = sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
    rise = sum((x - middle_x) * (y - middle_y) for x, y in points)
    return rise / sum((x - middle_x) ** 2 for x, _ in points)


def _builder(name: str, command: list[str | Path], site: Path) -> Callable[[], Run]:
    def go() -> Run:
        shutil.rmtree(site / OUTPUT[name], ignore_errors=True)
        shutil.rmtree(site / ".cache", ignore_errors=True)
        done = run(command, site)
        if done.code or not _html(site, name):
            raise SystemExit(f"build_speed.py: {name} failed in {site}:\n{done.output[-2000:]}")
        return done

    return go


def _html(site: Path, name: str) -> float:
    """The mean size of a treatment's page in bytes."""
    folder = site / OUTPUT[name] / "treatments"
    sizes = [path.stat().st_size for path in folder.glob("*.html" if name == FLOOR else "*/index.html")]
    return sum(sizes) / len(sizes) if sizes else 0.0
