"""Golden copies brought into one table of texts on disk, whatever their form."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from shutil import disk_usage, rmtree

import polars as pl

from graph.model.values import quoted
from loaders.gleif.container import GoldenCopy, opened, refused
from loaders.gleif.records import DELETED, TOO_MANY, Row, rows
from loaders.lines import RefusedFile
from loaders.source import Report

FILE, LINE = "file", "line"
_BATCH = 20_000
_CHUNK = 1 << 24
_MB = 10**6
_TAIL, _BREAKS = 1 << 17, 20


@contextmanager
def scanned(copy: GoldenCopy, into: Path, report: Report) -> Iterator[pl.LazyFrame]:
    """The records of a golden copy as texts: `file`, `line`, the layout's columns, TOO_MANY and DELETED.

    `line` is the row of a CSV (the header is 1) or the number of a record. What is unpacked on the way stands
    in the folder `into` until the context ends.
    """
    passing = into / "passing"
    passing.mkdir()
    try:
        if copy.form == "csv":
            found = _csv(copy, passing, report)
        else:
            parts = list(_parts(copy, passing, report))
            found = pl.scan_parquet(parts, glob=False) if parts else _frame(copy, ()).lazy()
        yield found.with_columns(pl.lit(copy.path.name).alias(FILE))
    finally:
        rmtree(passing)


@dataclass(frozen=True)
class Target:
    """A table and the file it is to be written into.

    Of a table that has only a few of the rows that are read, `rows_together` must be small: what is not
    written yet keeps all that was read with it in memory.
    """

    table: pl.LazyFrame
    path: Path
    rows_together: int | None = None


def sink(targets: Sequence[Target], copy: GoldenCopy | None = None) -> None:
    """Stream tables into Parquet files, in one pass where they read the same.

    Raise RefusedFile where they read the golden copy `copy`, and that is damaged.
    """
    lazily = [
        target.table.sink_parquet(
            target.path,
            compression="zstd",
            compression_level=1,
            statistics=False,
            row_group_size=target.rows_together,
            lazy=True,
        )
        for target in targets
    ]
    try:
        pl.collect_all(lazily, engine="streaming")
    except pl.exceptions.ComputeError as error:
        if copy is None:
            raise
        raise _damaged(copy, str(error)) from None


def _csv(copy: GoldenCopy, into: Path, report: Report) -> pl.LazyFrame:
    path = copy.path
    if copy.zipped:
        path = into / "unpacked.csv"
        _unpack(copy, path, report)
    report(f"Reading {copy.layout.title}", None)
    if not _ends_whole(path):
        raise refused(copy.path, "is cut off: its last row has too few fields; download it again")
    scan = pl.scan_csv(
        path,
        infer_schema=False,
        null_values="",
        truncate_ragged_lines=True,
        row_index_name=LINE,
        row_index_offset=2,
        glob=False,
    )
    missing = pl.lit(None, dtype=pl.String)
    wanted = scan.select(pl.col(LINE).cast(pl.Int64), *copy.layout.read)
    return wanted.with_columns(missing.alias(TOO_MANY), missing.alias(DELETED))


def _ends_whole(path: Path) -> bool:
    """Whether the last row of a CSV, which may have line breaks in it, has as many fields as the header."""
    with path.open("rb") as file:
        header = file.readline().decode("utf-8-sig")
        file.seek(max(0, path.stat().st_size - _TAIL))
        lines = file.read().decode(errors="replace").splitlines(keepends=True)
    if header.startswith('"') and not lines[-1].endswith(('"', "\n")):
        return False
    fields = len(next(csv.reader([header])))
    last = (list(csv.reader(lines[-count:])) for count in range(1, 1 + min(_BREAKS, len(lines))))
    return any(len(rows) == 1 and len(rows[0]) == fields for rows in last)


def _unpack(copy: GoldenCopy, target: Path, report: Report) -> None:
    free, size = disk_usage(target.parent).free, copy.bytes_unpacked
    if free < size:
        told = f"unpacks to {size / _MB:,.0f} MB, and the disk of the home has {free / _MB:,.0f} MB free"
        raise refused(copy.path, f"{told}; make room, or give another --home")
    with opened(copy.path) as file, target.open("wb") as unpacked:
        while data := file.read(_CHUNK):
            unpacked.write(data)
            report(f"Unpacking {size // _MB} MB", unpacked.tell() // _MB)


def _parts(copy: GoldenCopy, into: Path, report: Report) -> Iterator[Path]:
    """The records of an XML or JSON file as Parquet files of _BATCH rows."""
    total = max(copy.bytes_unpacked // _MB, 1)
    found = rows(copy, lambda done: report(f"Reading {total} MB of {copy.form.upper()}", done // _MB))
    first = 1
    while batch := list(islice(found, _BATCH)):
        path = into / f"{first}.parquet"
        _frame(copy, batch, first).write_parquet(path, compression="lz4")
        first += len(batch)
        yield path


def _frame(copy: GoldenCopy, batch: Iterable[Row], first: int = 1) -> pl.DataFrame:
    columns = [*copy.layout.widest, TOO_MANY, DELETED]
    frame = pl.DataFrame(list(batch), schema=dict.fromkeys(columns, pl.String))
    return frame.with_row_index(LINE, first).with_columns(pl.col(LINE).cast(pl.Int64))


def _damaged(copy: GoldenCopy, told: str) -> RefusedFile:
    """What is wrong with a CSV that Polars could not read, in one line."""
    if "utf-8" in told:
        return refused(copy.path, f"{_not_utf8(copy)} is not UTF-8; download it again, or save it as UTF-8")
    found = re.search(r"could not parse `(.*?)` as dtype `str` at column '(.*?)'", told, re.DOTALL)
    if found is None:
        return refused(copy.path, f"cannot be read ({told.splitlines()[0]}); download it again")
    value = quoted(found[1].splitlines()[0])
    return refused(copy.path, f"{found[2]}: {value} is not closed by a quote; download the file again")


def _not_utf8(copy: GoldenCopy) -> str:
    """The first line that is not UTF-8, and its byte."""
    with opened(copy.path) as file:
        for number, line in enumerate(file, 1):
            try:
                line.decode()
            except UnicodeDecodeError as error:
                return f"line {number:,}: byte 0x{line[error.start]:02x}"
    return "a part of the file"
