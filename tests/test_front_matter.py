"""The quick reader and the YAML library say the same of every block that the quick one takes."""

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

import front_matter
from conftest import DOCS, PAGES

NAMES = st.sampled_from(["title", "glance", "sessions", "checked", "skin_tones", "on", "Yes", "a1", "I"])
SCALARS = st.sampled_from(
    ["3", "0", "007", "3 to 6", "308 nm", "1e5", "1_000", "0x1F", "2026-11-22", "2026-02-30", "true", "No", "null", "~",
     "Nd:YAG", "a: b", "a:", "red ", "not known", "Stings, mostly", "what?", "- x", "# no", "a # b", '"a: b"', '"on"',
     '"Growths, warts"', "'x'", "*a", "&a x", "!!str x", "|", ">", "é", "12:30", "1 to 2", "x; y", "", "1.5", ".inf"]
)  # fmt: skip
VALUES = st.one_of(
    SCALARS,
    st.lists(SCALARS, max_size=4).map(lambda held: f"[{', '.join(held)}]"),
    st.dictionaries(SCALARS, SCALARS, max_size=3).map(
        lambda held: "{" + ", ".join(f"{k}: {v}" for k, v in held.items()) + "}"
    ),
)
LINES = st.builds("{}{}:{}{}".format, st.sampled_from(["", "", "", "  ", "   "]), NAMES, st.sampled_from([" ", " ", "", "  "]), VALUES)  # fmt: skip
BLOCKS = st.lists(LINES, max_size=6).map(lambda lines: "".join(f"{line}\n" for line in lines))


def as_yaml(block: str) -> object:
    try:
        return yaml.safe_load(block)
    except (yaml.YAMLError, ValueError):
        return "no YAML"


@settings(max_examples=3000)
@given(st.one_of(BLOCKS, st.text()))
@example("title: x\n  sessions: 3\n")
@example("glance:\n  on: 3\n")
@example('problems: ["Growths, warts and nails", Acne]\n')
def test_what_is_read_quickly_is_what_yaml_reads(block):
    quick = front_matter.read_plain(block)
    assert quick is None or quick == as_yaml(block)
    assert quick is None or str(quick) == str(as_yaml(block)), "also of the same types"


def test_nearly_all_pages_are_read_quickly():
    blocks = [(DOCS / page).read_text().split("---\n")[1] for page in PAGES]
    quick = [front_matter.read_plain(block) for block in blocks]
    assert sum(fields is not None for fields in quick) >= 0.8 * len(blocks)
    assert all(fields is None or fields == yaml.safe_load(block) for fields, block in zip(quick, blocks, strict=True))


@pytest.mark.parametrize(
    ("block", "line", "words"),
    [("title: a: b\n", 1, "not valid YAML"), ("- x\n", 0, "not a list of fields"), ("checked: 2026-02-30\n", 0, "2026-11-22"),
     ("a: " + "[" * 30, 0, "too deep"), ("a: " + "x" * 30_000, 0, "too long")],
)  # fmt: skip
def test_front_matter_that_cannot_be_read_says_where_and_why(block, line, words):
    with pytest.raises(front_matter.FrontMatterError) as caught:
        front_matter.read(block)
    assert caught.value.line == line
    assert words in f"{caught.value.problem} {caught.value.fix}"
