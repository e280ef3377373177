import markdown

from bibliography import Source
from citations import Citations

SOURCES = {
    name: Source(name, f"Title {name}", "Author", "Journal", year, "trial", f"https://x.example/{name}")
    for name, year in (("a", "2020"), ("b", ""), ("c", "2022"))
}


def convert(text):
    return markdown.markdown(text, extensions=[Citations(SOURCES), "tables"])


def test_sources_are_numbered_in_order_of_first_citation_wherever_they_stand():
    html = convert("One. [@c]\n\n| x |\n| --- |\n| two [@a; @c] |\n\n- three [@b]\n")
    assert html.index('href="#source-1"') < html.index('href="#source-2"') < html.index('href="#source-3"')
    notes = html[html.index("<ol") :]
    assert notes.index("Title c") < notes.index("Title a") < notes.index("Title b")


def test_a_note_shows_title_journal_year_link_and_kind():
    html = convert("One. [@a] Two. [@b]")
    assert '<a href="https://x.example/a">Title a</a>. <span>Journal, 2020. </span>' in html
    assert '<span class="kind">study</span>' in html
    assert "Journal, no date. " in html


def test_a_mark_sticks_to_the_word_before_it():
    assert 'One.<sup class="cites">' in convert("One. [@a]")


def test_an_unknown_source_shows_as_a_gap_and_a_page_without_any_gets_no_list():
    assert "source missing: zzz" in convert("One. [@zzz]")
    assert "Sources" not in convert("One.")


def test_what_is_no_citation_stays_as_it_is():
    assert "[@ a]" in convert("One [@ a] and a@b.example.")
