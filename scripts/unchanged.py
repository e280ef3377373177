"""Remembers which pages were clean when they were last checked, so that only changed pages are checked again.

The memory is one text file that may be deleted at any time. Its first line stands for the
rules and the sources by which pages were checked: where one of them has changed, nothing is
remembered. Each other line is a clean page: its mark, why it is exempt, the sources it cites.
"""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import guidance

_SCRIPTS = Path(__file__).resolve().parent


class Unchanged:
    """The memory of one folder of pages.

    Attributes:
        clean: mark of a page that was clean -> why it is exempt ("" where it is not), and the ids that it cites, with spaces.
        seen: the same for the pages of this run.
    """

    def __init__(self, docs: str) -> None:
        """Read the memory of the pages in `docs`; a missing or torn one remembers nothing."""
        self.file = Path(docs).parent / ".cache" / "check.txt"
        self.clean: dict[str, tuple[str, str]] = {}
        self.seen: dict[str, tuple[str, str]] = {}
        ruled = [*sorted(_SCRIPTS.glob("*.py")), Path(docs) / "references.bib"]
        self._rules = "".join(self.mark(path, path.read_bytes()) for path in ruled if path.exists())
        try:
            rules, *lines = self.file.read_text("utf-8").split("\n")
        except (OSError, UnicodeDecodeError):
            return
        if rules == self._rules:
            self.clean = {
                mark: (exempt, ids)
                for mark, exempt, ids in (line.split("\t") for line in lines if line.count("\t") == 2)
            }

    @staticmethod
    def mark(path: str | Path, content: bytes) -> str:
        """Return what stands for a file with this content: for no other file, and for no other content."""
        return sha256(os.fsencode(path) + b"\0" + content).hexdigest()

    def recall(self, path: str) -> tuple[str, str] | None:
        """Return what is known of a file that was clean with the content it has now, and know it in the next run."""
        if not self.clean:
            return None
        try:
            mark = self.mark(path, guidance.content(path))
        except guidance.UnreadableError:
            return None
        if known := self.clean.get(mark):
            self.seen[mark] = known
        return known

    def save(self) -> None:
        """Keep the pages of this run and forget all others.

        A folder that cannot be written to only makes the next run slower, so that is no error.
        """
        if self.seen == self.clean:
            return
        fresh = self.file.with_name(f"{self.file.name}.{os.getpid()}")
        lines = [self._rules, *("\t".join((mark, *held)) for mark, held in self.seen.items())]
        try:
            self.file.parent.mkdir(exist_ok=True)
            fresh.write_text("\n".join(lines), "utf-8")
            fresh.replace(self.file)
        except OSError:
            return
