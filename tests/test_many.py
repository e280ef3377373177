"""Many pages are checked on every core, and come to the same as one by one."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from pathlib import Path

import pytest

import check
import many

GOOD = Path(__file__).with_name("rules") / "guides" / "good.md"
CORES = os.cpu_count() or 1
PLENTY = range(many.FEWEST * CORES + 7)
HERE = os.getpid()


def who(_: Sequence[int]) -> int:
    return os.getpid()


def test_many_things_are_done_on_every_core_and_few_are_done_here():
    assert len(set(many.each(who, PLENTY))) == CORES
    assert list(many.each(who, range(many.FEWEST))) == [HERE]
    assert list(many.each(who, [])) == [HERE]


@pytest.mark.parametrize("items", [PLENTY, PLENTY[1:], range(many.FEWEST), range(0)])
def test_everything_is_done_once(items):
    assert sorted(item for share in many.each(list, items) for item in share) == list(items)


def test_what_a_killed_helper_left_is_done_here():
    def die_elsewhere(share: Sequence[int]) -> list[int]:
        if os.getpid() != HERE:
            os.kill(os.getpid(), signal.SIGKILL)
        return list(share)

    assert sorted(item for share in many.each(die_elsewhere, PLENTY) for item in share) == list(PLENTY)


def test_an_error_in_a_helper_is_an_error_here():
    def refuse(share: Sequence[int]) -> None:
        if 1 in share:
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        list(many.each(refuse, PLENTY))


def test_an_answer_of_any_size_arrives():
    assert sum(map(len, many.each(lambda share: b"x" * 10_000 * len(share), PLENTY))) == 10_000 * len(PLENTY)


def test_many_pages_have_the_findings_that_each_has_alone(tmp_path):
    (tmp_path / "guides").mkdir()
    text = GOOD.read_text("utf-8")
    for number in PLENTY:
        fault = {1: text.replace("## Recovery", "## Aftercare"), 2: "\x00", 3: "---\nexempt: lists the pages\n---\n"}
        (tmp_path / "guides" / f"{number:03}.md").write_text(fault.get(number % 7, text), "utf-8")
    paths = list(check.pages_below(tmp_path))
    together = check.check_all(paths, tmp_path)
    alone = [check.check_all([path], tmp_path) for path in paths]
    assert together.findings == sorted(finding for result in alone for finding in result.findings)
    assert len(together.findings) > len(PLENTY) / 7
    assert together.cited == set().union(*(result.cited for result in alone))
    assert together.checked == len(paths)
    assert together.exempt == sorted(page for result in alone for page in result.exempt)
