"""Asking a question of the catalogue: names become ids, rows stand in a fixed order."""

from collections.abc import Callable, Mapping
from typing import Any

from app.figures import counted
from app.plain import plain_value
from app.session import Session
from graph.model.entity import Entity
from graph.store.answer import Table
from queries.catalogue import Question, QuestionError, answers

_ALONG_A_CHAIN = ("through", "how", "shares", "relationships")
_KIND_OF_CLAIM = ("relationship", "relationships", "how")
_PERCENT = ("share", "shares", "share_min", "share_max", "held_share")


def told(name: str, value: Any, one: Callable[[Any], str] = str) -> str:  # noqa: ANN401 - any value
    """The value of a column in words: steps of a chain by arrows, other lists by semicolons, shares in %.

    OWNS is told as owns; `one` makes the words of a value that is no list. Nothing stated is empty, in a
    chain 'not stated'.
    """
    if isinstance(value, list | tuple):
        absent = "not stated" if name in _ALONG_A_CHAIN else ""
        parts = [told(name, item, one) or absent for item in value]
        return (" → " if name in _ALONG_A_CHAIN else "; ").join(part for part in parts if part)
    if value is None:
        return ""
    if name in _KIND_OF_CLAIM and isinstance(value, str) and value.isupper():
        return value.replace("_", " ").lower()
    share = name in _PERCENT and isinstance(value, int | float)
    return f"{value:g} %" if share else one(plain_value(value))


def tally(answer: Table) -> str:
    """How many rows, and of how many entities: '7 rows about 5 different entities (column “owner”)'."""
    several = counted(len(answer.rows), "row")
    different = distinct(answer)
    if different is None:
        return several
    told_of = "one entity" if different == 1 else f"{different:,} different entities"
    return f"{several} about {told_of} (column “{answer.columns[0].replace('_', ' ')}”)"


def usual(asked: Question, given: Mapping[str, str]) -> list[str]:
    """The numbers that bounded an answer without having been given: 'least=50: Least share …'."""
    left = [p for p in asked.parameters if p.kind == "number" and not given.get(p.name)]
    return [f"{p.name}={p.default}: {p.help}" for p in left]


def distinct(answer: Table) -> int | None:
    """How many different entities the first column tells of; None where each row tells of another."""
    key = f"{answer.columns[0]}_id" if answer.columns else ""
    if key not in answer.columns:
        return None
    place = answer.columns.index(key)
    different = len({row[place] for row in answer.rows})
    return different if different < len(answer.rows) else None


def ask(opened: Session, asked: Question, given: Mapping[str, str], limit: int) -> Table:
    """Run a question; raise QuestionError for a wrong parameter or kind, Unclear for an unclear name."""
    values: dict[str, Any] = answers(given, asked)
    for parameter in asked.parameters:
        if parameter.kind == "entity" and values[parameter.name]:
            values[parameter.name] = _fitting(opened.entity(values[parameter.name]), asked, parameter.name).id
    answer = opened.view.query(asked.text, values, limit)
    return Table(list(asked.returns), answer.rows, answer.truncated)


def _fitting(entity: Entity, asked: Question, parameter: str) -> Entity:
    labels = asked.labels(parameter)
    if labels and not set(labels) & set(entity.labels):
        wanted = " or ".join(labels)
        raise QuestionError(f"{parameter}: {entity.name} is recorded as {entity.label}; this takes {wanted}")
    return entity
