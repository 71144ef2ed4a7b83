"""Reads the columns that are wanted of a file into Parquet, once, with whether each row is sound."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import polars as pl

from loaders.gleif.checks import sound
from loaders.gleif.layout import Layout
from loaders.gleif.nested import rows
from loaders.gleif.opened import Opened, one_line
from loaders.lines import RefusedFile

_BATCH = 20_000
ROW_GROUP = 100_000
APART = "\x1f"


def stage(file: Opened, place: int, scratch: Path) -> list[Path]:
    """Write the rows of a file to Parquet: the columns that are read, file, line, retrieved, place, sound.

    `line` counts the header of a CSV file as 1, and the records of XML and JSON from 1. Raise RefusedFile.
    """
    with one_line(file.name):
        found = (
            _stage_csv(file, place, scratch) if file.form == "csv" else _stage_nested(file, place, scratch)
        )
    if not found or not any(pl.scan_parquet(path).select(pl.len()).collect().item() for path in found):
        raise RefusedFile([f"{file.name}: holds no records; download it again"])
    return found


def _stage_csv(file: Opened, place: int, scratch: Path) -> list[Path]:
    target = scratch / f"{place:04}.parquet"
    scan = pl.scan_csv(
        file.path,
        infer_schema=False,
        empty_string_is_null=False,
        glob=False,
        row_index_name="line",
        row_index_offset=2,
        new_columns=list(file.header),
    )
    try:
        _with_origin(scan, file, place).sink_parquet(
            target, compression="lz4", statistics=False, row_group_size=ROW_GROUP
        )
    except pl.exceptions.PolarsError as error:
        raise RefusedFile([f"{file.name}: {_told(str(error))}; download it again"]) from None
    return [target]


def _told(error: str) -> str:
    if "utf-8" in error.lower() or "utf8" in error.lower():
        return "holds bytes that are not UTF-8"
    return f"is not whole CSV ({error.splitlines()[0]})"


def _stage_nested(file: Opened, place: int, scratch: Path) -> list[Path]:
    found = []
    schema = dict.fromkeys(file.layout.reads, pl.String)
    line = 1
    for number, batch in enumerate(_batches(file)):
        frame = pl.DataFrame(batch, schema=schema).with_row_index("line", offset=line)
        target = scratch / f"{place:04}-{number:06}.parquet"
        _with_origin(frame.lazy(), file, place).sink_parquet(
            target, compression="lz4", statistics=False, row_group_size=ROW_GROUP
        )
        found.append(target)
        line += len(batch)
    return found


def _batches(file: Opened) -> Iterator[list[dict[str, str]]]:
    found = rows(file.path, file.name, file.form, file.layout)
    while batch := list(islice(found, _BATCH)):
        yield batch


def _with_origin(frame: pl.LazyFrame, file: Opened, place: int) -> pl.LazyFrame:
    packs = file.layout.packs
    packed = {column for columns in packs.values() for column in columns}
    return frame.select(
        *(column for column in file.layout.reads if column not in packed),
        **{name: pl.concat_str(columns, separator=APART) for name, columns in packs.items()},
        line=pl.col("line").cast(pl.Int64),
        file=pl.lit(file.name),
        retrieved=pl.lit(file.day),
        place=pl.lit(place, dtype=pl.Int32),
        sound=sound(file.layout),
    )


def unpacked(rows: pl.LazyFrame, layout: Layout, name: str) -> pl.LazyFrame:
    """Rows with the columns that a layout packs under `name`."""
    cells = pl.col(name).str.split(APART)
    return rows.with_columns(cells.list.get(n).alias(column) for n, column in enumerate(layout.packs[name]))


def is_bare(name: str) -> pl.Expr:
    """Whether every column packed under `name` is empty."""
    return pl.col(name).str.strip_chars(APART) == ""


def newest(
    parts: list[Path], layout: Layout, key: Sequence[str], dated: str | None
) -> tuple[pl.LazyFrame, int]:
    """The sound rows, each key once (updated last, then read last), and how many gave way to a newer one."""
    rows = pl.scan_parquet(parts).filter("sound")
    hashed = rows.select(key=pl.struct(key).hash()).collect()["key"]
    if hashed.n_unique() == hashed.len():
        return rows, 0
    order = [column for column in (dated, "place", "line") if column]
    twice = rows.select(*key, *dict.fromkeys(order)).filter(pl.len().over(key) > 1).collect()
    kept = twice.sort(order).unique(key, keep="last")
    older = twice.join(kept, on=["place", "line"], how="anti").select("place", "line")
    return rows.join(older.lazy(), on=["place", "line"], how="anti"), older.height
