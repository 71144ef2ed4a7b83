"""Rows of companies with identifiers, judgements about them, and who is one among them."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl

from graph.identity.judgements import Judgement, judged
from graph.identity.resolve import Resolved, extended_ledger, resolve
from graph.statements.schema import entity_frame

Row = Mapping[str, Any]
START = datetime(2026, 1, 2, tzinfo=UTC)
UNSEEN = pl.DataFrame(schema={"entity": pl.String, "order": pl.Int64})


def lei(number: int) -> str:
    """A valid LEI."""
    body = f"{number:018}"
    return f"{body}{98 - int(body) * 100 % 97:02}"


ONE, TWO = lei(1), lei(2)


def firm(entity: str, **values: object) -> Row:
    return {"entity": entity, "labels": ["Company"], **values}


def says(word: str, *of: str, number: int = 0) -> Judgement:
    """A judgement; those with other numbers are made at other times."""
    return judged(word, of, "Ana", START + timedelta(seconds=number), "It is so.")


def found(rows: Iterable[Row], *judgements: Judgement, order: str = "") -> Resolved:
    """Resolve rows; `order` names entities (one letter each) as they were first seen, else by id."""
    entities = entity_frame(rows)
    ledger = extended_ledger(UNSEEN, entities["entity"])
    if order:
        ledger = pl.DataFrame({"entity": list(order), "order": list(range(len(order)))})
    return resolve(entities, ledger, judgements)


def groups(resolved: Resolved) -> set[str]:
    """The merged entities, each as the ids of its members in one text."""
    merged = resolved.ids.group_by("id").agg(pl.col("entity").sort().str.join(""))
    return {text for text in merged["entity"] if len(text) > 1}
