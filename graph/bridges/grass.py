"""The looks of the ontology as a style sheet (GraSS) for Neo4j Browser."""

from collections.abc import Iterator, Mapping

from graph.model.ontology import ontology

_TEXT = "#1F2933"


def grass() -> str:
    """A style sheet with the colours that diagrams use; Browser takes it by drag and drop, or `:style`."""
    return "\n\n".join((*_nodes(), *_relationships())) + "\n"


def _nodes() -> Iterator[str]:
    known = ontology().nodes
    yield _rule("node", {"diameter": "60px", "border-width": "2px", "caption": '"{name}"'})
    for label, kind in sorted(known.items(), key=lambda item: len(item[1].labels)):
        looks = {"color": kind.fill, "border-color": kind.stroke, "text-color-internal": _TEXT}
        yield _rule(f"node.{label}", {"diameter": "60px", **looks, "caption": '"{name}"'})


def _relationships() -> Iterator[str]:
    yield _rule("relationship", {"shaft-width": "1px", "font-size": "8px", "caption": '"<type>"'})
    for kind in ontology().relationships.values():
        line = ontology().lines[kind.line]
        looks = {"color": line["colour"], "shaft-width": f"{round(line['width'])}px", "font-size": "8px"}
        yield _rule(f"relationship.{kind.type}", {**looks, "padding": "3px", "caption": '"<type>"'})


def _rule(selector: str, values: Mapping[str, str]) -> str:
    lines = "".join(f"  {name}: {value};\n" for name, value in values.items())
    return f"{selector} {{\n{lines}}}"
