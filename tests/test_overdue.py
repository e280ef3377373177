from datetime import date

import guidance
import overdue


def page(name, when):
    return guidance.parse(f"---\ntitle: x\nnext_check: {when}\n---\n", name, "guide")


def test_overdue_pages_stand_before_those_due_soon_and_others_are_left_out():
    pages = [page("a.md", "2027-12-01"), page("b.md", "2027-11-01"), page("c.md", "2028-06-01")]
    assert [p.src for _, p in overdue.due(pages, date(2027, 11, 10))] == ["b.md", "a.md"]


def test_only_what_is_past_fails(capsys):
    assert overdue.main(["2026-11-23"]) == 0
    assert overdue.main(["2030-01-01"]) == 1
    assert "overdue by" in capsys.readouterr().out
