"""The answer to a question as a table: names lead to their entities, sources to their addresses."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.answers import told
from app.page_parts.describing import dated, plain, shown
from app.page_parts.markdown import link, page
from app.plain import plain_value
from graph.store.answer import Table

MOST_SHOWN = 200


def as_rows(answer: Table) -> list[dict[str, Any]]:
    """The rows by column, in plain values."""
    return [dict(zip(answer.columns, map(plain_value, row), strict=True)) for row in answer.rows]


def as_cells(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """The first rows as Markdown cells: source first, ids as links, columns without any value left out."""
    first = rows[:MOST_SHOWN]
    columns = [name for name in first[0] if not _is_id(name, first[0])] if first else []
    columns = [name for name in columns if any(row[name] not in (None, [], "") for row in first)]
    columns.sort(key=lambda name: name != "source")
    return [{plain(name): _cell(name, row) for name in columns} for row in first]


def _cell(name: str, row: Mapping[str, Any]) -> str:
    value = row[name]
    if value in (None, [], ""):
        return "–"
    key = row.get(f"{name}_id")
    if isinstance(key, str) and not isinstance(value, list):
        return page(value, "entity", id=key)
    if isinstance(value, list):
        return told(name, value, shown)
    text = str(value)
    if text.startswith(("https://", "http://")):
        return link(text.split("/")[2], text)
    return told(name, value, lambda one: dated(name, one))


def _is_id(name: str, row: Mapping[str, Any]) -> bool:
    return name.endswith("_id") and name.removesuffix("_id") in row
