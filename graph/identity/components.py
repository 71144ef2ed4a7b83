"""Which entities hang together, through however many links."""

import polars as pl


def components(links: pl.DataFrame) -> pl.DataFrame:
    """(entity, part) of the entities of `links` (entity, link): one part for all that hang together.

    Each entity takes the lowest number among its links until none changes: a few rounds over all links.
    """
    names = links["entity"].unique().sort().alias("entity").to_frame().with_row_index("number")
    rows = links.join(names, on="entity").select("number", "link")
    parts = names["number"]
    while True:
        lowest = rows.with_columns(part=parts.gather(rows["number"])).with_columns(
            pl.col("part").min().over("link")
        )
        found = lowest.group_by("number").agg(pl.col("part").min()).sort("number")["part"]
        found = found.gather(found)
        if (found == parts).all():
            return names.select("entity", part=parts)
        parts = found
