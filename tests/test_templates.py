"""The theme's template loses what this site does without, and says so when the theme has changed."""

from __future__ import annotations

import re

import pytest
from jinja2 import DictLoader, Environment

from hooks import THEME
from templates import Templates, flat, without_unused

BASE = (THEME / "base.html").read_text("utf-8")


def test_the_menu_goes_and_the_page_stays():
    left = without_unused(BASE)
    assert not re.search(r"md-toggle|md-overlay|md-dialog|md-sidebar|data-md-component", left)
    for block in ("header", "container", "footer", "scripts", "styles", "site_meta", "extrahead"):
        assert f"{{% block {block} %}}" in left
    for word in ("if", "block"):
        assert len(re.findall(rf"{{%-? *{word} ", left)) == len(re.findall(rf"{{%-? *end{word}\b", left))


def test_a_theme_that_has_changed_is_told_plainly():
    with pytest.raises(LookupError, match=r"no <label class.*Mend UNUSED in scripts/templates.py"):
        without_unused(BASE.replace("md-overlay", "md-veil"))


def test_templates_lose_their_indentation_and_nothing_else():
    assert flat("<p>\n    a  b\n\t<b>c</b>\n</p>\n") == "<p>\na  b\n<b>c</b>\n</p>\n"
    loader = Templates(DictLoader({"page.html": "{% if a %}\n  <p>{{ a }}</p>\n{% endif %}"}))
    page = Environment(loader=loader, trim_blocks=True, autoescape=True).get_template("page.html")
    assert page.render(a="x\n  y") == "<p>x\n  y</p>\n"
