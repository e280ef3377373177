import guidance
import view
from conftest import DOCS

PAGE = DOCS / "treatments" / "hair-removal.md"


def test_the_card_shows_the_front_matter():
    page = guidance.read(PAGE, DOCS)
    shown = view.of(page)
    assert ("sessions", "Sessions", "3 to 6") in shown["card"]
    assert [t for _, _, types in shown["skin_types"] for t in types] == ["I", "II", "III", "IV", "V", "VI"]
    assert shown["review"] is None
    assert 0 < shown["grade"] < 7


def test_a_guide_has_no_card():
    page = guidance.parse("---\ntitle: x\n---\n# x\n", "guides/x.md", "guide")
    assert view.card(page) == []
    assert view.skin_types(page) == []


def test_lead_and_rest_lose_nothing():
    html = '<h1>A</h1>\n<p>b</p>\n<section class="part x"><h2>C</h2></section>'
    assert "".join(view.lead_and_rest(html)) == html
    assert view.lead_and_rest("<p>a</p>") == ("<p>a</p>", "")


def test_the_line_in_a_list_is_the_first_sentence_of_the_main_message():
    text = "---\ntitle: x\ndescription: d\n---\n\n# x\n\n**It works. Not always.** [@a]\n"
    assert view.one_line(guidance.parse(text, "x.md", "guide")) == "It works."
    assert view.one_line(guidance.parse("---\ndescription: d\n---\n\n# x\n", "x.md", "guide")) == "d"
