import gzip
import json
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from schema_org import registry

import bibliography
import fields
import guidance
import linked_data
from conftest import DOCS, PAGES, TREATMENTS

SITE = linked_data.Site("Laser Skin Guide", "https://skin.example/", "Plain guidance.")
ADDRESS = "https://skin.example/treatments/x/"
SOURCES = bibliography.read(DOCS / "references.bib")
REVIEW = {"name": "Dr Jo Example", "role": "Consultant dermatologist", "date": date(2026, 11, 22)}


def data_of(path: Path) -> dict[str, Any]:
    found = linked_data.linked_data(guidance.read(path, DOCS), ADDRESS, SITE, SOURCES)
    assert found, path
    return found


def valid(data: dict[str, Any]) -> Any:
    """Build the library's own model: it refuses a type, a property or a value that schema.org does not know there."""
    model = registry.get_model(data["@type"])
    ranges = {p.schema_name: p.ranges for p in model.SCHEMA_PROPERTIES}

    def value(key: str, held: Any) -> Any:
        if isinstance(held, dict):
            return valid(held)
        if isinstance(held, list):
            return [value(key, item) for item in held]
        if "Date" in ranges.get(key, ()):
            return date.fromisoformat(held if len(held) > 4 else f"{held}-01-01")  # ISO 8601 allows the year alone
        return held

    return model.model_validate({key: value(key, held) for key, held in data.items() if key != "@context"})


def test_every_page_is_valid_by_schema_org():
    described = 0
    for path in (DOCS / page for page in PAGES):
        page = guidance.read(path, DOCS)
        data = linked_data.linked_data(page, ADDRESS, SITE, SOURCES)
        assert bool(data) == (page.kind in ("treatment", "guide", "home")), path
        if data:
            described += 1
            assert data["@context"] == "https://schema.org"
            valid(data)
        if page.kind == "treatment":
            page.meta["clinical_review"] = REVIEW
            assert valid(linked_data.linked_data(page, ADDRESS, SITE, SOURCES)).reviewed_by.name == REVIEW["name"]
    assert described > len(TREATMENTS)


def test_the_library_refuses_what_schema_org_does_not_know():
    data = data_of(DOCS / "treatments" / "hair-removal.md")
    for key, value in (("about", {"@type": "Laser"}), ("preparation", "Shave."), ("lastReviewed", "soon")):
        with pytest.raises((KeyError, ValueError, ValidationError)):
            valid(data | {key: value})
    valid(data["about"] | {"bodyLocation": "Nose"})
    with pytest.raises(ValidationError):
        valid(data["about"] | {"lastReviewed": "2026-11-22"})


@pytest.mark.parametrize("path", TREATMENTS, ids=lambda path: path.stem)
def test_a_treatment_says_what_its_page_says_and_no_more(path: Path):
    page, data = guidance.read(path, DOCS), data_of(path)
    procedure = data["about"]
    assert (data["@type"], procedure["@type"]) == ("MedicalWebPage", "MedicalProcedure")
    assert data["name"] == procedure["name"] == page.meta["title"]
    assert data["description"] == page.meta["description"]
    assert data["keywords"] == page.meta["also_known_as"]
    assert data["lastReviewed"] == str(page.meta["checked"])
    assert ("reviewedBy" in data) == ("clinical_review" in page.meta)
    assert set(procedure) <= {"@type", "name", "bodyLocation", "preparation", "howPerformed", "followup"}

    said = guidance.plain(re.sub(r"\s*\n(?:- )?", " ", page.text))
    times = [s.heading.text for name in ("Prepare", "Recovery") for s in page.section(name).sections]
    for key in ("preparation", "howPerformed", "followup"):
        text = procedure[key]
        assert 40 < len(text) <= linked_data.LONGEST
        assert text.endswith((".", "!", "?", ")"))
        for part in re.split("|".join(rf"\b{time}: " for time in times), text):
            assert part.strip() in said or part.strip().rstrip(".") in said, part


@pytest.mark.parametrize("path", TREATMENTS, ids=lambda path: path.stem)
def test_citations_are_sources_of_the_page_the_most_trusted_first(path: Path):
    cited = {id_ for _, _, ids in guidance.read(path, DOCS).citations for id_ in ids}
    by_address = {SOURCES[id_].url: SOURCES[id_] for id_ in cited}
    found = data_of(path)["citation"]
    held = [by_address[citation["url"]] for citation in found]
    assert len(found) == min(linked_data.MOST_CITATIONS, len(by_address))
    for citation, source in zip(found, held, strict=True):
        assert citation["name"] == source.title
        assert citation.get("datePublished", "") == source.year
        assert citation["@type"] != "ScholarlyArticle" or re.search(r"doi\.org|pubmed", source.url)
    best = sum(SOURCES[id_].kind in ("guideline", "systematic-review") for id_ in cited)
    assert [s.kind in ("guideline", "systematic-review") for s in held] == [i < best for i in range(len(held))]


