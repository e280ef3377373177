"""What every page must cover: one function a rule, its name the rule's name, its docstring the rule's doc."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import fields
import spelling
import times
from guidance import Heading, Page, Section
from marks import CITATION, LINK, PICTURE

COVERED = ("Prepare", "Recovery", "What to expect")
TREATMENT = ("Is it for you?", *COVERED, "Risks", "Other choices", "Questions to ask")
EXPECT = ("At the session", "Sessions and results", "If it does not work")
KNOWN = frozenset(TREATMENT + EXPECT)
HELP = ("Call your clinic", "Get urgent help")
ASKS_ONLY = ("Questions to ask",)
TIMED = {"Prepare": "before", "Recovery": "after"}
FEWEST_WORDS = 5

MEANT = {
    "Prepare": "preparation preparing prep pre-treatment pretreatment pre-care before how-to-prepare getting-ready get-ready before-treatment before-your-appointment before-the-treatment",
    "Recovery": "aftercare after-care after downtime healing recover recovering after-treatment recovery-time recovery-and-aftercare post-treatment",
    "What to expect": "expect expectations expected-results results what-happens outcomes your-session what-you-can-expect",
    "Is it for you?": "who-is-it-for suitability is-it-right-for-you who-can-have-it is-it-for-me candidates",
    "Risks": "side-effects complications risks-and-side-effects risk what-can-go-wrong safety",
    "Other choices": "alternatives other-options options other-treatments choices",
    "Questions to ask": "questions questions-to-ask-your-clinic ask",
}
"""Required heading -> what contributors write instead."""

_PLACEHOLDER = r"(?a)\b(?:TODO|TBC|TBD|FIXME|XXX|[Ll]orem ipsum|[Cc]oming soon|[Tt]o be (?:confirmed|written|added))\b|\[(?:fill|write|add|insert)\b[^\]]*+\]|\{\{|\?\?\?"
# Each placeholder holds one of these, which are quick to look for: in what is rare on a page, or in its text.
_RARE_MARKS = (b"TODO", b"TBC", b"TBD", b"FIXME", b"XXX", b"{{", b"???")
_FILLER = ("orem ipsum", "oming soon")
_MAYBE_FILLER = re.compile(r"be (?<=o be )(?:confirmed|written|added)")
_MAYBE_A_HINT = re.compile(r"\[(?:fill|write|add|insert)")

_FIELD_NAME = re.compile(r"\n([\w-]+):")
_FIVE_WORDS = re.compile(r"\n*+(?:- )?(?:[*(]*+[A-Za-z0-9][A-Za-z0-9'&*().,:;-]*+ ){5}")
_NOT_CONTENT = rf"{PICTURE}|{LINK}|{CITATION}|https?://\S+|[|:>*_#-]+"


class Site(NamedTuple):
    """What a rule may need beyond the page itself."""

    sources: frozenset[str] = frozenset()


Found = Iterator[tuple[int, str, str]]
"""(line, what is wrong, what to write)."""

RULES: dict[str, Callable[[Page, Site], Found]] = {}


def rule(check: Callable[[Page, Site], Found]) -> Callable[[Page, Site], Found]:
    """Add a rule under the name of its function; the first line of its docstring explains it."""
    RULES[check.__name__.replace("_", "-")] = check
    return check


def required(page: Page) -> tuple[str, ...]:
    """The `##` sections that this page must have, in order."""
    if "exempt" in page.meta and page.kind == "page":
        return ()
    return TREATMENT if page.kind == "treatment" else COVERED


def has_content(section: Section) -> bool:
    """Whether a section holds text of its own: not only headings, pictures, links or citations."""
    heading, start, end, inner = section
    if _FIVE_WORDS.match(heading.page_text, start, end) or any(map(has_content, inner)):
        return True
    words = 0
    for line in section.lines:
        if not line.startswith("#"):
            words += len(re.findall(r"\w+", re.sub(_NOT_CONTENT, " ", line)))
            if words >= FEWEST_WORDS:
                return True
    return False


def _same(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


@lru_cache(maxsize=1)
def _absent(page: Page) -> tuple[tuple[str, str, int, str], ...]:
    """For each required section that is not there: (name, rule, line, what was found instead)."""
    there = {s.heading.text for s in page.sections}
    return tuple((name, *_instead(page, name)) for name in required(page) if name not in there)


def _instead(page: Page, name: str) -> tuple[str, int, str]:
    for c in page.concealed:
        if c.level and _same(c.text) == _same(name):
            return "hidden-section", c.line, c.where
    others = {c.text[:60]: (c.line, c.level) for c in reversed(page.concealed)}
    others |= {
        h.text: (h.line, h.level) for h in reversed(page.headings) if h.level > 1 and h.text not in KNOWN - {name}
    }
    meant = {_same(name), *MEANT[name].split()}
    near = next((text for text in others if _same(text) in meant), None) or next(
        (text for text in others if spelling.nearest(_same(text), [_same(name)], 0.8)), None
    )
    if not near:
        return "missing-section", page.body_line, ""
    line, level = others[near]
    return "near-miss", line, f"`{near}`" + (f" with {level} #" if near == name else "")


@rule
def missing_section(page: Page, site: Site) -> Found:
    """Every page has Prepare, Recovery and What to expect; a treatment has four more."""
    for name, rule_name, line, _ in _absent(page):
        if rule_name == "missing-section":
            yield (
                line,
                f"the section `## {name}` is missing",
                f"Write a line `## {name}` with an empty line before it, and what the reader must know under it.",
            )
    expect = page.section("What to expect")
    if page.kind == "treatment" and expect:
        there = {s.heading.text for s in expect.sections}
        for name in EXPECT:
            if name not in there:
                yield (
                    expect.heading.line,
                    f"`## What to expect` has no `### {name}`",
                    f"Write a line `### {name}` under it.",
                )


@rule
def near_miss(page: Page, site: Site) -> Found:
    """A heading that means a required section carries its exact name."""
    for name, rule_name, line, found in _absent(page):
        if rule_name == "near-miss":
            yield (
                line,
                f"{found} is not a heading that readers of this site know",
                f"Did you mean `## {name}`? Write it exactly so.",
            )


@rule
def hidden_section(page: Page, site: Site) -> Found:
    """A heading stands where every reader sees it: not in a fence, comment, list, tab or quote."""
    if not required(page):
        return
    for name, rule_name, line, where in _absent(page):
        if rule_name == "hidden-section":
            yield (
                line,
                f"`## {name}` stands here {where}, so readers may not see it",
                f"Write `## {name}` at the start of a line of its own, with an empty line before it.",
            )
    names = {_same(name) for name in required(page)}
    for c in page.concealed:
        if c.level and not c.where.startswith(("inside a code", "inside a comment")) and _same(c.text) not in names:
            yield (
                c.line,
                f"the heading `{c.text[:60]}` stands here {c.where}",
                f"Write `{'#' * c.level} {c.text[:60]}` at the start of a line of its own, in plain words, with an empty line before it.",
            )


@rule
def empty_section(page: Page, site: Site) -> Found:
    """A section says something: sub-headings, pictures, links and comments alone do not count."""
    names = required(page)
    for section in page.sections:
        if section.heading.text not in names:
            continue
        if not has_content(section):
            yield (
                section.heading.line,
                f"`## {section.heading.text}` says nothing",
                f"Write at least a sentence of your own under it (more than {FEWEST_WORDS - 1} words).",
            )
        elif page.kind == "treatment":
            for part in (*section.sections, *(p for s in section.sections for p in s.sections)):
                if not has_content(part):
                    marks = "#" * part.heading.level
                    yield (
                        part.heading.line,
                        f"`{marks} {part.heading.text}` says nothing",
                        "Write what the reader needs under it, or delete the heading.",
                    )


@rule
def placeholder(page: Page, site: Site) -> Found:
    """Nothing is left to fill in: no mark of unfinished text, no filler, no hint of a template."""
    text = page.text
    if "`" in text:
        text = re.sub(r"`[^`\n]*`", "", text)
    elif not (
        any(mark in page.rare for mark in _RARE_MARKS)
        or any(words in text for words in _FILLER)
        or _MAYBE_FILLER.search(text)
        or _MAYBE_A_HINT.search(text)
    ):
        return
    for number, line in enumerate(text.split("\n")[page.body_line - 1 :], page.body_line):
        if match := re.search(_PLACEHOLDER, line):
            yield number, f"`{match[0][:40]}` is left to fill in", "Write the text."


@rule
def duplicate_section(page: Page, site: Site) -> Found:
    """No section stands twice, and no time stands twice in a section."""
    for sections in (page.sections, *(s.sections for s in page.sections)):
        first: dict[str, Heading] = {}
        for section in sections:
            heading = section.heading
            if (before := first.setdefault(heading.text, heading)) is not heading:
                yield (
                    heading.line,
                    f"`{'#' * heading.level} {heading.text}` stands here again (first at line {before.line})",
                    "Put both under one heading.",
                )


@rule
def section_order(page: Page, site: Site) -> Found:
    """The required sections stand in the order of the page format."""
    names = required(page)
    last = ""
    for section in page.sections:
        text = section.heading.text
        if text in names:
            if last and names.index(text) < names.index(last):
                yield (
                    section.heading.line,
                    f"`## {text}` stands after `## {last}`",
                    "Move it: the order is " + ", ".join(names) + ".",
                )
            last = max(last or text, text, key=names.index)


def _timed(page: Page) -> Iterator[tuple[str, Section]]:
    if page.kind == "treatment":
        for section in page.sections:
            if section.heading.text in TIMED:
                yield TIMED[section.heading.text], section


@rule
def not_a_time(page: Page, site: Site) -> Found:
    """Under Prepare and Recovery of a treatment, every `###` heading is a time."""
    for side, section in _timed(page):
        for part in section.sections:
            if not (time := part.time) or time.side not in (side, "either"):
                text = part.heading.text
                yield (
                    part.heading.line,
                    f"`### {text[:60]}` is no time for `## {section.heading.text}`",
                    f"Write for example `### {times.nearest(text[:60], side)}`.",
                )


@rule
def time_order(page: Page, site: Site) -> Found:
    """Times stand in the order in which they come; Get help is last."""
    for _, section in _timed(page):
        timed = [(time.order, time, part) for part in section.sections if (time := part.time)]
        for (reached, last, _), (order, time, part) in pairwise(timed):
            if order < reached:
                yield (
                    part.heading.line,
                    f"`### {time.text}` starts before `### {last.text}`, which stands above it",
                    "Move it up, so that times stand in the order in which they come.",
                )


@rule
def no_help(page: Page, site: Site) -> Found:
    """Recovery of a treatment ends with Get help, in its two levels."""
    recovery = page.section("Recovery")
    if page.kind != "treatment" or not recovery:
        return
    help_ = next((s for s in recovery.sections if s.heading.text == "Get help"), None)
    if not help_:
        yield (
            recovery.heading.line,
            "Recovery does not say when to get help",
            "End it with `### Get help`, and under it `#### Call your clinic` and `#### Get urgent help`.",
        )
        return
    for name in HELP:
        if not any(s.heading.text == name for s in help_.sections):
            yield (
                help_.heading.line,
                f"`### Get help` has no `#### {name}`",
                f"Write a line `#### {name}` and the signs under it.",
            )


@rule
def no_source(page: Page, site: Site) -> Found:
    """Every section of a treatment that makes claims cites a source."""
    if page.kind == "treatment":
        for section in page.sections:
            text = section.heading.text
            if (
                text in TREATMENT
                and text not in ASKS_ONLY
                and section.heading.page_text.find("[@", section.start, section.end) < 0
                and has_content(section)
            ):
                yield (
                    section.heading.line,
                    f"`## {text}` cites no source",
                    "Write `[@id]` behind each claim; the ids stand in docs/references.bib.",
                )


@rule
def unknown_source(page: Page, site: Site) -> Found:
    """Every source that is cited stands in docs/references.bib."""
    if page.cited.keys() <= site.sources:
        return
    for line, text, ids in page.citations:
        for id_ in ids:
            if not re.fullmatch(r"[\w-]+", id_):
                shown = f"[@{text}]"[:60].split("\n")[0]
                yield line, f"`{shown}` is not a citation", "Write `[@id]`, or `[@one; @two]` for two sources."
            elif id_ == "id":
                yield line, "`[@id]` is left to fill in", "Replace `id` by the name of a source in docs/references.bib."
            elif id_ not in site.sources:
                close = spelling.nearest(id_[:80], site.sources, 0.6)
                yield (
                    line,
                    f"the source `{id_[:80]}` is not in docs/references.bib",
                    f"Did you mean `{close}`?" if close else "Add it to docs/references.bib, or check its spelling.",
                )


@rule
def front_matter(page: Page, site: Site) -> Found:
    """The front matter has every field it needs, spelt right and of the right kind."""
    names = _FIELD_NAME.findall(page.text, 0, page.start)
    if len(set(names)) < len(names):
        seen: set[str] = set()
        for match in _FIELD_NAME.finditer(page.text, 0, page.start):
            if match[1] in seen:
                number = page.text.count("\n", 0, match.end()) + 1
                yield number, f"the field `{match[1]}` stands twice", "Keep one of the two."
            seen.add(match[1])
    for fault in fields.faults(page.meta, page.kind):
        yield page.meta_lines.get(fault.field, 1), fault.problem, fault.fix


@rule
def exempt_without_reason(page: Page, site: Site) -> Found:
    """A page that is exempt says why, in words."""
    reason = page.meta.get("exempt", "given")
    if reason != "given" and (not isinstance(reason, str) or len(reason.split()) < 2):
        yield (
            page.meta_lines.get("exempt", 1),
            "`exempt` gives no reason",
            "Write why the page guides nobody, such as `exempt: lists the sources`.",
        )


@rule
def needless_exemption(page: Page, site: Site) -> Found:
    """A page that has all three sections is not exempt."""
    if "exempt" not in page.meta:
        return
    there = {s.heading.text for s in page.sections if has_content(s)}
    if there.issuperset(COVERED):
        yield (
            page.meta_lines.get("exempt", 1),
            "the page is exempt but has all three sections",
            "Delete the line `exempt`.",
        )
