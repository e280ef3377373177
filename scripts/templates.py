"""Reads the templates without what no reader sees: their indentation, and the theme's parts that this site does without."""

from __future__ import annotations

import re
from collections.abc import Callable

from jinja2 import BaseLoader, Environment

UNUSED = (
    r'<input class="md-toggle"[^>]*>',
    r'<label class="md-overlay"[^>]*></label>',
    r'<div data-md-component="announce">.*?</aside>.*?</div>',
    r'<div class="md-dialog".*?</div>\s*</div>',
    r"{% block tabs %}.*?{% endblock %}",
    r"{% block site_nav %}.*?{% endblock %}",
    r"{% block config %}.*?{% endblock %}",
    r'{% if "navigation\.instant\.progress" in features %}.*?{% endif %}',
    r"{% if config\.extra\.consent %}.*?{% endif %}",
    r"{% if config\.extra\.version %}.*?{% endif %}\s*</div>\s*{% endif %}",
    r'{% if "navigation\.top" in features %}.*?{% endif %}',
)
"""Parts of the theme's `base.html`: its menu and search, which ours replace, and what `mkdocs.yml` does not ask for."""

_SET_BY_THE_THEME = re.compile(r' data-md-component="[\w-]+"')


class Templates(BaseLoader):
    """Templates of another loader, made small once instead of on each page."""

    def __init__(self, loader: BaseLoader) -> None:
        self.loader = loader

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Return a template as Jinja asks for it. Raises `TemplateNotFound` as the other loader does."""
        text, name, is_fresh = self.loader.get_source(environment, template)
        return flat(without_unused(text) if template == "base.html" else text), name, is_fresh


def without_unused(base: str) -> str:
    """Return the theme's `base.html` without the parts that this site does without.

    Raises:
        LookupError: one of them is not there, as it is after a change of the theme.
    """
    for pattern in UNUSED:
        base, count = re.subn(pattern, "", base, flags=re.S)
        if not count:
            raise LookupError(f"the theme's base.html has no {pattern}. Mend UNUSED in scripts/templates.py.")
    return _SET_BY_THE_THEME.sub("", base)


def flat(template: str) -> str:
    """Return a template without the space at the start of its lines."""
    return re.sub(r"^[ \t]+", "", template, flags=re.M)
