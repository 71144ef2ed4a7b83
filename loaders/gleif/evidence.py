"""Ids, words and the evidence that every statement of GLEIF carries."""

from collections.abc import Iterable, Mapping

import polars as pl

from loaders.gleif.checks import day

VALIDATED = ("FULLY_CORROBORATED", "PARTIALLY_CORROBORATED", "ENTITY_SUPPLIED_ONLY", "PENDING")
_BETWEEN = "\x1f"
_ADDRESS = "https://search.gleif.org/#/record/"


def evidence(dataset: str, lei: pl.Expr, updated: str | None = None) -> list[pl.Expr]:
    """Dataset, source, publisher, day and status of a statement that the record of `lei` makes.

    `updated` names the column of the record's last update; without it there is no day.
    """
    told = pl.col("Registration.ValidationSources") == "ENTITY_SUPPLIED_ONLY"
    status = pl.when(told).then(pl.lit("reported")).otherwise(pl.lit("documented"))
    return [
        pl.lit(dataset).alias("dataset"),
        pl.concat_str(pl.lit(_ADDRESS), lei).alias("source_url"),
        pl.lit("GLEIF").alias("publisher"),
        (day(updated) if updated else pl.lit(None, dtype=pl.String)).alias("published"),
        (status if updated else pl.lit("documented")).alias("claim_status"),
    ]


def entity_id(lei: pl.Expr) -> pl.Expr:
    """The id of the entity that has an LEI."""
    return pl.concat_str(pl.lit("lei-"), lei_id(lei))


def compared(entity: pl.Expr) -> pl.Expr:
    """What ids are compared by in joins: 64 bits, because millions of texts would take a gigabyte."""
    return entity.hash()


def lei_id(lei: pl.Expr) -> pl.Expr:
    """An LEI as it stands in ids."""
    return lei.str.to_lowercase()


def country_id(code: pl.Expr) -> pl.Expr:
    """The id of a country by its two-letter code."""
    return pl.concat_str(pl.lit("country-"), code.str.to_lowercase())


def listed(*texts: pl.Expr) -> pl.Expr:
    """Texts as a list, without those that are null; null where all are.

    Joined and split again, which is twenty times as quick as a list of columns.
    """
    joined = pl.concat_str(*texts, separator=_BETWEEN, ignore_nulls=True)
    return pl.when(joined != "").then(joined.str.split(_BETWEEN))


def translated(code: pl.Expr, words: Mapping[str, str]) -> pl.Expr:
    """The word of a code; null where it has none.

    A choice for each code, because the streaming engine would hold a whole column in memory to replace in it.
    """
    found = pl.lit(None, dtype=pl.String)
    for known, word in words.items():
        found = pl.when(code == known).then(pl.lit(word)).otherwise(found)
    return found


def words(codes: Iterable[str]) -> dict[str, str]:
    """Codes as the words of the ontology: PENDING_TRANSFER is 'pending transfer'."""
    return {code: code.replace("_", " ").lower() for code in codes}
