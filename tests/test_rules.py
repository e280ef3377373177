"""Each rule: a readable page that breaks it, with the exact message beside it, and pages that pass."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import check
import guidance
import rules
import style
from conftest import ROOT

RULES = ROOT / "tests" / "rules"
BROKEN = sorted(RULES.rglob("*.txt"))
GOOD = sorted(RULES.rglob("good.md"))


def findings(page: Path) -> list:
    return check.check_all([page], RULES).findings


@pytest.mark.parametrize("expected", BROKEN, ids=lambda p: p.stem)
def test_the_page_gets_exactly_this_message(expected):
    said = [f"{f.path}:{f.line}: {f.rule}: {f.problem}. {f.fix}" for f in findings(expected.with_suffix(".md"))]
    assert "\n".join(said) == expected.read_text().strip()


@pytest.mark.parametrize("page", GOOD, ids=lambda p: p.parent.name)
def test_a_good_page_gets_none(page):
    assert findings(page) == []


def test_every_rule_has_a_page_that_breaks_it_and_a_line_of_documentation():
    broken = {line.split(": ")[1] for path in BROKEN for line in path.read_text().splitlines()}
    assert broken == {*rules.RULES, "unreadable-file"}
    assert all(rule.__doc__ for rule in rules.RULES.values())


@pytest.mark.parametrize(
    ("heading", "meant"),
    [("Aftercare", "Recovery"), ("Downtime", "Recovery"), ("Pre-treatment", "Prepare"), ("Results", "What to expect"),
     ("recovery", "Recovery"), ("Recovry", "Recovery"), ("Getting ready", "Prepare")],
)  # fmt: skip
def test_what_contributors_write_instead_is_understood(tmp_path, heading, meant):
    page = tmp_path / "guides" / "x.md"
    page.parent.mkdir()
    page.write_text((RULES / "guides" / "good.md").read_text().replace(f"## {meant}\n", f"## {heading}\n"))
    (finding,) = check.check_all([page], tmp_path).findings
    assert finding.rule == "near-miss"
    assert f"Did you mean `## {meant}`?" in finding.fix


@pytest.mark.parametrize(
    ("pattern", "parts"),
    [(style._AVOIDED, style._AVOIDED_PARTS), (style._ALONE, style._ALONE_PARTS)],
)
def test_what_a_page_is_first_searched_for_stands_in_all_that_a_rule_refuses(pattern, parts):
    @given(st.from_regex(pattern, fullmatch=True))
    def holds(text):
        held = text.casefold()
        assert any(part in (held.encode() if isinstance(part, bytes) else held) for part in parts)

    holds()


@given(st.from_regex(rules._PLACEHOLDER, fullmatch=True, alphabet=st.characters(exclude_categories=["C", "Zl", "Zp"])))
def test_all_that_is_left_to_fill_in_is_found(text):
    page = guidance.parse(f"# A page\n\nSkin heals in {text} days.\n", "guides/x.md", "guide")
    assert list(rules.placeholder(page, rules.Site())) or "`" in text


def test_the_same_heading_at_another_level_is_a_near_miss(tmp_path):
    page = tmp_path / "guides" / "x.md"
    page.parent.mkdir()
    page.write_text((RULES / "guides" / "good.md").read_text().replace("## Recovery\n", "### Recovery\n"))
    (finding,) = check.check_all([page], tmp_path).findings
    assert finding.rule == "near-miss"


@pytest.mark.parametrize(("cut", "rule"), [("down[@id]time", "avoided-word"), ("TO`x`DO", "placeholder")])
def test_a_word_that_a_mark_cuts_in_two_is_still_found(tmp_path, cut, rule):
    page = tmp_path / "guides" / "x.md"
    page.parent.mkdir()
    page.write_text((RULES / "guides" / "good.md").read_text() + f"\nThis is {cut} here.\n")
    assert rule in {finding.rule for finding in check.check_all([page], tmp_path).findings}
