"""Every heading that the check accepts is one that MkDocs shows, with this site's extensions, in that order."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from mkdocs.config import load_config
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

import guidance
from citations import Citations
from conftest import ROOT
from outline import Outline

HEADINGS = ["Prepare", "Recovery", "What to expect", "6 weeks before", "Get help", "Is it for you?"]


class Shown(HTMLParser):
    """Collects the headings that a reader sees: not in a quote, a list, a closed box or a code block."""

    HIDING = ("blockquote", "li", "details", "pre", "table", "dl")

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.heading: tuple[int, list[str]] | None = None
        self.found: list[tuple[int, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.HIDING:
            self.open.append(tag)
        if re.fullmatch(r"h[1-6]", tag) and not self.open and "hidden" not in dict(attrs):
            self.heading = (int(tag[1]), [])

    def handle_endtag(self, tag: str) -> None:
        if self.open and tag == self.open[-1]:
            self.open.pop()
        if self.heading and re.fullmatch(r"h[1-6]", tag):
            self.found.append((self.heading[0], " ".join("".join(self.heading[1]).split())))
            self.heading = None

    def handle_data(self, data: str) -> None:
        if self.heading:
            self.heading[1].append(data)


@pytest.fixture(scope="module")
def render(tmp_path_factory):
    """MkDocs itself, on one page."""
    folder = tmp_path_factory.mktemp("docs")
    site = folder.with_name("site")
    config = load_config(str(ROOT / "mkdocs.yml"), docs_dir=str(folder), site_dir=str(site))
    config.markdown_extensions += [Citations({}), Outline()]

    def shown(raw: bytes) -> list[tuple[int, str]]:
        path = folder / "page.md"
        path.write_bytes(raw)
        page = Page(None, File("page.md", str(folder), str(site), use_directory_urls=True), config)
        page.read_source(config)
        page.render(config, Files([]))
        parser = Shown()
        parser.feed(page.content)
        return parser.found

    return shown


heading = st.builds(
    "{}{}{}{}{}".format,
    st.sampled_from(["", "", "", "", " ", "   ", "    ", "\t", "> ", "- ", "1. ", "\\", "\xa0"]),
    st.sampled_from(["#", "##", "##", "##", "###", "####", "#######"]),
    st.sampled_from([" ", " ", " ", "", "  ", "\t", "\xa0"]),
    st.sampled_from(HEADINGS),
    st.sampled_from(["", "", "", " ", " ##", " { #id }", " {: hidden }", " <!-- x -->", " [@id]", "\\", "*", "`"]),
)
plain = st.builds("\n{} {}\n".format, st.sampled_from(["##", "###", "####"]), st.sampled_from(HEADINGS))
line = st.one_of(
    plain,
    plain,
    plain,
    heading,
    st.just(""),
    st.just(""),
    st.sampled_from(
        [
            "```",
            "~~~",
            "````",
            "```python",
            "``` { .x }",
            "```{.x hl_lines='1'}",
            "  ```",
            "> ```",
            "- ```",
            "`` ` ``",
            "<!--",
            "-->",
            "<!-- x -->",
            "<!-->",
            "<!--->",
            "<!-- a -- b -->",
            "<!-- x",
            "x -->",
            "--!>",
            "text <!-- x",
            "<div>",
            "</div>",
            "<div",
            "<div markdown>",
            "<details>",
            "<script>",
            "</script>",
            "<style>",
            "<pre>",
            "<p>",
            "<?php",
            "?>",
            "<![CDATA[",
            "]]>",
            "<!DOCTYPE html>",
            "<br>",
            "<span hidden>",
            "<h2>Recovery</h2>",
            "a <b",
            "<textarea>",
            "<title>",
            "<table><tr><td>",
            "<svg>",
            "<x-y>",
            "&lt;div&gt;",
            "`<div>`",
            "<https://x.org>",
            "<",
            "!!! note",
            '!!! note "Title"',
            "??? note",
            "???+ note",
            '=== "Tab"',
            "/// note",
            "///",
            '--8<-- "x.md"',
            "    indented",
            "\tindented",
            "- item",
            "1. item",
            "* item",
            "+ item",
            "> quote",
            ": definition",
            "Term",
            "====",
            "----",
            "---",
            "...",
            "***",
            "text",
            "two words",
            "| a | b |",
            "| --- | --- |",
            "[TOC]",
            "[[TOC]]",
            "[^1]: note",
            "[a]: http://x.org",
            "[a]: <x",
            "*[HTML]: abbreviation",
            "{: hidden }",
            "\\",
            "\xa0",
            "\f",
            "\x02",
            "\x03wzxhzdk:0\x03",
            "\u2028",
            "\v",
            "[link](",
            "](x)",
            "**bold",
            "text  ",
            "title: x",
            "$$",
            "\x1b",
        ],
    ),
    st.text(alphabet=st.characters(blacklist_categories=["Cs"]), max_size=12),
)
document = st.builds(
    lambda front, lines, end, mark: (mark + front + "\n".join(lines)).replace("\n", end).encode(),
    st.sampled_from(["", "---\ntitle: x\n---\n", "---\ntitle: x\n---\n\n", "---\ntitle: x\n", "---\n- x\n---\n", "key: value\n", "--- \ntitle: x\n...\n"]),
    st.lists(line, max_size=14),
    st.sampled_from(["\n", "\n", "\n", "\r\n", "\r"]),
    st.sampled_from(["", "", "", "\ufeff"]),
)  # fmt: skip


@example(b"text\n\n<div>\n\n## Recovery\n")
@example(b"<!-->\n\n## Recovery\n\n-->\n")
@example(b"``` { .x }\n\n```\n\n## Recovery\n\n```\n")
@example(b"> ```\n\n## Recovery\n")
@example(b"a <!-- b\n\n## Recovery\n\n-->\n")
@example(b"## Recovery\n\ntext\n")
@settings(
    max_examples=1500, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(document)
def test_every_accepted_heading_is_shown(render, raw):
    try:
        page = guidance.parse(raw.decode("utf-8-sig"), "page.md", "guide")
    except guidance.UnreadableError:
        return
    accepted = [(h.level, " ".join(html.unescape(h.text).split())) for h in page.headings]
    shown = iter(render(raw))
    missing = [h for h in accepted if h not in shown]
    assert not missing, (raw, accepted)


def test_it_is_not_sound_by_accepting_nothing(render):
    raw = b"---\ntitle: x\n---\n\n# X\n\n## Prepare\n\n- a\n\n```\n## No\n```\n\n<!-- a\n## No\n-->\n\n## Recovery\n\ntext\n"
    page = guidance.parse(raw.decode(), "page.md", "guide")
    assert [h.text for h in page.headings] == ["X", "Prepare", "Recovery"]
    assert [text for _, text in render(raw)] == ["X", "Prepare", "Recovery"]
