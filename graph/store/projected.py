"""What the graph of a home should hold, worked out from its statements and judgements."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from graph.identity import judgement_file, resolve
from graph.identity import kept as kept_identity
from graph.statements import datasets
from graph.statements.schema import Statements
from graph.store.projection import Projection, project


@dataclass(frozen=True)
class Projected:
    """A projection, and what is not in it: see `Built`."""

    projection: Projection
    left: dict[str, int]


def projected(home: Path, profile: str = "restricted", *, everything: bool = False) -> Projected:
    """Decide who is who, remember the ids given, and project what `profile` may see.

    Of reference datasets only what is near the entities of others, unless `everything`.
    """
    said = datasets.statements(home, everything=everything)
    ledger = resolve.extended_ledger(resolve.read_ledger(home), said.entities["entity"])
    resolve.save_ledger(home, ledger)
    who = resolve.resolve(said.entities, ledger, judgement_file.read(home))
    kept_identity.save(home, who)
    left = {"dangling": _dangling(said), "conflicts": who.open, "aside": _aside(home, said)}
    return Projected(project(said, who.ids, profile), left)


def _dangling(said: Statements) -> int:
    known = said.entities.select("entity").unique()
    whole = said.claims.join(known, left_on="from", right_on="entity", how="semi")
    return said.claims.height - whole.join(known, left_on="to", right_on="entity", how="semi").height


def _aside(home: Path, said: Statements) -> int:
    large = {dataset.name: dataset.entities for dataset in datasets.datasets(home) if dataset.reference}
    held = said.entities.filter(pl.col("dataset").is_in(list(large)))["entity"].n_unique()
    return max(sum(large.values()) - held, 0)
