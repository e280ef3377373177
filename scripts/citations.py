"""Markdown extension: `[@one; @two]` becomes numbered notes, with the sources at the end of the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from html import escape

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from bibliography import Source

_CITATION = re.compile(r"(?P<code>(`+)(?!`).*?(?<!`)\2(?!`))| *\[@(?P<ids>[\w-]+(?:\s*;\s*@[\w-]+)*)\]")
"""With the space before it, so that no mark starts a line on its own. In code it is no citation."""


class Citations(Extension):
    """Number the citations of a page in order of first use and list their sources.

    Args:
        sources: every known source by id. An id that is not there shows as a marked gap.
    """

    def __init__(self, sources: Mapping[str, Source]) -> None:
        super().__init__()
        self.sources = sources

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (the name Python-Markdown calls)
        # After code fences (25) and raw HTML (20) have been taken out of the text.
        md.preprocessors.register(_Number(md, self.sources), "citation", 15)


class _Number(Preprocessor):
    """Writes the marks and the list as HTML that Markdown leaves alone: a page has hundreds, and a tree of them is slow."""

    def __init__(self, md: Markdown, sources: Mapping[str, Source]) -> None:
        super().__init__(md)
        self.sources = sources

    def run(self, lines: list[str]) -> list[str]:
        numbers: dict[str, int] = {}

        def mark(match: re.Match[str]) -> str:
            if match["code"]:
                return match["code"]
            links = [self._link(id_, numbers) for id_ in re.findall(r"[\w-]+", match["ids"])]
            return self.md.htmlStash.store(f'<sup class="cites">{"".join(links)}</sup>')

        text = _CITATION.sub(mark, "\n".join(lines))
        if numbers:
            notes = "".join(f'<li id="source-{n}">{_note(self.sources[id_])}</li>' for id_, n in numbers.items())
            text += "\n\n## Sources\n\n" + self.md.htmlStash.store(f'<ol class="sources">{notes}</ol>')
        return text.split("\n")

    def _link(self, id_: str, numbers: dict[str, int]) -> str:
        if id_ not in self.sources:
            return f"<mark>source missing: {id_}</mark>"
        number = numbers.setdefault(id_, len(numbers) + 1)
        return f'<a href="#source-{number}">{number}</a>'


@cache
def _note(source: Source) -> str:
    where = ", ".join(part for part in (source.container, source.year or "no date") if part)
    return (
        f'<a href="{escape(source.url)}">{escape(source.title, quote=False)}</a>. '
        f'<span>{escape(where, quote=False)}. </span><span class="kind">{source.kind_in_words}</span>'
    )
