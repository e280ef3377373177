"""Puts a .gz beside every text file of the built site, for servers that send it as it is: nginx's gzip_static.

Run: compress.py [SITE]   (make compress)
"""

from __future__ import annotations

import sys
from pathlib import Path

import zopfli.gzip

TEXTS = frozenset((".html", ".css", ".js", ".svg", ".xml", ".webmanifest", ".json", ".txt", ".ics"))


def compress(site: Path) -> int:
    """Write the .gz files, the same for the same content, and return how many."""
    texts = [path for path in sorted(site.rglob("*")) if path.suffix in TEXTS]
    for path in texts:
        path.with_name(f"{path.name}.gz").write_bytes(zopfli.gzip.compress(path.read_bytes(), numiterations=3))
    return len(texts)


def main(arguments: list[str]) -> int:
    """Run the command; 0 when done, 2 without a site."""
    site = Path(arguments[0] if arguments else "site")
    if not (site / "index.html").exists():
        print(f"{site} holds no site. Build it first: make build", file=sys.stderr)
        return 2
    print(f"{compress(site)} files compressed in {site}.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
