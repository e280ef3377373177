"""What several tests share: the project's folders, a built site, and a browser that looks at it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

import chromium
from server import Server

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
WCAG = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    # Level AAA asks for all that level AA does, and more.
    "rules": {"color-contrast": {"enabled": False}, "color-contrast-enhanced": {"enabled": True}},
    "resultTypes": ["violations"],
}
"""What axe is asked to check: WCAG 2.2, levels A and AA, and contrast at level AAA."""
STATES = [(width, scheme) for width in (390, 1280) for scheme in ("light", "dark")]
"""What every page is looked at in: width in pixels, and the reader's setting for light or dark."""
TREATMENTS = sorted(p for p in (DOCS / "treatments").glob("*.md") if p.stem != "index")
PAGES = sorted(p.relative_to(DOCS).as_posix() for p in DOCS.rglob("*.md"))


def mkdocs(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run MkDocs as a contributor would."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole site, built once."""
    folder = tmp_path_factory.mktemp("build") / "site"
    done = mkdocs("build", "--site-dir", str(folder))
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The site as a reader gets it: over HTTP, from this machine."""
    server = Server(site)
    yield server.address
    server.cut()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    path = chromium.find()
    assert path, chromium.ADVICE
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-background-networking", "--disable-sync"]
        )
        yield browser
        browser.close()


@contextmanager
def clean_tab(browser: Browser, **options: Any) -> Iterator[Page]:
    """Give a tab of its own, and fail if its console showed an error, a script threw or the policy blocked something.

    Args:
        options: of the browser's context.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh tab without errors."""
    with clean_tab(browser) as page:
        yield page


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how much axe has looked at."""
    clean = sum("test_axe_finds_no_violation" in report.nodeid for report in terminalreporter.stats.get("passed", []))
    if clean:
        terminalreporter.write_line(f"axe: {clean} pages x {len(STATES)} states without a violation.")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project that a test may break."""
    for name in ("docs", "overrides", "scripts"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("mkdocs.yml", "CONTRIBUTING.md"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


@pytest.fixture
def served(project: Path) -> Iterator[Callable[[str, str], str]]:
    """`mkdocs serve` on a free port; returns a function that waits until a page holds a text."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = (project / "log").open("w")
    server = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"],
        cwd=project, stdout=log, stderr=log, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )  # fmt: skip

    def wait(path: str, text: str) -> str:
        deadline = time.monotonic() + 60
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=10) as answer:
                    page = answer.read().decode()
                if text in page:
                    return page
            except OSError:
                page = ""
            assert time.monotonic() < deadline, (project / "log").read_text()[-3000:]
            assert server.poll() is None, (project / "log").read_text()[-3000:]

    yield wait
    server.terminate()
    server.wait()
    log.close()
