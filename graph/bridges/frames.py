"""A graph, or a part of it, as Polars frames with the types of the ontology, and as pandas frames."""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import takewhile
from typing import TYPE_CHECKING

import polars as pl

from graph.bridges.columns import CLAIM_COLUMNS, FACTS, NODES, claim_row, fact_row, node_row
from graph.bridges.extract import Extract, extracts
from graph.bridges.selection import WHOLE, Selection, SelectionError
from graph.model.ontology import ontology
from graph.view import View

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class Frames:
    """One selection: `nodes` (columns of NODES), `claims` (CLAIM_COLUMNS), `facts` (FACTS).

    `cut` says what a limit left out, one line each.
    """

    nodes: pl.DataFrame
    claims: pl.DataFrame
    facts: pl.DataFrame
    cut: tuple[str, ...]
    disclaimer: str = ontology().disclaimer


def frames(view: View, chosen: Selection = WHOLE) -> Frames:
    """Read a selection once as three frames; raise SelectionError."""
    parts: list[tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]] = []
    cut: list[str] = []
    for piece in extracts(view, chosen):
        parts.append((_nodes(piece), _claims(piece), _facts(piece)))
        cut += piece.cut
    nodes, claims, facts = zip(*parts, strict=True) if parts else ((), (), ())
    return Frames(_joined(NODES, nodes), _joined(CLAIM_COLUMNS, claims), _joined(FACTS, facts), tuple(cut))


def nodes_frame(view: View, chosen: Selection = WHOLE) -> pl.DataFrame:
    """Read the entities of a selection: one row each, with the columns of NODES."""
    with_entities = takewhile(lambda piece: piece.entities, extracts(view, chosen))  # they come first
    return _joined(NODES, map(_nodes, with_entities))


def claims_frame(view: View, chosen: Selection = WHOLE) -> pl.DataFrame:
    """Read the claims of a selection: one row each, with the columns of CLAIM_COLUMNS."""
    return _joined(CLAIM_COLUMNS, map(_claims, extracts(view, chosen)))


def facts_frame(view: View, chosen: Selection = WHOLE) -> pl.DataFrame:
    """Read the facts of a selection: one row each, with the columns of FACTS; shares are in percent."""
    return _joined(FACTS, map(_facts, extracts(view, chosen)))


def to_pandas(frame: pl.DataFrame) -> "pandas.DataFrame":
    """The same frame for pandas, the disclaimer in `attrs`; raise SelectionError where pandas is missing."""
    for needed in ("pandas", "pyarrow"):
        if find_spec(needed) is None:
            raise SelectionError(f"{needed} is not installed; pip install {needed}")
    found = frame.to_pandas()
    found.attrs["disclaimer"] = ontology().disclaimer
    return found


def _nodes(piece: Extract) -> pl.DataFrame:
    return pl.DataFrame([node_row(entity) for entity in piece.entities.values()], schema=NODES)


def _claims(piece: Extract) -> pl.DataFrame:
    return pl.DataFrame([claim_row(claim) for claim in piece.claims], schema=CLAIM_COLUMNS)


def _facts(piece: Extract) -> pl.DataFrame:
    return pl.DataFrame([fact_row(fact) for fact in piece.facts], schema=FACTS)


def _joined(schema: pl.Schema, several: Iterable[pl.DataFrame]) -> pl.DataFrame:
    return pl.concat([schema.to_frame(), *several])
