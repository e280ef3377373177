"""Does one thing to many pages, on every core of the machine where there are enough pages to gain by it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

FEWEST = 300
"""Pages: for fewer, starting helpers takes longer than they save."""

Item = TypeVar("Item")
Done = TypeVar("Done")


def each(do: Callable[[Item], Done], items: Sequence[Item]) -> Iterator[Done]:
    """Yield what `do` returns for each item, in their order.

    `do`, the items and what comes back travel between processes, so they must be picklable.
    Where the system gives no helpers, everything is done here.
    """
    if len(items) >= FEWEST:
        from concurrent.futures import ProcessPoolExecutor
        from concurrent.futures.process import BrokenProcessPool

        done = 0
        # `do` travels with each share of the items, so shares are few; and even, as the last helper is waited for.
        share = -(-len(items) // (4 * (os.cpu_count() or 1)))
        try:
            with ProcessPoolExecutor() as helpers:
                for result in helpers.map(do, items, chunksize=share):
                    yield result
                    done += 1
        except (OSError, NotImplementedError, BrokenProcessPool):
            items = items[done:]
        else:
            return
    yield from map(do, items)
