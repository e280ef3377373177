"""Reads one page: a Markdown file in, plain data classes out.

A heading is accepted only where MkDocs is certain to show it as one: `## Text` at the
start of a line, an empty line before it, no markup in it, outside fences, comments and
anything that follows raw HTML. All others are kept as `Concealed`, with the reason, so
that the check can say how to write them plainly. `tests/test_sound.py` holds this
against the renderer.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

import front_matter
import readability
import times
from marks import CITATION, LINK
from times import Time

if TYPE_CHECKING:
    from _typeshed import StrPath

LARGEST = 200_000
"""Bytes: a page is far smaller, so a larger file is a mistake."""

_FRONT_MATTER = re.compile(r"---[ \t]*\n((?:.*\n)+?)(?:\.{3}|-{3})[ \t]*\n")
_CONTROL = bytes((*range(9), *range(11, 32), 127))
_COMMON = b"abcdefghijklmnopqrstuvwxyz0123456789 \n-.,:;()@]"
_HIDING = b"<`~="
_LINE_BREAKS = "\x85\u2028\u2029"
# Patterns that are compiled here are needed for every page; the others only where something looks wrong.
_PLAIN = re.compile(r"(#{1,6}) +((?:[^\W_]|[ ,.'’?!()–-]|(?<=[^\W_]):(?=[^\W_]))+)\Z")
_HEADING_LIKE = r"(?P<lead>[\s>*+-]*(?:\d+\.\s+)?)(?P<marks>#{1,6})(?P<gap>\s*)(?P<text>[^#\s].*)"
_HTML_HEADING = r"(?i)<h([1-6])[^>]*>(.*?)(?:</h\1|$)"
_MARKED = re.compile(r"\n(#(?<=\n\n#).*)")
_BOLD_OR_RULE = re.compile(r"\n(?:-++|\*\*[^*\n]{3,40}+\*\*:?+)[^\S\n]*+(?:\n|\Z)")
_UNDERLINE = r"(=+|-+)[ \t]*\Z"
_FENCE = r"(`{3,}|~{3,})[ ]?[\w+-]*[ ]*\Z"
_FENCE_LIKE = r"[\s>*+-]*(?:\d+\.\s+)?(?:```|~~~)"
_COMMENT = r"<!--(?!-?>)(?:(?!--).)*-->[ \t]*\Z"
_RISKY = r"<(?![\s\d=])"
_CITED = re.compile(r"\[@([^\]]*+)(?:\]|\Z)")
_STEP = re.compile(r"- +(.*)")
_TAB = r'(?:={3}|!{3}|\?{3}\+?)[ +!"\w]'


class UnreadableError(Exception):
    """A file that cannot be read as a page; `line`, `problem` and `fix` are for its author."""

    def __init__(self, line: int, problem: str, fix: str) -> None:
        super().__init__(problem)
        self.line, self.problem, self.fix = line, problem, fix


class Heading(NamedTuple):
    """A heading that is certain to show, and the place of its first # in the text of its page."""

    level: int
    text: str
    page_text: str
    at: int

    @property
    def line(self) -> int:
        """Its line in the file, counted from 1."""
        return self.page_text.count("\n", 0, self.at) + 1


class Concealed(NamedTuple):
    """Something that looks like a heading and may not show as one; `where` says why."""

    level: int
    text: str
    line: int
    where: str


class Step(NamedTuple):
    """One list item under a time."""

    text: str
    line: int


