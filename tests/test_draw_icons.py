import json
import os
import struct
import subprocess
import sys
import zlib
from math import hypot
from pathlib import Path

import pytest

import draw_icons
from conftest import ROOT
from draw_icons import ASSETS, PICTURES, Picture


def size(path: Path) -> tuple[int, int]:
    data = path.read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", data[16:24])


def colours(data: bytes) -> list[bytes]:
    """The RGBA colours of a picture that `draw_icons.png` wrote."""
    chunks, at = {}, 8
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        chunks[data[at + 4 : at + 8]] = data[at + 8 : at + 8 + length]
        at += 12 + length
    palette = [chunks[b"PLTE"][i * 3 : i * 3 + 3] + bytes([alpha]) for i, alpha in enumerate(chunks[b"tRNS"])]
    width = struct.unpack(">I", chunks[b"IHDR"][:4])[0] + 1
    rows = zlib.decompress(chunks[b"IDAT"])
    return [palette[index] for at, index in enumerate(rows) if at % width]


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_every_picture_is_there_in_its_size_and_small(picture: Picture):
    path = ASSETS / picture.name
    assert size(path) == (picture.width, picture.height)
    assert path.stat().st_size < 60_000


def test_the_pictures_show_what_the_drawings_say(tmp_path: Path):
    # In a process of its own: a second browser of Playwright cannot start beside the one of other tests.
    code = f"import pathlib, draw_icons; draw_icons.draw(pathlib.Path({str(tmp_path)!r}))"
    path = os.pathsep.join(str(ROOT / folder) for folder in ("scripts", "tests"))
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "PYTHONPATH": path})
    for picture in PICTURES:
        drawn, kept = (colours((folder / picture.name).read_bytes()) for folder in (tmp_path, ASSETS))
        assert len(drawn) == len(kept) == picture.width * picture.height
        changed = sum(abs(a[1] - b[1]) > 64 for a, b in zip(drawn, kept, strict=True))
        assert changed < len(kept) / 10, f"{picture.name} is not what its SVG says: run scripts/draw_icons.py"


def test_a_png_keeps_colours_and_transparency():
    picture = [b"\xff\0\0\xff", b"\0\0\0\0"] * 3
    assert colours(draw_icons.png(2, 3, b"".join(picture))) == picture


def test_a_phone_may_cut_the_icon_to_a_circle():
    # Only the middle circle of 80% is sure to show: https://www.w3.org/TR/appmanifest/#icon-masks
    picture = colours((ASSETS / "icon-512.png").read_bytes())
    assert all(colour[3] == 255 for colour in picture), "the colour reaches every corner"
    for at, colour in enumerate(picture):
        if colour != picture[0]:
            assert hypot(at % 512 - 255.5, at // 512 - 255.5) < 0.4 * 512


def test_the_manifest_names_files_that_are_there_and_works_in_any_folder():
    manifest = json.loads((ASSETS / "manifest.webmanifest").read_text("utf-8"))
    assert manifest["start_url"] == manifest["scope"] == "../"
    for icon in manifest["icons"]:
        assert "/" not in icon["src"]
        if icon["src"].endswith(".png"):
            assert "x".join(map(str, size(ASSETS / icon["src"]))) == icon["sizes"]
        else:
            assert (ASSETS / icon["src"]).exists()
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in manifest["icons"]}
    paper = "#fbf8f3"
    assert manifest["background_color"] == manifest["theme_color"] == paper
    assert f"--paper: {paper}" in (ASSETS / "guide.css").read_text("utf-8")
