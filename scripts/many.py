"""Does one thing to many pages, on every core of the machine where there are enough pages to gain by it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

FEWEST = 100
"""Items for each core: for fewer, starting a helper takes longer than it saves."""

Item = TypeVar("Item")
Done = TypeVar("Done")


def each(do: Callable[[Sequence[Item]], Done], items: Sequence[Item]) -> Iterator[Done]:
    """Yield what `do` returns for each share of the items; one share may hold all of them.

    What `do` returns must be picklable. Helpers are copies of this process, which must have no threads: they start
    at once and know all it knows, while a pool takes a twentieth of a second to load. The share of a helper that
    cannot be started, or does not answer, is done here.
    """
    count = min(os.cpu_count() or 1, len(items) // FEWEST) if hasattr(os, "fork") else 1
    if count < 2:
        yield do(items)
    else:
        yield from _together(do, [items[at::count] for at in range(count)])


def _together(do: Callable[[Sequence[Item]], Done], shares: Sequence[Sequence[Item]]) -> Iterator[Done]:
    import pickle  # takes a twentieth of the time to the first finding, which a few pages need not wait for

    helpers = []
    for share in shares[1:]:
        answer, to_answer = os.pipe()
        process = _copy()
        if process == 0:
            # Whatever happens to it, a helper ends here and never goes on as a second copy of the whole.
            try:
                os.close(answer)
                with open(to_answer, "wb") as file:
                    pickle.dump(do(share), file)
            finally:
                os._exit(0)
        os.close(to_answer)
        helpers.append((process, answer, share))
    yield do(shares[0])
    for process, answer, share in helpers:
        try:
            with open(answer, "rb") as file:
                done: Done = pickle.load(file)
        except (EOFError, pickle.UnpicklingError):
            done = do(share)
        if process:
            os.waitpid(process, 0)
        yield done


def _copy() -> int | None:
    """Start a copy of this process: its number here, 0 in the copy, None where the system gives none."""
    try:
        return os.fork()
    except OSError:
        return None
