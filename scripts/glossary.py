"""Markdown extension: the first use of a glossary word on a page links to the glossary and shows its meaning."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.toc import slugify
from markdown.treeprocessors import Treeprocessor

from guidance import Page, plain

PAGE = "about/glossary.md"
_LEFT_ALONE = {"a", "h1", "h2", "h3", "h4", "h5", "h6", "sup", "code", "pre", "th"}


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the glossary: the id of its heading and its meaning in plain text."""

    anchor: str
    meaning: str


def terms(page: Page | None) -> dict[str, Term]:
    """Read the glossary: each `##` heading is a term, with a short form in brackets, the text under it its meaning."""
    found: dict[str, Term] = {}
    for section in page.sections if page else ():
        title = section.heading.text
        meaning = plain(" ".join(line for line in section.lines if line))
        term = Term(slugify(title, "-"), meaning)
        full, _, short = title.removesuffix(")").partition(" (")
        for name in filter(None, (full, short)):
            found[name if name.isupper() else name.lower()] = term
    return found


class Glossary(Extension):
    """Link the first use of each term in running text; headings, links and the glossary itself are left alone."""

    def __init__(self, known: Mapping[str, Term]) -> None:
        super().__init__()
        self.known = known

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (the name Python-Markdown calls)
        if self.known:
            md.treeprocessors.register(_Link(md, self.known), "glossary", 4.5)


class _Link(Treeprocessor):
    def __init__(self, md: Markdown, known: Mapping[str, Term]) -> None:
        super().__init__(md)
        self.known = known
        self.small = {name.lower(): name for name in known}
        longest_first = sorted(self.small, key=len, reverse=True)
        # Text is searched in small letters: to ignore case in the pattern itself takes ten times as long.
        self.pattern = re.compile(rf"\b({'|'.join(map(re.escape, longest_first))})(?:s|es)?\b")

    def run(self, root: Element) -> None:
        ids = {element.get("id") for element in root.iter("h2")}
        if {term.anchor for term in self.known.values()} <= ids:
            return
        self._walk(root, set())

    def _walk(self, element: Element, seen: set[str]) -> None:
        if element.tag in _LEFT_ALONE:
            return
        if element.text:
            self._link(element, None, element.text, seen)
        for child in list(element):
            self._walk(child, seen)
            if child.tail:
                self._link(element, child, child.tail, seen)

    def _link(self, parent: Element, after: Element | None, text: str, seen: set[str]) -> None:
        """Link new terms in the text that follows `after`, or in the parent's first text."""
        small = text.lower()
        if len(small) != len(text):
            return
        start = 0
        for match in self.pattern.finditer(small):
            name = self.small[match[1]]
            term = self.known[name]
            first, last = match.span()
            if term.anchor in seen or (name.isupper() and text[first : match.end(1)] != name):
                continue
            seen.add(term.anchor)
            link = Element("a", {"class": "term", "href": f"/{PAGE}#{term.anchor}", "title": term.meaning})
            link.text = text[first:last]
            link.tail = text[last:]
            if after is None:
                parent.text = text[start:first]
                parent.insert(0, link)
            else:
                after.tail = text[start:first]
                parent.insert(list(parent).index(after) + 1, link)
            after, start = link, last
