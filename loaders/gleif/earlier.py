"""What the dataset said before, kind by kind, for the kinds of files that are not given again."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from loaders.gleif.exceptions import COLUMNS
from loaders.gleif.relationships import TYPES


@dataclass(frozen=True)
class Earlier:
    """The tables of the dataset until now, by name; none where it was not loaded.

    Only an LEI record has a name, and only a reporting exception has reasons.
    """

    tables: Mapping[str, Path]

    @property
    def lei_entities(self) -> list[pl.LazyFrame]:
        """Companies, public bodies and countries."""
        return [table.filter(pl.col("name").is_not_null()) for table in self._table("entities", "name")]

    @property
    def lei_claims(self) -> list[pl.LazyFrame]:
        """Homes and successors."""
        return [table.filter(~pl.col("type").is_in(TYPES)) for table in self._table("claims")]

    @property
    def relationship_claims(self) -> list[pl.LazyFrame]:
        """What relationship records say."""
        return [table.filter(pl.col("type").is_in(TYPES)) for table in self._table("claims")]

    @property
    def exceptions(self) -> list[pl.LazyFrame]:
        """What reporting exceptions say, `labels` left out."""
        return [
            table.filter(self._excepted(table)).drop("labels")
            for table in self._table("entities", *COLUMNS.values())
        ]

    def _table(self, name: str, *columns: str) -> list[pl.LazyFrame]:
        """The table, if it is there with these columns."""
        if name not in self.tables:
            return []
        table = pl.scan_parquet(self.tables[name], glob=False)
        return [table] if set(columns) <= set(table.collect_schema()) else []

    def _excepted(self, table: pl.LazyFrame) -> pl.Expr:
        there = [column for column in COLUMNS.values() if column in table.collect_schema()]
        return pl.any_horizontal(pl.lit(value=False), *(pl.col(column).is_not_null() for column in there))
