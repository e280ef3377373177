"""Draws the pictures that other programs show of the site, from the SVG files in `scripts/art/`.

Run it after a change to one of them: `.venv/bin/python scripts/draw_icons.py`. It needs the
Chromium of the tests. The words of `og.svg` are set in a font of the machine that draws it.
"""

from __future__ import annotations

import base64
import runpy
import struct
import sys
import zlib
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ART = ROOT / "scripts" / "art"
ASSETS = ROOT / "overrides" / "assets"

_PIXELS = """async ([svg, width, height]) => {
  const image = new Image(width, height)
  image.src = "data:image/svg+xml," + encodeURIComponent(svg)
  await image.decode()
  const context = new OffscreenCanvas(width, height).getContext("2d")
  context.drawImage(image, 0, 0, width, height)
  const bytes = context.getImageData(0, 0, width, height).data
  const reader = new FileReader()
  reader.readAsDataURL(new Blob([bytes]))
  await new Promise(done => { reader.onload = done })
  return reader.result.split(",")[1]
}"""


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG in `overrides/assets/`: the drawing that it shows and its size in pixels."""

    name: str
    drawing: Path
    width: int
    height: int


PICTURES = (
    Picture("og.png", ART / "og.svg", 1200, 630),
    Picture("apple-touch-icon.png", ART / "icon.svg", 180, 180),
    Picture("icon-192.png", ASSETS / "icon.svg", 192, 192),
    Picture("icon-512.png", ART / "icon.svg", 512, 512),
)


def draw(folder: Path) -> None:
    """Write every picture into `folder`.

    Raises:
        FileNotFoundError: there is no Chromium; the message says how to get one.
    """
    from playwright.sync_api import sync_playwright

    chromium = runpy.run_path(str(ROOT / "tests" / "chromium.py"))
    path = chromium["find"]()
    if not path:
        raise FileNotFoundError(chromium["ADVICE"])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page()
        for picture in PICTURES:
            size = picture.width, picture.height
            pixels = base64.b64decode(page.evaluate(_PIXELS, [picture.drawing.read_text("utf-8"), *size]))
            (folder / picture.name).write_bytes(png(*size, pixels))
        browser.close()


def png(width: int, height: int, pixels: bytes) -> bytes:
    """Return RGBA pixels as a PNG of 256 colours: a drawing has few, and a phone pays by the byte.

    Colours that nobody can tell apart count as one. Source: https://www.w3.org/TR/png-3/
    """
    counts = Counter(pixels[at : at + 4] for at in range(0, len(pixels), 4))
    groups: dict[bytes, Counter[bytes]] = defaultdict(Counter)
    for colour, count in counts.items():
        groups[bytes(value >> 2 for value in colour)][colour] = count
    largest = sorted(groups.values(), key=Counter.total, reverse=True)[:256]
    palette = [group.most_common(1)[0][0] for group in largest]
    nearest = {colour: min(range(len(palette)), key=lambda i: _far(colour, palette[i])) for colour in counts}
    indexes = bytes(nearest[pixels[at : at + 4]] for at in range(0, len(pixels), 4))
    rows = b"".join(b"\0" + indexes[at : at + width] for at in range(0, len(indexes), width))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in (
            (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            (b"PLTE", b"".join(colour[:3] for colour in palette)),
            (b"tRNS", bytes(colour[3] for colour in palette)),
            (b"IDAT", zlib.compress(rows, 9)),
            (b"IEND", b""),
        )
    )


def _far(one: bytes, other: bytes) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


if __name__ == "__main__":
    try:
        draw(ASSETS)
    except FileNotFoundError as error:
        sys.exit(str(error))
