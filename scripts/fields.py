"""The front matter of a page: which fields there are, on which kind of page, and what goes in."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator
from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple

import spelling

PROBLEMS = {
    "Unwanted hair": "hair on the face or body, razor bumps, ingrown hairs",
    "Redness and thread veins": "red face, broken veins, spider veins, red spots",
    "Brown marks and patches": "age spots, freckles, melasma, dark marks after spots",
    "Birthmarks": "port-wine stain, strawberry mark, café-au-lait patch, blue-grey patch",
    "Tattoos and make-up ink": "tattoos, eyebrow ink, eyeliner ink",
    "Acne": "spots, pimples, oily skin",
    "Scars and stretch marks": "acne scars, raised scars, keloids, burn scars, stretch marks",
    "Lines, texture and sun damage": "wrinkles, rough skin, large pores, sagging, rough sun patches",
    "Growths, warts and nails": "skin tags, warts, verrucas, thick nose, fungal nails",
    "Long-term skin conditions": "psoriasis, vitiligo, hidradenitis",
}
"""What brings people to a page, in the order of the home page, with the words that they use for it."""

SKIN_TYPES = ("I", "II", "III", "IV", "V", "VI")
SUITABILITY = ("suitable", "caution", "avoid", "unknown")

_RANGE = re.compile(r"\d+(?: to \d+)?\Z|not known\Z")
_EVERY = ("treatment", "guide", "home", "page")


class Field(NamedTuple):
    """One field: its type, the kinds of page that need it and that may have it, and an example."""

    type: str
    needed: tuple[str, ...]
    allowed: tuple[str, ...]
    example: str
    doc: str


FIELDS: dict[str, Field] = {
    "title": Field("text", _EVERY, _EVERY, "Laser hair removal", "what people call it"),
    "description": Field(
        "text",
        _EVERY,
        _EVERY,
        "How to get ready for laser hair removal, how skin recovers, and what to expect.",
        "one sentence for search results, 50 to 170 characters",
    ),
    "also_known_as": Field(
        "texts",
        ("treatment",),
        ("treatment", "guide"),
        "[LHR, laser epilation]",
        "words that people use for it; the search forgives typing errors, so leave those out",
    ),
    "problems": Field(
        "problems", ("treatment",), ("treatment",), "[Unwanted hair]", "one or more of the problems on the home page"
    ),
    "body_location": Field(
        "text",
        (),
        ("treatment",),
        "Nose",
        "the part of the body, where the page is about one alone; for search engines",
    ),
    "glance": Field(
        "glance", ("treatment",), ("treatment",), "{sessions: 3 to 6, ...}", "the figures of the card at the top"
    ),
    "try_first": Field(
        "text",
        (),
        ("treatment",),
        "Sun cover and prescribed cream",
        "what comes before laser for this problem, where the page says so with a source",
    ),
    "skin_tones": Field(
        "skin tones",
        ("treatment",),
        ("treatment",),
        "{I: suitable, II: suitable, III: suitable, IV: caution, V: caution, VI: caution}",
        "Fitzpatrick skin types: suitable, caution, avoid or unknown",
    ),
    "checked": Field("date", ("treatment", "guide"), _EVERY, "2026-11-22", "the day the sources were last checked"),
    "next_check": Field(
        "date", ("treatment", "guide"), _EVERY, "2027-11-22", "the day by which they are checked again"
    ),
    "clinical_review": Field(
        "review",
        (),
        ("treatment", "guide"),
        "{name: ..., role: ..., date: 2026-11-22}",
        "who with a clinical licence has checked the page",
    ),
    "exempt": Field(
        "text", (), ("page",), "lists the sources", "why the page has no Prepare, Recovery and What to expect"
    ),
}

GLANCE: dict[str, tuple[str, str, str]] = {
    "sessions": ("range", "Sessions", "3 to 6"),
    "weeks_between": ("range", "Weeks between", "4 to 8"),
    "days_off": ("range", "Days off", "0 to 1"),
    "results_after_weeks": ("range", "Weeks until it shows", "1 to 4"),
    "minutes": ("range", "Minutes a session", "15 to 60"),
    "feels_like": ("text", "Feels like", "Quick stings, like a flicked elastic band"),
    "lasts": ("text", "Lasts", "Weeks to months, then top-ups"),
}
"""Field of `glance` -> (type, label on the card, example)."""


class Fault(NamedTuple):
    """What is wrong with one field: the field's name (for its line), the problem and the fix."""

    field: str
    problem: str
    fix: str


def faults(meta: dict[str, Any], kind: str) -> Iterator[Fault]:
    """Yield everything that is wrong with the front matter of a page of this kind."""
    allowed = _allowed(kind)
    meant = yield from _unknown(meta, allowed, "the home page" if kind == "home" else f"a {kind}")
    for name, spec in allowed.items():
        if name in meta:
            yield from _CHECKS[spec.type](name, meta[name], spec)
        elif kind in spec.needed and name not in meant:
            yield Fault("", f"the field `{name}` is missing", f"Write `{name}: {spec.example}` ({spec.doc}).")
    first, last = meta.get("checked"), meta.get("next_check")
    if isinstance(first, date) and isinstance(last, date) and last <= first:
        yield Fault(
            "next_check", "`next_check` is not after `checked`", "Write the day by which the page is checked again."
        )


@cache
def _allowed(kind: str) -> dict[str, Field]:
    return {name: spec for name, spec in FIELDS.items() if kind in spec.allowed}


def sound(meta: dict[str, Any], kind: str) -> dict[str, Any]:
    """Return the fields without those that are wrong: what can be shown of a page that its author is still mending."""
    wrong = {fault.field for fault in faults(meta, kind)}
    held = {name: value for name, value in meta.items() if str(name)[:60] not in wrong}
    if isinstance(glance := meta.get("glance"), dict):
        held["glance"] = {name: value for name, value in glance.items() if str(name)[:60] not in wrong}
    return held