class Section(NamedTuple):
    """A heading and what stands under it, up to the next heading of its level or above.

    `start` and `end` are where that stands in the text of the page, so that no text is copied.
    """

    heading: Heading
    start: int
    end: int
    sections: tuple[Section, ...] = ()

    @property
    def lines(self) -> list[str]:
        """The visible lines under the heading."""
        return self.heading.page_text[self.start : self.end].split("\n")

    @property
    def time(self) -> Time | None:
        """What the heading says in days, None where it is no time."""
        return times.parse(self.heading.text)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The list items that stand directly under the heading."""
        first = self.heading.line + 1
        found: list[Step] = []
        for number, line in enumerate(self.lines, first):
            if line.startswith("#"):
                break
            if match := _STEP.match(line):
                found.append(Step(match[1].strip(), number))
            elif found and line.startswith("  ") and line.strip():
                found[-1] = Step(f"{found[-1].text} {line.strip()}", found[-1].line)
        return tuple(found)


class Page:
    """One page of the site.

    Attributes:
        src: where its file is below `docs/`, with `/` between folders.
        kind: "treatment", "guide", "home" or "page".
        meta: the fields of its front matter.
        text: the whole file with fences and comments blanked, front matter included.
        start: the place in the text at which the front matter has ended.
        rare: what is left of the whole file, as UTF-8, without small letters, digits and the commonest signs.
        headings: every heading that is certain to show.
        concealed: everything else that looks like one.
    """

    def __init__(self, src: str, kind: str, meta: dict[str, Any], text: str, start: int, rare: bytes) -> None:
        self.src, self.kind, self.meta, self.text, self.start, self.rare = src, kind, meta, text, start, rare
        self.body_line = text.count("\n", 0, start) + 1
        self.headings: list[Heading] = []
        self.concealed: list[Concealed] = []

    @property
    def title(self) -> str:
        """Its title, or the name of its file where it has none."""
        return str(self.meta.get("title", self.src.rpartition("/")[2].removesuffix(".md")))

    @cached_property
    def meta_lines(self) -> dict[str, int]:
        """The first line of each field of the front matter, the inner ones too."""
        found: dict[str, int] = {}
        for number, line in enumerate(self.lines[: self.body_line - 1], 1):
            if match := re.match(r"\s*([\w-]+):", line):
                found.setdefault(match[1], number)
        return found

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text, so that line N of the file stands at index N - 1."""
        return self.text.split("\n")

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The `##` sections in order, each with its `###` sections, those with their `####`."""
        return self._nested(self.headings, 2, len(self.text))

    @cached_property
    def citations(self) -> tuple[tuple[int, str, tuple[str, ...]], ...]:
        """Every `[@one; @two]` as (line, the text in the brackets, its ids)."""
        return tuple(
            (
                self.text.count("\n", 0, match.start()) + 1,
                match[1],
                tuple(id_.strip().removeprefix("@") for id_ in match[1].split(";")),
            )
            for match in _CITED.finditer(self.text)
        )

    @cached_property
    def cited(self) -> dict[str, None]:
        """The ids of all sources that the page cites, in the order of their first use."""
        marks = _CITED.findall(self.text)
        ids = dict.fromkeys("; @".join(marks).split("; @")) if marks else {}
        joined = "".join(ids)
        if joined.isascii() and not any(mark in joined for mark in ";@ \t\n"):
            return ids
        return dict.fromkeys(id_.strip().removeprefix("@") for id_ in ";".join(marks).split(";"))

    @cached_property
    def reading(self) -> readability.Reading:
        """How hard the page is to read and how long it takes."""
        return readability.reading(self.text)

    def section(self, text: str) -> Section | None:
        """Return the first `##` section of that name."""
        return next((s for s in self.sections if s.heading.text == text), None)

    def _nested(self, headings: Sequence[Heading], level: int, last: int) -> tuple[Section, ...]:
        """The sections of one level; `last` is the place in the text at which the last one ends."""
        starts = [index for index, heading in enumerate(headings) if heading.level <= level]
        found = []
        for start, after in zip(starts, [*starts[1:], len(headings)], strict=False):
            heading = headings[start]
            if heading.level == level:
                end = headings[after].at - 1 if after < len(headings) else last
                inner = self._nested(headings[start + 1 : after], level + 1, end) if after > start + 1 else ()
                found.append(Section(heading, self.text.find("\n", heading.at) + 1 or last, end, inner))
        return tuple(found)


def plain(text: str) -> str:
    """Return a line of Markdown as plain text: without citations, links and marks of emphasis."""
    text = re.sub(rf"(?<!\s)\s*+{CITATION}", "", text)
    return re.sub(r"[*_`]", "", re.sub(LINK, r"\1", text)).strip()


def below(path: StrPath, folder: StrPath) -> str:
    """Return a path as it reads from a folder that holds it, with `/` between folders; one that lies elsewhere as it is."""
    return os.fspath(path).removeprefix(os.path.join(folder, "")).replace(os.sep, "/")


def kind_of(src: str) -> str:
    """Return the kind of a page from its path below `docs/`."""
    if src == "index.md":
        return "home"
    folder, _, name = src.partition("/")
    if name and not name.endswith("/index.md") and name != "index.md":
        return {"treatments": "treatment", "guides": "guide"}.get(folder, "page")
    return "page"


def read(path: StrPath, docs: StrPath) -> Page:
    """Read the page at `path`, which lies below `docs`.

    Raises:
        UnreadableError: the file cannot be opened, is no UTF-8, is too large, or its front
            matter is no YAML mapping.
    """
    src = below(path, docs)
    return parse(decode(content(path)), src, kind_of(src))


def content(path: StrPath) -> bytes:
    """Return what is in a file. Raises `UnreadableError` where it cannot be opened or is too large."""
    try:
        with open(path, "rb", buffering=0) as file:
            raw = file.read()
    except IsADirectoryError:
        raise UnreadableError(
            1, "this is a folder, not a page", "Rename the folder so that its name does not end in .md."
        ) from None
    except FileNotFoundError:
        what = "a link that points nowhere" if os.path.islink(path) else "missing"
        raise UnreadableError(1, f"this file is {what}", "Put the page here, or delete the name.") from None
    except OSError as error:
        raise UnreadableError(1, f"this file cannot be opened ({error.strerror})", "Make the file readable.") from None
    if len(raw) > LARGEST:
        raise UnreadableError(1, f"this file has {len(raw):,} bytes", f"A page has fewer than {LARGEST:,}: split it.")
    return raw


def decode(raw: bytes) -> str:
    """Return the text of a file. Raises `UnreadableError` where it is no UTF-8."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UnreadableError(
            line, "a character here is not UTF-8", "Save the file again with the encoding UTF-8."
        ) from None


