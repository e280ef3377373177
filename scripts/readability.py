"""How hard a page is to read: its Flesch-Kincaid grade, counted from the Markdown."""

from __future__ import annotations

import re
from functools import cache, lru_cache

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.S)
_DROPPED = re.compile(r"```.*?```|<!--.*?-->|\[@[^\]]*\]|!\[[^\]]*\]\([^)]*\)", re.S)
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_TABLE_RULE = re.compile(r"^\|[-:| ]+\|$", re.M)
_MARK = re.compile(r"^\s*(?:[-*+]|\d+\.)\s+|[*_`>]|\\", re.M)
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[A-Z\d\"'(])|(?<=:)\s+(?=[A-Z])")
_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*|\d+(?:[.,]\d+)*")

_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^laeiouy]es|[^aeioudty]ed|[^aeiouyl]e|[aeiou]le|[aeiouy]red)\Z")
_SILENT_INSIDE = re.compile(r"\Asome(?=[a-z])|(?<=[^aeiou])e(?=(?:ly|ness|ful|less|ment)\Z)")
_TWO_SOUNDS = re.compile(
    r"ia(?!l\Z|n\Z|ge)|io(?!n)|iu|[^q]ua(?!r)|(?<!p)eo(?!u)|[aeiouy]ing|ier|uou|(?<=[aeiou][^aeiou])ea\Z|[sxz]es\Z|(?:[cs]h|[cg])es\Z"
)


@cache
def syllables(word: str) -> int:
    """Count the syllables of one English word, at least 1.

    Groups of vowels are counted, silent endings taken off and split vowels added.
    A number counts as one syllable for each digit, as it is read aloud.
    """
    if word[0].isdigit():
        return max(1, sum(c.isdigit() for c in word))
    total = 0
    for part in re.split(r"['’-]", word.lower()):
        if not part:
            continue
        count = len(_VOWELS.findall(part))
        if len(part) > 2 and _SILENT.search(part):
            count -= 1
        count -= len(_SILENT_INSIDE.findall(part))
        count += len(_TWO_SOUNDS.findall(part))
        total += max(1, count) if len(part) > 1 else (part in "aeio")
    return max(1, total)


def sentences(markdown: str) -> list[str]:
    """Return the sentences of a page as plain text, without headings, tables, code and citations.

    Every paragraph and every list item ends a sentence, with or without a full stop.
    """
    return [sentence for _, sentence in numbered_sentences(markdown)]


# A page's grade, minutes and long sentences are asked for one after the other.
@lru_cache(maxsize=4)
def numbered_sentences(markdown: str) -> tuple[tuple[int, str], ...]:
    """Return (line, sentence) for each sentence; the line is the first of its paragraph or list item."""
    text = markdown.replace("\r\n", "\n")
    text = _DROPPED.sub(_keep_lines, _FRONT_MATTER.sub(_keep_lines, text, count=1))
    blocks: list[tuple[int, str]] = [(1, "")]
    for number, line in enumerate(_LINK.sub(r"\1", text).split("\n"), 1):
        stripped = line.strip()
        if not stripped or stripped.startswith(("#", "|")):
            blocks.append((number, ""))
        elif re.match(r"(?:[-*+]|\d+\.)\s", stripped):
            blocks.append((number, _MARK.sub("", stripped)))
        else:
            first, so_far = blocks[-1]
            blocks[-1] = (first if so_far else number, f"{so_far} {_MARK.sub('', stripped)}")
    found = [(number, s.strip()) for number, block in blocks for s in _SENTENCE_END.split(block)]
    return tuple((number, s) for number, s in found if _WORD.search(s))


def _keep_lines(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n") or " "


def words(sentence: str) -> list[str]:
    """Return the words of a sentence."""
    return _WORD.findall(sentence)


def grade(markdown: str) -> float:
    """Return the Flesch-Kincaid grade (US school years) of a page's running text, to one decimal.

    Formula: Kincaid JP et al., Research Branch Report 8-75, Naval Technical Training, 1975.
    A page without a sentence has grade 0.
    """
    found = sentences(markdown)
    words = [word for sentence in found for word in _WORD.findall(sentence)]
    if not words:
        return 0.0
    spoken = sum(map(syllables, words))
    return round(0.39 * len(words) / len(found) + 11.8 * spoken / len(words) - 15.59, 1)


def minutes(markdown: str) -> int:
    """Return how many minutes the page takes to read at 200 words a minute, at least 1."""
    return max(1, round(sum(len(_WORD.findall(sentence)) for sentence in sentences(markdown)) / 200))
