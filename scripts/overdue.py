#!/usr/bin/env python3
"""Which pages are due for their next check? Not part of the check itself, so that no day breaks a build.

Exit code: 0 none overdue, 1 some overdue. Pages due within 30 days are named, and do not count.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date

import check
import guidance
from guidance import Page

SOON = 30
"""Days before the next check at which a page is named."""


def due(pages: Sequence[Page], today: date) -> list[tuple[date, Page]]:
    """Return (next check, page) of all pages that are overdue or due soon, oldest first."""
    dated = [(page.meta["next_check"], page) for page in pages if isinstance(page.meta.get("next_check"), date)]
    return sorted((d for d in dated if (d[0] - today).days <= SOON), key=lambda d: (d[0], d[1].src))


def main(argv: Sequence[str]) -> int:
    """Print the pages that are due; an ISO date as argument stands for today."""
    today = date.fromisoformat(argv[0]) if argv else date.today()
    pages = [guidance.read(path, check.DOCS) for path in check.pages_below(check.DOCS)]
    found = due(pages, today)
    for when, page in found:
        late = (today - when).days
        print(f"docs/{page.src}: {f'overdue by {late} days' if late > 0 else f'due in {-late} days'} ({when})")
    overdue = sum(when < today for when, _ in found)
    print(f"{len(pages)} pages: {overdue} overdue, {len(found) - overdue} due within {SOON} days.")
    return int(overdue > 0)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
