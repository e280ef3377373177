"""Says what a page is in schema.org's words, as JSON-LD, and nothing that the page does not say.

A treatment is a `MedicalWebPage` about a `MedicalProcedure` (https://schema.org/MedicalWebPage,
https://schema.org/MedicalProcedure), a guide a `MedicalWebPage`, the home page the `WebSite`.

- `lastReviewed` is the day on which the sources were last checked. `reviewedBy` stands only
  where somebody with a clinical licence has signed the page.
- `also_known_as` holds what people search for, conditions and machines among it ("onychomycosis"
  is no name of a treatment), so it becomes the page's `keywords`, not an `alternateName`.
- `procedureType` is left out: schema.org knows surgical, noninvasive and percutaneous, and few
  lasers are clearly one of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import bibliography
import fields
from bibliography import Source
from guidance import Page, Section, plain

LONGEST = 400
"""Characters of each text about the procedure: readers pay for them and never see them."""

MOST_CITATIONS = 4
"""The page itself lists every source; these are its most trusted ones."""

_TRUSTED = sorted(bibliography.KINDS, key=lambda kind: kind not in ("guideline", "systematic-review"))
_ARTICLES = ("https://doi.org/", "https://pubmed.ncbi.nlm.nih.gov/")
_SENTENCE = re.compile(r"\S.*?[.!?][)\"'”’]*(?=\s|\Z)")
_UNSAFE = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


@dataclass(frozen=True, slots=True)
class Site:
    """The website that a page is part of. `url` is empty where nobody knows it, such as on a stick."""

    name: str
    url: str
    description: str


def linked_data(page: Page, url: str, site: Site, sources: Mapping[str, Source]) -> dict[str, Any] | None:
    """Return the JSON-LD of the page at `url`.

    None for a page that guides nobody, and for one whose front matter has a fault, as it may
    while its author previews it. Cited ids that are not in `sources` are left out.
    """
    if page.kind not in ("treatment", "guide", "home") or any(fields.faults(page.meta, page.kind)):
        return None
    context = {"@context": "https://schema.org"}
    website = {"@type": "WebSite", "name": site.name, "url": site.url}
    if page.kind == "home":
        return context | _filled({**website, "description": site.description, "inLanguage": "en-GB"})
    return context | _filled(
        {
            "@type": "MedicalWebPage",
            "url": url,
            "name": page.meta["title"],
            "description": page.meta["description"],
            "keywords": page.meta.get("also_known_as"),
            "inLanguage": "en-GB",
            "audience": {"@type": "Patient"},
            "isPartOf": _filled(website),
            "lastReviewed": page.meta["checked"].isoformat(),
            "reviewedBy": _reviewer(page),
            "about": _procedure(page) if page.kind == "treatment" else None,
            "citation": _citations(page, sources),
        }
    )


def script_text(data: Mapping[str, Any]) -> str:
    r"""Return the data as JSON that can stand inside a `<script>`, whatever words it holds.

    A script ends at the first `</script`, and `<!--` changes how it is read, so `<`, `>` and `&`
    are written as `\u003c` and so on. Source: the HTML standard, "Restrictions for contents of
    script elements", https://html.spec.whatwg.org/multipage/scripting.html
    """
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)


def _filled(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value}


def _reviewer(page: Page) -> dict[str, str] | None:
    """Return who signed the page (https://schema.org/reviewedBy), None where nobody has."""
    signed = page.meta.get("clinical_review")
    return {"@type": "Person", "name": signed["name"], "jobTitle": signed["role"]} if signed else None


def _procedure(page: Page) -> dict[str, str]:
    expect = page.section("What to expect")
    session = next((s for s in expect.sections if s.heading.text == "At the session"), None) if expect else None
    return _filled(
        {
            "@type": "MedicalProcedure",
            "name": page.meta["title"],
            "bodyLocation": page.meta.get("body_location"),
            "preparation": _steps(page.section("Prepare")),
            "howPerformed": _sentences(session),
            "followup": _steps(page.section("Recovery")),
        }
    )


def _steps(section: Section | None) -> str:
    """Return whole steps, each behind its time: the first step of every time before the second of any."""
    times = [(s.heading.text, s.steps) for s in section.sections if s.steps] if section else []
    turns = sorted((turn, at) for at, (_, steps) in enumerate(times) for turn in range(len(steps)))
    told: dict[int, str] = {}
    for turn, at in turns:
        name, steps = times[at]
        step = plain(steps[turn].text)
        longer = f"{told.get(at, name + ':')} {step}{'' if step.endswith(('.', '!', '?')) else '.'}"
        if len(" ".join((told | {at: longer}).values())) > LONGEST:
            break
        told[at] = longer
    return " ".join(told[at] for at in sorted(told))


def _sentences(section: Section | None) -> str:
    """Return as many whole sentences of a section as there is room for."""
    lines = section.lines if section else ()
    text = " ".join(plain(line.removeprefix("- ")) for line in lines if line and not line.startswith(("#", "|", "!")))
    told = ""
    for sentence in _SENTENCE.findall(text[: LONGEST + 1]):
        if len(longer := f"{told} {sentence}".strip()) > LONGEST:
            break
        told = longer
    return told


def _citations(page: Page, sources: Mapping[str, Source]) -> list[dict[str, str]]:
    """Return the page's most trusted sources: guidelines and systematic reviews, then as the site ranks them."""
    held = [sources[id_] for id_ in page.cited if id_ in sources]
    return [_citation(source) for source in sorted(held, key=_rank)[:MOST_CITATIONS]]


def _rank(source: Source) -> int:
    return _TRUSTED.index(source.kind) if source.kind in _TRUSTED else len(_TRUSTED)


def _citation(source: Source) -> dict[str, str]:
    """Return a source by its honest type (https://schema.org/citation).

    A DOI or a PubMed number belongs to an article, or to a chapter of a textbook, which becomes
    a plain `CreativeWork`. All that we know of any other address is that a page stands there.
    """
    article = "CreativeWork" if source.kind == "textbook" else "ScholarlyArticle"
    return _filled(
        {
            "@type": article if source.url.startswith(_ARTICLES) else "WebPage",
            "name": source.title,
            "url": source.url,
            "datePublished": source.year if re.fullmatch(r"\d{4}", source.year) else "",
        }
    )
