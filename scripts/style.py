"""How a page is written: rules of the same shape as those in `rules.py`, about words instead of sections."""

from __future__ import annotations

import re

import readability
from guidance import Page
from rules import Found, Site, required, rule

HARDEST = 7.0
LONGEST_SENTENCE = 25
LONGEST_LIST = 7

AVOIDED = {
    r"dark(?:er)?[- ]skin(?:ned)?": "brown or black skin",
    r"downtime": "days off",
    r"simply": "nothing: leave the word out",
    r"aesthetics?": "looks",
    r"procedures?": "treatment",
    r"utili[sz]e[sd]?": "use",
    r"prior to": "before",
    r"approximately": "about",
    r"sunscreen": "sun cream",
}
"""Pattern of a word that the house avoids -> what to write instead."""

_AVOIDED = rf"(?i)\b(?:{'|'.join(AVOIDED)})\b"
_AVOIDED_PARTS = (b"dark skin", b"dark-skin", b"darker skin", b"darker-skin", b"downtime", b"simply", b"aesthetic", b"procedure", b"utilis", b"utiliz", b"prior to", b"approximately", b"sunscreen")  # fmt: skip
"""Each avoided word holds one of them when it is written small: a page is searched for them first, as bytes, which is quick."""

_ALONE = r"(?i)\b(?:rare|rarely|uncommon|seldom|unlikely to scar)\b"
_ALONE_PARTS = ("rare", "uncommon", "seldom", "unlikely to scar")
_QUANTIFIED = r"(?i)\d|number not known|one|two|nobody knows|not known"


def _guides(page: Page) -> bool:
    return bool(required(page))


@rule
def hard_to_read(page: Page, site: Site) -> Found:
    """The Flesch-Kincaid grade of a page is 7 at most; its five hardest sentences are named."""
    if _guides(page) and (grade := page.reading.grade) > HARDEST:
        yield (
            page.body_line,
            f"the reading grade is {grade}",
            f"Bring it to {HARDEST} or lower; the five hardest sentences follow.",
        )
        hardest = sorted(readability.sentences(page.text), key=lambda s: -readability.reading(s.text).grade)[:5]
        for line, sentence, *_ in hardest:
            yield (
                line,
                f"this sentence has grade {readability.reading(sentence).grade}: {sentence[:60]}",
                "Use shorter words, or make two sentences.",
            )


@rule
def long_sentence(page: Page, site: Site) -> Found:
    """A sentence has 25 words at most."""
    if _guides(page):
        for line, sentence, words, _ in readability.sentences(page.text):
            if words > LONGEST_SENTENCE:
                yield (
                    line,
                    f"this sentence has {words} words: {sentence[:60]}",
                    f"Make two of it; {LONGEST_SENTENCE} words are the most.",
                )


@rule
def avoided_word(page: Page, site: Site) -> Found:
    """Words that the house avoids are replaced by plain ones."""
    if not _guides(page):
        return
    # The whole body at once, which is quick; what is taken out never reaches over the end of a line.
    text = page.text[page.start :]
    text = re.sub(r"\[@[^\[\]\n]*+\]|\]\([^)\n]{0,999}+\)|`[^`\n]*`", "", text)
    small = text.casefold().encode().replace(b"anaesthetic", b"")
    if not any(part in small for part in _AVOIDED_PARTS):
        return
    for number, line in enumerate(text.split("\n"), page.body_line):
        if not page.lines[number - 1].startswith("#"):
            for match in re.finditer(_AVOIDED, line):
                instead = next(word for pattern, word in AVOIDED.items() if re.fullmatch(pattern, match[0], re.I))
                yield number, f"`{match[0]}` is a word that we avoid", f"Write {instead}."


@rule
def bare_frequency(page: Page, site: Site) -> Found:
    """In Risks, words such as rare never stand without a number, or without saying that none is known."""
    risks = page.section("Risks")
    if risks:
        for number, line in enumerate(risks.lines, risks.heading.line + 1):
            small = line.casefold()
            if not any(part in small for part in _ALONE_PARTS):
                continue
            for sentence in re.split(r"\||(?<=[.!?])\s", line):
                if (match := re.search(_ALONE, sentence)) and not re.search(_QUANTIFIED, sentence):
                    yield (
                        number,
                        f"`{match[0]}` stands without a number",
                        "Add how many, such as about 1 in 100, or write: exact number not known.",
                    )


@rule
def long_list(page: Page, site: Site) -> Found:
    """A list has 7 items at most."""
    count, first = 0, 0
    for number, line in enumerate([*page.lines[page.body_line - 1 :], "end"], page.body_line):
        if line.startswith("- "):
            count, first = count + 1, first or number
        elif line.strip() and not line.startswith(" "):
            if count > LONGEST_LIST and _guides(page):
                yield (
                    first,
                    f"this list has {count} items",
                    f"Put a sub-heading into it; {LONGEST_LIST} items are the most.",
                )
            count, first = 0, 0
