#!/usr/bin/env python3
"""Writes the tables of CONTRIBUTING.md that come from the code: rules, times, front matter.

Each stands between `<!-- table: NAME -->` and `<!-- end -->`. With `--check` nothing is
written, and the exit code is 1 where a table is stale.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path

import check
import fields
import headers
import times

GUIDE = Path(__file__).resolve().parent.parent / "CONTRIBUTING.md"


def tables() -> dict[str, str]:
    """Return each table of the guide by its name."""
    return {
        "rules": _table(("Rule", "What it asks"), [(f"`{name}`", doc) for name, doc in check.docs_of_rules().items()]),
        "times": _table(
            ("Under", "Heading", "Note"), [(where, f"`### {form}`", note) for where, form, note in times.FORMS]
        ),
        "fields": _table(
            ("Field", "On", "What goes in"),
            [
                (f"`{name}`", ", ".join(spec.needed) or "optional", f"{spec.doc}, such as `{name}: {spec.example}`")
                for name, spec in fields.FIELDS.items()
            ],
        ),
        "problems": "\n".join(f"- {name}" for name in fields.PROBLEMS),
    }


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def filled(text: str) -> str:
    """Return the guide with every table replaced by what the code says now.

    Raises:
        KeyError: the guide names a table that there is not.
    """
    made = tables()
    return re.sub(
        r"(<!-- table: (\w+) -->\n).*?(<!-- end -->)",
        lambda match: f"{match[1]}\n{made[match[2]]}\n\n{match[3]}",
        text,
        flags=re.S,
    )


def main(argv: Sequence[str]) -> int:
    """Write the tables and the example for nginx, or with `--check` only compare the tables."""
    text = GUIDE.read_text("utf-8")
    fresh = filled(text)
    if "--check" in argv:
        if fresh != text:
            print("CONTRIBUTING.md: a generated table is stale. Run `make guide`.")
        return int(fresh != text)
    GUIDE.write_text(fresh, "utf-8")
    (GUIDE.parent / "scripts" / "nginx.conf").write_text(headers.nginx(), "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
