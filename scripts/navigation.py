"""The navigation of the site, made from the pages themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fields import PROBLEMS
from guidance import Page


def by_problem(pages: Sequence[Page]) -> list[tuple[str, list[Page]]]:
    """Group treatments by problem, in the order of the home page; one may stand in several groups."""
    treatments = sorted((p for p in pages if p.kind == "treatment"), key=lambda p: p.title)
    groups = [(name, [p for p in treatments if name in (p.meta.get("problems") or [])]) for name in PROBLEMS]
    return [(name, held) for name, held in groups if held]


def nav(pages: Sequence[Page], about: list[Any]) -> list[Any]:
    """Return MkDocs' `nav`: home, treatments by first problem, guides by title, A to Z, then `about`."""
    placed: set[str] = set()
    treatments: list[Any] = ["treatments/index.md"]
    for name, held in by_problem(pages):
        fresh = [p.src for p in held if p.src not in placed]
        placed.update(fresh)
        if fresh:
            treatments.append({name: fresh})
    treatments += [p.src for p in pages if p.kind == "treatment" and p.src not in placed]
    guides = sorted((p for p in pages if p.kind == "guide"), key=lambda p: p.title)
    return [
        {"Home": "index.md"},
        {"Treatments": treatments},
        {"Compare": "compare.md"},
        {"Guides": ["guides/index.md", *(p.src for p in guides)]},
        {"A to Z": "a-to-z.md"},
        {"About": about},
    ]
