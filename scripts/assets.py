"""Makes the files that pages load: small, and named after what is in them, so that they may be kept for ever."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

import rcssmin

from lean_css import lean
from templates import without_unused

KEPT_AS_THEY_ARE = (".svg", ".png", ".ico", ".webmanifest")
"""Files of `overrides/assets/` that other websites and browsers ask for by name."""

WORKER = "keep-worker.js"

BUNDLES = {
    "every-page.js": ("search-open.js",),
    "treatment.js": ("search-open.js", "plan.js", "take.js", "keep.js"),
    "comparison.js": ("search-open.js", "compare.js"),
    "search.js": ("search.js",),
    "search-mark.js": ("search-mark.js",),
}
"""What is loaded -> the scripts in it. One file a page: each request more delays the first sight of it on a phone."""

_FOR_AUTHORS = re.compile(r"/\*\*(?:[^*]|\*(?!/))*\*/ ?|^[ \t]*(?://.*)?\n|^[ \t]+", re.M)
_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([^"]+)";\n', re.M)
_EXPORT = re.compile(r"^export (?:async )?(?:function|const|class) (\w+)", re.M)


class Assets:
    """The scripts and style sheets of the site.

    Attributes:
        names: name in `overrides/assets/`, or of a bundle -> address from the top of the site.
        files: that address -> its content.
    """

    def __init__(self, overrides: Path, theme: Path, made: Mapping[str, str] | None = None) -> None:
        """Read the sources; `made` holds scripts that are made from pages, by name.

        Raises:
            OSError: a source is missing.
            LookupError: the theme's templates have changed.
        """
        self.names: dict[str, str] = {}
        self.files: dict[str, bytes] = {}
        folder = overrides / "assets"
        scripts = {path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.js"))} | dict(made or {})
        # A service worker rules the folder that it lies in, and browsers look for it under the name they know.
        self.files[WORKER] = scripts.pop(WORKER, "").encode()
        for name, parts in BUNDLES.items():
            code = "".join(alone(part, scripts) for part in parts if part in scripts)
            self._add(name, short(code))
        base = without_unused((theme / "base.html").read_text("utf-8")).replace("{{ direction }}", "ltr")
        sources = [*(path.read_text("utf-8") for path in sorted(overrides.rglob("*.html"))), *scripts.values(), base]
        css = lean(theme_css(theme).read_text("utf-8"), sources)
        screen, paper = ((folder / name).read_text("utf-8") for name in ("guide.css", "print.css"))
        # A file of its own for paper would be asked for on every screen, too, at the cost of a tenth of a second.
        self._add("guide.css", css + rcssmin.cssmin(screen) + f"@media print{{{rcssmin.cssmin(paper)}}}")

    def _add(self, name: str, text: str) -> None:
        content = text.encode()
        stem, dot, kind = name.rpartition(".")
        self.names[name] = f"assets/{stem}.{hashlib.sha256(content).hexdigest()[:10]}{dot}{kind}"
        self.files[self.names[name]] = content

    def write(self, site: Path) -> None:
        """Put the files into the built site."""
        (site / "assets").mkdir(exist_ok=True)
        for address, content in self.files.items():
            (site / address).write_bytes(content)


def alone(name: str, scripts: Mapping[str, str]) -> str:
    """Return a module as code that needs no other file and shows nothing of itself to others."""
    return f"(async () => {{\n{_whole(name, scripts)}}})();\n"


def short(script: str) -> str:
    """Return our own scripts without comments and indentation: a third of their bytes.

    A minifier would do little more, and those of the Python world break a template in a template, or need a compiler.
    """
    return _FOR_AUTHORS.sub("", script)


def _whole(name: str, scripts: Mapping[str, str]) -> str:
    """Return the code of a module, with a function in the place of each import that returns what was exported."""

    def held(match: re.Match[str]) -> str:
        exported = ", ".join(_EXPORT.findall(scripts[match[2]]))
        names = match[1].replace(" as ", ": ")
        return f"const {{{names}}} = (() => {{\n{_whole(match[2], scripts)}return {{ {exported} }};\n}})();\n"

    return re.sub(r"^export ", "", _IMPORT.sub(held, scripts[name]), flags=re.M)


def theme_css(theme: Path) -> Path:
    """Return the theme's style sheet.

    Raises:
        FileNotFoundError: the theme has none, or several, as it does after a change of its layout.
    """
    found = sorted((theme / "assets" / "stylesheets").glob("main.*.min.css"))
    if len(found) != 1:
        raise FileNotFoundError(
            f"{theme}/assets/stylesheets: {len(found)} files are called main.*.min.css, one was expected."
            " Look how this version of Material names its style sheet and mend theme_css in scripts/assets.py."
        )
    return found[0]
