"""How hard a page is to read: its Flesch-Kincaid grade, counted from the Markdown."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from marks import CITATION, LINK, PICTURE

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.S)
_CITATION = re.compile(CITATION)
_LINK = re.compile(LINK)
_UNREAD = {"```": r"```.*?```", "<!--": r"<!--(?:(?!<!--).)*?-->", "![": PICTURE}
"""Sign -> pattern of what nobody reads."""
_ITEM = re.compile(r"(?:[-*+]|\d+\.)\s+")
_SENTENCE_END = re.compile(r"([.!?:])(?:(?<!:)[\"')\]]*\s+(?=[A-Z\d\"'(])|(?<=:)\s+(?=[A-Z]))")
_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*|\d+(?:[.,]\d+)*")

_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^laeiouy]es|[^aeioudty]ed|[^aeiouyl]e|[aeiou]le|[aeiouy]red)\Z")
_SILENT_INSIDE = re.compile(r"\Asome(?=[a-z])|(?<=[^aeiou])e(?=(?:ly|ness|ful|less|ment)\Z)")
_TWO_SOUNDS = re.compile(
    r"ia(?!l\Z|n\Z|ge)|io(?!n)|iu|[^q]ua(?!r)|(?<!p)eo(?!u)|[aeiouy]ing|ier|uou|(?<=[aeiou][^aeiou])ea\Z|[sxz]es\Z|(?:[cs]h|[cg])es\Z"
)


_A_WORD = 1 << 20
"""More than the syllables of any page, so that words and syllables can be counted in one number."""


class Sentence(NamedTuple):
    """One sentence as plain text; `line` is the first of its paragraph or list item."""

    line: int
    text: str
    words: int
    syllables: int


def syllables(word: str) -> int:
    """Count the syllables of one English word, at least 1.

    Groups of vowels are counted, silent endings taken off and split vowels added.
    A number counts as one syllable for each digit, as it is read aloud.
    """
    if word[0].isdigit():
        return max(1, sum(c.isdigit() for c in word))
    total = 0
    for part in [word.lower()] if word.isalpha() else re.split(r"['’-]", word.lower()):
        if not part:
            continue
        count = len(_VOWELS.findall(part))
        if "e" in part:
            count -= len(_SILENT_INSIDE.findall(part))
            if len(part) > 2 and _SILENT.search(part):
                count -= 1
        count += len(_TWO_SOUNDS.findall(part))
        total += max(1, count) if len(part) > 1 else (part in "aeio")
    return max(1, total)


# The check asks for a page's grade and for its long sentences, one after the other.
@lru_cache(maxsize=1)
def sentences(markdown: str) -> tuple[Sentence, ...]:
    """Return the sentences of a page, without headings, tables, code and citations.

    Every paragraph and every list item ends a sentence, with or without a full stop.
    """
    blocks = _blocks(_running_text(markdown))
    # All blocks are cut at once, as one text is quicker than many: a line is a sentence, a NUL the end of a block.
    joined = "\0".join([text for _, text in blocks])
    for mark in "*_`>\\":
        joined = joined.replace(mark, "")
    cut = _SENTENCE_END.sub(r"\1\n", joined).split("\0")
    counted = _COUNTS.__getitem__
    return tuple(
        [
            Sentence(line, sentence.strip(), *divmod(counts, _A_WORD))
            for (line, _), block in zip(blocks, cut, strict=True)
            for sentence in block.split("\n")
            if (counts := sum(map(counted, sentence.split())))
        ]
    )


class _Counts(dict[str, int]):
    """The words and the syllables of what stands between two spaces, in one number: half as many look-ups."""

    def __missing__(self, token: str) -> int:
        self[token] = sum(_A_WORD + syllables(word) for word in _WORD.findall(token))
        return self[token]


_COUNTS = _Counts()


def _running_text(markdown: str) -> str:
    """The text without front matter, code, comments, pictures and citations, each line where it was."""
    text = _FRONT_MATTER.sub(_keep_lines, markdown.replace("\r\n", "\n").replace("\0", " "), count=1)
    for mark, pattern in _UNREAD.items():
        if mark in text:
            text = re.sub(pattern, _keep_lines, text, flags=re.S)
    return _LINK.sub(r"\1", _CITATION.sub(_keep_lines, text))


def _keep_lines(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n") or " "


def _blocks(text: str) -> list[tuple[int, str]]:
    """The number of the first line of each paragraph and list item, and its text on one line."""
    blocks = [(1, "")]
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip()
        if not stripped or stripped[0] in "#|":
            if blocks[-1][1]:
                blocks.append((number, ""))
        elif item := _ITEM.match(stripped):
            blocks.append((number, stripped[item.end() :]))
        else:
            first, so_far = blocks[-1]
            blocks[-1] = (first, f"{so_far} {stripped}") if so_far else (number, stripped)
    return blocks


class Reading(NamedTuple):
    """Flesch-Kincaid grade (US school years) to one decimal, and minutes at 200 words a minute, at least 1."""

    grade: float
    minutes: int


def reading(markdown: str) -> Reading:
    """Return the grade of a page's running text, 0 for a page without a sentence, and how long it takes to read.

    Formula: Kincaid JP et al., Research Branch Report 8-75, Naval Technical Training, 1975.
    """
    found = sentences(markdown)
    if not found:
        return Reading(0.0, 1)
    words = sum(sentence.words for sentence in found)
    spoken = sum(sentence.syllables for sentence in found)
    grade = 0.39 * words / len(found) + 11.8 * spoken / words - 15.59
    return Reading(round(grade, 1), max(1, round(words / 200)))
