"""Replaces what datasets of a home say, each whole or not at all, and without those who are forgotten."""

import os
import shutil
import tempfile
import uuid
from dataclasses import asdict
from hashlib import blake2b
from pathlib import Path

import polars as pl

from graph.forgetting.sifting import sift, sift_files, told
from graph.forgetting.texts import Recogniser
from graph.home import parquet, write_json, write_whole
from graph.statements.dataset import Dataset, alone, datasets, folder, forgotten, read_record, unreadable
from graph.statements.schema import (
    CLAIMS,
    ENTITIES,
    DatasetError,
    Statements,
    check_columns,
    check_sources,
)

_STREAMED = {"entities": ENTITIES, "claims": CLAIMS}


def save(home: Path, dataset: Dataset, statements: Statements) -> Dataset:
    """Put a dataset's statements in place of what it said before; seen whole or not at all.

    Those who are forgotten are left out. Raise DatasetError, with nothing written, for a claim that names no
    source.
    """
    check_sources(statements.claims)
    with alone(home):
        if known := forgotten(home):
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
    with alone(home):
        return _replaced(home, dataset, placed)


def remove(home: Path, name: str) -> None:
    """Take a dataset out of the home."""
    where = folder(home, name)
    with alone(home):
        if not (where / "dataset.json").exists():
            known = ", ".join(d.name for d in datasets(home)) or "none"
            raise DatasetError(f"no dataset '{name}' is loaded; loaded are: {known}")
        (where / "dataset.json").unlink()
        shutil.rmtree(where)


def sift_again(home: Path) -> None:
    """Take those who are forgotten out of every dataset of a home; each is seen whole, before or after.

    What killed processes left in the folders is removed.
    """
    for where in sorted((home / "statements").glob("*")):
        with alone(home):
            if not (where / "dataset.json").exists():
                shutil.rmtree(where)
                continue
            known = forgotten(home)
            new = where.with_name(known.key(where.name)[0] if known else where.name)
            if (
                new == where or not (new / "dataset.json").exists()
            ):  # else it was moved there, or loaded since
                dataset = read_record(where / "dataset.json")
                _replaced(home, dataset, {name: where / file for name, file in dataset.tables.items()})
            if new != where:
                (where / "dataset.json").unlink()
                shutil.rmtree(where)


def _replaced(home: Path, dataset: Dataset, placed: dict[str, Path]) -> Dataset:
    """Put tables in place of what a dataset said before, without those forgotten; tables that stay, stay."""
    known = forgotten(home)
    with tempfile.TemporaryDirectory(prefix=".sifting-", dir=home) as into:
        if known:
            try:
                renamed = known.key(dataset.name)[0] != dataset.name
                placed, found = sift_files(placed, known, Path(into), all_of_them=renamed)
            except (OSError, KeyError, pl.exceptions.PolarsError):
                raise unreadable(dataset, "tables") from None
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


def _told(
    dataset: Dataset, known: Recogniser, notes: dict[str, int], counts: tuple[int, int] | None
) -> Dataset:
    """The record of a dataset without those forgotten, with its new counts of entities and claims, if any."""
    values = told(asdict(dataset), known, notes)
    if counts:
        values["entities"], values["claims"] = counts
    return Dataset(**values)


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


def _save_table(where: Path, table: str, frame: pl.DataFrame) -> str:
    data = parquet(frame)
    name = f"{table}-{blake2b(data, digest_size=8).hexdigest()}.parquet"
    write_whole(where / name, data)
    return name
