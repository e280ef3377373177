#!/usr/bin/env python3
"""Does every page cover what it must: how to prepare, how skin recovers, what to expect?

    python scripts/check.py                      every page
    python scripts/check.py docs/index.md ...    these pages, or the pages in these folders
    python scripts/check.py --fresh              also clean pages that have not changed since the last run
    python scripts/check.py --coverage           only what a page must cover, not how it is written
    python scripts/check.py --format github      for annotations (text, json, github, sarif)
    python scripts/check.py --rules              every rule in a line
    python scripts/check.py --explain near-miss  what a rule refuses, and what to write

Exit code: 0 clean, 1 findings, 2 cannot run.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

import bibliography
import guidance
import report
import spelling
import style
from examples import EXAMPLES
from guidance import Page, UnreadableError
from many import each
from report import Finding
from rules import RULES, Site, required

if TYPE_CHECKING:
    from _typeshed import StrPath

    from unchanged import Unchanged

COVERAGE = tuple(name for name, function in RULES.items() if function.__module__ != style.__name__)
"""The rules of what a page must cover: all but those of `style.py`."""

DOCS = os.path.join(os.path.dirname(os.path.dirname(os.path.realpath(__file__))), "docs")


class Result:
    """What came of some pages: all findings, the counts that prove which were looked at, and the pages themselves if asked for.

    Attributes:
        cited: the ids that the pages cite.
        sources: the ids of all sources.
        exempt: (path, why) of each page that need not cover anything.
        clean: for the memory, if asked for: mark of a page without a finding -> why it is exempt, and the ids that it cites.
    """

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.pages: list[Page] = []
        self.cited: set[str] = set()
        self.sources: frozenset[str] = frozenset()
        self.checked = 0
        self.exempt: list[tuple[str, str]] = []
        self.clean: dict[str, tuple[str, str]] = {}

    def add(self, other: Result) -> None:
        """Take in what came of other pages of the same site."""
        self.findings += other.findings
        self.pages += other.pages
        self.cited |= other.cited
        self.checked += other.checked
        self.exempt += other.exempt
        self.clean |= other.clean


def unreadable_file(error: UnreadableError, shown: str) -> Finding:
    """Every file can be read: UTF-8, valid YAML on top, no folder or dead link called .md."""
    return Finding(shown, error.line, "unreadable-file", error.problem, error.fix)


def check_page(page: Page, site: Site, shown: str, rules: Iterable[str] = RULES) -> list[Finding]:
    """Return the findings of these rules on one page, under the path that is to be shown."""
    return [Finding(shown, line, name, *rest) for name in rules for line, *rest in RULES[name](page, site)]


def pages_below(folder: StrPath) -> Iterator[str]:
    """Yield everything called *.md below a folder, also folders and links that point nowhere."""
    for parent, folders, files in os.walk(folder):
        folders.sort()
        yield from (os.path.join(parent, name) for name in sorted([*files, *folders]) if name.endswith(".md"))


def look(
    paths: Iterable[str],
    docs: str,
    site: Site,
    mark: Callable[[str, bytes], str] | None = None,
    keep: bool = False,
    rules: Iterable[str] = RULES,
) -> Result:
    """Read these pages of the site in `docs` and check them by these rules."""
    result = Result()
    for path in paths:
        result.checked += 1
        name = shown(path)
        try:
            content = guidance.content(path)
            src = guidance.below(path, docs)
            page = guidance.parse(guidance.decode(content), src, guidance.kind_of(src))
        except UnreadableError as error:
            result.findings.append(unreadable_file(error, name))
            continue
        found = check_page(page, site, name, rules)
        result.findings += found
        result.cited.update(page.cited)
        exempt = "" if required(page) else " ".join(str(page.meta["exempt"]).split())[:80]
        result.exempt += [(name, exempt)] if exempt else []
        if mark and not found:
            result.clean[mark(path, content)] = exempt, " ".join(page.cited)
        if keep:
            result.pages.append(page)
    return result


def check_all(
    paths: Iterable[StrPath],
    docs: StrPath,
    memory: Unchanged | None = None,
    keep: bool = False,
    rules: Sequence[str] = tuple(RULES),
) -> Result:
    """Check these pages of the site in `docs`.

    Args:
        paths: the pages.
        docs: the folder in which they and `references.bib` stand.
        memory: what it knows as clean counts without being checked again.
        keep: also return the pages, for the build.
        rules: the names of the rules by which they are checked.
    """
    result = Result()
    docs = os.fspath(docs)
    fresh: list[str] = []
    for path in [os.fspath(path) for path in paths]:
        if known := memory.recall(path) if memory else None:
            result.checked += 1
            result.cited.update(known[1].split())
            result.exempt += [(shown(path), known[0])] if known[0] else []
        else:
            fresh.append(path)
    sources = os.path.join(docs, "references.bib")
    result.sources = bibliography.ids(sources)
    if fault := bibliography.fault(sources):
        result.findings.append(unreadable_file(UnreadableError(*fault), shown(sources)))
    site = Site(result.sources)
    looks = partial(look, docs=docs, site=site, mark=memory.mark if memory else None, keep=keep, rules=rules)
    # Pages that are kept would have to travel between processes, which takes longer than to check them.
    for looked in [looks(fresh)] if keep else each(looks, fresh):
        result.add(looked)
    if memory:
        memory.seen |= result.clean
    result.findings.sort()
    result.exempt.sort()
    return result


def uncited_source(result: Result, docs: str) -> list[Finding]:
    """Every source in docs/references.bib is cited by a page."""
    path = os.path.join(docs, "references.bib")
    if result.sources <= result.cited:
        return []
    return [
        Finding(shown(path), line, "uncited-source", f"no page cites `{id_}`", "Cite it, or delete its entry.")
        for id_, line in bibliography.lines(path).items()
        if id_ not in result.cited
    ]


def shown(path: str) -> str:
    """Return a path as the author sees it: from the folder in which the check runs."""
    return guidance.below(path, os.getcwd())


def docs_of_rules() -> dict[str, str]:
    """Return the one-line documentation of every rule by its name."""
    every = {**RULES, "unreadable-file": unreadable_file, "uncited-source": uncited_source}
    return {name: (function.__doc__ or "").strip().split("\n")[0] for name, function in every.items()}


def explain(name: str | None) -> int:
    """Print all rules, or one with a bad and a good example; 2 where there is no such rule."""
    known = docs_of_rules()
    if name is None:
        print("\n".join(f"{rule:24} {doc}" for rule, doc in known.items()))
        return 0
    if name not in known:
        close = spelling.nearest(name, known, 0.4)
        print(f"check.py: there is no rule {name}." + (f" Did you mean {close}?" if close else ""), file=sys.stderr)
        return 2
    bad, good = EXAMPLES[name]
    indent = "\n    "
    print(
        f"{name}: {known[name]}\n\nRefused:{indent}{bad.replace(chr(10), indent)}\n\nWrite:{indent}{good.replace(chr(10), indent)}"
    )
    return 0


def read_options(words: list[str]) -> tuple[dict[str, str], list[str], str]:
    """Return the options with their values, the other words, and what is wrong ("" if nothing is)."""
    if not any(word.startswith("-") for word in words):
        return {}, words, ""
    from getopt import GetoptError, gnu_getopt  # takes a twentieth of the time to the first finding

    try:
        pairs, rest = gnu_getopt(words, "h", ["coverage", "docs=", "explain=", "format=", "fresh", "help", "rules"])
    except GetoptError as error:
        return {}, [], str(error)
    return dict(pairs), rest, ""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the check from the command line and return its exit code."""
    options, rest, problem = read_options(list(sys.argv[1:] if argv is None else argv))
    if problem:
        print(f"check.py: {problem}. Run it with --help to see what it takes.", file=sys.stderr)
        return 2
    if "-h" in options or "--help" in options:
        print((__doc__ or "").strip())
        return 0
    if "--rules" in options or "--explain" in options:
        return explain(options.get("--explain"))
    form = options.get("--format", "text")
    if form not in report.FORMATS:
        print(f"check.py: there is no format {form}. Choose from: {', '.join(report.FORMATS)}.", file=sys.stderr)
        return 2
    docs = os.path.abspath(options.get("--docs", DOCS))
    paths: list[str] = []
    for path in [os.path.abspath(name) for name in rest] or [docs]:
        if not os.path.lexists(path) or not f"{path}{os.sep}".startswith(os.path.join(docs, "")):
            what = "is not below" if os.path.lexists(path) else "does not exist; pages stand in"
            print(f"check.py: {path} {what} {docs}", file=sys.stderr)
            return 2
        paths += pages_below(path) if os.path.isdir(path) and not path.endswith(".md") else [path]
    if not paths:
        print(f"check.py: there is no page below {docs}", file=sys.stderr)
        return 2
    memory = None
    if not rest and "--fresh" not in options and "--coverage" not in options:
        from unchanged import Unchanged

        memory = Unchanged(docs)
    gc.disable()  # it looks for cycles, of which a page has none, and takes a fifth of the time
    result = check_all(paths, docs, memory, rules=COVERAGE if "--coverage" in options else tuple(RULES))
    if memory:
        memory.save()
    if not rest:
        result.findings = sorted([*result.findings, *uncited_source(result, docs)])
    try:
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
        print(report.FORMATS[form](result.findings, result.checked, result.exempt))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1 if result.findings else 0


if __name__ == "__main__":
    raise SystemExit(main())
