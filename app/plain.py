"""Values of a Bolt answer as plain values that JSON, tables and CSV can hold."""

from typing import Any

from neo4j.graph import Node, Path, Relationship


def plain_value(value: Any) -> Any:  # noqa: ANN401 - any value
    """Nodes, relationships and paths become mappings; lists are gone through; dates become text."""
    if isinstance(value, Node):
        return {"id": value.get("id"), "labels": sorted(value.labels), "name": value.get("name")}
    if isinstance(value, Relationship):
        return {"type": value.type, **dict(value.items())}
    if isinstance(value, Path):
        return {
            "nodes": [plain_value(n) for n in value.nodes],
            "facts": [plain_value(r) for r in value.relationships],
        }
    if isinstance(value, list | tuple):
        return [plain_value(item) for item in value]
    if isinstance(value, dict):
        return {key: plain_value(item) for key, item in value.items()}
    return value if isinstance(value, str | int | float | bool | None) else str(value)
