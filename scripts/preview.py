"""While the site is served: builds only what an edit changes, and the rest when somebody asks for it.

The edit of a page builds that page. The pages and the index of the search that are made from
all pages are built anew when they are next asked for. Everything else - a new page, a page
that moves in the navigation, a source, a template, a script - builds the whole site.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from threading import RLock
from typing import Any

from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from watchdog.observers.polling import PollingObserver

LOOKS_EVERY = 0.2
"""Seconds between two looks at the folders. MkDocs waits 0.5; looking takes about 5 ms for 100 files."""

CALM = 0.05
"""Seconds without another change before a build starts; MkDocs waits 0.1."""

INDEX = "index.js"
"""The name of the search's index while serving: one that changes with every edit would change every page."""

FOR_ALL = ("about/glossary.md", "about/contributing.md", "guides/consultation.md")
"""Pages whose text also stands on others."""


class Preview:
    """Stands between MkDocs' server and its builder.

    Args:
        server: what serves the site.
        state: what `hooks.py` keeps of the last build.
        lists: the pages that are made from all pages, as paths below `docs/`.
        say: tells the author what is wrong with a page.
    """

    def __init__(
        self, server: LiveReloadServer, state: dict[str, Any], lists: Iterable[str], say: Callable[[Any], None]
    ) -> None:
        self.server, self.state, self.lists, self.say = server, state, frozenset(lists), say
        self.stale: set[str] = set()
        self.lists_stale = self.index_stale = False
        self.lock = RLock()
        self.build_all = server.builder
        self.seen = dict(_files(state["config"]))
        server.builder = self.build
        server.set_app(self.answer)
        server.build_delay = CALM

    def look_often(self) -> None:
        """Watch the same folders as MkDocs does, more often."""
        config = self.state["config"]
        watched = [path for path in (config.docs_dir, config.config_file_path) if path]
        for path in watched:
            self.server.unwatch(path)
        self.server.observer = PollingObserver(timeout=LOOKS_EVERY)
        for path in watched:
            self.server.watch(path)

    def build(self) -> None:
        """Build what has changed since the last time."""
        with self.lock:
            files = dict(_files(self.state["config"]))
            changed = sorted({path for path, _ in files.items() ^ self.seen.items()})
            self.seen = files
            edited = self._edited(changed)
            if edited is None:
                self.seen = {}  # so that a build that fails is tried again as a whole
                self.build_all()
                self.seen = files
                self.stale.clear()
                self.lists_stale = self.index_stale = False
            else:
                for src, page in edited.items():
                    self._replace(src, page)

    def answer(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer a request, after building what it asks for if an edit has made that out of date."""
        path = environ["PATH_INFO"].removeprefix(self.server.mount_path).removesuffix("index.html")
        with self.lock:
            if path == f"search/{INDEX}" and self.index_stale:
                self._index()
            for src in sorted(self.stale):
                if self.state["files"].get_file_from_path(src).url in (path, path + "/", path or "./"):
                    self._build(src)
        return self.server.serve_request(environ, start_response)

    def _edited(self, changed: list[str]) -> dict[str, Any] | None:
        """Return the changed pages by their path below `docs/`, None where the whole site must be built."""
        import guidance

        docs = Path(self.state["config"].docs_dir)
        found = {}
        for path in map(Path, changed):
            src = path.relative_to(docs).as_posix() if path.is_relative_to(docs) else ""
            old = self.state["pages"].get(src)
            if old is None or src in FOR_ALL:
                return None
            try:
                new = guidance.read(path, docs)
            except guidance.UnreadableError:
                return None
            if _place(new) != _place(old):
                return None
            found[src] = new
        return found

    def _replace(self, src: str, page: Any) -> None:
        """Take a page in the place of the one that was there, and build it."""
        import bibliography
        import check
        import fields
        import rules

        docs = Path(self.state["config"].docs_dir)
        old = self.state["pages"][src]
        self.state["pages"][src] = page
        site = rules.Site(bibliography.ids(docs / "references.bib"))
        shown = check.shown(os.path.join(docs, src))
        found = check.check_page(page, site, shown)
        page.meta = fields.sound(page.meta, page.kind)
        self.say(found)
        self.state["findings"] = [f for f in self.state["findings"] if f.path != shown] + found
        self.index_stale = True
        if _shown_elsewhere(page) != _shown_elsewhere(old):
            self.lists_stale = True
            self.stale |= self.lists
        self._build(src)

    def _build(self, src: str) -> None:
        import view

        config, files = self.state["config"], self.state["files"]
        if src in self.lists and self.lists_stale:
            pages = list(self.state["pages"].values())
            self.state["lists"] = view.lists(pages, self.state["sources"])
            self.lists_stale = False
        self.stale.discard(src)
        page = files.get_file_from_path(src).page
        _populate_page(page, config, files)
        _build_page(page, config, files.documentation_pages(), self.state["nav"], self.state["env"])
        page.validate_anchor_links(files=files, log_level=config.validation.links.anchors)

    def _index(self) -> None:
        import search_index

        config = self.state["config"]
        text = search_index.index(self.state["pages"].values())
        search_index.write(text, Path(config.site_dir), INDEX)
        self.index_stale = False


def _files(config: MkDocsConfig) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield (path, when and how large) for every watched file that is no editor's own."""
    for top in filter(None, (config.docs_dir, config.config_file_path, *config.watch)):
        folders = os.walk(top) if os.path.isdir(top) else [(os.path.dirname(top), [], [os.path.basename(top)])]
        for folder, _, names in folders:
            for name in names:
                if not name.startswith(".") and not name.endswith(("~", ".swp", ".pyc")):
                    path = os.path.join(folder, name)
                    try:
                        stat = os.stat(path)
                    except OSError:
                        continue
                    yield path, (stat.st_mtime_ns, stat.st_size)


def _place(page: Any) -> list[str]:
    """What decides where a page stands in the navigation, and what it is called there."""
    return [page.kind, *(str(page.meta.get(name)) for name in ("title", "problems", "exempt"))]


def _shown_elsewhere(page: Any) -> tuple[Any, ...]:
    """What the lists show of a page."""
    import view

    return page.meta, view.one_line(page), page.cited, page.reading.grade
