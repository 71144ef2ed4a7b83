"""The columns of statements: typed from the ontology, one row per statement."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from graph.model.ontology import Property, ontology


class DatasetError(ValueError):
    """A dataset that is not there, cannot be read or may not be kept; the message says what to do."""


_TYPES: dict[str, pl.DataType] = {
    "texts": pl.List(pl.String),
    "isins": pl.List(pl.String),
    "yes_no": pl.Boolean(),
    "number": pl.Float64(),
    "percent": pl.Float64(),
    "count": pl.Int64(),
}


def polars_type(found: Property) -> pl.DataType:
    """The column type of a property; dates stay ISO text, because the text holds their precision."""
    return _TYPES.get(found.kind, pl.String())


def _schema(fixed: Mapping[str, pl.DataType], *groups: Mapping[str, Property]) -> pl.Schema:
    return pl.Schema({**fixed, **{name: polars_type(p) for group in groups for name, p in group.items()}})


_KNOWN = ontology()
ENTITIES = _schema(
    {"entity": pl.String(), "labels": pl.List(pl.String), "file": pl.String(), "line": pl.Int64()},
    _KNOWN.evidence,
    _KNOWN.node_columns,
)
CLAIMS = _schema(
    {
        "claim": pl.String(),
        "type": pl.String(),
        "from": pl.String(),
        "to": pl.String(),
        "file": pl.String(),
        "line": pl.Int64(),
    },
    _KNOWN.evidence,
    _KNOWN.period,
    _KNOWN.claim_columns,
)


@dataclass(frozen=True)
class Statements:
    """What one dataset says: `entities` has the columns of ENTITIES, `claims` those of CLAIMS."""

    entities: pl.DataFrame
    claims: pl.DataFrame


def entity_frame(rows: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    """Rows about entities as a frame of ENTITIES; absent fields are null."""
    return pl.DataFrame([dict(row) for row in rows], schema=ENTITIES)


def check_sources(claims: pl.DataFrame | pl.LazyFrame) -> None:
    """Raise DatasetError where a claim names neither an address nor a citation.

    `claims` has columns of CLAIMS; a lazy frame is streamed.
    """
    scanned = claims.lazy()
    named = [name for name in ("source_url", "citation") if name in scanned.collect_schema()]
    unsourced = scanned.filter(*(pl.col(name).fill_null("").str.strip_chars() == "" for name in named))
    found = unsourced.select(pl.len().alias("count"), pl.col("from", "type", "to").first())
    count, start, kind, end = found.collect(engine="streaming").row(0)
    if count:
        raise DatasetError(
            f"{count:,} claims have no source, first {start} {kind} {end}; "
            "give each a source_url or a citation"
        )


def check_columns(table: pl.LazyFrame, schema: pl.Schema, name: str) -> None:
    """Raise DatasetError where a table has a column that `schema` has not, or has with another type."""
    for column, kind in table.collect_schema().items():
        if schema.get(column) != kind:
            wanted = schema.get(column, "no such column")
            raise DatasetError(f"the column '{column}' of the {name} is {kind}; the ontology has {wanted}")


def claim_frame(rows: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    """Rows of claims as a frame of CLAIMS, each with its id; a claim said twice stands once."""
    return pl.DataFrame([{**row, "claim": claim_id(row)} for row in rows], schema=CLAIMS).unique(
        "claim", keep="first", maintain_order=True
    )


def claim_id(row: Mapping[str, Any]) -> str:
    """A hash of what is claimed, of whom, for when and by which source; not of the words around it."""
    aside = {
        "claim",
        "file",
        "line",
        "says",
        "caveat",
        "retrieved",
        "archived_url",
        "publisher",
        "visibility",
    }
    parts = [f"{key}={row[key]}" for key in sorted(row) if key not in aside and row[key] is not None]
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=12).hexdigest()
