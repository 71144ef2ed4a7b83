"""Datasets on disk: one folder each, replaced whole, with what was loaded, when and what was rejected."""

import json
import os
import shutil
import tempfile
import uuid
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

import polars as pl
from filelock import FileLock

from graph.forgetting import record as forgetting
from graph.forgetting.sifting import sift, sift_files, told
from graph.forgetting.texts import Recogniser
from graph.home import parquet, write_json, write_whole
from graph.model.ontology import ontology
from graph.statements.incoming import checked_name, incoming
from graph.statements.near import near
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
    "scan",
    "sift_again",
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
    """The folder of a dataset; its name is checked, and is another where it names somebody forgotten."""
    found = home / "statements" / checked_name(name)
    known = None if found.exists() else _forgotten(home)
    return found.with_name(known.key(name)[0]) if known else found


def save(home: Path, dataset: Dataset, statements: Statements) -> Dataset:
    """Put a dataset's statements in place of what it said before; seen whole or not at all.

    Those who are forgotten are left out. Raise DatasetError, with nothing written, for a claim that names no
    source.
    """
    check_sources(statements.claims)
    with _alone(home):
        if known := _forgotten(home):
            found = sift(statements.entities.lazy(), statements.claims.lazy(), known)
            statements = Statements(found.entities.collect(), found.claims.collect())
            counts = statements.entities["entity"].n_unique(), statements.claims.height
            dataset = _told(dataset, known, found.notes, counts if found.touched else None)
        where = folder(home, dataset.name)
        where.mkdir(parents=True, exist_ok=True)
        tables = {
            "entities": _save_table(where, "entities", statements.entities),
            "claims": _save_table(where, "claims", statements.claims),
        }
        return _record(where, dataset, tables)


def adopt(home: Path, dataset: Dataset, arrived: Path) -> Dataset:
    """Put the tables of a folder (of `incoming`) in place of what a dataset said before.

    `arrived` holds entities.parquet and claims.parquet, with columns of ENTITIES and CLAIMS, and may hold
    rejected.parquet. Those who are forgotten are left out. Killed at any point, the old or the new dataset is
    there whole. Raise DatasetError, with nothing changed, for a column that is not the ontology's or a claim
    that names no source.
    """
    for table, schema in _STREAMED.items():
        check_columns(pl.scan_parquet(arrived / f"{table}.parquet", glob=False), schema, table)
    check_sources(pl.scan_parquet(arrived / "claims.parquet", glob=False))
    names = (*_STREAMED, "rejected")
    placed = {name: arrived / f"{name}.parquet" for name in names if (arrived / f"{name}.parquet").exists()}
    with _alone(home):
        return _replaced(home, dataset, placed)


def sift_again(home: Path) -> None:
    """Take those who are forgotten out of every dataset of a home; each is seen whole, before or after.

    What killed processes left in the folders is removed.
    """
    for where in sorted((home / "statements").glob("*")):
        with _alone(home):
            if not (where / "dataset.json").exists():
                shutil.rmtree(where)
                continue
            known = _forgotten(home)
            new = where.with_name(known.key(where.name)[0] if known else where.name)
            if (
                new == where or not (new / "dataset.json").exists()
            ):  # else it was moved there, or loaded since
                dataset = _read(where / "dataset.json")
                _replaced(home, dataset, {name: where / file for name, file in dataset.tables.items()})
            if new != where:
                (where / "dataset.json").unlink()
                shutil.rmtree(where)


def tables(home: Path, name: str) -> dict[str, Path]:
    """The files of a dataset's tables by name; none where it is not loaded or under another ontology."""
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


def statements(home: Path, *, everything: bool = False) -> Statements:
    """The statements of a home; of its reference datasets what is near the others', unless `everything`."""
    with _alone(home):
        found = datasets(home)
        _check_versions(found)
        large = [] if everything else [d for d in found if d.reference]
        said = _whole(home, [d for d in found if d not in large])
        for dataset in large:
            tables = (scan(home, dataset, table) for table in ("entities", "claims"))
            said = _joined(said, near(said, *tables))
        return said


def _check_versions(found: list[Dataset]) -> None:
    version = ontology().version
    if stale := [d.name for d in found if d.ontology != version]:
        raise DatasetError(
            f"loaded under another ontology than version {version}: {', '.join(stale)}; load them again"
        )


def _whole(home: Path, found: list[Dataset]) -> Statements:
    return Statements(_concat(home, found, "entities", ENTITIES), _concat(home, found, "claims", CLAIMS))


def _joined(one: Statements, other: Statements) -> Statements:
    return Statements(
        pl.concat([one.entities, other.entities], how="diagonal"),
        pl.concat([one.claims, other.claims], how="diagonal"),
    )


def scan(home: Path, dataset: Dataset, table: str) -> pl.LazyFrame:
    """A table of a dataset, read when it is collected."""
    try:
        found = pl.scan_parquet(folder(home, dataset.name) / dataset.tables[table], glob=False)
        found.collect_schema()
    except (OSError, KeyError, pl.exceptions.PolarsError):
        raise _unreadable(dataset, table) from None
    return found


def _alone(home: Path) -> FileLock:
    """Nobody replaces a dataset while another reads or replaces one; ends with the process that holds it."""
    return FileLock(home / "statements.lock")


def _forgotten(home: Path) -> Recogniser | None:
    """What knows those again who were forgotten; None where nobody was."""
    record = forgetting.read(home)
    return Recogniser(record) if record else None


def _told(
    dataset: Dataset, known: Recogniser, notes: dict[str, int], counts: tuple[int, int] | None
) -> Dataset:
    """The record of a dataset without those forgotten, with its new counts of entities and claims, if any."""
    values = told(asdict(dataset), known, notes)
    if counts:
        values["entities"], values["claims"] = counts
    return Dataset(**values)


def _replaced(home: Path, dataset: Dataset, placed: dict[str, Path]) -> Dataset:
    """Put tables in place of what a dataset said before, without those forgotten; tables that stay, stay."""
    known = _forgotten(home)
    with tempfile.TemporaryDirectory(prefix=".sifting-", dir=home) as into:
        if known:
            try:
                renamed = known.key(dataset.name)[0] != dataset.name
                placed, found = sift_files(placed, known, Path(into), all_of_them=renamed)
            except (OSError, KeyError, pl.exceptions.PolarsError):
                raise _unreadable(dataset, "tables") from None
            dataset = _told(dataset, known, found.notes, _counts(placed) if found.touched else None)
        where = folder(home, dataset.name)
        where.mkdir(parents=True, exist_ok=True)
        token = uuid.uuid4().hex[:16]
        names = {}
        for table, path in placed.items():
            names[table] = path.name if path.parent == where else f"{table}-{token}.parquet"
            if path.parent != where:
                _move(path, where / names[table])
        return _record(where, dataset, names)


def _counts(placed: dict[str, Path]) -> tuple[int, int]:
    entities, claims = (pl.scan_parquet(placed[name], glob=False) for name in _STREAMED)
    counted = entities.select(pl.col("entity").n_unique()).collect(engine="streaming").item()
    return counted, claims.select(pl.len()).collect(engine="streaming").item()


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
        raise _unreadable(dataset, table) from None


def _unreadable(dataset: Dataset, table: str) -> DatasetError:
    return DatasetError(f"the {table} of dataset '{dataset.name}' cannot be read; load it again")
