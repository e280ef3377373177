"""How findings are written: as text, as JSON, or as annotations on GitHub."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

Exempt = Sequence[tuple[str, str]]


class Finding(NamedTuple):
    """One thing that is wrong on a page: where, which rule, what, and what to write instead."""

    path: str
    line: int
    rule: str
    problem: str
    fix: str


def summary(findings: Sequence[Finding], checked: int, exempt: Exempt) -> str:
    """Return the last line of a run, which accounts for every page."""
    parts = [f"{checked - len(exempt)} of {checked} pages checked"]
    if exempt:
        parts.append(f"{len(exempt)} exempt: " + ", ".join(f"{path} ({reason})" for path, reason in exempt))
    wrong = f"{len(findings)} finding{'' if len(findings) == 1 else 's'}"
    return f"{', '.join(parts)}. {wrong}."


def text(findings: Sequence[Finding], checked: int, exempt: Exempt) -> str:
    """`path:line: rule: what is wrong. What to write.`, one finding a line."""
    lines = [f"{f.path}:{f.line}: {f.rule}: {f.problem}. {f.fix}" for f in findings]
    return "\n".join([*lines, summary(findings, checked, exempt)])


def as_json(findings: Sequence[Finding], checked: int, exempt: Exempt) -> str:
    """One JSON object: `findings`, `checked` (a count) and `exempt` (path to reason)."""
    import json

    return json.dumps(
        {"findings": [f._asdict() for f in findings], "checked": checked, "exempt": dict(exempt)}, indent=2
    )


def github(findings: Sequence[Finding], checked: int, exempt: Exempt) -> str:
    """Workflow commands that GitHub shows on the changed lines.

    Source of the escapes: `@actions/core`, `escapeData` and `escapeProperty`.
    """
    lines = [
        f"::error file={_property(f.path)},line={f.line},title={_property(f.rule)}::{_data(f'{f.problem}. {f.fix}')}"
        for f in findings
    ]
    return "\n".join([*lines, _data(summary(findings, checked, exempt))])


def sarif(findings: Sequence[Finding], checked: int, exempt: Exempt) -> str:
    """A log in the Static Analysis Results Interchange Format, version 2.1.0 (OASIS standard)."""
    import json
    from urllib.parse import quote

    rules = sorted({finding.rule for finding in findings})
    results = [
        {
            "ruleId": f.rule,
            "ruleIndex": rules.index(f.rule),
            "level": "error",
            "message": {"text": f"{f.problem}. {f.fix}"},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": quote(f.path)},
                        "region": {"startLine": max(1, f.line)},
                    }
                }
            ],
        }
        for f in findings
    ]
    driver = {"name": "check.py", "rules": [{"id": rule} for rule in rules]}
    run = {
        "tool": {"driver": driver},
        "results": results,
        "properties": {"summary": summary(findings, checked, exempt)},
    }
    schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, indent=2)


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


FORMATS: dict[str, Callable[[Sequence[Finding], int, Exempt], str]] = {
    "text": text,
    "json": as_json,
    "github": github,
    "sarif": sarif,
}
