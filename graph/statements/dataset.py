"""What a home knows of one dataset, and where it is kept."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from filelock import FileLock

from graph.forgetting import record as forgetting
from graph.forgetting.texts import Recogniser
from graph.model.ontology import ontology
from graph.statements.incoming import checked_name
from graph.statements.schema import DatasetError


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
    known = None if found.exists() else forgotten(home)
    return found.with_name(known.key(name)[0]) if known else found


def datasets(home: Path) -> list[Dataset]:
    """The datasets of a home, by name."""
    return [read_record(path) for path in sorted((home / "statements").glob("*/dataset.json"))]


def tables(home: Path, name: str) -> dict[str, Path]:
    """The files of a dataset's tables by name; none where it is not loaded or under another ontology."""
    where = folder(home, name)
    if not (where / "dataset.json").exists():
        return {}
    found = read_record(where / "dataset.json")
    return {
        table: where / file for table, file in found.tables.items() if found.ontology == ontology().version
    }


def alone(home: Path) -> FileLock:
    """Nobody replaces a dataset while another reads or replaces one; ends with the process that holds it."""
    return FileLock(home / "statements.lock")


def forgotten(home: Path) -> Recogniser | None:
    """What knows those again who were forgotten; None where nobody was."""
    record = forgetting.read(home)
    return Recogniser(record) if record else None


def read_record(path: Path) -> Dataset:
    """The record of a dataset; raise DatasetError where it cannot be read."""
    try:
        raw: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return Dataset(**raw)
    except (OSError, ValueError, TypeError):
        raise DatasetError(f"dataset '{path.parent.name}' cannot be read ({path}); load it again") from None


def unreadable(dataset: Dataset, table: str) -> DatasetError:
    """What to say of a table that cannot be read."""
    return DatasetError(f"the {table} of dataset '{dataset.name}' cannot be read; load it again")
