"""The check inside `mkdocs build` and `mkdocs serve`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import mkdocs

PAGE = "docs/treatments/hair-removal.md"


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("## Recovery", "## Aftercare", "Did you mean `## Recovery`?"),
        ("@leeds-laser-prepare", "@leeds-laser-prepares", "Did you mean `leeds-laser-prepare`?"),
        ("[@mayo-laser-hair-expect]", "[a link](nowhere.md)", "Aborted with"),
        ("title: Laser", "title: Laser: ", "YAML"),
    ],
)
def test_a_failed_build_says_why_and_leaves_the_last_good_site(project, before, after, says):
    assert mkdocs("build", cwd=project).returncode == 0
    good = snapshot(project / "site")
    page = project / PAGE
    page.write_text(page.read_text().replace(before, after))
    done = mkdocs("build", cwd=project)
    assert done.returncode == 1
    said = done.stdout + done.stderr
    assert says in said
    assert "Traceback" not in said
    assert snapshot(project / "site") == good


def test_a_broken_bibliography_fails_the_build_with_its_line(project):
    path = project / "docs" / "references.bib"
    path.write_text(path.read_text() + "\n@online{broken,\n  title = {x\n")
    done = mkdocs("build", cwd=project)
    assert done.returncode == 1
    assert re.search(r"references\.bib:\d+: ", done.stderr)


def test_a_good_build_replaces_the_old_site_and_leaves_nothing_beside_it(project):
    mkdocs("build", cwd=project)
    (project / "site" / "old.html").write_text("old")
    assert mkdocs("build", cwd=project).returncode == 0
    assert not (project / "site" / "old.html").exists()
    assert not list(project.glob(".site*"))


def test_serve_shows_findings_on_the_page_and_follows_every_folder(project, served):
    assert "to mend on this page" not in served("treatments/hair-removal/", "Laser hair removal")
    page = project / PAGE
    page.write_text(page.read_text().replace("## Recovery", "## Aftercare"))
    assert "Did you mean" in served("treatments/hair-removal/", "1 thing to mend on this page")
    page.write_text(page.read_text().replace("title: Laser", "title: Laser: "))
    assert "to mend" in served("treatments/hair-removal/", "not valid YAML")
    page.write_text(page.read_text().replace("title: Laser: ", "title: Laser"))
    template = project / "overrides" / "partials" / "footer.html"
    template.write_text(template.read_text().replace("No adverts.", "Not one advert."))
    served("treatments/hair-removal/", "Not one advert.")
    script = project / "scripts" / "fields.py"
    script.write_text(script.read_text().replace('"Feels like"', '"How it feels"'))
    served("treatments/melasma/", "How it feels")


WRONG = """title: {a: b}
description: [x]
also_known_as: LHR
problems: Acne
glance: 3
try_first: {a: b}
skin_tones: all
checked: soon
next_check: [later]
clinical_review: Dr A
1: x
"""


def test_the_preview_shows_a_page_with_anything_at_all_in_its_front_matter(project, served):
    page = project / PAGE
    good = page.read_text()
    page.write_text(re.sub(r"(?s)\A---\n.*?\n---\n", f"---\n{WRONG}---\n", good))
    shown = served("treatments/hair-removal/", "things to mend on this page")
    assert "`checked` must be a date" in shown
    served("about/reviews/", "Are lasers safe?")
    for field in ("checked: soon", "glance: 3"):
        name = field.split(":")[0]
        page.write_text(
            re.sub(rf"(?m)^{name}:.*\n(?:  .*\n)*", f"{field}\n", good).replace(
                "## Risks\n", f"## Risks\n\nNow {name}.\n"
            )
        )
        served("treatments/hair-removal/", f"Now {name}.")


def test_two_builds_of_one_commit_are_the_same_byte_for_byte(project, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1763800000")
    sites = []
    for name in ("one", "two"):
        assert mkdocs("build", "--site-dir", str(project / name), cwd=project).returncode == 0
        sites.append(snapshot(project / name))
    assert sites[0] == sites[1]
    assert b"2025-11-22" in sites[0]["sitemap.xml"]
