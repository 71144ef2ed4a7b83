"""Datasets on disk: one folder each, replaced whole, with what was loaded, when and what was rejected."""

import json
import re
import shutil
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

import polars as pl

from graph.home import write_json, write_whole
from graph.model.ontology import ontology
from graph.statements.schema import CLAIMS, ENTITIES, Statements


class DatasetError(ValueError):
    """A dataset that is not there or cannot be read; the message says what to do."""


@dataclass(frozen=True)
class Dataset:
    """What a home knows of one dataset; `rejected` holds one line per rejected row."""

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


def folder(home: Path, name: str) -> Path:
    """The folder of a dataset; its name is checked."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", name):
        raise DatasetError(f"'{name}' is no dataset's name; use small letters, digits, '-' and '_'")
    return home / "statements" / name


def save(home: Path, dataset: Dataset, statements: Statements) -> Dataset:
    """Put a dataset's statements in place of what it said before; seen whole or not at all."""
    where = folder(home, dataset.name)
    where.mkdir(parents=True, exist_ok=True)
    tables = {
        "entities": _save_table(where, "entities", statements.entities),
        "claims": _save_table(where, "claims", statements.claims),
    }
    saved = Dataset(**{**asdict(dataset), "tables": tables})
    write_json(where / "dataset.json", asdict(saved))
    for stale in where.glob("*.parquet"):
        if stale.name not in tables.values():
            stale.unlink()
    return saved


def remove(home: Path, name: str) -> None:
    """Take a dataset out of the home."""
    where = folder(home, name)
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
    found = datasets(home)
    stale = [d.name for d in found if d.ontology != ontology().version]
    if stale:
        raise DatasetError(f"loaded under another ontology: {', '.join(stale)}; load them again")
    return Statements(_concat(home, found, "entities", ENTITIES), _concat(home, found, "claims", CLAIMS))


def _read(path: Path) -> Dataset:
    raw: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return Dataset(**raw)


def _save_table(where: Path, table: str, frame: pl.DataFrame) -> str:
    scratch = where / f".{table}.new"
    frame.write_parquet(scratch, compression="zstd")
    data = scratch.read_bytes()
    name = f"{table}-{blake2b(data, digest_size=8).hexdigest()}.parquet"
    write_whole(where / name, data)
    scratch.unlink()
    return name


def _concat(home: Path, found: list[Dataset], table: str, schema: pl.Schema) -> pl.DataFrame:
    frames = [pl.read_parquet(folder(home, d.name) / d.tables[table], glob=False) for d in found]
    return pl.concat([pl.DataFrame(schema=schema), *frames], how="diagonal")
