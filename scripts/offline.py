"""Packs the built site into one zip that opens from a disk, with search, dates, calendar and comparison.

Run: offline.py [SITE [ZIP]]   (make offline)

A browser that shows a file from a disk opens no folder by its name and loads no module.
So links get their index.html, and the scripts, which need no other file, are loaded as plain ones.
"""

from __future__ import annotations

import os
import re
import sys
import zipfile
from pathlib import Path

FOLDER = "laser-skin-guide"
_LINK = re.compile(r'(<a\b[^>]*?\bhref=")([^"#?]*)([^"]*")')
_WEB_ONLY = re.compile(r'\s*<link rel="manifest"[^>]*>')


def page(html: str) -> str:
    """Return a page as it must be to work from a disk."""
    html = _LINK.sub(lambda m: m[1] + _file(m[2]) + m[3], html)
    html = _WEB_ONLY.sub("", html)
    return html.replace('<script type="module"', "<script defer")


def _file(link: str) -> str:
    if re.match(r"[\w+.-]+:|//", link) or not (link.endswith("/") or link in (".", "..") or link.endswith("/..")):
        return link
    return f"{link.rstrip('/')}/index.html"


def pack(site: Path, target: Path) -> int:
    """Write the zip; two of the same site are the same byte for byte. Return how many files it holds."""
    paths = sorted(
        path for path in site.rglob("*") if path.is_file() and path.name not in ("_headers", "keep-worker.js")
    )
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for path in paths:
            name = path.relative_to(site).as_posix()
            content = path.read_bytes()
            if path.suffix == ".html":
                content = page(path.read_text("utf-8")).encode()
            entry = zipfile.ZipInfo(f"{FOLDER}/{name}", (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            packed.writestr(entry, content)
    return len(paths)


def main(arguments: list[str]) -> int:
    """Run the command; 0 when the zip is written, 2 without a site."""
    site = Path(arguments[0] if arguments else "site")
    target = Path(arguments[1] if len(arguments) > 1 else f"{FOLDER}.zip")
    if not (site / "index.html").exists():
        print(f"{site} holds no site. Build it first: make build", file=sys.stderr)
        return 2
    unfinished = target.with_suffix(".part")
    count = pack(site, unfinished)
    os.replace(unfinished, target)
    print(f"{target}: {count} files, {target.stat().st_size / 1e6:.1f} MB. Unpack it and open {FOLDER}/index.html.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