def _unknown(held: dict[Any, Any], known: Iterable[str], where: str) -> Generator[Fault, None, set[str]]:
    """Yield a fault for each name that is not known, and return the names that were probably meant."""
    meant: set[str] = set()
    for name in held:
        if name not in known:
            plain = str(name)[:60].lower().replace(" ", "_").replace("-", "_")
            close = spelling.nearest(plain, (k for k in known if k not in held), 0.5)
            meant.update([close] if close else [])
            fix = f"Did you mean `{close}`?" if close else "Delete it."
            yield Fault(str(name)[:60], f"the field {_show(name)} is not known on {where}", fix)
    return meant


def _show(value: object) -> str:
    """A short form of a value that is safe to print, however large or nested it is."""
    if isinstance(value, str):
        return f"`{value[:40]}`"
    return f"`{value}`" if isinstance(value, int | float | date) else f"a {type(value).__name__}"


def _is_date(value: object) -> bool:
    return isinstance(value, date) and type(value) is date


def _text(name: str, value: object, spec: Field) -> Iterator[Fault]:
    if not isinstance(value, str) or not value.strip():
        if name != "exempt":
            yield Fault(
                name, f"`{name}` must be words, and is {_show(value)}", f"Write for example `{name}: {spec.example}`."
            )
    elif "TODO" in value:
        yield Fault(name, f"`{name}` is left to fill in", f"Write for example `{name}: {spec.example}`.")
    elif name == "description" and not 50 <= len(value) <= 170:
        yield Fault(name, f"`description` has {len(value)} characters", "Write one sentence of 50 to 170 characters.")


def _texts(name: str, value: object, spec: Field) -> Iterator[Fault]:
    if not isinstance(value, list) or not value or not all(isinstance(v, str) and v.strip() for v in value):
        yield Fault(
            name,
            f"`{name}` must be a list of words in square brackets",
            f"Write for example `{name}: {spec.example}`; quote an item that looks like a number.",
        )


def _problems(name: str, value: object, spec: Field) -> Iterator[Fault]:
    if not isinstance(value, list) or not value:
        yield Fault(
            name, "`problems` must be a list in square brackets", f"Write for example `problems: {spec.example}`."
        )
        return
    for item in value:
        if not isinstance(item, str) or item not in PROBLEMS:
            close = spelling.nearest(item[:60], PROBLEMS, 0.4) if isinstance(item, str) else None
            yield Fault(
                name,
                f"the problem {_show(item)} is not on the home page",
                f"Did you mean `{close}`?" if close else "Choose from: " + "; ".join(PROBLEMS) + ".",
            )


def _glance(name: str, value: object, spec: Field) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield Fault(
            name,
            "`glance` must hold its own fields, indented by two spaces",
            "Copy the block from treatments/hair-removal.md.",
        )
        return
    meant = yield from _unknown(value, GLANCE, "the card (`glance`)")
    for key, (kind, _, example) in GLANCE.items():
        held = value.get(key)
        if held is None:
            if key not in meant:
                yield Fault(name, f"`glance` has no `{key}`", f"Write `{key}: {example}`, or `{key}: not known`.")
        elif kind == "text" and (not isinstance(held, str) or not 0 < len(held.strip()) <= 60):
            yield Fault(key, f"`{key}` must be 1 to 60 characters of text", f"Write for example `{key}: {example}`.")
        elif kind == "range" and not _is_range(held):
            yield Fault(
                key,
                f"`{key}` must be a number or a range, and is {_show(held)}",
                f"Write `{example}` (low to high), `3` or `not known`.",
            )


def _is_range(value: object) -> bool:
    if isinstance(value, int) and not isinstance(value, bool):
        return value >= 0
    return isinstance(value, str) and _in_order(value)


@lru_cache(4096)
def _in_order(text: str) -> bool:
    if len(text) > 20 or not _RANGE.match(text):
        return False
    numbers = [int(n) for n in re.findall(r"\d+", text)]
    return numbers == sorted(set(numbers))


def _skin_tones(name: str, value: object, spec: Field) -> Iterator[Fault]:
    if not isinstance(value, dict) or set(value) != set(SKIN_TYPES):
        yield Fault(name, "`skin_tones` must name the six types I to VI", f"Write `skin_tones: {spec.example}`.")
        return
    for key in SKIN_TYPES:
        if value[key] not in SUITABILITY:
            yield Fault(
                name,
                f"skin type {key} is {_show(value[key])}",
                "Write " + ", ".join(SUITABILITY[:-1]) + f" or {SUITABILITY[-1]}.",
            )


def _date(name: str, value: object, spec: Field) -> Iterator[Fault]:
    if not _is_date(value):
        yield Fault(
            name, f"`{name}` must be a date, and is {_show(value)}", f"Write year-month-day, such as `{spec.example}`."
        )


def _review(name: str, value: object, spec: Field) -> Iterator[Fault]:
    held = value if isinstance(value, dict) and set(value) == {"name", "role", "date"} else {}
    words = [held.get("name"), held.get("role")]
    if not (all(isinstance(word, str) and word.strip() for word in words) and _is_date(held.get("date"))):
        yield Fault(
            name,
            "`clinical_review` must hold a name, a role and a date",
            f"Write `clinical_review: {spec.example}`, or leave the field out until somebody has signed.",
        )


_CHECKS = {
    "text": _text,
    "texts": _texts,
    "problems": _problems,
    "glance": _glance,
    "skin tones": _skin_tones,
    "date": _date,
    "review": _review,
}
