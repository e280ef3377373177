"""Runs one command and says what it took: wall seconds, CPU seconds, memory, and when a word first stood in its output."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "", "NO_COLOR": "1"}


@dataclass(frozen=True, slots=True)
class Run:
    """One run. `mib` is the largest process; `first` is when the awaited word came, None where it never did."""

    wall: float
    cpu: float
    mib: float
    first: float | None
    code: int
    output: str


def run(command: Sequence[str | Path], cwd: Path, awaited: str = "") -> Run:
    """Run a command to its end, its output read through a pipe, as an editor reads it."""
    start = time.perf_counter()
    first = None
    with subprocess.Popen(
        [str(part) for part in command],
        cwd=cwd,
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        lines: list[str] = []
        for line in process.stdout or ():
            if awaited and first is None and awaited in line:
                first = time.perf_counter() - start
            lines.append(line)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    unit = 1 if platform.system() == "Darwin" else 1024
    mib = used.ru_maxrss * unit / 2**20
    return Run(wall, used.ru_utime + used.ru_stime, mib, first, process.returncode, "".join(lines[-200:]))


def interleaved(tools: Mapping[str, Callable[[], Run]], runs: int) -> dict[str, Run]:
    """Run every tool in turn, so many times over, and return the median of each figure by tool."""
    held: dict[str, list[Run]] = {name: [] for name in tools}
    for _ in range(runs):
        for name, go in tools.items():
            held[name].append(go())
    return {name: _median(found) for name, found in held.items()}


def _median(runs: Sequence[Run]) -> Run:
    firsts = [r.first for r in runs if r.first is not None]
    return Run(
        statistics.median(r.wall for r in runs),
        statistics.median(r.cpu for r in runs),
        statistics.median(r.mib for r in runs),
        statistics.median(firsts) if firsts else None,
        runs[-1].code,
        runs[-1].output,
    )


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines)


def machine() -> str:
    """Say what machine this is."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    return (
        f"{os.cpu_count()} cores ({_processor()}), {memory:.0f} GiB of memory, "
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
