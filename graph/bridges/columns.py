"""What leaves of an entity, a claim and a fact: the columns of the ontology, typed, and nothing else."""

from typing import Any

import polars as pl

from graph.model.entity import Entity
from graph.model.facts import Claim, Fact
from graph.statements.schema import CLAIMS, ENTITIES

NODES = pl.Schema(
    {
        "id": pl.String(),
        "label": pl.String(),
        "labels": pl.List(pl.String),
        **{name: kind for name, kind in ENTITIES.items() if name not in ("entity", "labels")},
    }
)
CLAIM_COLUMNS = pl.Schema(
    {"claim": pl.String(), "fact": pl.String(), **{k: v for k, v in CLAIMS.items() if k != "claim"}}
)
FACTS = pl.Schema(
    {
        **dict.fromkeys(("fact", "type", "from", "to", "claim_status"), pl.String()),
        "lowest_share_percent": pl.Float64(),
        "highest_share_percent": pl.Float64(),
        **dict.fromkeys(("claims", "sources", "conflicts", "caveats"), pl.List(pl.String)),
    }
)


def node_row(entity: Entity) -> dict[str, Any]:
    """The values of an entity by the columns of NODES; what is not known is left out."""
    known = {name: value for name, value in entity.properties.items() if name in NODES}
    return {**known, "id": entity.id, "label": entity.label, "labels": list(entity.labels)}


def claim_row(claim: Claim) -> dict[str, Any]:
    """The values of a claim by the columns of CLAIM_COLUMNS; what is not known is left out.

    A graph's own `conflict` stays behind: it may speak of claims that are hidden.
    """
    return {name: value for name, value in claim.items() if name in CLAIM_COLUMNS and value is not None}


def fact_row(fact: Fact) -> dict[str, Any]:
    """A fact by the columns of FACTS; `claims` are ids, nearest to the day first, shares are in percent."""
    lowest, highest = fact.share or (None, None)
    return {
        "fact": fact.id,
        "type": fact.type,
        "from": fact.start,
        "to": fact.end,
        "claim_status": fact.status,
        "lowest_share_percent": lowest,
        "highest_share_percent": highest,
        "claims": [str(claim["claim"]) for claim in fact.claims],
        "sources": fact.sources(),
        "conflicts": list(fact.conflicts),
        "caveats": fact.caveats,
    }
