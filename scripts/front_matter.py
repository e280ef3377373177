"""Reads front matter: the plain form that nearly every page has quickly, all else as YAML.

The plain form is a part of YAML and means the same in it (`tests/test_front_matter.py`): one
field a line; its value is words (in quotes or not), a whole number, a date, words in `[ ]`, pairs in `{ }`, or
fields that are indented by two spaces. Loading the YAML library alone takes longer than
checking a page.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Any

# The commonest letters are named beside \w, which holds them, as a list of letters is quicker to look through.
_WORDS = r"(?:\d+ )?[^\W\d_](?:[a-z\w .'’()&+/–{more}-]++|:(?=\w))*+(?<! )"
_QUOTED = r"\"[\w ,.:;'’()&+/?!–-]*\""
_ITEM = rf"(?:{_WORDS.replace('{more}', '')}|{_QUOTED})"
_PAIR = r"[A-Za-z]+: [A-Za-z]+"
_FIELD = re.compile(
    r"(?P<inside>  )?(?P<name>[A-Za-z_]\w*):(?: (?:(?P<date>\d{4}-\d\d-\d\d)|(?P<number>0|[1-9]\d{0,8})"
    rf"|(?P<words>{_WORDS.replace('{more}', ',;?!')}|{_QUOTED})"
    rf"|\[(?P<list>(?:{_ITEM}(?:, (?!\])|(?=\])))+)\]|\{{(?P<pairs>(?:{_PAIR}(?:, (?!\}})|(?=\}})))+)\}}))?"
)
LONGEST = 20_000
"""Characters: front matter is far shorter, so a longer one is a mistake."""

_SHARED = (list, dict)
_NO_WORDS = frozenset(("yes", "no", "on", "off", "true", "false", "null"))
"""What YAML takes for a truth value or for nothing."""


class FrontMatterError(Exception):
    """The front matter cannot be read; `line` counts from its first field, and is 0 where no line is known."""

    def __init__(self, line: int, problem: str, fix: str) -> None:
        super().__init__(problem)
        self.line, self.problem, self.fix = line, problem, fix


def read(block: str) -> dict[str, Any]:
    """Return the fields of a block of front matter, without its `---` lines.

    Raises:
        FrontMatterError: it is no YAML, or no list of fields.
    """
    plain = read_plain(block) if len(block) <= LONGEST else None
    return _read_yaml(block) if plain is None else plain


def read_plain(block: str) -> dict[str, Any] | None:
    """Return the fields of a block in the plain form, None where it has another."""
    fields: dict[str, Any] = {}
    inner: dict[str, Any] | None = None
    for line in block.rstrip("\n").split("\n"):
        found = _field(line)
        if not found:
            return None
        inside, name, value = found
        if type(value) in _SHARED:
            value = value.copy()  # so that no two pages share it
        if inside:
            if inner is None or value == {}:
                return None
            inner[name] = value
        elif inner == {}:
            return None
        else:
            fields[name] = value
            inner = value if value == {} else None
    return None if inner == {} else fields


@lru_cache(4096)  # most lines stand on many pages
def _field(line: str) -> tuple[bool, str, Any] | None:
    """Whether a line stands inside another field, its name and its value, {} where its own fields follow; None for another form."""
    found = _FIELD.fullmatch(line)
    if not found or found["name"].lower() in _NO_WORDS:
        return None
    try:
        value = {} if found.lastgroup == "name" else _value(str(found.lastgroup), found[found.lastindex or 0])
    except ValueError:
        return None
    return bool(found["inside"]), found["name"], value


def _value(kind: str, text: str) -> Any:
    if kind == "number":
        return int(text)
    if kind == "date":
        return date.fromisoformat(text)
    held: Any = text
    words = [text]
    if kind == "list":
        held = words = re.findall(_ITEM, text) if '"' in text else text.split(", ")
    elif kind == "pairs":
        held = dict(pair.split(": ") for pair in text.split(", "))
        words = [*held, *held.values()]
    if not _NO_WORDS.isdisjoint(map(str.lower, words)):
        raise ValueError(text)
    if '"' in text:
        return [word.strip('"') for word in words] if kind == "list" else text.strip('"')
    return held


def _read_yaml(block: str) -> dict[str, Any]:
    import yaml

    if len(block) > LONGEST or re.search(r"(?:[\[{]\s*|- ){20}", block):
        raise FrontMatterError(
            0,
            "the front matter is too long or nested too deep",
            "Copy the block between the --- lines from a good page.",
        )
    try:
        fields = yaml.load(block, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise FrontMatterError(
            mark.line + 1 if mark else 0,
            f"the front matter is not valid YAML ({getattr(error, 'problem', None) or 'cannot be read'})",
            'Put quotes round a value that holds a colon, such as "Yes: mostly".',
        ) from None
    except (ValueError, RecursionError, OverflowError) as error:
        raise FrontMatterError(
            0, f"a value in the front matter cannot be read ({error})", "Write dates as 2026-11-22."
        ) from None
    if not isinstance(fields, dict):
        raise FrontMatterError(
            0,
            "the front matter is not a list of fields",
            "Write one field a line, such as `title: Laser hair removal`.",
        )
    return fields
