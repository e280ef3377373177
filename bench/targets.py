"""What the project wants to reach, held against what came out: met, not met, or not measured."""

from __future__ import annotations

import re
from collections.abc import Mapping

import build_speed
import check_speed
from measure import table

Facts = Mapping[str, float]
Verdict = tuple[str, bool] | None
"""What came out and whether it is enough; None where it was not measured."""


def verdicts(facts: Facts, largest: int) -> list[tuple[str, Verdict]]:
    """Return every target with its verdict; rates of the check are those of the largest corpus."""
    ours, floor = build_speed.OURS, build_speed.FLOOR
    build = f"build {ours} 2000"
    checks = {
        "all rules, none changed": (f"{check_speed.OURS}{check_speed.AGAIN}", f"rumdl{check_speed.AGAIN}"),
        "coverage rules, all new": (check_speed.COVERAGE, "rumdl"),
        "all rules, all new": (check_speed.OURS, "rumdl"),
    }
    quick: list[tuple[str, Verdict]] = []
    for what, (name, rumdl) in checks.items():
        rate, md = f"check {name} {largest}", f"check {check_speed.SLOW} {largest}"
        quick += [
            (f"check, {what}: 10,000 pages a second", _at_least(facts, rate, 10_000, "pages a second")),
            (f"check, {what}: 50 times markdownlint-cli2", _times(facts, rate, md, 50)),
            (f"check, {what}: ahead of rumdl per page", _times(facts, rate, f"check {rumdl} {largest}", 1)),
        ]
    return [
        *quick,
        ("check: first finding in 60 ms or less", _at_most(facts, "check start", 60, "ms")),
        ("build, 2,000 pages: at most 2 times Python-Markdown alone", _share(facts, build, f"build {floor} 2000", 2)),
        ("build, 2,000 pages: ahead of Zensical", _share(facts, build, f"build {build_speed.ZENSICAL} 2000", 1)),
        ("build: growth exponent 1.1 or lower", _at_most(facts, f"exponent {ours}", 1.1, "")),
        (
            "build: HTML of a page grows by 1% or less, 50 to 5,000 pages",
            _grown(facts, f"html {ours} 50", f"html {ours} 5000"),
        ),
        ("build: 5,000 pages in 1 GB", _at_most(facts, f"memory {ours} 5000", 1024, "MiB")),
        ("edit, 50 pages: on the screen in 0.5 s", _at_most(facts, "edit 50", 0.5, "s")),
        ("edit, 500 pages: on the screen in 1 s", _at_most(facts, "edit 500", 1, "s")),
        ("edit, 50 pages: comparison, reviews and search catch up", _at_most(facts, "edit behind 50", 0, "behind")),
        ("edit, 500 pages: comparison, reviews and search catch up", _at_most(facts, "edit behind 500", 0, "behind")),
    ]


def summary(facts: Facts, largest: int, old: str = "") -> str:
    """Return the targets as a Markdown table, and what fell short in one sentence.

    What was not measured now stays as it stands in `old`, the report of a run before.
    """
    before = {
        name: (came, verdict) for name, came, verdict in re.findall(r"^\| (.+?) \| (.+?) \| (.+?) \|$", old, re.M)
    }
    rows = [
        [name, *((v[0], "met" if v[1] else "NOT met") if v else before.get(name, ("not measured", "-")))]
        for name, v in verdicts(facts, largest)
    ]
    short = [name for name, _, verdict in rows if verdict == "NOT met"]
    missing = sum(verdict == "-" for _, _, verdict in rows)
    words = "What fell short: " + "; ".join(short) + "." if short else "Nothing that was measured fell short."
    words += f" {missing} of {len(rows)} targets were not measured." if missing else ""
    return f"{table(['target', 'came out', 'verdict'], rows)}\n\n{words}"


def _at_least(facts: Facts, key: str, least: float, unit: str) -> Verdict:
    return (f"{facts[key]:,.0f} {unit}", facts[key] >= least) if key in facts else None


def _at_most(facts: Facts, key: str, most: float, unit: str) -> Verdict:
    return (f"{facts[key]:,.3g} {unit}".strip(), facts[key] <= most) if key in facts else None


def _times(facts: Facts, key: str, other: str, least: float) -> Verdict:
    if key not in facts or other not in facts:
        return None
    times = facts[key] / facts[other]
    return f"{times:.3g} times as quick", times >= least


def _share(facts: Facts, key: str, other: str, most: float) -> Verdict:
    if key not in facts or other not in facts:
        return None
    times = facts[key] / facts[other]
    return f"{times:.2f} times its CPU", times <= most


def _grown(facts: Facts, first: str, last: str) -> Verdict:
    if first not in facts or last not in facts:
        return None
    grown = facts[last] / facts[first] - 1
    return f"{100 * grown:+.1f}%", grown <= 0.01
