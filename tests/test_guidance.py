import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import guidance
from conftest import DOCS, TREATMENTS

GOOD = """---
title: A page
---

# A page

## Prepare

### 6 weeks before

- **Stay out of the sun,**
  even in winter.
- Shave.

## Recovery

### Get help

#### Call your clinic

- Blisters.
"""


def page(text, kind="treatment"):
    return guidance.parse(text, "page.md", kind)


def test_sections_times_and_steps_carry_their_lines():
    prepare, recovery = page(GOOD).sections
    assert (prepare.heading.text, prepare.heading.line) == ("Prepare", 7)
    (time,) = prepare.sections
    assert time.time.from_day == -42
    assert [(s.text, s.line) for s in time.steps] == [("**Stay out of the sun,** even in winter.", 11), ("Shave.", 13)]
    assert recovery.sections[0].sections[0].heading.text == "Call your clinic"


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path):
    path = tmp_path / "treatments" / "x.md"
    path.parent.mkdir()
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert guidance.read(path, tmp_path).headings == page(GOOD).headings


@pytest.mark.parametrize(
    ("raw", "line", "says"),
    [
        (b"---\ntitle: x\n---\n\n# A\n\xff", 6, "UTF-8"),
        (b"---\ntitle: a: b\n---\n", 2, "YAML"),
        (b"---\n- a\n---\n", 1, "list of fields"),
        (b"---\ndate: 2026-13-45\n---\n", 1, "value"),
        (b"---\na: " + b"[" * 30 + b"\n---\n", 1, "nested"),
        (b"# A\n\x00\n", 2, "control"),
        (b"a" * 1_000_001, 1, "bytes"),
    ],
)
def test_a_file_that_cannot_be_read_says_where_and_why(tmp_path, raw, line, says):
    path = tmp_path / "x.md"
    path.write_bytes(raw)
    with pytest.raises(guidance.UnreadableError) as caught:
        guidance.read(path, tmp_path)
    assert caught.value.line == line
    assert says in caught.value.problem
    assert caught.value.fix


def test_a_folder_and_a_dead_link_are_said_to_be_such(tmp_path):
    (tmp_path / "x.md").mkdir()
    (tmp_path / "y.md").symlink_to(tmp_path / "nowhere")
    with pytest.raises(guidance.UnreadableError, match="folder"):
        guidance.read(tmp_path / "x.md", tmp_path)
    with pytest.raises(guidance.UnreadableError, match="nowhere"):
        guidance.read(tmp_path / "y.md", tmp_path)


lines = st.lists(
    st.sampled_from(
        ["", "", "", "", "# A page", "## Prepare", "### 6 weeks before", "## Prepare ", "##Prepare", "## *Prepare*", "####### Seven",
         " ## Prepare", "- ## Prepare", "> ## Prepare", "text # text", "text", "- item", "  more of it", "    indented", " ", "-", "---", "--  ",
         "**Prepare**", "**Prepare:** text", "**Prepare**: ", "**Prepare**\xa0", "- **Bold**", "!!! note", "| a | b |", "[@a; @b]"]
    ),
    max_size=12,
)  # fmt: skip


@example(["## Prepare"])
@example(["text", "## Prepare"])
@example([" ", "## Prepare"])
@example(["", "## Prepare", "## Prepare"])
@example(["Prepare", "---"])
@example(["**Prepare**"])
@settings(max_examples=1500, deadline=None)
@given(lines)
def test_a_sign_that_hides_nothing_changes_no_heading(lines):
    text = "---\ntitle: A page\n---\n" + "\n".join(lines)
    without, beside = page(text), page(f"{text}\n\n1 < 2\n")
    for read in (without, beside):
        assert read.lines[: text.count("\n") + 1] == text.split("\n")
    assert [(h.level, h.text, h.line, h.at) for h in without.headings] == [
        (h.level, h.text, h.line, h.at) for h in beside.headings
    ]
    assert without.concealed == beside.concealed


@given(st.lists(st.sampled_from(["#", "##", "###", "####", "#####"]), max_size=12))
def test_a_section_ends_where_the_next_of_its_level_or_above_starts(levels):
    names = [f"{marks} Part {number}" for number, marks in enumerate(levels)]
    text = "---\ntitle: x\n---\n\n" + "".join(f"{name}\n\nUnder it.\n\n" for name in names)

    def held(section):
        level = section.heading.level
        inside = []
        for name in names[names.index(f"{'#' * level} {section.heading.text}") + 1 :]:
            if len(name.split()[0]) <= level:
                break
            inside.append(name)
        assert [line for line in section.lines if line.startswith("#")] == inside
        assert [part.heading.level for part in section.sections] == [level + 1] * len(section.sections)
        for part in section.sections:
            held(part)

    read = page(text)
    assert [section.heading.text for section in read.sections] == [n[3:] for n in names if n.startswith("## ")]
    for section in read.sections:
        held(section)


@pytest.mark.parametrize(
    ("path", "kind"),
    [("index.md", "home"), ("treatments/x.md", "treatment"), ("guides/x.md", "guide"), ("treatments/index.md", "page"), ("about/x.md", "page")],
)  # fmt: skip
def test_the_folder_decides_the_kind(path, kind):
    assert guidance.kind_of(path) == kind


@pytest.mark.parametrize("path", TREATMENTS, ids=lambda p: p.stem)
def test_every_step_of_prepare_on_the_site_stands_under_a_time(path):
    prepare = guidance.read(path, DOCS).section("Prepare")
    assert prepare.sections
    assert all(part.time and part.steps for part in prepare.sections)
