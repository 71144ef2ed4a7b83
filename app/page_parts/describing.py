"""One line of what an entity is, and what its sources say of it, side by side where they differ."""

from collections.abc import Mapping, Sequence
from typing import Any

from app import figures
from app.page_parts.markdown import escaped, link
from graph.model.entity import Entity
from graph.model.ontology import ontology

_SHORT = ("kind", "financier_kind", "date", "place", "sector", "capacity")
_ABBREVIATIONS = ("lei", "isin")
_UNSAID = {"id", "name", "description"}
TRACEABLE = ("Attack", "Defender", "Project", "Company", "Financier", "Government")


def one_line(entity: Entity) -> str:
    """Its label and the values that place it, as Markdown: 'Attack · killing · 2 March 2016'."""
    values = [entity.properties.get(name) for name in _SHORT]
    dated = [figures.day(str(v)) if n == "date" and v else v for n, v in zip(_SHORT, values, strict=True)]
    return " · ".join([entity.label, *(escaped(value) for value in dated if value)])


def differing(statements: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    """Of each property on which sources differ: its values, each with who says so (Markdown)."""
    told: dict[str, dict[str, list[str]]] = {}
    for one in statements:
        for name, value in one["values"].items():
            told.setdefault(name, {}).setdefault(dated(name, value), []).append(source(one))
    several = {name: by for name, by in told.items() if len(by) > 1 and name != "other_names"}
    return {name: [f"**{value}** – {', '.join(who)}" for value, who in by.items()]
            for name, by in several.items()}  # fmt: skip


def properties(entity: Entity) -> list[tuple[str, str]]:
    """(name, value) of what was chosen for the entity, in the ontology's order (Markdown)."""
    names = [name for name in ontology().node_columns if name not in _UNSAID]
    found = ((name, entity.properties.get(name)) for name in names)
    return [(plain(name), dated(name, value)) for name, value in found if value not in (None, [], "")]


def source(one: Mapping[str, Any]) -> str:
    """Who published it and when, linked (Markdown)."""
    when = f", {figures.day(str(one['published']))}" if one.get("published") else ", no date"
    address = one.get("source") or one.get("source_url") or one.get("citation") or ""
    return link(f"{one.get('publisher') or 'source'}{when}", str(address))


def shown(value: object) -> str:
    """A value as Markdown: lists by semicolons, yes and no in words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return "; ".join(shown(item) for item in value)
    return escaped(f"{value:,.10g}" if isinstance(value, float) else value)


def dated(name: str, value: object) -> str:
    """A value as Markdown; a date as people write it."""
    known = ontology()
    columns = {**known.node_columns, **known.claim_columns, **known.period, **known.evidence}
    is_date = name in columns and columns[name].kind == "date" and isinstance(value, str)
    return figures.day(str(value)) if is_date else shown(value)


def plain(name: str) -> str:
    """A property's name as people write it."""
    return name.upper() if name in _ABBREVIATIONS else name.replace("_", " ")
