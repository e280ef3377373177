import pytest
import textstat
from hypothesis import given
from hypothesis import strategies as st

import readability
from conftest import DOCS, PAGES


@pytest.mark.parametrize(
    "page", [p for p in PAGES if p.split("/")[0] in ("treatments", "guides", "index.md") and "/index" not in p]
)
def test_no_page_is_harder_than_grade_6_9(page):
    assert readability.reading((DOCS / page).read_text()).grade <= 6.9


@pytest.mark.parametrize("page", [p for p in PAGES if "/index" not in p])
def test_our_figure_stays_near_that_of_textstat(page):
    """textstat looks words up in a dictionary that has no "hyperpigmentation"; ours never flatters by more than half a grade."""
    text = (DOCS / page).read_text()
    plain = " ".join(s.rstrip(".:;, ") + ("." if s[-1] not in "?!" else "") for _, s, *_ in readability.sentences(text))
    assert -0.5 <= readability.reading(text).grade - textstat.flesch_kincaid_grade(plain) <= 1.3


@pytest.mark.parametrize(
    ("word", "count"),
    [("skin", 1), ("laser", 2), ("needed", 2), ("used", 1), ("area", 3), ("people", 2), ("treated", 2), ("medicine", 3),
     ("melanoma", 4), ("sometimes", 2), ("fewer", 2), ("make-up", 2), ("20", 2), ("one", 1), ("are", 1)],
)  # fmt: skip
def test_syllables_of_words_that_pages_use(word, count):
    assert readability.syllables(word) == count


def test_headings_tables_code_and_citations_do_not_count():
    text = "---\ntitle: Incomprehensibility\n---\n\n# Photothermolysis\n\nThe cat sat. [@x-y]\n\n| Hyperpigmentation | x |\n| --- | --- |\n\n```\ncode\n```\n"
    assert readability.sentences(text) == ((7, "The cat sat.", 3, 3),)


@pytest.mark.parametrize(
    "hidden",
    [
        "[@x-y]",
        "[@x-y;\n@z]",
        "![Photothermolysis](a.svg)",
        "<!-- Photothermolysis -->",
        "<!-- a\n\nb -->",
        "<!-- <!-- a -->",
    ],
)
def test_what_nobody_reads_does_not_count(hidden):
    counted = readability.sentences(f"The cat sat.\n\n{hidden}\n\nThe dog ran.")
    assert [sentence.text for sentence in counted if sentence.words > 1] == ["The cat sat.", "The dog ran."]


@pytest.mark.parametrize("link", ["[cat](x.md)", '[cat](https://example.org/a_(b "c")', "[cat](<a b.md>)"])
def test_a_link_counts_as_its_words(link):
    assert readability.sentences(f"The {link} sat.")[0].words == 3


def test_long_words_and_sentences_raise_the_grade():
    easy = readability.reading("The cat sat on the mat.")
    assert easy.grade < readability.reading("Considerable hyperpigmentation necessitates evaluation.").grade


@given(st.text())
def test_any_text_has_a_grade(text):
    assert isinstance(readability.reading(text).grade, float)
    assert readability.reading(text).minutes >= 1
