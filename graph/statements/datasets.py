"""Datasets on disk: one folder each, replaced whole, with what was loaded, when and what was rejected."""

import json
import os
import shutil
import uuid
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

import polars as pl
from filelock import FileLock

from graph.home import parquet, write_json, write_whole
from graph.model.ontology import ontology
from graph.statements.incoming import checked_name, incoming
from graph.statements.schema import (
    CLAIMS,
    ENTITIES,
    DatasetError,
    Statements,
    check_columns,
    check_sources,
)

__all__ = [
    "Dataset",
    "DatasetError",
    "adopt",
    "datasets",
    "folder",
    "incoming",
    "remove",
    "save",
    "statements",
    "tables",
]
_STREAMED = {"entities": ENTITIES, "claims": CLAIMS}


@dataclass(frozen=True)
class Dataset:
    """What a home knows of one dataset.

    `rejected` holds a line for each rejected row, or for the first of `rejected_rows`, of which the table
    `rejected` has all; `left_out` counts what was read and not kept, by the reason. A `reference` dataset is
    projected only where other datasets name its entities.
    """

    name: str
    title: str
    publisher: str
    licence: str
    url: str
    loaded: str
    entities: int
    claims: int
    files: list[str]
    ontology: int = ontology().version
    tables: dict[str, str] = field(default_factory=dict)
    rejected: list[str] = field(default_factory=list)
    rejected_rows: int = 0
    rows_read: int = 0
    left_out: dict[str, int] = field(default_factory=dict)
    reference: bool = False

    @property
    def rejected_count(self) -> int:
        """How many rows were rejected."""
        return max(self.rejected_rows, len(self.rejected))


def folder(home: Path, name: str) -> Path:
    """The folder of a dataset; its name is checked."""
    return home / "statements" / checked_name(name)


def save(home: Path, dataset: Dataset, statements: Statements) -> Dataset:
    """Put a dataset's statements in place of what it said before; seen whole or not at all.

    Raise DatasetError, with nothing written, for a claim that names no source.
    """
    check_sources(statements.claims)
    where = folder(home, dataset.name)
    with _alone(home):
        where.mkdir(parents=True, exist_ok=True)
        tables = {
            "entities": _save_table(where, "entities", statements.entities),
            "claims": _save_table(where, "claims", statements.claims),
        }
        return _record(where, dataset, tables)


def adopt(home: Path, dataset: Dataset, arrived: Path) -> Dataset:
    """Put the tables of a folder (of `incoming`) in place of what a dataset said before.

    `arrived` holds entities.parquet and claims.parquet, with columns of ENTITIES and CLAIMS, and may hold
    rejected.parquet. Killed at any point, the old or the new dataset is there whole. Raise DatasetError, with
    nothing changed, for a column that is not the ontology's or a claim that names no source.
    """
    for table, schema in _STREAMED.items():
        check_columns(pl.scan_parquet(arrived / f"{table}.parquet", glob=False), schema, table)
    check_sources(pl.scan_parquet(arrived / "claims.parquet", glob=False))
    where = folder(home, dataset.name)
    token = uuid.uuid4().hex[:16]
    with _alone(home):
        where.mkdir(parents=True, exist_ok=True)
        moved = {}
        for table in (*_STREAMED, "rejected"):
            if (arrived / f"{table}.parquet").exists():
                moved[table] = f"{table}-{token}.parquet"
                _move(arrived / f"{table}.parquet", where / moved[table])
        return _record(where, dataset, moved)


def tables(home: Path, name: str) -> dict[str, Path]:
    """The files of a dataset's tables by their names; none where it is not loaded under this ontology."""
    where = folder(home, name)
    if not (where / "dataset.json").exists():
        return {}
    found = _read(where / "dataset.json")
    return {
        table: where / file for table, file in found.tables.items() if found.ontology == ontology().version
    }


def remove(home: Path, name: str) -> None:
    """Take a dataset out of the home."""
    where = folder(home, name)
    with _alone(home):
        if not (where / "dataset.json").exists():
            known = ", ".join(d.name for d in datasets(home)) or "none"
            raise DatasetError(f"no dataset '{name}' is loaded; loaded are: {known}")
        (where / "dataset.json").unlink()
        shutil.rmtree(where)


def datasets(home: Path) -> list[Dataset]:
    """The datasets of a home, by name."""
    return [_read(path) for path in sorted((home / "statements").glob("*/dataset.json"))]


def statements(home: Path) -> Statements:
    """All statements of a home."""
    with _alone(home):
        found = datasets(home)
        stale = [d.name for d in found if d.ontology != ontology().version]
        if stale:
            version = ontology().version
            raise DatasetError(
                f"loaded under another ontology than version {version}: {', '.join(stale)}; load them again"
            )
        return Statements(_concat(home, found, "entities", ENTITIES), _concat(home, found, "claims", CLAIMS))


def _alone(home: Path) -> FileLock:
    """Nobody replaces a dataset while another reads or replaces one; ends with the process that holds it."""
    return FileLock(home / "statements.lock")


def _record(where: Path, dataset: Dataset, tables: dict[str, str]) -> Dataset:
    """Replace the record, which is the moment a dataset changes; then remove what it no longer names."""
    saved = Dataset(**{**asdict(dataset), "tables": tables})
    write_json(where / "dataset.json", asdict(saved))
    for stale in where.iterdir():
        if stale.name not in (*tables.values(), "dataset.json"):
            stale.unlink()
    return saved


def _move(source: Path, target: Path) -> None:
    """Rename a file whose bytes are on disk before its new name is."""
    with source.open("rb") as file:
        os.fsync(file.fileno())
    source.replace(target)


def _read(path: Path) -> Dataset:
    try:
        raw: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return Dataset(**raw)
    except (OSError, ValueError, TypeError):
        raise DatasetError(f"dataset '{path.parent.name}' cannot be read ({path}); load it again") from None


def _save_table(where: Path, table: str, frame: pl.DataFrame) -> str:
    data = parquet(frame)
    name = f"{table}-{blake2b(data, digest_size=8).hexdigest()}.parquet"
    write_whole(where / name, data)
    return name


def _concat(home: Path, found: list[Dataset], table: str, schema: pl.Schema) -> pl.DataFrame:
    frames = [_read_table(home, d, table) for d in found]
    return pl.concat([pl.DataFrame(schema=schema), *frames], how="diagonal")


def _read_table(home: Path, dataset: Dataset, table: str) -> pl.DataFrame:
    try:
        return pl.read_parquet(folder(home, dataset.name) / dataset.tables[table], glob=False)
    except (OSError, KeyError, pl.exceptions.PolarsError):
        raise DatasetError(f"the {table} of dataset '{dataset.name}' cannot be read; load it again") from None
