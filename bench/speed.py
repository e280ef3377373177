#!/usr/bin/env python3
"""Measures the check, the build and one edit, at several sizes and beside other tools, and writes `RESULTS.md`.

    python bench/speed.py                              everything; an hour or more
    python bench/speed.py --sizes 50,500 --runs 1      a quick look
    python bench/speed.py --only check                 one part: check, build or edit; the others stay as they were

Run it with the project's own Python, on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import build_speed
import check_speed
import edit_speed
import peers
import targets
from measure import machine

HERE = Path(__file__).resolve().parent
PACKAGES = ["mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "jinja2", "pyyaml", "bibtexparser"]
PARTS = ("check", "build", "edit")
TITLES = {"check": "Check", "build": "Build", "edit": "One edit while serving"}
EDIT_SIZES = (50, 500)


def corpora(scratch: Path, sizes: list[int]) -> dict[int, Path]:
    """Write every corpus anew, each in a process of its own, so that this one stays small."""
    found = {}
    for size in sizes:
        found[size] = scratch / f"pages-{size}"
        shutil.rmtree(found[size], ignore_errors=True)
        command = [sys.executable, str(HERE / "corpus.py"), "--pages", str(size), "--to", str(found[size])]
        subprocess.run(command, check=True)
    return found


def report(
    texts: Mapping[str, str], facts: Mapping[str, float], tools: Mapping[str, peers.Peer], how: str, old: str
) -> str:
    """Return the whole of `RESULTS.md`; `old` is what it said before, of which parts that were not measured now stay."""
    versions = [f"{name} {importlib.metadata.version(name)}" for name in PACKAGES]
    versions += [f"{peer.name} {peer.version}" for peer in tools.values() if not peer.problem]
    if node := shutil.which("node"):
        versions.append(f"Node {subprocess.run([node, '--version'], capture_output=True, text=True).stdout.strip()}")
    missing = [
        f"- **{peer.name} {peer.version} is not in the tables:** {peer.problem}."
        for peer in tools.values()
        if peer.problem
    ]
    sizes = [int(key.rsplit(" ", 1)[1]) for key in facts if key.startswith(f"check {check_speed.OURS}")]
    measured = f"Measured on {datetime.now(UTC):%Y-%m-%d}, {_commit()}: {how}."
    kept = dict(re.findall(r"^## (.+)\n\n(Measured on [\s\S]+?)\s*(?=^## |\Z)", old, re.M))
    parts = {
        title: f"{measured}\n\n{texts[name]}" if name in texts else kept.get(title) for name, title in TITLES.items()
    }
    return (
        "# How fast it is\n\n"
        "Written by `make bench`; do not edit. Times depend on the machine, so trust the ratios within one table, "
        "and CPU seconds before wall seconds.\n\n"
        f"- Machine: {machine()}\n"
        f"- Versions: {', '.join(versions)}\n"
        "- Pages: synthetic, written by `bench/corpus.py` from our own, about 1,700 words and 14 KB each, "
        "with 7 to 12 sources of their own a page\n"
        "- MiB is the largest single process; about 24 is the least that can be seen from here\n"
        + "".join(f"{line}\n" for line in missing)
        + f"\n## Targets\n\n{targets.summary(facts, max(sizes, default=0), old)}\n\n"
        + "\n\n".join(f"## {title}\n\n{text.strip()}" for title, text in parts.items() if text)
        + "\n"
    )


def _commit() -> str:
    command = ["git", "describe", "--always", "--dirty", "--exclude", "*"]
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
    return f"commit {done.stdout.strip()}" if done.returncode == 0 else "not from a git checkout"


def main() -> None:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sizes", default="50,500,2000,5000", help="pages, with commas")
    parser.add_argument(
        "--runs", type=int, default=3, help="runs of each tool and size; a build of 5,000 pages always gets one"
    )
    parser.add_argument("--only", default=",".join(PARTS), help="parts to measure, with commas")
    parser.add_argument(
        "--scratch", type=Path, help="a folder to keep peers and corpora in (default: a new one, deleted)"
    )
    parser.add_argument("--to", type=Path, default=HERE / "RESULTS.md")
    options = parser.parse_args()
    sizes = sorted(int(size) for size in options.sizes.split(","))
    wanted = options.only.split(",")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("speed.py: stopped"))  # so that the preview is stopped too
    scratch = options.scratch or Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        tools = peers.install(scratch)
        sites = corpora(scratch, sizes)
        texts: dict[str, str] = {}
        facts: dict[str, float] = {}
        for name in PARTS:
            if name in wanted:
                print(f"measuring: {name}", file=sys.stderr, flush=True)
                texts[name], found = _part(name, sites, tools, options.runs)
                facts |= found
                print(texts[name], file=sys.stderr, flush=True)
        how = f"medians of {options.runs} interleaved runs, start-up and edits of 5; 1 build of 5,000 pages"
        text = report(texts, facts, tools, how, options.to.read_text("utf-8") if options.to.exists() else "")
    finally:
        if not options.scratch:
            shutil.rmtree(scratch, ignore_errors=True)
    options.to.write_text(text, "utf-8")
    print(text)


def _part(
    name: str, sites: Mapping[int, Path], tools: Mapping[str, peers.Peer], runs: int
) -> tuple[str, dict[str, float]]:
    if name == "check":
        return check_speed.measure(sites, tools, runs)
    if name == "build":
        return build_speed.measure(sites, tools, runs)
    return edit_speed.measure({size: site for size, site in sites.items() if size in EDIT_SIZES})


if __name__ == "__main__":
    main()
