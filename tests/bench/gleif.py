"""How long loading LEI records takes: `python -m tests.bench.gleif [rows] [repeats]`.

Compares, in turns and each in a process of its own, our load of a generated file with the plainest reading
and writing of the same columns (scan_csv to sink_parquet). Prints the seconds and the peak memory of each,
and the median and the spread of the ratio; also in processor time, which other work on the machine does not
lengthen as much.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from tests.bench.gleif_file import write_lei_file

ROWS, REPEATS = 3_200_000, 5
_PLAIN, _OURS = "plain", "ours"


def main(rows: int, repeats: int) -> None:
    """Generate a file of `rows` records and compare."""
    with tempfile.TemporaryDirectory(prefix="defendergraph-") as folder:
        path = Path(folder) / "lei2.csv"
        write_lei_file(path, rows)
        _print(f"{rows:,} records, {path.stat().st_size / 10**9:.2f} GB, load {os.getloadavg()[0]:.1f}")
        taken: dict[str, list[tuple[float, float, float]]] = {_PLAIN: [], _OURS: []}
        for _ in range(repeats):
            for what, runs in taken.items():
                runs.append(_measured(what, path))
                seconds, processor, peak = runs[-1]
                _print(f"  {what:6} {seconds:6.1f} s  {processor:6.1f} s of processor  peak {peak:.2f} GB")
        for name, place in (("seconds", 0), ("processor", 1)):
            ratios = sorted(o[place] / p[place] for p, o in zip(taken[_PLAIN], taken[_OURS], strict=True))
            _print(f"ratio of {name}: median {median(ratios):.2f}, from {ratios[0]:.2f} to {ratios[-1]:.2f}")
        _print(f"load {os.getloadavg()[0]:.1f}")


def plain(path: Path, into: Path) -> None:
    """The plainest reading and writing of the columns that we read."""
    import polars as pl  # noqa: PLC0415 - its start is not measured in the parent

    from loaders.gleif.layout import LEI  # noqa: PLC0415

    pl.scan_csv(path, infer_schema=False).select(LEI.read).sink_parquet(into / "plain.parquet")


def ours(path: Path, into: Path) -> None:
    """Our load, into a fresh home."""
    from app.loaded_record import written_record  # noqa: PLC0415
    from graph.statements import datasets  # noqa: PLC0415
    from loaders import gleif  # noqa: PLC0415

    with datasets.incoming(into, "gleif") as folder:
        written = gleif.write([path], "gleif", folder)
        datasets.adopt(into, written_record(gleif.SOURCE, "gleif", written), folder)


def _measured(what: str, path: Path) -> tuple[float, float, float]:
    """Seconds, seconds of processor and peak memory (GB) of a process that does it."""
    with tempfile.TemporaryDirectory(dir=path.parent) as out:
        command = [sys.executable, "-m", "tests.bench.gleif", what, str(path), out]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, processor, peak = map(float, done.stdout.split())
    return seconds, processor, peak


def _child(work: Callable[[Path, Path], None], path: Path, into: Path) -> None:
    began = time.perf_counter()
    work(path, into)
    seconds = time.perf_counter() - began
    used = resource.getrusage(resource.RUSAGE_SELF)
    _print(f"{seconds} {used.ru_utime + used.ru_stime} {used.ru_maxrss / 10**6}")


def _print(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    match sys.argv[1:]:
        case [("plain" | "ours") as what, path, into]:
            _child({_PLAIN: plain, _OURS: ours}[what], Path(path), Path(into))
        case given:
            numbers = [int(number.replace("_", "")) for number in given]
            main(*(numbers + [ROWS, REPEATS][len(numbers) :]))
