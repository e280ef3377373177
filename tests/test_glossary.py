import markdown
import pytest

import guidance
from conftest import DOCS
from glossary import PAGE, Glossary, terms

PAGE_TEXT = """---
title: Words
---

# Words

## Keloid

A raised scar. [@a]

## Intense pulsed light (IPL)

A **flash lamp**.

## Nd:YAG laser

A laser.
"""


@pytest.fixture(scope="module")
def known():
    return terms(guidance.parse(PAGE_TEXT, "glossary.md", "page"))


def convert(text, known):
    return markdown.markdown(text, extensions=["toc", Glossary(known)])


def test_a_term_has_a_long_and_a_short_name_and_a_plain_meaning(known):
    assert set(known) == {"keloid", "intense pulsed light", "IPL", "nd:yag laser"}
    assert known["keloid"].meaning == "A raised scar."
    assert known["IPL"].meaning == "A flash lamp."


def test_only_the_first_use_links_whatever_its_form(known):
    html = convert("Keloids grow. A keloid stays.\n\n- IPL is no laser.\n- Intense pulsed light flashes.", known)
    assert html.count('class="term"') == 2
    assert f'<a class="term" href="/{PAGE}#keloid" title="A raised scar.">Keloids</a> grow. A keloid stays.' in html
    assert f'href="/{PAGE}#intense-pulsed-light-ipl"' in html


def test_headings_links_and_other_words_are_left_alone(known):
    html = convert("## Keloid care\n\n[keloid](x.md) and keloidal and `keloid`, TIPL.", known)
    assert "term" not in html


def test_text_after_the_term_is_kept_in_order(known):
    html = convert("One **bold** keloid two Nd:YAG laser three *four* five.", known)
    text = "".join(part.split(">")[-1] for part in html.split("<"))
    assert text.strip() == "One bold keloid two Nd:YAG laser three four five."


def test_the_glossary_does_not_link_to_itself(known):
    assert "term" not in convert(
        "## Keloid\n\nA keloid.\n\n## Intense pulsed light (IPL)\n\nx\n\n## Nd:YAG laser\n\nx", known
    )


def test_every_term_of_the_site_has_a_short_meaning():
    for name, term in terms(guidance.read(DOCS / PAGE, DOCS)).items():
        assert 20 <= len(term.meaning) <= 260, name
