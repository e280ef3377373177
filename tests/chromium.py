"""Finds Chromium for the browser tests, or installs it. Run it to make sure that there is one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ADVICE = (
    "No browser for the tests. Install Chromium and run this again. "
    "Debian or Ubuntu: apt install chromium. Fedora: dnf install chromium. macOS: brew install --cask chromium."
)


def find() -> str | None:
    """Return the path of a Chromium on the PATH or in Playwright's own folder, None without one."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def install() -> None:
    """Try Debian's package where this may install one, then Playwright's download."""
    commands = []
    if shutil.which("apt-get") and os.geteuid() == 0:
        commands += [
            ["apt-get", "update", "-q"],
            ["apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium", "fonts-liberation"],
        ]
    commands.append([sys.executable, "-m", "playwright", "install", "chromium"])
    for command in commands:
        print("No browser yet. Running:", " ".join(command), flush=True)
        subprocess.run(command, check=False, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})
        if "update" not in command and find():
            return


def main() -> int:
    """Make sure that there is a browser; 0 where there is one, 2 with advice where there is none."""
    if not find():
        install()
    path = find()
    print(f"Browser for the tests: {path}" if path else ADVICE, file=sys.stdout if path else sys.stderr)
    return 0 if path else 2


if __name__ == "__main__":
    raise SystemExit(main())
