"""What the templates show of a page beyond its text: the card, the skin types, the dates, the grade."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import bibliography
import comparison
import fields
import navigation
import strip
from bibliography import Source
from guidance import Page, plain

_VERDICTS = {"suitable": "Suitable", "caution": "With care", "avoid": "Avoid", "unknown": "Not known"}
"""Value in `skin_tones` -> words on the card, best first."""


def card(page: Page) -> list[tuple[str, str, str]]:
    """Return (field, label, value) of the `glance` figures that the page has, in the order of the card."""
    glance = page.meta.get("glance")
    if not isinstance(glance, dict):
        return []
    return [(key, label, str(glance[key])) for key, (_, label, _) in fields.GLANCE.items() if key in glance]


def skin_types(page: Page) -> list[tuple[str, str, list[str]]]:
    """Return (suitability, words for it, Fitzpatrick types) for each verdict that the page gives."""
    tones = page.meta.get("skin_tones")
    if not isinstance(tones, dict):
        return []
    groups = [(key, words, [t for t in fields.SKIN_TYPES if tones.get(t) == key]) for key, words in _VERDICTS.items()]
    return [group for group in groups if group[2]]


def lead_and_rest(html: str) -> tuple[str, str]:
    """Split a rendered page before its first section."""
    at = html.find('<section class="part')
    return (html, "") if at < 0 else (html[:at], html[at:])


def one_line(page: Page) -> str:
    """Return the first sentence of the page's main message, for lists of pages."""
    for line in page.lines[page.body_line - 1 :]:
        if line.startswith("**"):
            return line.split("**")[1].split(". ")[0].rstrip(".") + "."
    return str(page.meta.get("description", ""))


def plain_steps(page: Page, section: str) -> list[str]:
    """Return the list items of a `##` section as plain text, without citations, links and bold."""
    held = page.section(section)
    return [plain(step.text) for step in held.steps] if held else []


def tell(pages: Sequence[Page]) -> str:
    """Return a script with what to tell the clinic, for the sheet of questions: the same on every page, so loaded once."""
    items = next((plain_steps(p, "What to tell") for p in pages if p.src == "guides/consultation.md"), [])
    return f"export const tell = {json.dumps(items, ensure_ascii=False)};\n"


def of(page: Page) -> dict[str, Any]:
    """Return everything the page's own template shows."""
    return {
        "kind": page.kind,
        "glance": page.meta.get("glance") or {},
        "card": card(page),
        "try_first": page.meta.get("try_first"),
        "names": page.meta.get("also_known_as") or [],
        "skin_types": skin_types(page),
        "strip": strip.strip(page),
        "grade": page.reading.grade,
        "minutes": page.reading.minutes,
        "checked": page.meta.get("checked"),
        "next_check": page.meta.get("next_check"),
        "review": page.meta.get("clinical_review"),
    }


def lists(pages: Sequence[Page], sources: Mapping[str, Source]) -> dict[str, Any]:
    """Return what the home page and the lists show: treatments by problem, guides, and sources by kind."""

    def entry(page: Page) -> dict[str, Any]:
        return {
            "src": page.src,
            "title": page.title,
            "line": one_line(page),
            "names": page.meta.get("also_known_as") or [],
            "try_first": page.meta.get("try_first"),
        }

    guides = sorted((p for p in pages if p.kind == "guide"), key=lambda p: p.title)
    rows = [
        entry(page)
        | {
            "problems": page.meta.get("problems") or [""],
            "glance": page.meta.get("glance") or {},
            "skins": skin_types(page),
            "fits": comparison.fits(page),
        }
        for page in sorted(pages, key=lambda p: p.title)
        if page.kind == "treatment"
    ]
    return {
        "problems": [
            (name, fields.PROBLEMS[name], [entry(p) for p in held]) for name, held in navigation.by_problem(pages)
        ],
        "guides": [entry(p) for p in guides],
        "a_to_z": _a_to_z(pages),
        "columns": comparison.COLUMNS,
        "compare": [
            (name, [row for row in rows if row["problems"][0] == name])
            for name, _ in navigation.by_problem(pages)
            if any(row["problems"][0] == name for row in rows)
        ],
        "plot": comparison.plot(pages),
        "sources": _by_kind(pages, sources),
        "reviews": _reviews(pages, sources),
    }


def _a_to_z(pages: Sequence[Page]) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Return (letter, [(name, title of its page where that is another, path)]) for every name of a treatment or guide."""
    rows: dict[str, tuple[str, str, str]] = {}
    for page in pages:
        title = page.title
        if page.kind in ("treatment", "guide"):
            for name in [title, *(str(n) for n in page.meta.get("also_known_as") or [])]:
                shown = name[:1].upper() + name[1:]
                rows[f"{shown.lower()} {title}"] = (shown, "" if name == title else title, page.src)
    letters: dict[str, list[tuple[str, str, str]]] = {}
    for key in sorted(rows):
        letters.setdefault(key[0].upper() if key[0].isalpha() else "0 to 9", []).append(rows[key])
    return sorted(letters.items(), key=lambda entry: entry[0])


def _by_kind(
    pages: Sequence[Page], sources: Mapping[str, Source]
) -> list[tuple[str, list[tuple[Source, list[tuple[str, str]]]]]]:
    """Return (kind in words, [(source, [(title, path) of each page that cites it])]), most trusted kind first."""
    cited: dict[str, dict[str, str]] = {}
    for page in pages:
        for id_ in page.cited:
            cited.setdefault(id_, {})[page.src] = page.title
    held = sorted(
        (sources[id_] for id_ in cited if id_ in sources), key=lambda source: (source.title.lower(), source.id)
    )
    groups = [
        (words.capitalize(), [(s, sorted((t, src) for src, t in cited[s.id].items())) for s in held if s.kind == kind])
        for kind, words in bibliography.KINDS.items()
    ]
    return [group for group in groups if group[1]]


def _reviews(pages: Sequence[Page], sources: Mapping[str, Source]) -> list[dict[str, Any]]:
    """Return one row for each page that has a next check, the one that is due first on top."""
    rows = []
    for page in pages:
        if "next_check" not in page.meta:
            continue
        kinds = Counter(sources[id_].kind for id_ in page.cited if id_ in sources)
        rows.append(
            {
                "src": page.src,
                "title": page.title,
                "checked": page.meta.get("checked"),
                "next_check": page.meta["next_check"],
                "review": page.meta.get("clinical_review"),
                "grade": page.reading.grade,
                "kinds": [_counted(kinds[kind], words) for kind, words in bibliography.KINDS.items() if kinds[kind]],
            }
        )
    return sorted(rows, key=lambda row: (str(row["next_check"]), row["title"]))


def _counted(count: int, words: str) -> str:
    """Return "1 study", "2 studies", "2 clinic pages"."""
    if count == 1:
        return f"1 {words}"
    return f"{count} {words[:-1]}ies" if words.endswith("y") else f"{count} {words}s"
