"""Installs the programs we compare ourselves with, into a scratch folder and never into the project."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PYTHON_PEERS = {"rumdl": "0.3.0", "zensical": "0.0.73"}
NODE_PEERS = {"markdownlint-cli2": "0.24.1"}
"""The newest versions that could be installed when this was written; Zensical 0.1 needs a package that was not there."""


@dataclass(frozen=True, slots=True)
class Peer:
    """One program: where it is, or why it is not there (`problem`)."""

    name: str
    version: str
    path: Path
    problem: str = ""


def install(scratch: Path) -> dict[str, Peer]:
    """Install every peer that is not in the scratch folder yet; one that cannot be had says why."""
    found: dict[str, Peer] = {}
    tools = scratch / "peers"
    tools.mkdir(parents=True, exist_ok=True)
    problem = "" if (tools / "bin/python").exists() else _try([sys.executable, "-m", "venv", tools])
    for name, version in PYTHON_PEERS.items():
        path = tools / "bin" / name
        if not path.exists() and not problem:
            reason = _try([tools / "bin/python", "-m", "pip", "install", "-q", f"{name}=={version}"])
        else:
            reason = problem
        found[name] = Peer(name, version, path, reason)
    npm = shutil.which("npm")
    for name, version in NODE_PEERS.items():
        path = tools / "node_modules/.bin" / name
        reason = "" if path.exists() else "npm is not installed"
        if reason and npm:
            reason = _try(
                [npm, "install", "--silent", "--no-fund", "--no-audit", "--prefix", tools, f"{name}@{version}"]
            )
        found[name] = Peer(name, version, path, reason)
    return found


def _try(command: list[str | Path]) -> str:
    """Run an install; return "" or the last line of what went wrong."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return ""
    said = [line.strip() for line in (done.stderr or done.stdout).splitlines() if line.strip()]
    return f"cannot be installed: {said[-1][:120] if said else 'no reason given'}"
