"""What an author sees while the site is served: the edit at once, and nothing out of date."""

from __future__ import annotations

import re

PAGE = "treatments/hair-removal"


def edit(project, name, *swaps):
    path = project / "docs" / name
    text = path.read_text()
    for before, after in swaps:
        assert before in text, before
        text = text.replace(before, after, 1)
    path.write_text(text)


def builds(project):
    return (project / "log").read_text().count("Documentation built")


def test_the_edit_of_one_page_shows_everywhere_without_building_the_rest(project, served):
    served("compare/", "3 to 6")
    before = builds(project)
    edit(
        project,
        f"{PAGE}.md",
        ("  sessions: 3 to 6", "  sessions: 41 to 47"),
        ("next_check: 2027-11-22", "next_check: 2031-03-14"),
        ("\n## Risks\n", "\nThe word zyzzyva stands here.\n\n## Risks\n"),
        ("**It thins dark hair", "**It thins quetzal hair"),
    )
    assert "41 to 47" in served(f"{PAGE}/", "zyzzyva")
    served("compare/", "41 to 47")
    served("about/reviews/", "2031")
    served("treatments/", "quetzal hair")
    served("", "quetzal hair")
    index = re.search(r"search/[\w.-]+\.js", served("guides/skin-tone/", "search/"))[0]
    served(index, "zyzzyva")
    assert builds(project) == before
    edit(project, "guides/skin-tone.md", ("\n## Prepare\n", "\nThe word axolotl stands here.\n\n## Prepare\n"))
    served("guides/skin-tone/", "axolotl")
    served(index, "axolotl")
    assert "zyzzyva" in served(f"{PAGE}/", "41 to 47"), "the first edit is still there"
    assert builds(project) == before


def test_a_finding_comes_and_goes_with_the_edit(project, served):
    served(f"{PAGE}/", "Recovery")
    edit(project, f"{PAGE}.md", ("## Recovery", "## Aftercare"))
    assert "Did you mean" in served(f"{PAGE}/", "1 thing to mend on this page")
    edit(project, f"{PAGE}.md", ("## Aftercare", "## Recovery"))
    assert "to mend on this page" not in served(f"{PAGE}/", "Recovery</h2>")


def test_what_moves_in_the_navigation_builds_the_site(project, served):
    served("treatments/melasma/", "Melasma")
    edit(project, f"{PAGE}.md", ("title: Laser hair removal", "title: Zapping hair"))
    served("treatments/", "Zapping hair")
    served("a-to-z/", "Zapping hair")
    (project / "docs" / "treatments" / "zebra.md").write_text(
        (project / "docs" / f"{PAGE}.md").read_text().replace("title: Zapping hair", "title: Zebra stripes")
    )
    served("treatments/zebra/", "Zebra stripes")
    served("compare/", "Zebra stripes")
    edit(project, "treatments/zebra.md", ("\n## Risks\n", "\nThe word axolotl stands here.\n\n## Risks\n"))
    served("treatments/zebra/", "axolotl")


def test_a_link_that_leads_nowhere_is_named_after_the_edit(project, served):
    served(f"{PAGE}/", "Recovery")
    edit(project, f"{PAGE}.md", ("\n## Risks\n", "\nSee [this](nowhere.md), zyzzyva.\n\n## Risks\n"))
    served(f"{PAGE}/", "zyzzyva")
    assert "'nowhere.md'" in (project / "log").read_text()


def test_a_source_and_a_glossary_word_reach_every_page(project, served):
    served(f"{PAGE}/", "Sources")
    edit(project, "references.bib", ("{Laser hair removal}", "{Laser hair zyzzyva}"))
    served(f"{PAGE}/", "Laser hair zyzzyva")
    edit(project, "about/glossary.md", ("## Keloid\n\n", "## Keloid\n\nQuetzal. "))
    served("treatments/raised-scars-keloids/", "Quetzal.")
