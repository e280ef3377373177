"""Reads `docs/references.bib` into plain sources, and says what kind each one is."""

from __future__ import annotations

import os
import re
from codecs import BOM_UTF8
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from _typeshed import StrPath

KINDS = {
    "guideline": "guideline",
    "health-service": "health service page",
    "regulator": "regulator",
    "systematic-review": "systematic review",
    "trial": "study",
    "review": "review article",
    "textbook": "textbook",
    "society": "professional society",
    "hospital": "hospital leaflet",
    "clinic": "clinic page",
}
"""Keyword of an entry -> its kind in plain words."""

_ENTRY = re.compile(rb"\n[ \t]*@\w+[ \t]*\{[ \t]*([^\s,{}]+)[ \t]*,")


class Source(NamedTuple):
    """One entry of the bibliography. Absent texts are empty."""

    id: str
    title: str
    author: str
    container: str
    year: str
    kind: str
    url: str

    @property
    def kind_in_words(self) -> str:
        """The kind as the reader sees it."""
        return KINDS.get(self.kind, "source")


class BibliographyError(Exception):
    """The bibliography cannot be read; the message is for its author."""


def ids(path: StrPath) -> frozenset[str]:
    """Return the id of each entry, quickly and without a full parse. No file: no ids."""
    return frozenset(id_.decode("utf-8", "replace") for id_ in _ENTRY.findall(_entries(path)))


def lines(path: StrPath) -> dict[str, int]:
    """Return the line of each entry by its id, in the order of the file. No file: no ids."""
    raw = _entries(path)
    found: dict[str, int] = {}
    line, counted = 0, 0
    for match in _ENTRY.finditer(raw):
        line, counted = line + raw.count(b"\n", counted, match.end()), match.end()
        found[match[1].decode("utf-8", "replace")] = line
    return found


def fault(path: StrPath) -> tuple[int, str, str] | None:
    """Return (line, what is wrong, what to do) where the file is there and is no text, None for any other."""
    raw = b""
    try:
        with open(path, "rb") as file:
            raw = file.read()
        raw.decode()
    except FileNotFoundError:
        return None
    except OSError as error:
        return 1, f"this file cannot be opened ({error.strerror})", "Put a file here that can be read."
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return line, "a character here is not UTF-8", "Save the file again with the encoding UTF-8."
    return None


def _entries(path: StrPath) -> bytes:
    """The bibliography with a line break before it, so that each entry has one."""
    try:
        with open(path, "rb") as file:
            raw = file.read().removeprefix(BOM_UTF8)
    except OSError:
        return b""
    return b"\n" + (raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in raw else raw)


def read(path: StrPath) -> dict[str, Source]:
    """Return all sources by id.

    Raises:
        BibliographyError: an entry is broken, stands twice, or has no title or link, or a character is not UTF-8.
    """
    return _read(os.fspath(path), os.stat(path).st_mtime_ns)


@lru_cache(maxsize=4)
def _read(path: str, _changed: int) -> dict[str, Source]:
    from bibtexparser.entrypoint import parse_string

    if wrong := fault(path):
        raise BibliographyError("{}:{}: {}. {}".format(path, *wrong))
    with open(path, encoding="utf-8-sig") as file:
        library = parse_string(file.read())
    if library.failed_blocks:
        block = library.failed_blocks[0]
        line = (block.start_line or 0) + 1
        raise BibliographyError(
            f"{path}:{line}: this entry is broken or stands twice. Compare its braces and its name with its neighbours."
        )
    found: dict[str, Source] = {}
    for entry in library.entries:
        fields = {key: _plain(str(held.value)) for key, held in entry.fields_dict.items()}
        link = _link(fields)
        if not fields.get("title") or not link:
            raise BibliographyError(
                f"{path}:{(entry.start_line or 0) + 1}: `{entry.key}` has no title or no link. Add `title` and one of `doi`, `pmid`, `url`."
            )
        found[entry.key] = Source(
            entry.key,
            fields["title"],
            fields.get("author", ""),
            fields.get("journal") or fields.get("howpublished") or fields.get("publisher", ""),
            fields.get("year", ""),
            fields.get("keywords", "").split(",")[0].strip(),
            link,
        )
    return found


def _plain(value: str) -> str:
    bare = re.sub(r"\\(?=[&%_#$])", "", value) if "\\" in value else value
    return " ".join(bare.replace("{", "").replace("}", "").split())


def _link(fields: dict[str, str]) -> str:
    if doi := fields.get("doi"):
        return "https://doi.org/" + doi.removeprefix("https://doi.org/")
    if pmid := fields.get("pmid"):
        return f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/"
    return fields.get("url", "")
