"""Asking a question of the catalogue: names become ids, rows stand in a fixed order."""

from collections.abc import Mapping
from typing import Any

from app.session import Session
from graph.store.answer import Table
from queries.catalogue import Question, answers


def ask(opened: Session, asked: Question, given: Mapping[str, str], limit: int) -> Table:
    """Run a question; raise QuestionError for a wrong parameter, Unclear for an unclear name."""
    values: dict[str, Any] = answers(given, asked)
    for parameter in asked.parameters:
        if parameter.kind == "entity" and values[parameter.name]:
            values[parameter.name] = opened.entity(values[parameter.name]).id
    answer = opened.view.query(asked.text, values, limit)
    return Table(list(asked.returns), answer.rows, answer.truncated)
