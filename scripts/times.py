"""The one grammar of times: what a heading such as "6 weeks before" means in days.

Day 0 is the day of the appointment. Days before it are negative. A week is 7 days, a
month 30. "Week 2" is the second week, days 8 to 14; "Month 2" is days 31 to 60.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import spelling

DAYS = {"day": 1, "week": 7, "month": 30}
LONGEST = 999

FORMS = (
    ("Prepare", "Before you book", "has no day; always first"),
    ("Prepare", "6 weeks before", "also `10 days before`, `1 month before`"),
    ("Prepare", "2 to 4 weeks before", "the smaller number first"),
    ("Prepare", "The day before", "the same as `1 day before`"),
    ("Prepare", "On the day", "the day of the appointment"),
    ("Recovery", "First hours", "the day of the appointment"),
    ("Recovery", "First 24 hours", "also `First 48 hours`, `First 72 hours`"),
    ("Recovery", "Day 1", "the day after; also `Week 2` (the second week), `Month 2`"),
    ("Recovery", "Days 2 to 7", "also `Weeks 2 to 4`, `Months 2 to 3`"),
    ("Recovery", "After 6 weeks", "from then on; also `After 10 days`, `After 3 months`"),
    ("Prepare, Recovery", "Between sessions", "has no day; after all times"),
    ("Recovery", "Get help", "has no day; always last"),
)
"""(section, example, note) of every accepted form, for the contributor's guide."""

_BEFORE = re.compile(r"(?:(\d+) to )?(\d+) (day|week|month)(s?) before\Z")
_FIRST = re.compile(r"First (\d+) hours\Z")
_SPAN = re.compile(r"(Day|Week|Month)(s?) (\d+)(?: to (\d+))?\Z")
_AFTER = re.compile(r"After (\d+) (day|week|month)(s?)\Z")

_FIXED: dict[str, tuple[str, int | None, int | None]] = {
    "Before you book": ("before", None, None),
    "The day before": ("before", -1, -1),
    "On the day": ("before", 0, 0),
    "First hours": ("after", 0, 0),
    "Between sessions": ("either", None, None),
    "Get help": ("after", None, None),
}
_RANK = {"Before you book": 0, "Between sessions": 2, "Get help": 3}


class Time(NamedTuple):
    """A time heading: its text and the days it covers, counted from the appointment (day 0).

    `from_day` is None where the time has no day; `to_day` is None too where it has no end.
    `side` is "before" (Prepare), "after" (Recovery) or "either".
    """

    text: str
    side: str
    from_day: int | None
    to_day: int | None

    @property
    def order(self) -> tuple[int, int, int]:
        """Sort key: the order in which the times of one section must stand."""
        start = self.from_day or 0
        end = start + LONGEST if self.to_day is None else self.to_day
        return (_RANK.get(self.text, 1), start, end)


@cache
def parse(text: str) -> Time | None:
    """Return what a heading says in days, or None where it is no time."""
    if fixed := _FIXED.get(text):
        return Time(text, *fixed)
    if len(text) > 40:
        return None
    if match := _BEFORE.match(text):
        near, far, unit, plural = match.groups()
        first, last = int(far), int(near or far)
        fits = _fits(first, plural) and last > 0 and (near is None or last < first)
        return Time(text, "before", -first * DAYS[unit], -last * DAYS[unit]) if fits else None
    if match := _FIRST.match(text):
        hours = int(match[1])
        return Time(text, "after", 0, -(-hours // 24)) if 0 < hours <= 240 else None
    if match := _SPAN.match(text):
        unit, plural, start, end = match.groups()
        first, last = int(start), int(end or start)
        fits = 0 < first <= last <= LONGEST and bool(plural) == (end is not None) and (not end or first < last)
        size = DAYS[unit.lower()]
        return Time(text, "after", (first - 1) * size + 1, last * size) if fits else None
    if match := _AFTER.match(text):
        count = int(match[1])
        return Time(text, "after", count * DAYS[match[2]], None) if _fits(count, match[3]) else None
    return None


def _fits(count: int, plural: str) -> bool:
    return 0 < count <= LONGEST and (count > 1) == bool(plural)


_NUMBERS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "eight": "8", "twelve": "12"}
_USUAL = {
    "before booking": "Before you book",
    "before you decide": "Before you book",
    "consultation": "Before you book",
    "one day before": "The day before",
    "day before": "The day before",
    "the night before": "The day before",
    "night before": "The day before",
    "24 hours before": "The day before",
    "1 day before": "The day before",
    "on the day of treatment": "On the day",
    "day of treatment": "On the day",
    "the day": "On the day",
    "day 0": "On the day",
    "straight after": "First hours",
    "right after": "First hours",
    "first day": "First 24 hours",
    "first 1 day": "First 24 hours",
    "first night": "First 24 hours",
    "first week": "Days 1 to 7",
    "when to get help": "Get help",
    "when to call": "Get help",
    "warning signs": "Get help",
    "in between sessions": "Between sessions",
}


def nearest(text: str, side: str) -> str:
    """Return the accepted form that is nearest to a heading which is no time.

    `side` is "before" or "after": the section in which the heading stands.
    """
    plain = re.sub(r"\s+", " ", re.sub(r"[^\w\s–—-]", " ", text.lower())).strip()
    plain = " ".join(_NUMBERS.get(word, word) for word in plain.split())
    plain = re.sub(r"(?<=\d)\s*[–—-]\s*(?=\d)|\s+(?:until|till|and|or)\s+(?=\d)", " to ", plain)
    if plain in _USUAL:
        return _USUAL[plain]
    numbers = re.findall(r"\d+", plain)
    unit = re.search(r"hour|day|week|month", plain)
    if numbers and unit:
        guess = _rebuild([int(n) for n in numbers[:2]], unit[0], plain, side)
        if guess and parse(guess):
            return guess
    examples = [form for section, form, _ in FORMS if ("Prepare" in section) == (side == "before")]
    close = spelling.nearest(text.capitalize(), [*examples, *_FIXED], 0.5)
    return close or ("6 weeks before" if side == "before" else "Days 2 to 7")


def _rebuild(numbers: list[int], unit: str, plain: str, side: str) -> str | None:
    low, high = min(numbers), max(numbers)
    if side == "before":
        if unit == "hour":
            return "The day before"
        ending = f"{unit}{'s' if high > 1 else ''} before"
        return f"{low} to {high} {ending}" if low < high else f"{high} {ending}"
    if unit == "hour":
        return f"First {high} hours"
    if "after" in plain and low == high:
        return f"After {high} {unit}{'s' if high > 1 else ''}"
    name = unit.capitalize()
    return f"{name}s {low} to {high}" if low < high else f"{name} {high}"
