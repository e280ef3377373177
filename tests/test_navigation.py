import guidance
import navigation
from conftest import DOCS, PAGES


def pages():
    return [guidance.read(DOCS / name, DOCS) for name in PAGES]


def flat(item):
    if isinstance(item, str):
        return [item]
    return [leaf for value in (item.values() if isinstance(item, dict) else item) for leaf in flat(value)]


def test_every_page_is_in_the_navigation_once():
    about = [name for name in PAGES if name.startswith("about/")]
    assert sorted(flat(navigation.nav(pages(), about))) == sorted(PAGES)


def test_a_treatment_of_two_problems_stands_in_both_lists_and_once_in_the_navigation():
    text = "---\ntitle: B\nproblems: [Acne, Unwanted hair]\n---\n"
    page = guidance.parse(text, "treatments/b.md", "treatment")
    assert [name for name, _ in navigation.by_problem([page])] == ["Unwanted hair", "Acne"]
    assert flat(navigation.nav([page], [])).count("treatments/b.md") == 1
