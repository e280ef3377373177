"""Writes what the search reads: every word of the site, and the sections it stands in.

The reader's browser ranks (`overrides/assets/search-rank.js`) and knows no grammar. So
the words are grouped here by their stem, with Porter's English rules from Snowball, and
by British and American spelling; the browser looks a typed word up in its group.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import snowballstemmer
from markdown.extensions.toc import slugify, unique

import fields
import view
from guidance import Page, Section
from marks import CITATION, TARGET
from rules import MEANT

FORMAT = 1
"""Counts up when the layout below changes, so that a cached script never reads an index it does not know."""

KINDS = {"treatment": 2, "guide": 1}
"""What the ranking needs to know of a page; 0 for all others."""

_QUESTION_WORDS = """
a about actually all also am an and any anyone are as at be been but by can could did do doc does doing for from
get getting go going got had has have having he her here hi his how i if im in into is it its ive just like long
made make makes making many me much must my need needed now of ok okay on one or our out people person please
really same she should so some somebody someone still such than that the their them then there these they thing
things this to too two up us use used uses using very was way ways we were what when where which who why will
with would you your
"""
QUESTION_WORDS = frozenset(_QUESTION_WORDS.split())
"""Words that carry a question but no subject: not indexed and not looked up."""

ASKED = {
    "Is it for you?": "pregnant pregnancy breastfeeding suitable candidate can-i-have can-i-get can-you-use good-for safe-for"
    " for-my skin-type skin-tone brown-skin black-skin dark-skin darker-skin light-hair too-old too-young teenager child"
    " children baby do-i-have is-it-a what-is what-are is-this mean should-i mole moles be-treated",
    "Prepare": "before prior shave shaving wax tan tanned tanning sunbed stop booked appointment test-patch patch-test"
    " test-spot medicine antibiotic accutane isotretinoin retinol get-ready sunscreen",
    "Recovery": "after afterwards post later yesterday ago today days weeks day week downtime time-off work-off swelling swollen"
    " scab scabs crust peel peeling flake red redness bruise bruising wash shower makeup make-up exercise gym swim itch itchy"
    " normal moisturise use-after heal healed healing sun in-the-sun go-out",
    "What to expect": "how-many how-often how-soon how-long work works effective effectiveness worth result results permanent"
    " permanently hurt pain painful feel come-back coming-back came-back comes-back recurring grow-back growing-back go-away session"
    " sessions success last lasting difference improve improvement disappear get-rid remove cure curable numb numbing"
    " fade completely can-laser will-laser does-laser help-with possible everyday every-day",
    "Risks": "safe dangerous danger side-effect side-effects risk risks complication damage damaged burn burned burnt burns scar scars"
    " scarring worse worsen darker ruin ruined cancer blister blisters infection went-wrong gone-wrong wrong bad blind"
    " hypopigmentation white-spots hyperpigmentation dark-spots cause thicker more-hair fat-loss fat",
    "Other choices": "instead alternative alternatives other option options versus vs or better best which cheaper cost price"
    " how-much cream creams natural remedy without need prevent treat-it recommend go-away-by-itself does-it-go expensive surgery what-can what-would how-to how-do how-can do-nothing",
    "Get help": "emergency urgent doctor hospital infected pus fever weeping worried bleeding blurred vision eyes pain-worse",
    "Questions to ask": "question questions what-to-ask to-ask should-i-ask",
}
"""Heading -> what people say who look for it and do not know it by name; words of one phrase are joined by hyphens."""

USUAL = frozenset(("Is it for you?", "Recovery", "What to expect", "Risks", "Other choices"))
"""What most questions are about, where the words of a question do not say."""

_HYPHENED = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
_LETTERS = bytes(c if chr(c) in "abcdefghijklmnopqrstuvwxyz0123456789" else 32 for c in range(256))
_LETTERS_AND_HYPHENS = _LETTERS[:45] + b"-" + _LETTERS[46:]
_CITATION = re.compile(rf"{CITATION}|\]{TARGET}|https?://\S+")
_BRITISH = (
    (re.compile("[ao]e"), "e"),
    (re.compile("our"), "or"),
    (re.compile("is(?=e|ing|ation)"), "iz"),
    (re.compile("ll"), "l"),
)


def words(text: str) -> list[str]:
    """Return the words of a text, "make-up" also as "makeup": lower case, no accents or apostrophes.

    The browser does the same.
    """
    bare = text.lower().replace("'", "").replace("’", "")
    if not bare.isascii():
        bare = re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFKD", bare))
    plain = bare.encode("ascii", "replace")
    hyphened = [token for token in plain.translate(_LETTERS_AND_HYPHENS).decode().split() if "-" in token]
    joined = [word.replace("-", "") for token in hyphened for word in _HYPHENED.findall(token)]
    return plain.translate(_LETTERS).decode().split() + joined


class Stems(dict[str, str]):
    """Word -> the key of its group, which is the stem of the American spelling; worked out once for each word."""

    def __init__(self) -> None:
        super().__init__()
        self._stem = snowballstemmer.stemmer("english").stemWord

    def __missing__(self, word: str) -> str:
        """Work out the key of a new word."""
        spelt = word
        for pattern, letter in _BRITISH:
            spelt = pattern.sub(letter, spelt) if len(word) > 4 else spelt
        self[word] = self._stem(spelt)
        return self[word]


def sections(page: Page) -> Iterator[tuple[str, str, str, str]]:
    """Yield (heading, anchor, words people ask with, text) of the opening and of every section."""
    opening = page.sections[0].heading.line - 1 if page.sections else len(page.lines)
    yield "", "", "", _text(page.lines[page.body_line - 1 : opening])
    taken: set[str] = set()
    # Every heading counts, as in Python-Markdown: the second of a name gets a number.
    anchors = {heading.line: unique(_slug(heading.text), taken) for heading in page.headings}
    for section in page.sections:
        own = [inner for inner in section.sections if _stands_alone(inner, page)]
        lines = list(section.lines)
        for inner in own:
            first = inner.heading.line - section.heading.line - 1
            lines[first : first + len(inner.lines) + 1] = [""] * (len(inner.lines) + 1)
        for part, rows in [(section, lines), *((inner, list(inner.lines)) for inner in own)]:
            heading = part.heading.text
            asked = f"{MEANT.get(heading, '')} {ASKED.get(heading, '')}".strip()
            yield heading, anchors[part.heading.line], asked, _text(rows)


@cache
def _slug(heading: str) -> str:
    return slugify(heading, "-")


def _stands_alone(section: Section, page: Page) -> bool:
    """Tell whether people look for a `###` by itself; a time belongs to Prepare or Recovery, as they look for these."""
    return section.heading.text == "Get help" or (page.kind != "treatment" and section.time is None)


def _text(lines: Iterable[str]) -> str:
    return _CITATION.sub(" ", "\n".join(lines))


def index(pages: Iterable[Page]) -> str:
    """Return the index as the text of a script that sets `searchIndex`.

    `words` holds a line for every group: its words, joined by commas. `found` holds a
    line for every group too: the sections it stands in, each as its distance from the one
    before, with "*n" where it stands there n times, in base 36. Sections are counted
    through all pages; `pages` and `headings` say where each starts and what it is called.
    """
    named, written = Stems(), Stems()
    written.update(dict.fromkeys(QUESTION_WORDS, ""))
    found: defaultdict[str, list[str]] = defaultdict(list)
    before: defaultdict[str, int] = defaultdict(int)
    headings: dict[tuple[str, str, str, int], int] = {}
    rows: list[list[Any]] = []
    number = 0
    for page in sorted(pages, key=lambda p: p.src.split("/")):
        title, names = page.title, [str(n) for n in page.meta.get("also_known_as") or []]
        for word in words(" ".join([title, *names])):
            named[word]
        held = []
        for heading, anchor, asked, text in sections(page):
            for word in words(f"{heading} {asked.replace('-', ' ')}"):
                named[word]
            at = headings.setdefault((heading, anchor, asked, int(heading in USUAL)), len(headings))
            counts = Counter(map(written.__getitem__, words(text)))
            counts.pop("", None)
            for stem, times in counts.items():
                found[stem].append(_base36(number - before[stem]) + (f"*{_base36(times)}" if times > 1 else ""))
                before[stem] = number
            held.append([at, counts.total()])
            number += 1
        rows.append([_address(page), title, view.one_line(page), names, KINDS.get(page.kind, 0), held])
    forms: defaultdict[str, set[str]] = defaultdict(set)
    for word, stem in [*named.items(), *((word, stem) for word, stem in written.items() if stem)]:
        forms[stem].add(word)
    groups = sorted(forms, key=lambda stem: min(forms[stem]))
    data = {
        "format": FORMAT,
        "questionWords": " ".join(sorted(QUESTION_WORDS)),
        "problems": [[name, _anchor(name)] for name in fields.PROBLEMS],
        "headings": list(headings),
        "pages": rows,
        "words": "\n".join(",".join(sorted(forms[stem])) for stem in groups),
        "found": "\n".join(" ".join(found.get(stem, ())) for stem in groups),
    }
    return f"globalThis.searchIndex = {json.dumps(data, ensure_ascii=False, separators=(',', ':'))};\n"


@cache
def _base36(number: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    return digits[number] if number < 36 else _base36(number // 36) + digits[number % 36]


def _address(page: Page) -> str:
    """Return where the page lies on the site, from its top."""
    path = page.src.removesuffix(".md")
    return "" if path == "index" else path.removesuffix("/index") + "/"


def _anchor(problem: str) -> str:
    return problem.lower().replace(",", "").replace(" ", "-")


def name(text: str) -> str:
    """Return the file name of an index: it changes with what is in it, so an old page never reads a new index."""
    return f"index-{hashlib.sha256(text.encode()).hexdigest()[:10]}.js"


def write(text: str, site: Path, name: str) -> None:
    """Put the index below `search/` of the built site."""
    (site / "search").mkdir(exist_ok=True)
    (site / "search" / name).write_text(text, "utf-8")
