"""The peers: Lighthouse, and Astro Starlight with our own Markdown in it, both installed by npm in a scratch folder."""

from __future__ import annotations

import json
import os
import posixpath
import re
import shutil
import subprocess
from pathlib import Path

TOOLS = {"node": "22.23.3", "lighthouse": "13.5.0"}
"""Lighthouse and Astro need a newer Node than many machines have; npm has that, too."""
STARLIGHT = {"astro": "7.3.5", "@astrojs/starlight": "0.42.4"}
SILENT = {"ASTRO_TELEMETRY_DISABLED": "1", "PUPPETEER_SKIP_DOWNLOAD": "1", "CI": "1"}

CONFIG = """\
import { defineConfig } from "astro/config";
import starlight from "@astrojs/starlight";
export default defineConfig({
  site: "https://laser-skin-guide.example",
  telemetry: false,
  integrations: [starlight({
    title: "Laser Skin Guide",
    sidebar: [
      { label: "Treatments", items: [{ autogenerate: { directory: "treatments" } }] },
      { label: "Guides", items: [{ autogenerate: { directory: "guides" } }] },
    ],
  })],
});
"""
CONTENT = """\
import { defineCollection } from "astro:content";
import { docsLoader } from "@astrojs/starlight/loaders";
import { docsSchema } from "@astrojs/starlight/schema";
export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) };
"""

CITATION = re.compile(r"\s*\[@[^\]]+\]")
LINK = re.compile(r"(?<!!)(\[[^\]]*\]\()([^)#\s]+)\.md(#[^)\s]*)?\)")


class MissingError(Exception):
    """A peer that cannot be had on this machine, with the reason."""


def run(command: list[str], cwd: Path, seconds: int, **environment: str) -> str:
    """Run a command and return what it printed; raise `MissingError` with its last words where it fails."""
    try:
        done = subprocess.run(
            command, cwd=cwd, capture_output=True, text=True, timeout=seconds, check=False,
            env={**os.environ, **SILENT, **environment},
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        raise MissingError(f"{command[0]}: {error}") from None
    if done.returncode:
        words = " ".join((done.stderr.strip() or done.stdout.strip()).split("\n")[-8:])
        raise MissingError(f"{Path(command[0]).name} ended with {done.returncode}: {_without_hosts(words)}")
    return done.stdout


def install(folder: Path, packages: dict[str, str]) -> None:
    """Install packages with npm as it is configured on this machine, unless the folder has them already."""
    npm = shutil.which("npm")
    if not npm:
        raise MissingError("npm is not on the PATH")
    wanted = json.dumps({"private": True, "type": "module", "dependencies": packages}, indent=2)
    listed, done = folder / "package.json", folder / "installed"
    if done.exists() and listed.read_text("utf-8") == wanted:
        return
    folder.mkdir(parents=True, exist_ok=True)
    done.unlink(missing_ok=True)
    listed.write_text(wanted, "utf-8")
    run([npm, "install", "--no-audit", "--no-fund", "--loglevel=error"], folder, 900)
    done.touch()


def version(folder: Path, package: str) -> str:
    """Return the installed version of a package."""
    return str(json.loads((folder / "node_modules" / package / "package.json").read_text("utf-8"))["version"])


def node(tools: Path) -> str:
    """Return the path of the Node that came with the tools."""
    return str(tools / "node_modules" / "node" / "bin" / "node")


def starlight(folder: Path, tools: Path, docs: Path) -> Path:
    """Write a minimal Starlight project from our Markdown, build it, and return the folder of the built site."""
    install(folder, STARLIGHT)
    for old in ("src", "public", "dist"):
        shutil.rmtree(folder / old, ignore_errors=True)
    pages = folder / "src" / "content" / "docs"
    (folder / "public").mkdir()
    (folder / "astro.config.mjs").write_text(CONFIG, "utf-8")
    pages.mkdir(parents=True)
    (folder / "src" / "content.config.ts").write_text(CONTENT, "utf-8")
    shutil.copy(docs.parent / "overrides" / "assets" / "icon.svg", folder / "public" / "favicon.svg")
    shutil.copytree(docs / "images", pages / "images")
    for source in [docs / "index.md", *sorted(docs.glob("treatments/*.md")), *sorted(docs.glob("guides/*.md"))]:
        name = source.relative_to(docs).as_posix()
        (pages / name).parent.mkdir(exist_ok=True)
        (pages / name).write_text(converted(source.read_text("utf-8"), name), "utf-8")
    astro = folder / "node_modules" / "astro" / "bin" / "astro.mjs"
    run([node(tools), str(astro), "build"], folder, 600)
    return folder / "dist"


def converted(text: str, name: str) -> str:
    """Return one of our pages as Starlight wants it: title above, no citations, links to addresses."""
    _, front, body = text.split("---\n", 2)
    described = re.search(r"^description: (.+)$", front, re.M)
    heading = re.search(r"^# (.+)\n", body, re.M)
    if not described or not heading:
        raise MissingError(f"{name} has no description or no heading")
    body = CITATION.sub("", body.replace(heading[0], "", 1))
    body = LINK.sub(lambda m: f"{m[1]}{_address(m[2], name)}{m[3] or ''})", body)
    head = f"title: {json.dumps(heading[1])}\ndescription: {json.dumps(described[1])}\n"
    return f"---\n{head}---\n{body}"


def _address(link: str, name: str) -> str:
    path = posixpath.normpath(posixpath.join("/", posixpath.dirname(name), link))
    return path.removesuffix("index").rstrip("/") + "/"


def _without_hosts(words: str) -> str:
    return re.sub(r"https?://\S+", "(an address)", words)
