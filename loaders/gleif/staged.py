"""The rows of golden copies on disk, each kept, left out or rejected."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import polars as pl

from loaders.gleif import checks, lei_records
from loaders.gleif.checks import Check
from loaders.gleif.container import GoldenCopy
from loaders.gleif.gathered import FILE, LINE, Target, scanned, sink
from loaders.source import Report

_OLDER = "older records of what stands more than once"
_UPDATED = "Registration.LastUpdateDate"
_FEW = 2_000
_KEPT = pl.col("left_out").is_null() & ~pl.col("wrong")


@dataclass(frozen=True)
class Staged:
    """`rows` have `left_out` and `wrong` besides; `older` has (file, line) of what others replace."""

    rows: pl.LazyFrame
    older: pl.DataFrame
    checks: Sequence[Check]
    key: tuple[str, ...]

    @property
    def kept(self) -> pl.LazyFrame:
        """The rows that are kept."""
        return without(self.rows.filter(_KEPT), self.older)

    @property
    def rejected(self) -> pl.LazyFrame:
        """(file, line, reason, key) of the rows that are rejected."""
        rows = self.rows.filter(pl.col("left_out").is_null() & pl.col("wrong"))
        key = pl.concat_str(*self.key, separator=" ", ignore_nulls=True)
        return rows.select(FILE, LINE, reason=checks.reason(self.checks), key=key)

    def counts(self) -> tuple[int, int, Counter[str]]:
        """How many rows there are, how many of them are rejected, and how many left out by the reason."""
        grouped = self.rows.group_by("left_out").agg(rows=pl.len(), wrong=pl.col("wrong").sum())
        found = grouped.collect(engine="streaming")
        left_out = Counter({str(row[0]): row[1] for row in found.iter_rows() if row[0] is not None})
        if self.older.height:
            left_out[_OLDER] += self.older.height
        wrong = found.filter(pl.col("left_out").is_null())["wrong"].sum()
        return int(found["rows"].sum()), int(wrong), left_out


@dataclass(frozen=True)
class StagedLei:
    """`entities` of all rows that are kept, and aside the rows that are not, or of which more is said."""

    entities: pl.LazyFrame
    aside: Staged
    parts: Sequence[Path]

    def counts(self) -> tuple[int, int, Counter[str]]:
        """As `Staged.counts`, of all rows."""
        _rows, wrong, left_out = self.aside.counts()
        told = self.entities.select((pl.col("labels").list.first() != "Country").sum())
        kept = int(told.collect(engine="streaming").item())
        return kept + wrong + left_out.total(), wrong, left_out


def staged(
    copies: Sequence[GoldenCopy],
    into: Path,
    report: Report,
    kind: ModuleType,
) -> Staged:
    """Bring golden copies of one kind into the folder `into`; raise RefusedFile where one is damaged.

    `kind` is its module: KEY, `prepared`, `row_checks`.
    """
    parts = []
    for number, copy in enumerate(copies):
        part = into / f"staged-{copy.layout.name}-{number}.parquet"
        with scanned(copy, into, report) as rows:
            sink([Target(_judged(kind.prepared(rows), kind.row_checks), part)], copy)
        parts.append(part)
    rows = _all(parts)
    return Staged(rows, _older(rows.filter(_KEPT), kind.KEY, _UPDATED), kind.row_checks(rows), kind.KEY)


def staged_lei(copies: Sequence[GoldenCopy], into: Path, report: Report, dataset: str) -> StagedLei:
    """Bring LEI records into the folder `into`; raise RefusedFile where a file is damaged.

    They are too many to be written twice: in one pass, their entities are written as they will stay.
    """
    parts, asides = [], []
    for number, copy in enumerate(copies):
        part, aside = into / f"entities-lei-{number}.parquet", into / f"aside-lei-{number}.parquet"
        with scanned(copy, into, report) as rows:
            judged = _judged(lei_records.prepared(rows), lei_records.row_checks)
            entities = lei_records.entities(judged.filter(_KEPT), dataset)
            if number == 0:
                entities = pl.concat([entities, lei_records.countries(dataset)], how="diagonal")
            more = Target(judged.filter(~_KEPT | lei_records.is_aside()), aside, rows_together=_FEW)
            sink([Target(entities, part), more], copy)
        parts.append(part)
        asides.append(aside)
    entities, rows = _all(parts), _all(asides)
    older = _older(entities.filter(pl.col(LINE).is_not_null()), ("entity",), "published")
    aside_rows = Staged(rows, older, lei_records.row_checks(rows), lei_records.KEY)
    return StagedLei(without(entities, older), aside_rows, [] if older.height else parts)


def without(rows: pl.LazyFrame, older: pl.DataFrame) -> pl.LazyFrame:
    """The rows but those of (file, line)."""
    return rows.join(older.lazy(), on=[FILE, LINE], how="anti") if older.height else rows


def _all(parts: Sequence[Path]) -> pl.LazyFrame:
    return pl.concat([pl.scan_parquet(part, glob=False) for part in parts], how="diagonal")


def _judged(rows: pl.LazyFrame, row_checks: Callable[[pl.LazyFrame], list[Check]]) -> pl.LazyFrame:
    failed = pl.when(pl.col("left_out").is_null()).then(checks.wrong(row_checks(rows)))
    return rows.with_columns(wrong=failed.fill_null(value=False))


def _older(rows: pl.LazyFrame, key: tuple[str, ...], updated: str) -> pl.DataFrame:
    """(file, line) of rows whose key stands more than once: all but the last updated, or the last read."""
    keyed = rows.with_row_index("order").with_columns(key=pl.concat_str(*key, separator=" ").hash())
    height, distinct = keyed.select(pl.len(), pl.col("key").n_unique()).collect(engine="streaming").row(0)
    if height == distinct:
        return pl.DataFrame(schema={FILE: pl.String, LINE: pl.Int64})
    day = pl.col(updated) if updated in keyed.collect_schema() else pl.lit("")
    several = keyed.group_by("key").agg(times=pl.len()).filter(pl.col("times") > 1)
    rivals = keyed.select("key", "order", FILE, LINE, updated=day).join(several, on="key", how="semi")
    ordered = rivals.collect(engine="streaming").sort("updated", "order", descending=True, nulls_last=True)
    return ordered.filter(~pl.col("key").is_first_distinct()).select(FILE, LINE)
