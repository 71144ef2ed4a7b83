"""What a very large reference dataset says near the entities that other datasets name."""

from collections.abc import Iterable

import polars as pl

from graph.identity.grounds import COLUMNS, identifiers
from graph.model.ontology import ontology
from graph.statements.schema import Statements

STEPS_UP, STEPS_DOWN = 5, 2
_PLACES = ("BASED_IN", "IN_COUNTRY", "PART_OF")
_BARE = r"^0+|[^A-Z0-9]"


def near(named: Statements, entities: pl.LazyFrame, claims: pl.LazyFrame) -> Statements:
    """The statements of a reference dataset about what `named` names, its owners and its subsidiaries.

    An entity is named by its id, as an end of a claim, or by an identifier that it shares. Owners are taken
    up to STEPS_UP steps above it, what it owns up to STEPS_DOWN below; never the other subsidiaries of its
    owners. `entities` and `claims` are scans with columns of ENTITIES and CLAIMS; neither is held whole.
    """
    ends = _ownership(claims)
    seeds = _seeds(named, entities)
    wanted = pl.concat(
        [seeds, *_climbed(ends, seeds, STEPS_UP), *_climbed(ends.rename(_TURNED), seeds, STEPS_DOWN)]
    ).unique()
    place = claims.filter(pl.col("type").is_in(_PLACES)).join(
        wanted.lazy(), left_on="from", right_on="id", how="semi"
    )
    owned = claims.filter(~pl.col("type").is_in(_PLACES))
    for end in ("from", "to"):
        owned = owned.join(wanted.lazy(), left_on=end, right_on="id", how="semi")
    said = pl.concat([owned, place]).collect(engine="streaming")
    known = pl.concat([wanted, said.select(id="to")]).unique().lazy()
    about = entities.join(known, left_on="entity", right_on="id", how="semi").collect(engine="streaming")
    return Statements(about, said)


_TURNED = {"below": "above", "above": "below"}


def _ownership(claims: pl.LazyFrame) -> pl.DataFrame:
    """(below, above) of claims, from what is owned, managed or a branch to what stands above it."""
    kinds = ontology().relationships.values()
    upward = [kind.type for kind in kinds if kind.above == "to"]
    known = claims.filter(~pl.col("type").is_in(_PLACES))
    reaching = pl.col("type").is_in(upward)
    return known.select(
        below=pl.when(reaching).then("from").otherwise("to"),
        above=pl.when(reaching).then("to").otherwise("from"),
    ).collect(engine="streaming")


def _climbed(ends: pl.DataFrame, seeds: pl.DataFrame, steps: int) -> Iterable[pl.DataFrame]:
    """(id) of what is reached from (id) in each of some steps, from `below` to `above`; each entity once."""
    reached = at = seeds
    for _ in range(steps):
        found = ends.join(at, left_on="below", right_on="id", how="semi").select(id="above").unique()
        at = found.join(reached, on="id", how="anti")
        if at.is_empty():
            return
        reached = pl.concat([reached, at])
        yield at


def _seeds(named: Statements, entities: pl.LazyFrame) -> pl.DataFrame:
    """(id) of the entities of a reference dataset that `named` names."""
    claimed = pl.concat([named.claims.select(id="from"), named.claims.select(id="to")])
    ids = pl.concat([named.entities.select(id="entity"), claimed]).unique()
    known = identifiers(named.entities.select(COLUMNS))
    found = (
        entities.select(_present(entities))
        .filter(_candidate(ids, named.entities))
        .collect(engine="streaming")
    )
    shared = identifiers(found).join(known, on=("kind", "value"), how="semi").select(id="entity")
    same = found.select(id="entity").join(ids, on="id", how="semi")
    return pl.concat([shared, same]).unique()


def _candidate(ids: pl.DataFrame, named: pl.DataFrame) -> pl.Expr:
    """Whether a row may share something with `named`: a cheap test that leaves few of millions."""
    number = pl.col("register_number").str.to_uppercase().str.replace_all(_BARE, "")
    isins = named["isin"].explode().drop_nulls().to_list()
    return pl.any_horizontal(
        pl.col("entity").is_in(ids["id"].implode()),
        *(pl.col(name).is_in(named[name].drop_nulls().unique().implode()) for name in ("lei", "wikidata")),
        pl.col("permid").is_not_null(),
        number.is_in(named.select(number)["register_number"].drop_nulls().unique().implode()),
        pl.col("isin").list.set_intersection(isins).list.len() > 0,
    )


def _present(entities: pl.LazyFrame) -> list[pl.Expr]:
    """COLUMNS of a table that may lack some."""
    held = entities.collect_schema()
    kinds = {"labels": pl.List(pl.String), "isin": pl.List(pl.String)}
    return [
        pl.col(name) if name in held else pl.lit(None, dtype=kinds.get(name, pl.String())).alias(name)
        for name in COLUMNS
    ]
