"""The least that a build can do: Python-Markdown alone over every page, each read and written once.

python bench/floor.py SITE_DIR OUTPUT_DIR
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import yaml
from markdown import Markdown


class _Loader(yaml.SafeLoader):
    """Reads `mkdocs.yml`, whose `!ENV` and `!!python/name` values do not matter here."""


_LOADER_TAGS = ("!ENV", "tag:yaml.org,2002:python/")
for _tag in _LOADER_TAGS:
    _Loader.add_multi_constructor(_tag, lambda loader, suffix, node: None)


def extensions(site: Path) -> tuple[list[str], dict[str, Any]]:
    """Return the Markdown extensions of the site's `mkdocs.yml`, and their settings."""
    config = yaml.load((site / "mkdocs.yml").read_text("utf-8"), Loader=_Loader)
    settings: dict[str, Any] = {}
    for held in config.get("markdown_extensions", []):
        settings.update(held if isinstance(held, dict) else {held: {}})
    return list(settings), {name: held or {} for name, held in settings.items()}


def main() -> None:
    """Convert every page of a site."""
    site, output = map(Path, sys.argv[1:3])
    names, settings = extensions(site)
    renderer = Markdown(extensions=names, extension_configs=settings)
    for path in (site / "docs").rglob("*.md"):
        text = path.read_text("utf-8")
        if text.startswith("---\n"):
            text = text[text.index("\n---\n", 4) + 5 :]
        target = output / path.relative_to(site / "docs").with_suffix(".html")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(renderer.reset().convert(text), "utf-8")


if __name__ == "__main__":
    main()
