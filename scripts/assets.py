"""Makes the files that pages load: small, and named after what is in them, so that they may be kept for ever."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import rcssmin

from lean_css import lean

KEPT_AS_THEY_ARE = (".svg", ".png", ".ico", ".webmanifest")
"""Files of `overrides/assets/` that other websites and browsers ask for by name."""

WORKER = "keep-worker.js"

_IMPORT = re.compile(r'from "\./([\w-]+\.js)"')


class Assets:
    """The scripts and style sheets of the site.

    Attributes:
        names: name in `overrides/assets/` -> address from the top of the site.
        files: that address -> its content.
    """

    def __init__(self, overrides: Path, theme: Path) -> None:
        self.names: dict[str, str] = {}
        self.files: dict[str, bytes] = {}
        folder = overrides / "assets"
        scripts = {path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.js"))}
        # A service worker rules the folder that it lies in, and browsers look for it under the name they know.
        self.files[WORKER] = scripts.pop(WORKER, "").encode()
        for name in scripts:
            self._script(name, scripts)
        parts = [*(path.read_text("utf-8") for path in sorted(overrides.rglob("*.html"))), *scripts.values()]
        css = lean(theme_css(theme).read_text("utf-8"), [*parts, (theme / "base.html").read_text("utf-8")])
        self._add("guide.css", css + rcssmin.cssmin((folder / "guide.css").read_text("utf-8")))
        for path in sorted(folder.glob("*.css")):
            if path.name not in self.names:
                self._add(path.name, rcssmin.cssmin(path.read_text("utf-8")))

    def _script(self, name: str, scripts: dict[str, str]) -> str:
        """Add a script after those that it imports, under the names that these have been given."""
        if name not in self.names:
            code = _IMPORT.sub(lambda m: f'from "./{Path(self._script(m[1], scripts)).name}"', scripts[name])
            self._add(name, code)
        return self.names[name]

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
