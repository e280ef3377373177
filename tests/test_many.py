"""Many pages are checked on every core, and come to the same as one by one."""

from __future__ import annotations

import os
from pathlib import Path

import check
import many

GOOD = Path(__file__).with_name("rules") / "guides" / "good.md"


def helper(_: range) -> int:
    return os.getpid()


def test_many_things_are_done_by_helpers_and_few_are_done_here():
    assert os.getpid() not in set(many.each(helper, range(many.FEWEST)))
    assert list(many.each(helper, range(many.FEWEST - 1))) == [os.getpid()]
    assert list(many.each(helper, [])) == []


def test_what_is_done_comes_back_in_order_and_nothing_is_done_twice():
    for items in (range(many.FEWEST), range(many.FEWEST + 1), range(many.FEWEST - 1)):
        assert [item for share in many.each(list, items) for item in share] == list(items)


def test_many_pages_have_the_findings_that_each_has_alone(tmp_path):
    (tmp_path / "guides").mkdir()
    text = GOOD.read_text("utf-8")
    for number in range(many.FEWEST + 1):
        fault = {1: text.replace("## Recovery", "## Aftercare"), 2: "\x00", 3: "---\nexempt: lists the pages\n---\n"}
        (tmp_path / "guides" / f"{number:03}.md").write_text(fault.get(number % 7, text), "utf-8")
    paths = list(check.pages_below(tmp_path))
    together = check.check_all(paths, tmp_path)
    alone = [check.check_all([path], tmp_path) for path in paths]
    assert together.findings == sorted(finding for result in alone for finding in result.findings)
    assert len(together.findings) > many.FEWEST / 7
    assert together.cited == set().union(*(result.cited for result in alone))
    assert together.checked == len(paths)