def test_readers_pay_little_for_it():
    sizes = {
        page: len(gzip.compress(linked_data.script_text(data).encode(), 6))
        for page in PAGES
        if (data := linked_data.linked_data(guidance.read(DOCS / page, DOCS), ADDRESS, SITE, SOURCES))
    }
    assert max(sizes.values()) <= 1536, max(sizes, key=lambda page: sizes[page])


def parsed(text: str, kind: str = "treatment") -> guidance.Page:
    page = guidance.parse(text, "treatments/x.md", kind)
    whole = guidance.read(DOCS / "treatments" / "hair-removal.md", DOCS)
    page.meta = {key: value for key, value in whole.meta.items() if key in fields.FIELDS} | page.meta
    return page


def test_a_page_that_a_clinician_signed_names_them():
    page = parsed("# x\n")
    page.meta["clinical_review"] = REVIEW
    data = linked_data.linked_data(page, ADDRESS, SITE, SOURCES)
    assert data["reviewedBy"] == {"@type": "Person", "name": "Dr Jo Example", "jobTitle": "Consultant dermatologist"}
    assert data["lastReviewed"] == "2026-11-22"


def test_the_body_location_stands_only_where_the_front_matter_has_it():
    page = parsed("---\nbody_location: Nose\n---\n# x\n")
    data = linked_data.linked_data(page, ADDRESS, SITE, SOURCES)
    assert data["about"]["bodyLocation"] == "Nose"


def test_hostile_words_stay_inside_the_script():
    hostile = "</script><script>alert(1)</script><!-- & \u2028 done"
    page = parsed("# x\n\n## Prepare\n\n### The day before\n\n- " + hostile.replace("\u2028", "") + "\n")
    page.meta |= {"title": hostile, "also_known_as": [hostile]}
    data = linked_data.linked_data(page, ADDRESS, SITE, SOURCES)
    text = linked_data.script_text(data)
    assert not re.search("[<>&\u2028]", text)
    assert json.loads(text) == data
    assert data["about"]["preparation"].startswith("The day before: </script>")

    opened: list[str] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: opened.append(tag)  # type: ignore[method-assign]
    parser.feed(f'<script type="application/ld+json">{text}</script><p>')
    assert opened == ["script", "p"]


def test_steps_are_whole_and_every_time_has_one_before_any_has_two():
    steps = [f"{name} {'word ' * 20}end" for name in ("One", "Two", "Three", "Four")]
    page = parsed(
        "# x\n\n## Prepare\n\n### 6 weeks before\n\n"
        f"- **{steps[0]}** [@a]\n- {steps[1]}\n\n### The day before\n\n- {steps[2]}!\n- {steps[3]}\n"
    )
    told = linked_data.linked_data(page, ADDRESS, SITE, {})["about"]["preparation"]
    assert told == f"6 weeks before: {steps[0]}. {steps[1]}. The day before: {steps[2]}!"


def test_a_guide_has_no_procedure_home_is_the_site_and_other_pages_say_nothing():
    guide = data_of(DOCS / "guides" / "skin-tone.md")
    assert guide["@type"] == "MedicalWebPage"
    assert "about" not in guide
    assert data_of(DOCS / "index.md") == {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": SITE.name,
        "url": SITE.url,
        "description": SITE.description,
        "inLanguage": "en-GB",
    }
    assert linked_data.linked_data(parsed("# x\n", "page"), ADDRESS, SITE, SOURCES) is None


def test_a_page_with_a_fault_in_its_front_matter_says_nothing_and_breaks_nothing():
    page = parsed("# x\n")
    page.meta["checked"] = "soon"
    assert linked_data.linked_data(page, ADDRESS, SITE, SOURCES) is None


def test_no_address_is_better_than_an_empty_one():
    data = linked_data.linked_data(parsed("# x\n"), "", linked_data.Site("A", "", ""), SOURCES)
    assert "url" not in data
    assert data["isPartOf"] == {"@type": "WebSite", "name": "A"}
