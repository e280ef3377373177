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

_CITATION = r" *\[@([\w-]+(?:\s*;\s*@[\w-]+)*)\]"
"""With the space before it, so that no mark starts a line on its own."""


class Citations(Extension):
    """Number the citations of a page in order of first use and list their sources.

    Args:
        sources: every known source by id. An id that is not there shows as a marked gap.
    """

    def __init__(self, sources: Mapping[str, Source]) -> None:
        super().__init__()
        self.sources = sources

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (the name Python-Markdown calls)
        place = _Place(md, self.sources)
        md.inlinePatterns.register(_Mark(_CITATION, md), "citation", 178)
        md.treeprocessors.register(place, "citation_place", 8)
        # After MkDocs (0) has looked where each link of a page leads: ours need no such look.
        md.treeprocessors.register(_Number(place), "citation", -1)


class _Mark(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: N802
        mark = Element("sup", {"class": "cites", "data-ids": " ".join(re.findall(r"[\w-]+", m[1]))})
        return mark, m.start(0), m.end(0)


class _Place(Treeprocessor):
    """Adds the heading of the sources while the table of contents is not made yet, and keeps the list under it."""

    def __init__(self, md: Markdown, sources: Mapping[str, Source]) -> None:
        super().__init__(md)
        self.sources = sources

    def run(self, root: Element) -> None:
        self.marks = [mark for mark in root.iter("sup") if mark.get("data-ids")]
        if any(id_ in self.sources for mark in self.marks for id_ in mark.attrib["data-ids"].split()):
            heading = SubElement(root, "h2", {"id": "sources", "data-search-exclude": ""})
            heading.text = "Sources"
            self.notes = SubElement(root, "ol", {"class": "sources"})


class _Number(Treeprocessor):
    def __init__(self, place: _Place) -> None:
        super().__init__(place.md)
        self.place = place

    def run(self, root: Element) -> None:
        sources = self.place.sources
        numbers: dict[str, int] = {}
        for mark in self.place.marks:
            for id_ in mark.attrib.pop("data-ids").split():
                if id_ not in sources:
                    SubElement(mark, "mark").text = f"source missing: {id_}"
                    continue
                number = str(numbers.setdefault(id_, len(numbers) + 1))
                link = SubElement(mark, "a", {"href": f"#source-{number}", "aria-label": f"Source {number}"})
                link.text = number
        for id_, place in numbers.items():
            _note(self.place.notes, sources[id_], place)


def _note(notes: Element, source: Source, number: int) -> None:
    note = SubElement(notes, "li", {"id": f"source-{number}"})
    link = SubElement(note, "a", {"href": source.url})
    link.text = source.title
    link.tail = ". "
    where = SubElement(note, "span")
    where.text = ", ".join(part for part in (source.container, source.year or "no date") if part) + ". "
    kind = SubElement(note, "span", {"class": "kind"})
    kind.text = source.kind_in_words
