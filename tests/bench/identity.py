"""Who is who at full size: `python -m tests.bench.identity [ENTITIES]`, seconds and peak memory."""

import resource
import sys
import time

import polars as pl

from graph.identity.resolve import extended_ledger, resolve
from graph.statements.schema import ENTITIES

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def entities(count: int, shared_percent: int = 5) -> pl.DataFrame:
    """Companies with an LEI and a register number each; of every hundred some stand twice, by another id."""
    numbers = pl.int_range(count, eager=True)
    bodies = pl.Series([f"{number:018}" for number in range(count)])
    checks = pl.Series([f"{98 - number * 100 % 97:02}" for number in range(count)])
    first = pl.DataFrame(
        {
            "entity": "lei-" + bodies,
            "lei": bodies + checks,
            "register": "RA" + (numbers % 700).cast(pl.String).str.zfill(6),
            "register_number": (numbers + 1).cast(pl.String),
        }
    ).with_columns(labels=pl.lit(["Company"]))
    again = first.filter(numbers % 100 < shared_percent).with_columns(entity="x-" + pl.col("entity"))
    missing = [
        pl.lit(None, dtype=kind).alias(name) for name, kind in ENTITIES.items() if name not in first.columns
    ]
    return pl.concat([first, again]).with_columns(missing).select(list(ENTITIES))


def main(count: int = 3_300_000) -> None:
    """Resolve once with an empty ledger and print what it took."""
    rows = entities(count)
    _tell(f"{rows.height:,} rows, before: {_peak_mb():,} MB")
    began, worked = time.monotonic(), time.process_time()
    ledger = extended_ledger(pl.DataFrame(schema={"entity": pl.String, "order": pl.Int64}), rows["entity"])
    first = time.monotonic()
    found = resolve(rows, ledger)
    done = time.monotonic()
    merged = found.ids.filter(pl.col("entity") != pl.col("id")).height
    _tell(f"ledger {first - began:.1f} s, resolve {done - first:.1f} s, {merged:,} merged away")
    _tell(f"of the processors {time.process_time() - worked:.1f} s")
    _tell(f"{found.conflicts.height:,} conflicts, peak {_peak_mb():,} MB")


def _tell(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _peak_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
