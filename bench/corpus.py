#!/usr/bin/env python3
"""Writes a synthetic copy of the project, of any size: the text is ours, shuffled by a seeded random generator.

    python bench/corpus.py --pages 500 --to /tmp/corpus

Every treatment page is put together from sections of different pages of `docs/treatments/`,
with its own title, names, figures, links and order of list items, and with words and numbers
varied. All other pages are ours as they are, so `--pages` counts them too. The sources grow
with the pages: each set of 100 treatments cites a copy of `docs/references.bib` of its own.
"""

from __future__ import annotations

import argparse
import re
import shutil
from itertools import product
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "bench", "site", "tests", "treatments", "references.bib")
PAGES_A_SET = 100
"""So many treatments share one set of sources: about 7 new sources a page at scale; our own site has 12."""

MACHINES = {
    "Alexandrite laser": "alex laser, 755 lazer, long red laser",
    "Diode laser": "810 laser, diode lazer, diode light",
    "Erbium laser": "Er:YAG, erbium lazer, 2940 laser",
    "Excimer laser": "308 laser, excimer lazer, UVB laser",
    "Flash lamp": "IPL, intense pulsed light, broad light",
    "Fractional laser": "Fraxel type laser, fractional lazer, column laser",
    "Gas laser": "CO2 laser, carbon lazer, 10600 laser",
    "Green laser": "KTP laser, 532 lazer, vein pen",
    "Long-wave laser": "Nd:YAG laser, 1064 lazer, yag laser",
    "Picosecond laser": "pico laser, pico lazer, short pulse laser",
    "Pulsed dye laser": "PDL, 595 lazer, yellow laser",
    "Ruby laser": "694 laser, ruby lazer, red laser",
}
TARGETS = "acne, age spots, birthmarks, burn scars, dark marks, enlarged pores, fine lines, freckles, hair, keloids, moles, psoriasis, red marks, rough patches, skin tags, spider veins, stretch marks, tattoos, thread veins, warts"
PLACES = "ankles, arms, back, bikini line, calves, cheeks, chest, chin, ears, elbows, face, feet, fingers, forehead, hands, jaw, knees, legs, lips, neck, nose, scalp, shoulders, thighs, tummy, wrists"
SWAPS = {
    "and": ("and", "plus", "then"),
    "because": ("since", "as", "because"),
    "clinic": ("clinic", "centre", "nurse", "team"),
    "doctor": ("nurse", "doctor", "GP"),
    "for": ("for", "over", "through"),
    "if": ("if", "when", "where"),
    "most": ("most", "some", "many"),
    "often": ("often", "mostly", "sometimes"),
    "people": ("adults", "people", "women", "men"),
    "skin": ("skin", "face", "leg", "arm", "area"),
    "small": ("small", "slight", "large"),
    "study": ("study", "trial", "paper"),
    "the": ("the", "this", "that", "your"),
    "treated": ("treated", "lasered", "sore"),
}
_SWAP = re.compile(rf"\b(?:{'|'.join(SWAPS)})\b|\b[2-9]\b|\b[1-9]\d\b(?!\d)")
_KEPT = re.compile(r"(\[@[^\]]*\]|!?\[[^\]]*\]\([^)]*\)|`[^`]*`|https?://\S+)")
_ID = re.compile(r"@([\w-]+)")


