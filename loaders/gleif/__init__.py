"""GLEIF: who has an LEI, who consolidates whom, who manages which fund, and why a parent is not named."""

import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from graph.statements.schema import CLAIMS, ENTITIES, Statements
from loaders.gleif import statements as make
from loaders.gleif.checks import reasons
from loaders.gleif.layout import EXCEPTIONS, LEI_RECORDS, RELATIONSHIPS, Layout
from loaders.gleif.opened import opened
from loaders.gleif.staged import ROW_GROUP, newest, stage, unpacked
from loaders.lines import RefusedFile
from loaders.source import Source

SOURCE = Source(
    name="gleif",
    title="Global LEI Index",
    publisher="GLEIF",
    url="https://www.gleif.org/en/lei-data/gleif-golden-copy",
    licence="CC0-1.0",
    files="golden copy or delta files of LEI records, relationships and reporting exceptions, in any order: "
    ".csv, .xml or .json, zipped or not",
    obtain="https://www.gleif.org/en/lei-data/gleif-golden-copy/download-the-golden-copy",
)

_REJECTED = {
    "file": pl.String,
    "line": pl.Int64,
    "record": pl.String,
    "reason": pl.String,
    "kept": pl.Boolean,
}


@dataclass(frozen=True)
class Written:
    """What was written, as Parquet files, and counts of rows.

    `rejected` has (file, line, record, reason, kept): a kept row lost only an identifier. `older` rows gave
    way to newer ones of the same key; `withdrawn` ones were taken back by GLEIF itself.
    """

    entities: Path
    claims: Path
    rejected: Path
    rows_read: int
    rows_rejected: int
    older: int = 0
    withdrawn: int = 0


def files(given: Sequence[Path]) -> list[Path]:
    """The files to read; raise RefusedFile where none is given."""
    if not given:
        raise RefusedFile([f"gleif: no file is given; get them at {SOURCE.obtain} and name them"])
    return list(given)


def dataset(_given: Sequence[Path]) -> str:
    """One dataset, whatever the files are called."""
    return SOURCE.name


def read(paths: Sequence[Path], dataset: str = "gleif") -> Statements:
    """Read files into statements in memory: for files of a moderate size; raise RefusedFile."""
    with tempfile.TemporaryDirectory(prefix="gleif-") as folder:
        written = write(paths, dataset, Path(folder))
        frames = [pl.read_parquet(path) for path in (written.entities, written.claims)]
    empty = [pl.DataFrame(schema=schema) for schema in (ENTITIES, CLAIMS)]
    whole = [pl.concat([none, frame], how="diagonal") for none, frame in zip(empty, frames, strict=True)]
    return Statements(*whole)


def write(paths: Sequence[Path], dataset: str, into: Path) -> Written:
    """Write the statements of files as Parquet into a folder, not holding them in memory; raise RefusedFile.

    Columns that are null throughout are left out of the tables.
    """
    scratch = into / ".gleif"
    scratch.mkdir(parents=True)
    try:
        parts = _staged(paths, scratch)
        return _Writer(parts, dataset, into).write()
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _staged(paths: Sequence[Path], scratch: Path) -> dict[str, list[Path]]:
    """Parquet parts by layout; every file is opened, and refused if it must be, before the first is read."""
    parts: dict[str, list[Path]] = {}
    ready, problems = [], []
    for place, path in enumerate(paths):
        folder = scratch / f"{place}"
        folder.mkdir()
        try:
            ready.append(opened(path, folder))
        except RefusedFile as error:
            problems += error.problems
    if problems:
        raise RefusedFile(problems)
    for place, file in enumerate(ready):
        parts.setdefault(file.layout.name, []).extend(stage(file, place, scratch))
        if scratch in file.path.parents:
            file.path.unlink()
    return parts


@dataclass
class _Writer:
    parts: dict[str, list[Path]]
    dataset: str
    into: Path
    older: int = 0

    def write(self) -> Written:
        records = self._newest(LEI_RECORDS, ["LEI"], "Registration.LastUpdateDate")
        ends = [
            "Relationship.StartNode.NodeID",
            "Relationship.EndNode.NodeID",
            "Relationship.RelationshipType",
        ]
        relationships = self._newest(RELATIONSHIPS, ends, "Registration.LastUpdateDate")
        exceptions = self._newest(EXCEPTIONS, ["LEI", "Exception.Category"], None)
        rejected = self._sink("rejected", self._rejected(records))
        return Written(
            entities=self._sink("entities", self._entities(records, relationships, exceptions)),
            claims=self._sink("claims", self._claims(records, relationships)),
            rejected=rejected,
            rows_read=sum(_height(pl.scan_parquet(parts)) for parts in self.parts.values()),
            rows_rejected=_height(pl.scan_parquet(rejected).filter(~pl.col("kept"))),
            older=self.older,
            withdrawn=0 if relationships is None else _height(relationships.filter(make.withdrawn())),
        )

    def _newest(self, layout: Layout, key: Sequence[str], dated: str | None) -> pl.LazyFrame | None:
        if layout.name not in self.parts:
            return None
        rows, older = newest(self.parts[layout.name], layout, key, dated)
        self.older += older
        return rows

    def _entities(
        self,
        records: pl.LazyFrame | None,
        relationships: pl.LazyFrame | None,
        exceptions: pl.LazyFrame | None,
    ) -> Iterable[pl.LazyFrame]:
        mentions = self._kept("mentions", make.mentions(records, relationships, exceptions))
        if records is None:
            yield make.mentioned(mentions, self.dataset)
        else:
            yield make.entities(records, mentions, self.dataset)
            yield make.countries(records, self.dataset)

    def _claims(
        self, records: pl.LazyFrame | None, relationships: pl.LazyFrame | None
    ) -> Iterable[pl.LazyFrame]:
        if records is not None:
            yield make.based_in(records, self.dataset)
        if relationships is not None:
            yield make.relations(relationships, self.dataset)
        yield pl.LazyFrame(schema={name: CLAIMS[name] for name in ("claim", "type", "from", "to")})

    def _rejected(self, records: pl.LazyFrame | None) -> Iterable[pl.LazyFrame]:
        yield pl.LazyFrame(schema=_REJECTED)
        for layout in (LEI_RECORDS, RELATIONSHIPS, EXCEPTIONS):
            if layout.name in self.parts:
                rows = pl.scan_parquet(self.parts[layout.name]).filter(~pl.col("sound"))
                for name in layout.packs:
                    rows = unpacked(rows, layout, name)
                record = pl.col(layout.reads[0])
                yield rows.select("file", "line", record=record, reason=reasons(layout), kept=pl.lit(False))
        if records is not None:
            dropped = make.dropped_successors(records)
            yield dropped.select(
                "file", "line", record=pl.col("LEI"), reason=pl.col("reason"), kept=pl.lit(True)
            )

    def _kept(self, name: str, rows: pl.LazyFrame) -> pl.LazyFrame:
        target = self.into / ".gleif" / f"{name}.parquet"
        rows.sink_parquet(target, compression="lz4", statistics=False, row_group_size=ROW_GROUP)
        return pl.scan_parquet(target)

    def _sink(self, table: str, frames: Iterable[pl.LazyFrame]) -> Path:
        target = self.into / f"{table}.parquet"
        whole = pl.concat(list(frames), how="diagonal")
        whole.sink_parquet(
            target, compression="zstd", compression_level=1, statistics=False, row_group_size=ROW_GROUP
        )
        return target


def _height(rows: pl.LazyFrame) -> int:
    return int(rows.select(pl.len()).collect().item())
