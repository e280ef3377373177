import pytest

import guidance
import strip
from conftest import DOCS, TREATMENTS


@pytest.mark.parametrize("path", TREATMENTS, ids=lambda p: p.stem)
def test_bars_stand_in_order_on_one_scale(path):
    page = guidance.read(path, DOCS)
    drawn = strip.strip(page)
    timed = [s.time for s in page.section("Recovery").sections if s.time.from_day is not None]
    assert [bar.label for bar in drawn.bars] == [time.text for time in timed]
    assert [bar.x for bar in drawn.bars] == sorted(bar.x for bar in drawn.bars)
    assert all(bar.x >= 0 and bar.x + bar.width <= strip.WIDTH + 4 for bar in drawn.bars)
    assert max(bar.x + bar.width for bar in drawn.bars) >= strip.WIDTH - 1
    assert [x for _, x in drawn.ticks] == sorted({x for _, x in drawn.ticks})


def test_a_row_says_its_first_sentence_without_marks():
    text = "---\ntitle: x\n---\n\n## Recovery\n\n### Days 2 to 7\n\n- **Rest,** see [this](x.md). Then go. [@a]\n"
    (bar,) = strip.strip(guidance.parse(text, "x.md", "treatment")).bars
    assert bar.what == "Rest, see this."


def test_a_page_without_recovery_times_has_no_drawing():
    assert strip.strip(guidance.parse("---\ntitle: x\n---\n\n## Recovery\n\ntext\n", "x.md", "guide")) is None
