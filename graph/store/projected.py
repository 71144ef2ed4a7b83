"""What the graph of a home should hold, worked out from its statements and judgements."""

from dataclasses import dataclass
from pathlib import Path

from graph.identity import judgement_file, resolve
from graph.identity import kept as kept_identity
from graph.statements import datasets
from graph.statements.schema import Statements
from graph.store.projection import Projection, project


@dataclass(frozen=True)
class Projected:
    """A projection, with how many claims dangle (an end is of no dataset) and how many conflicts are open."""

    projection: Projection
    dangling: int
    conflicts: int


def projected(home: Path, profile: str = "restricted", *, everything: bool = False) -> Projected:
    """Decide who is who, remember the ids given, and project what `profile` may see.

    Of reference datasets only what is near the entities of others, unless `everything`.
    """
    said = datasets.statements(home, everything=everything)
    ledger = resolve.extended_ledger(resolve.read_ledger(home), said.entities["entity"])
    resolve.save_ledger(home, ledger)
    who = resolve.resolve(said.entities, ledger, judgement_file.read(home))
    kept_identity.save(home, who)
    return Projected(project(said, who.ids, profile), _dangling(said), who.open)


def _dangling(said: Statements) -> int:
    known = said.entities.select("entity").unique()
    whole = said.claims.join(known, left_on="from", right_on="entity", how="semi")
    return said.claims.height - whole.join(known, left_on="to", right_on="entity", how="semi").height
