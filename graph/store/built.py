"""What a build did."""

from dataclasses import dataclass

import polars as pl

from graph.store.difference import Difference


@dataclass(frozen=True)
class Built:
    """What was created, changed and removed per kind, what the graph holds, and what was left out of it.

    `dangling` claims name an entity that no dataset has; `conflicts` are those about who is who, unsettled;
    `aside` entities of reference datasets are not in it, being near nothing that other datasets name.
    """

    number: int
    created: dict[str, int]
    changed: dict[str, int]
    removed: dict[str, int]
    nodes: int
    claims: int
    dangling: int
    conflicts: int = 0
    aside: int = 0

    @property
    def nothing(self) -> bool:
        """Whether the graph was already as it should be."""
        return not (self.created or self.changed or self.removed)


def kinds(nodes: pl.DataFrame, claims: pl.DataFrame) -> dict[str, int]:
    """How many there are of each kind."""
    return dict(sorted({**_by(nodes, "label"), **_by(claims, "type")}.items()))


def differences(change: Difference) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    """How many of each kind are created, changed and removed."""
    return (
        kinds(change.new_nodes, change.new_claims),
        kinds(change.changed_nodes, change.changed_claims),
        kinds(change.gone_nodes, change.gone_claims),
    )


def _by(frame: pl.DataFrame, column: str) -> dict[str, int]:
    """Counts per kind; a financier counts as that, not as a company."""
    if "financier" in frame.columns:
        named = pl.when("financier").then(pl.lit("Financier")).otherwise(column)
        frame = frame.with_columns(named.alias(column))
    return dict(frame.group_by(column).len().iter_rows())