def write(to: Path, pages: int, seed: int = 8) -> None:
    """Write a project of so many pages (those that are no treatments included) into the folder `to`."""
    rng = Random(f"{seed}/{pages}")
    shutil.copytree(ROOT, to, ignore=LEFT_OUT)
    docs, pool = to / "docs", _pool()
    fixed = [path for path in docs.rglob("*.md") if path.is_file()]
    combined = list(product(MACHINES, TARGETS.split(", "), PLACES.split(", ")))
    count = pages - len(fixed) - 1  # the list of treatments is copied below
    if not 0 < count <= len(combined):
        raise SystemExit(f"corpus.py: a corpus has {len(fixed) + 2} to {len(fixed) + 1 + len(combined)} pages")
    chosen = rng.sample(combined, count)
    slugs = [re.sub(r"\W+", "-", f"{' '.join(parts)}".lower()) for parts in chosen]
    (docs / "treatments").mkdir()
    shutil.copy(ROOT / "docs/treatments/index.md", docs / "treatments")
    cited: set[str] = set()
    for path in fixed:
        text = _relinked(path.read_text("utf-8"), r"(?<=treatments/)(?!index\.md)[\w-]+(?=\.md)", slugs, rng)
        path.write_text(text, "utf-8")
        cited.update(_ids(text))
    for number, (slug, parts) in enumerate(zip(slugs, chosen, strict=True)):
        text = _relinked(_page(parts, pool, rng), r"(?<=\]\()(?!index\.md)[\w-]+(?=\.md)", slugs, rng)
        if number >= PAGES_A_SET:
            text = re.sub(r"\[@[^\]]*\]", lambda m: _ID.sub(rf"@\1-{number // PAGES_A_SET}", m[0]), text)  # noqa: B023
        (docs / "treatments" / f"{slug}.md").write_text(text, "utf-8")
        cited.update(_ids(text))
    (docs / "references.bib").write_text(_sources(cited, count // PAGES_A_SET + 1), "utf-8")


def _pool() -> list[list[str]]:
    """For each of our treatments: front matter, main message, and the seven sections."""
    found = []
    for path in sorted((ROOT / "docs/treatments").glob("*.md")):
        if path.name != "index.md":
            _, front, body = path.read_text("utf-8").split("---\n", 2)
            lead, *sections = re.split(r"^(?=## )", body, flags=re.M)
            found.append([front, re.sub(r"^# .*\n", "", lead, flags=re.M).strip(), *sections])
    return found


def _page(parts: tuple[str, str, str], pool: list[list[str]], rng: Random) -> str:
    """One page: each part of it from another page of the pool."""
    machine, target, place = parts
    title = f"{machine} for {target} on the {place}"
    front = rng.choice(pool)[0]
    others = [f"{other} {target} {place}" for other in MACHINES[machine].split(", ")]
    names = ", ".join([*others, *(f"{place} {target} {other}" for other in MACHINES[machine].split(", "))])
    for field, value in {
        "title": title,
        "description": f"How to get ready for {title[0].lower()}{title[1:]}, how skin recovers, and what to expect.",
        "also_known_as": f"[{names}]",
    }.items():
        front = re.sub(rf"^{field}:.*", f"{field}: {value}", front, flags=re.M)
    for field, most in {"sessions": 9, "weeks_between": 8, "days_off": 14, "minutes": 60}.items():
        low = rng.randint(1, most)
        front = re.sub(rf"^  {field}:.*", f"  {field}: {low} to {low + rng.randint(1, most)}", front, flags=re.M)
    body = [_varied(rng.choice(pool)[part], rng) for part in range(1, len(pool[0]))]
    return f"---\n{front}---\n\n# {title}\n\n{body[0]}\n\n{''.join(body[1:])}"


def _varied(text: str, rng: Random) -> str:
    """The text with its list items in another order, and with words and numbers swapped, so that few sentences recur."""

    def swap(match: re.Match[str]) -> str:
        word = match[0]
        return str(int(word) + rng.randint(0, 9)) if word.isdigit() else rng.choice(SWAPS[word])

    lines: list[str] = []
    for block in re.split(r"((?:^- .*\n)+)", text, flags=re.M):
        held = block.splitlines(keepends=True)
        if block.startswith("- "):
            rng.shuffle(held)
        lines += held
    return "".join(
        line
        if line.startswith("#")
        else "".join(part if n % 2 else _SWAP.sub(swap, part) for n, part in enumerate(_KEPT.split(line)))
        for line in lines
    )


def _relinked(text: str, pattern: str, slugs: list[str], rng: Random) -> str:
    """The text with its links to treatments pointing to pages that are there."""
    return re.sub(pattern, lambda _: rng.choice(slugs), text)


def _ids(text: str) -> set[str]:
    return {id_ for mark in re.findall(r"\[@[^\]]*\]", text) for id_ in _ID.findall(mark)}


def _sources(cited: set[str], sets: int) -> str:
    """Every set of sources, without those that no page cites."""
    entries = re.split(r"^(?=@)", (ROOT / "docs/references.bib").read_text("utf-8"), flags=re.M)
    named = [(match[1], entry) for entry in entries if (match := re.match(r"@\w+\{([\w-]+),", entry))]
    found: list[str] = []
    for number in range(sets):
        mark = f"-{number}" if number else ""
        found += [
            entry.replace(id_, id_ + mark, 1).replace("}},", f" {number + 1}}}}},", 1)
            for id_, entry in named
            if id_ + mark in cited
        ]
    return "".join(found)


def main() -> None:
    """Write a corpus from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pages", type=int, required=True, help="how many pages, all kinds together")
    parser.add_argument("--to", type=Path, required=True, help="a folder that is not there yet")
    parser.add_argument("--seed", type=int, default=8)
    options = parser.parse_args()
    write(options.to, options.pages, options.seed)


if __name__ == "__main__":
    main()
