"""Reads the statements of a home's datasets."""

from pathlib import Path

import polars as pl

from graph.model.ontology import ontology
from graph.statements.dataset import Dataset, alone, datasets, folder, unreadable
from graph.statements.near import near
from graph.statements.schema import CLAIMS, ENTITIES, DatasetError, Statements


def statements(home: Path, *, everything: bool = False) -> Statements:
    """The statements of a home; of its reference datasets what is near the others', unless `everything`."""
    with alone(home):
        found = datasets(home)
        _check_versions(found)
        large = [] if everything else [d for d in found if d.reference]
        said = _whole(home, [d for d in found if d not in large])
        for dataset in large:
            tables = (scan(home, dataset, table) for table in ("entities", "claims"))
            said = _joined(said, near(said, *tables))
        return said


def scan(home: Path, dataset: Dataset, table: str) -> pl.LazyFrame:
    """A table of a dataset, read when it is collected."""
    try:
        found = pl.scan_parquet(folder(home, dataset.name) / dataset.tables[table], glob=False)
        found.collect_schema()
    except (OSError, KeyError, pl.exceptions.PolarsError):
        raise unreadable(dataset, table) from None
    return found


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


def _concat(home: Path, found: list[Dataset], table: str, schema: pl.Schema) -> pl.DataFrame:
    frames = [_read_table(home, d, table) for d in found]
    return pl.concat([pl.DataFrame(schema=schema), *frames], how="diagonal")


def _read_table(home: Path, dataset: Dataset, table: str) -> pl.DataFrame:
    try:
        return pl.read_parquet(folder(home, dataset.name) / dataset.tables[table], glob=False)
    except (OSError, KeyError, pl.exceptions.PolarsError):
        raise unreadable(dataset, table) from None
