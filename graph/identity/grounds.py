"""What speaks for two entities being one: identifiers that both carry."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl

from graph.identity.identifiers import is_isin, is_lei, is_permid, is_wikidata
from graph.identity.registers import numbered

COLUMNS = ("entity", "labels", "lei", "isin", "register", "register_number", "permid", "wikidata")
HUMAN = "judgement"
STRENGTH = ((HUMAN,), ("lei",), ("register_number",), ("isin", "permid", "wikidata"))
GROUNDS = pl.Schema([("kind", pl.String), ("value", pl.String), ("entities", pl.List(pl.String))])
CARRIED = pl.Schema([("entity", pl.String), ("what", pl.String), ("value", pl.String)])
_CHECKS: Mapping[str, Callable[[str], bool]] = {
    "lei": is_lei,
    "isin": is_isin,
    "permid": is_permid,
    "wikidata": is_wikidata,
}


@dataclass(frozen=True)
class Ground:
    """A reason to take entities (ids of statements, in order) for one: `kind` of identifier and its value."""

    kind: str
    value: str
    entities: tuple[str, ...]

    @property
    def name(self) -> str:
        """'lei 5493…', 'judgement 3f2a…'."""
        return f"{self.kind} {self.value}"


def shared(entities: pl.DataFrame) -> pl.DataFrame:
    """The identifiers that several entities of one kind carry, as GROUNDS.

    `entities` has COLUMNS. An identifier with wrong check digits joins nobody.
    """
    label = pl.col("labels").list.first()
    named = entities.with_columns(label=label).filter(pl.col("label") != "Undisclosed")
    return pl.concat([_shared(kind, named) for kinds in STRENGTH[1:] for kind in kinds])


def identifiers(entities: pl.DataFrame) -> pl.DataFrame:
    """(entity, kind, value) of every identifier that entities carry; `entities` has COLUMNS."""
    named = entities.with_columns(label=pl.col("labels").list.first())
    kinds = [kind for kinds in STRENGTH[1:] for kind in kinds]
    found = [_values(kind, named).select("entity", kind=pl.lit(kind), value="value") for kind in kinds]
    return pl.concat(found)


def carried(entities: pl.DataFrame) -> pl.DataFrame:
    """What entities can have only one of (kind, LEI, number in one register), as CARRIED.

    `entities` has COLUMNS. An undisclosed party is of a kind of its own.
    """
    label = pl.col("labels").list.first()
    alone = pl.when(label == "Undisclosed").then(label + " " + pl.col("entity")).otherwise(label)
    register = "number in " + pl.col("value").str.extract("^(.*) ")
    parts = [
        entities.select("entity", what=pl.lit("kind"), value=alone),
        entities.select("entity", what=pl.lit("LEI"), value="lei").filter(pl.col("value").is_not_null()),
        numbered(entities.select("entity", "register", "register_number")).select(
            "entity", what=register, value="value"
        ),
    ]
    return pl.concat(parts).unique()


def _shared(kind: str, named: pl.DataFrame) -> pl.DataFrame:
    found = _values(kind, named)
    several = found.filter(pl.col("value").is_duplicated()).unique()
    grouped = several.group_by("label", "value").agg(entities=pl.col("entity").sort())
    grouped = grouped.filter(pl.col("entities").list.len() > 1)
    if check := _CHECKS.get(kind):
        grouped = grouped.filter(pl.Series([check(value) for value in grouped["value"]], dtype=pl.Boolean))
    return grouped.select(pl.lit(kind).alias("kind"), "value", "entities")


def _values(kind: str, named: pl.DataFrame) -> pl.DataFrame:
    """(entity, label, value) of one kind of identifier."""
    if kind == "register_number":
        return numbered(named.select("entity", "label", "register", kind)).select("entity", "label", "value")
    known = named.select("entity", "label", value=kind)
    if known.schema["value"] == pl.List(pl.String):
        known = known.filter(pl.col("value").list.len() > 0).explode("value")
    if kind == "permid":  # written as an address, or with the leading 1- of its address
        known = known.with_columns(pl.col("value").str.extract(r"([0-9]+)/?$"))
    return known.filter(pl.col("value").is_not_null())
