"""What an author probably meant."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str], least: float) -> str | None:
    """Return the known word that is most like `word`, None where none reaches `least` (0 to 1)."""
    # Loaded where something is wrong, and most pages are right.
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, list(known), 1, least)), None)
