"""The comparison of all treatments: rows for the table and dots for the plot, from front matter alone."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import fields
from guidance import Page

COLUMNS = [(key, label) for key, (_, label, _) in fields.GLANCE.items()]

_LEFT, _RIGHT, _TOP, _BOTTOM = 76, 612, 28, 336
_MOST_SESSIONS, _MOST_DAYS = 24, 21
MOST_RINGS = 20
"""How often a dot is moved away from others before it stays where it is."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A treatment on the plot: the middle of its ranges, moved a little where another dot stands there."""

    title: str
    src: str
    sessions: str
    days: str
    x: int
    y: int


def fits(page: Page) -> list[str]:
    """Return the Fitzpatrick types for which the treatment is suitable, or suitable with care."""
    tones = page.meta.get("skin_tones") or {}
    return [t for t in fields.SKIN_TYPES if tones.get(t) in ("suitable", "caution")]


def _middle(value: Any) -> float | None:
    numbers = [int(n) for n in re.findall(r"\d+", str(value))]
    return sum(numbers) / len(numbers) if numbers else None


def _x(sessions: float) -> int:
    return round(_LEFT + (_RIGHT - _LEFT) * math.log(max(1, min(sessions, _MOST_SESSIONS))) / math.log(_MOST_SESSIONS))


def _y(days: float) -> int:
    return round(_BOTTOM - (_BOTTOM - _TOP) * math.log1p(min(days, _MOST_DAYS)) / math.log1p(_MOST_DAYS))


def plot(pages: Sequence[Page]) -> dict[str, Any]:
    """Return the dots and the two scales as (value, place). Both scales are logarithmic."""
    dots: list[Dot] = []
    for page in pages:
        glance = page.meta.get("glance") or {}
        sessions, days = _middle(glance.get("sessions")), _middle(glance.get("days_off"))
        if page.kind != "treatment" or sessions is None or days is None:
            continue
        x, y = _x(sessions), _y(days)
        ring = 0
        # With hundreds of treatments there is no free place left: then dots may touch.
        while ring < MOST_RINGS and any(math.hypot(dot.x - x, dot.y - y) < 27 for dot in dots):
            ring += 1
            x = round(_x(sessions) + 9 * math.sqrt(ring) * math.cos(2.4 * ring))
            y = round(_y(days) + 9 * math.sqrt(ring) * math.sin(2.4 * ring))
        dots.append(Dot(page.title, page.src, str(glance["sessions"]), str(glance["days_off"]), x, y))
    return {
        "dots": dots,
        "sessions": [(n, _x(n)) for n in (1, 2, 3, 5, 10, 20)],
        "days": [(n, _y(n)) for n in (0, 1, 3, 7, 14)],
    }
