"""The names and identifiers of entities as rows: what an index is made of."""

import polars as pl

IDENTIFIERS = ("lei", "isin", "register_number", "permid", "wikidata", "ticker")
SCHEMA = pl.Schema(
    {"id": pl.String, "label": pl.String, "name": pl.String, "text": pl.String, "kind": pl.String,
     "visibility": pl.String}
)  # fmt: skip


def rows(entities: pl.DataFrame) -> pl.DataFrame:
    """A row per name, other name and identifier, columns of SCHEMA, those of one entity together.

    `entities` has id, label, labels, name, other_names, visibility and the identifiers, as a projection's
    nodes have them.
    """
    label = pl.when(pl.col("labels").list.contains("Financier")).then(pl.lit("Financier")).otherwise("label")
    base = entities.with_columns(label=label, name=pl.col("name").fill_null(""))
    parts = [_part(base, "name", "name"), _part(base, "other_names", "name"), _part(base, "id", "id")]
    parts += [_part(base, name, name) for name in IDENTIFIERS]
    found = pl.concat(parts).filter(pl.col("text").is_not_null() & (pl.col("text") != ""))
    return found.select(list(SCHEMA)).sort("id", maintain_order=True)


def _part(entities: pl.DataFrame, column: str, kind: str) -> pl.DataFrame:
    spread = entities.explode(column) if entities.schema[column] == pl.List(pl.String) else entities
    return spread.select(
        "id", "label", "name", pl.col(column).alias("text"), pl.lit(kind).alias("kind"), "visibility"
    )
