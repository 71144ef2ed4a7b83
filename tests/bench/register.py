"""A generated register: as many companies as holdings, two of them hubs with 20,000 holdings each."""

import polars as pl

from graph.statements.schema import CLAIMS, ENTITIES, Statements

NODES, CLAIMS_MADE, HUB = 200_000, 200_000, 20_000
_EVIDENCE = {
    "dataset": "bench",
    "source_url": "https://example.org/register",
    "publisher": "bench",
    "published": "2026-01-31",
    "claim_status": "documented",
    "visibility": "public",
}


def register(changed: float = 0.0, nodes: int = NODES, claims: int = CLAIMS_MADE) -> Statements:
    """Statements of a register; a share `changed` of its rows differ, a tenth of those claims at hubs."""
    return Statements(
        _entities(nodes, round(nodes * changed)), _claims(claims, nodes, round(claims * changed))
    )


def _entities(count: int, changed: int) -> pl.DataFrame:
    number = pl.int_range(count, eager=True)
    rows = pl.DataFrame({"number": number}).with_columns(
        entity=pl.format("company-{}", "number"),
        labels=pl.lit(["Company"]),
        name=pl.format("Company {} of the North", "number"),
        sector=pl.when(pl.col("number") % 97 < changed * 97 / count)
        .then(pl.lit("dams"))
        .otherwise(pl.lit("mines")),
        founded=pl.format("{}", 1900 + pl.col("number") % 120),
        **{name: pl.lit(value) for name, value in _EVIDENCE.items()},
    )
    return _typed(rows, ENTITIES)


def _claims(count: int, nodes: int, changed: int) -> pl.DataFrame:
    number = pl.col("number")
    at_hub = number < 2 * HUB
    every = max(1, (count - 2 * HUB) // max(1, changed - changed // 10))
    every_at_hub = max(1, 2 * HUB // max(1, changed // 10))
    differs = pl.when(at_hub).then(number % every_at_hub == 0).otherwise(number % every == 0) & pl.lit(
        changed > 0
    )
    rows = pl.DataFrame({"number": pl.int_range(count, eager=True)}).with_columns(
        claim=pl.format("claim-{}", "number"),
        type=pl.lit("OWNS"),
        to=pl.format("company-{}", (number * 7 + 2) % nodes),
        share=(number % 100 + 1).cast(pl.Float64),
        since=pl.format("{}-05-01", 1990 + number % 30),
        says=pl.when(differs)
        .then(pl.lit("Holds shares, as filed anew."))
        .otherwise(pl.lit("Holds shares, as filed.")),
        **{
            "from": pl.when(at_hub)
            .then(pl.format("company-{}", number // HUB))
            .otherwise(pl.format("company-{}", (number * 13 + 5) % nodes))
        },
        **{name: pl.lit(value) for name, value in _EVIDENCE.items()},
    )
    return _typed(rows, CLAIMS)


def _typed(rows: pl.DataFrame, schema: pl.Schema) -> pl.DataFrame:
    missing = [
        pl.lit(None, dtype=kind).alias(name) for name, kind in schema.items() if name not in rows.columns
    ]
    return rows.with_columns(missing).select(pl.col(name).cast(kind) for name, kind in schema.items())
