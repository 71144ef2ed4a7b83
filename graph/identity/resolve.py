"""Who is who: judgements and shared identifiers made into one id for each entity."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from graph.home import write_table
from graph.identity.components import components
from graph.identity.grounds import COLUMNS, GROUNDS, HUMAN, STRENGTH, Ground, carried, shared
from graph.identity.joining import Joining, conflict_frame
from graph.identity.judgements import Judgement, in_force


@dataclass(frozen=True)
class Resolved:
    """`ids`: (entity, id) of every entity; `grounds` of what was joined; `conflicts`: what was not, and why.

    `grounds` has the columns of GROUNDS, `conflicts` those of CONFLICTS, open ones first.
    """

    ids: pl.DataFrame
    grounds: pl.DataFrame
    conflicts: pl.DataFrame

    @property
    def open(self) -> int:
        """How many conflicts nobody has settled."""
        return self.conflicts.filter(~pl.col("settled")).height


def resolve(
    entities: pl.DataFrame | pl.LazyFrame, ledger: pl.DataFrame, judgements: Sequence[Judgement] = ()
) -> Resolved:
    """Map each entity to the id of its merged entity.

    `entities` has the columns of ENTITIES; `ledger` (entity, order) tells when each was first seen. The id of
    a merged entity is that of its member seen first. Judgements come before identifiers, LEIs before register
    numbers, these before the others; neither the order of rows nor that of judgements matters.
    """
    known = entities.lazy().select(COLUMNS).collect()
    standing = in_force(judgements)
    grounds = pl.concat([_judged_same(standing), shared(known)])
    parts = components(grounds.with_row_index("link").explode("entities").rename({"entities": "entity"}))
    held = carried(known.join(parts, on="entity", how="semi"))
    apart = [each for each in standing if each.says == "different"]
    unclear = _unclear(parts, held, apart)
    doubtful = pl.col("entities").list.first().is_in(unclear["entity"].implode())
    joining = _joined(grounds.filter(doubtful), held.join(unclear, on="entity", how="semi"), apart)
    kept = pl.concat([grounds.filter(~doubtful), _frame(joining.accepted)])
    clear = parts.join(unclear, on="entity", how="anti")
    after = int(parts["part"].max() or 0) + 1  # type: ignore[arg-type]
    members = pl.concat([clear, joining.members.with_columns(pl.col("part") + after)])
    return Resolved(
        ids=_ids(known["entity"].unique(), ledger, members),
        grounds=kept.sort("kind", "value", pl.col("entities").list.first()),
        conflicts=conflict_frame(joining.conflicts),
    )


def extended_ledger(ledger: pl.DataFrame, entities: Iterable[str]) -> pl.DataFrame:
    """The ledger with entities not seen before at its end, in the order of their ids."""
    column = entities if isinstance(entities, pl.Series) else pl.Series(list(entities), dtype=pl.String)
    frame = column.unique().alias("entity").to_frame()
    new = frame.join(ledger, on="entity", how="anti").sort("entity")
    start = ledger.height
    numbered = new.with_columns(order=pl.int_range(start, start + new.height, dtype=pl.Int64))
    return pl.concat([ledger.select("entity", "order"), numbered])


def read_ledger(home: Path) -> pl.DataFrame:
    """The ledger of a home; empty where nothing was built yet."""
    path = home / "ids.parquet"
    if path.exists():
        return pl.read_parquet(path)
    return pl.DataFrame(schema={"entity": pl.String, "order": pl.Int64})


def save_ledger(home: Path, ledger: pl.DataFrame) -> None:
    """Keep the ledger, whole or not at all."""
    write_table(home / "ids.parquet", ledger)


def _judged_same(standing: Iterable[Judgement]) -> pl.DataFrame:
    return _frame(Ground(HUMAN, each.id, each.of) for each in standing if each.says == "same")


def _unclear(parts: pl.DataFrame, held: pl.DataFrame, apart: Iterable[Judgement]) -> pl.DataFrame:
    """(entity) of all that hang together with something which may speak against their being one."""
    several = held.join(parts, on="entity").group_by("part", "what").agg(pl.col("value").n_unique())
    unlike = several.filter(pl.col("value") > 1).select("part")
    pairs = pl.DataFrame([each.of for each in apart], schema=["entity", "other"], orient="row")
    pairs = pairs.cast(pl.String).join(parts, on="entity").join(parts, left_on="other", right_on="entity")
    judged = pairs.filter(pl.col("part") == pl.col("part_right")).select("part")
    return parts.join(pl.concat([unlike, judged]), on="part", how="semi").select("entity")


def _joined(grounds: pl.DataFrame, held: pl.DataFrame, apart: Sequence[Judgement]) -> Joining:
    """Join what is unclear, one ground after the other, the strongest first."""
    joining = Joining(held, apart)
    found = [Ground(kind, value, tuple(of)) for kind, value, of in grounds.sort("kind", "value").iter_rows()]
    for kinds in STRENGTH:
        joining.join(kinds, [ground for ground in found if ground.kind in kinds])
    return joining


def _frame(grounds: Iterable[Ground]) -> pl.DataFrame:
    rows = [(each.kind, each.value, list(each.entities)) for each in grounds]
    return pl.DataFrame(rows, schema=GROUNDS, orient="row")


def _ids(entities: pl.Series, ledger: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    """(entity, id): for the members (entity, part) of what is one, that of them which was seen first."""
    there = entities.alias("entity").to_frame()
    merged = members.join(there, on="entity", how="semi").join(ledger, on="entity", how="left")
    first = pl.col("entity").sort_by("order", "entity", nulls_last=True).first().over("part")
    found = there.join(merged.select("entity", id=first), on="entity", how="left")
    return found.with_columns(pl.coalesce("id", "entity"))
