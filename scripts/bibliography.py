"""Reads `docs/references.bib` into plain sources, and says what kind each one is."""

from __future__ import annotations

import os
import re
from codecs import BOM_UTF8
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

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

BLOCK = 1 << 18
"""Bytes of the file that are looked at together."""

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
    try:
        return frozenset(id_.decode("utf-8", "replace") for block in _blocks(path) for id_ in _ENTRY.findall(block))
    except OSError:
        return frozenset()


def lines(path: StrPath) -> dict[str, int]:
    """Return the line of each entry by its id, in the order of the file. Raises `OSError` where there is none."""
    found: dict[str, int] = {}
    line = 0
    for block in _blocks(path):
        counted = 0
        for match in _ENTRY.finditer(block):
            line, counted = line + block.count(b"\n", counted, match.end()), match.end()
            found[match[1].decode("utf-8", "replace")] = line
        line += block.count(b"\n", counted)
    return found


def fault(path: StrPath) -> tuple[int, str, str] | None:
    """Return (line, what is wrong, what to do) where the file is there and is no text, None for any other."""
    before = 0
    try:
        for block in _blocks(path):
            before += block.count(b"\n")
            block.decode()
    except FileNotFoundError:
        return None
    except OSError as error:
        return 1, f"this file cannot be opened ({error.strerror})", "Put a file here that can be read."
    except UnicodeDecodeError as error:
        line = before - error.object.count(b"\n", error.start)
        return line, "a character here is not UTF-8", "Save the file again with the encoding UTF-8."
    return None


def _blocks(path: StrPath) -> Iterator[bytes]:
    """Yield the file in blocks of whole lines, each line with the break before it: one large text would cost more time."""
    with open(path, "rb") as file:
        rest = b"\n" + file.read(BLOCK).removeprefix(BOM_UTF8)
        while part := file.read(BLOCK):
            whole, end, start = (rest + part).rpartition(b"\n")
            yield whole
            rest = end + start
        yield rest


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
