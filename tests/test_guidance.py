import pytest

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
