"""Does one thing to many pages, on every core of the machine where there are enough pages to gain by it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

FEWEST = 300
"""Items: for fewer, starting helpers takes longer than they save."""
SHARE = 50
"""Items that a helper takes at once: few enough that all end together, and enough that asking takes no time."""

Item = TypeVar("Item")
Done = TypeVar("Done")

_task: list[Callable[[Any], Any]] = []
"""What a helper does. It gets it once, as it may be large."""


def each(do: Callable[[Sequence[Item]], Done], items: Sequence[Item]) -> Iterator[Done]:
    """Yield what `do` returns for each share of the items, in their order; the share may be all of them.

    `do`, the items and what comes back travel between processes, so they must be picklable.
    Where the system gives no helpers, everything is done here.
    """
    done = 0
    if len(items) >= FEWEST:
        from concurrent.futures import ProcessPoolExecutor
        from concurrent.futures.process import BrokenProcessPool

        try:
            with ProcessPoolExecutor(initializer=_task.append, initargs=(do,)) as helpers:
                for result in helpers.map(_do, [items[at : at + SHARE] for at in range(0, len(items), SHARE)]):
                    yield result
                    done += SHARE
        except (OSError, NotImplementedError, BrokenProcessPool):
            pass
    if items[done:]:
        yield do(items[done:])


def _do(share: Any) -> Any:
    return _task[-1](share)
