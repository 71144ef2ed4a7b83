"""A graph, or a part of it, as a networkx MultiDiGraph."""

from collections.abc import Iterator
from typing import Any, Literal

import networkx

from graph.bridges.columns import claim_row, fact_row, node_row
from graph.bridges.extract import Extract, extracts
from graph.bridges.selection import WHOLE, Selection, SelectionError
from graph.model.ontology import ontology
from graph.view import View

Edge = tuple[str, str, str, dict[str, Any]]


def to_networkx(
    view: View, chosen: Selection = WHOLE, *, by: Literal["claim", "fact"] = "claim"
) -> networkx.MultiDiGraph:
    """Take out a selection: nodes by id, one edge for each claim (key: its id), or for each fact.

    Nodes carry `label`, `labels`, `name` and the properties that are known; edges their `type` and the
    values of the claim, or the columns of a fact. `graph.graph` carries `disclaimer`, `profile`, `as_of`,
    `by`, and `cut`: what a limit left out, one line each. Raise SelectionError.
    """
    if by not in ("claim", "fact"):
        raise SelectionError(f"by is '{by}'; give 'claim' or 'fact'")
    told = {"disclaimer": ontology().disclaimer, "profile": view.profile, "as_of": chosen.as_of, "by": by}
    graph = networkx.MultiDiGraph(**told, cut=[])
    for piece in extracts(view, chosen):
        graph.graph["cut"] += piece.cut
        graph.add_nodes_from(
            (key, {**node_row(entity), "name": entity.name}) for key, entity in piece.entities.items()
        )
        edges = _claims(piece) if by == "claim" else _facts(piece)
        graph.add_edges_from(edge for edge in edges if edge[0] in graph and edge[1] in graph)
    return graph


def _claims(piece: Extract) -> Iterator[Edge]:
    for claim in piece.claims:
        yield _edge(claim_row(claim), "claim")


def _facts(piece: Extract) -> Iterator[Edge]:
    for fact in piece.facts:
        yield _edge({k: v for k, v in fact_row(fact).items() if v is not None}, "fact")


def _edge(row: dict[str, Any], key: str) -> Edge:
    return row.pop("from"), row.pop("to"), row[key], row