def parse(text: str, src: str, kind: str) -> Page:
    """Turn the text of a page into data. Raises `UnreadableError` as `read` does."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    # Little is left, so that looking for what is rare takes no time.
    rare = text.encode("utf-8", "surrogatepass").translate(None, _COMMON)
    if len(rare.translate(None, _CONTROL)) < len(rare) or any(mark in text for mark in _LINE_BREAKS):
        hidden = re.search(rf"[{re.escape(_CONTROL.decode())}{_LINE_BREAKS}]", text)
        line = text.count("\n", 0, hidden.start() if hidden else 0) + 1
        raise UnreadableError(line, "an invisible control character stands here", "Delete this line and type it again.")
    meta, start = _front_matter(text)
    page = Page(src, kind, meta, text, start, rare)
    if not _read_plain(page):
        _walk(page)
    return page


def _front_matter(text: str) -> tuple[dict[str, Any], int]:
    match = _FRONT_MATTER.match(text)
    if not match:
        return {}, 0
    try:
        return front_matter.read(match[1]), match.end()
    except front_matter.FrontMatterError as error:
        raise UnreadableError(error.line + 1, error.problem, error.fix) from None


def _read_plain(page: Page) -> bool:
    """Read the headings of a page on which nothing hides one or only looks like one; False for any other page.

    Without these signs a page has no fence, comment, HTML or underline, and where each # is a mark of a heading none
    stands in a list or quote. Nearly every page is so, and `_walk`, which would find the same, takes far longer.
    """
    text, before = page.text, page.start - 1
    if before < 0 or len(page.rare.translate(None, _HIDING)) < len(page.rare) or _BOLD_OR_RULE.search(text, before):
        return False
    found = [Heading(*_heading(match[1]), text, match.start(1)) for match in _MARKED.finditer(text, before)]
    if sum(heading.level for heading in found) != page.rare.count(b"#"):
        return False
    page.headings = found
    return True


def _walk(page: Page) -> None:
    """Sort every heading of the page into accepted and concealed; blank what does not show."""
    lines, concealed = page.lines, page.concealed
    accepted: list[tuple[int, str, int]] = []
    doubt = ""
    fence: tuple[str, int] | None = None
    comment = 0
    blank = True
    indent_owner = "an indented block"
    for index, line in enumerate(lines[page.body_line - 1 :], page.body_line - 1):
        number = index + 1
        if fence:
            _note(concealed, line, number, f"inside a code fence that opens at line {fence[1]}")
            if line.rstrip() == fence[0]:
                fence = None
            lines[index] = ""
            blank = False
            continue
        if comment:
            _note(concealed, line, number, f"inside a comment that opens at line {comment}")
            if "--" in line:
                if not re.fullmatch(r"(?:(?!--).)*-->[ \t]*", line):
                    doubt = doubt or f"after the comment that ends at line {number}, which may swallow it"
                comment = 0
            lines[index] = ""
            continue
        if not line or (line[0] in " \t" and not line.strip(" \t")):
            blank = True
            continue
        head = line[0]
        if head == "#":
            level, text = _heading(line)
            if level and blank and not doubt:
                accepted.append((level, text, number))
            else:
                why = "without an empty line before it" if level else "with marks that hide or change it"
                _note(concealed, line, number, doubt or why)
        elif (head.isalpha() or head == "|") and "#" not in line and "<" not in line:
            indent_owner = "an indented block"
        elif line[:2] == "- " and line[2:].lstrip("*")[:1].isalpha() and "#" not in line and "<" not in line:
            indent_owner = "a list"
        elif head == "<" and not doubt and (re.match(_COMMENT, line) or re.match(r"<!--(?!-?>)(?:(?!--).)*\Z", line)):
            _note(concealed, line, number, "inside a comment")
            if not re.match(_COMMENT, line):
                comment = number
            elif not blank:
                doubt = f"after the comment at line {number}, which touches the text above it"
            lines[index] = ""
            continue
        else:
            if head in "`~" and blank and not doubt and (match := re.match(_FENCE, line)):
                close = next((i for i in range(index + 1, len(lines)) if lines[i].rstrip() == match[1]), None)
                if close is not None:
                    fence = (match[1], number)
                    lines[index] = ""
                    blank = False
                    continue
            if head in " \t>`~-*+0123456789" and re.match(_FENCE_LIKE, line):
                doubt = doubt or f"after the code fence at line {number}, which may swallow it"
            if "<" in line and re.search(_RISKY, line):
                doubt = doubt or f"after the raw HTML at line {number}, which may swallow it"
            if re.match(_TAB, line):
                indent_owner = "an admonition or tab"
            elif head not in " \t":
                indent_owner = "a list" if head in "-*+0123456789" else "an indented block"
            if "#" in line or "<h" in line or "<H" in line:
                owner = "a quote" if line.lstrip().startswith(">") else indent_owner
                _note(concealed, line, number, f"inside {owner}")
            elif head in "=-" and not blank and re.match(_UNDERLINE, line) and lines[index - 1].strip():
                concealed.append(
                    Concealed(
                        1 if head == "=" else 2,
                        lines[index - 1].strip(),
                        number - 1,
                        "underlined instead of marked with #",
                    )
                )
            elif head == "*" and (match := re.fullmatch(r"\*\*([^*]{3,40})\*\*:?", line.strip())):
                concealed.append(Concealed(0, match[1], number, "in bold, not a heading"))
        blank = False
    page.text = "\n".join(lines)
    places = [0, *accumulate(len(line) + 1 for line in lines)]
    page.headings = [Heading(level, text, page.text, places[number - 1]) for level, text, number in accepted]


@lru_cache(4096)  # nearly all pages share most of their headings
def _heading(line: str) -> tuple[int, str]:
    """The level and the text of a line that is a heading and no more than that; level 0 for any other line."""
    match = _PLAIN.match(line.rstrip(" \t"))
    return (len(match[1]), match[2].rstrip()) if match else (0, "")


def _note(concealed: list[Concealed], line: str, number: int, where: str) -> None:
    if len(line) > 500:
        return
    if match := re.match(_HEADING_LIKE, line):
        if not match["gap"] and not match["lead"]:
            where = "without a space after the #"
        text = re.sub(r"\{.*\}|[*_`#\[\]]|\(.*\)|<!--|-->", "", match["text"]).strip()
        concealed.append(Concealed(len(match["marks"]), text, number, where))
    elif match := re.search(_HTML_HEADING, line):
        concealed.append(Concealed(int(match[1]), re.sub(r"<[^>]*>", "", match[2]).strip(), number, "written as HTML"))
