"""Writes what was measured as Markdown: the tables, and each target with met or not met."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable

from paint_measure import SCORES, TIMES, Paint, View

FIRST_VIEW, SECOND_VIEW = 65.0, 15.0
"""The most that a treatment page may weigh, compressed, in kilobytes of 1,000 bytes."""


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a Markdown table."""
    lines = [list(head), *(list(row) for row in rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def paints(measured: dict[str, Paint]) -> str:
    """Return the table of Lighthouse's medians, with the spread of the largest paint."""
    rows = []
    for name, paint in measured.items():
        spread = paint.values("largest-contentful-paint")
        cells = [f"{paint.score(c):.0f}" for c in SCORES]
        cells += [f"{paint.median(a):.3f}" if a.endswith("shift") else f"{paint.median(a):.0f}" for a in TIMES]
        rows.append([name, *cells, f"{min(spread):.0f} to {max(spread):.0f}"])
    return table(["Page", *SCORES.values(), *TIMES.values(), "LCP, least to most"], rows)


def views(measured: dict[str, list[View]]) -> str:
    """Return the table of what a visit costs: medians, and the most for the shift."""
    columns: dict[str, tuple[Callable[[View], float], str]] = {
        "First view KB": (lambda v: v.first / 1000, ".1f"),
        "with headers": (lambda v: v.first_sent / 1000, ".1f"),
        "Requests": (lambda v: v.first_requests, ".0f"),
        "Second page KB": (lambda v: v.second / 1000, ".1f"),
        "with its headers": (lambda v: v.second_sent / 1000, ".1f"),
        "Requests then": (lambda v: v.second_requests, ".0f"),
        "To other hosts": (lambda v: v.others, ".0f"),
    }
    rows = [
        [
            name,
            *(f"{statistics.median(map(value, seen)):{form}}" for value, form in columns.values()),
            f"{max(v.shift for v in seen):.4f}",
        ]
        for name, seen in measured.items()
    ]
    return table(["Site", *columns, "Layout shift"], rows)


def targets(
    ours: dict[str, Paint], peer: Paint | None, seen: list[View], treatment: str
) -> list[tuple[str, str, bool | None]]:
    """Return each target of issue 6 with what was measured, and whether it is met; None where it was not measured."""
    found: list[tuple[str, str, bool | None]] = []
    for name, paint in ours.items():
        scores = [round(paint.score(c)) for c in SCORES]
        found.append((f"{name}: 100 / 100 / 100 / 100", " / ".join(map(str, scores)), scores == [100] * 4))
    if not ours:
        found.append(("Every page: 100 / 100 / 100 / 100", "see above", None))
    goal = "Largest paint of a treatment at or under Starlight's"
    if ours and peer:
        here, there = (p.median("largest-contentful-paint") for p in (ours[treatment], peer))
        found.append((goal, f"{here:.0f} ms, Starlight {there:.0f} ms", round(here) <= round(there)))
    else:
        found.append((goal, "see above", None))
    first, second = (max(v.first for v in seen) / 1000, max(v.second for v in seen) / 1000)
    found.append((f"First view of a treatment, {FIRST_VIEW:.0f} KB or less", f"{first:.1f} KB", first <= FIRST_VIEW))
    found.append((f"Second page, {SECOND_VIEW:.0f} KB or less", f"{second:.1f} KB", second <= SECOND_VIEW))
    others = max(v.others for v in seen)
    found.append(("Requests to other hosts: 0", str(others), others == 0))
    shift = max([v.shift for v in seen] + [s for p in ours.values() for s in p.values("cumulative-layout-shift")])
    found.append(("Cumulative shift: 0", f"{shift:.4f} at most", shift == 0))
    return found


def verdicts(found: list[tuple[str, str, bool | None]]) -> str:
    """Return the table of targets."""
    words = {True: "met", False: "**not met**", None: "**not measured**"}
    return table(["Target", "Measured", "Verdict"], ([goal, here, words[met]] for goal, here, met in found))


def blemishes(ours: dict[str, Paint]) -> str:
    """Return what Lighthouse still names on each of our pages, scored or not."""
    lines = []
    for name, paint in ours.items():
        named = [f"`{audit}` {score:.2f}" + (f" ({words})" if words else "") for audit, score, words in paint.below()]
        lines.append(f"- {name}: {', '.join(named).replace(chr(0xA0), ' ') or 'nothing'}")
        lines += [f"  - moved while loading: `{node}`" for node in paint.shifted()]
    return "\n".join(lines)
