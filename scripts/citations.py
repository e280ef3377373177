"""Markdown extension: `[@one; @two]` becomes numbered notes, with the sources at the end of the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

from bibliography import Source

_CITATION = r"\[@([\w-]+(?:\s*;\s*@[\w-]+)*)\]"


class Citations(Extension):
    """Number the citations of a page in order of first use and list their sources.

    Args:
        sources: every known source by id. An id that is not there shows as a marked gap.
    """

    def __init__(self, sources: Mapping[str, Source]) -> None:
        super().__init__()
        self.sources = sources

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (the name Python-Markdown calls)
        md.inlinePatterns.register(_Mark(_CITATION, md), "citation", 178)
        md.treeprocessors.register(_Number(md, self.sources), "citation", 8)


class _Mark(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: N802
        mark = Element("sup", {"class": "cites", "data-ids": " ".join(re.findall(r"[\w-]+", m[1]))})
        return mark, m.start(0), m.end(0)


class _Number(Treeprocessor):
    def __init__(self, md: Markdown, sources: Mapping[str, Source]) -> None:
        super().__init__(md)
        self.sources = sources

    def run(self, root: Element) -> None:
        numbers: dict[str, int] = {}
        _join(root)
        for mark in root.iter("sup"):
            for id_ in (mark.attrib.pop("data-ids", "")).split():
                if id_ not in self.sources:
                    SubElement(mark, "mark").text = f"source missing: {id_}"
                    continue
                number = str(numbers.setdefault(id_, len(numbers) + 1))
                link = SubElement(mark, "a", {"href": f"#source-{number}", "aria-label": f"Source {number}"})
                link.text = number
        if numbers:
            heading = SubElement(root, "h2", {"id": "sources", "data-search-exclude": ""})
            heading.text = "Sources"
            notes = SubElement(root, "ol", {"class": "sources"})
            for id_, place in numbers.items():
                _note(notes, self.sources[id_], place)


def _join(root: Element) -> None:
    """Take away the space before each mark, so that none starts a line on its own."""
    for parent in root.iter():
        before: Element | None = None
        for child in parent:
            if child.tag == "sup":
                if before is None:
                    parent.text = (parent.text or "").rstrip(" ")
                else:
                    before.tail = (before.tail or "").rstrip(" ")
            before = child


def _note(notes: Element, source: Source, number: int) -> None:
    note = SubElement(notes, "li", {"id": f"source-{number}"})
    link = SubElement(note, "a", {"href": source.url})
    link.text = source.title
    link.tail = ". "
    where = SubElement(note, "span")
    where.text = ", ".join(part for part in (source.container, source.year or "no date") if part) + ". "
    kind = SubElement(note, "span", {"class": "kind"})
    kind.text = source.kind_in_words
