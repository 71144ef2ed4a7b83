"""The ontology as a page to read: `python -m graph.model.reference` prints docs/ontology.md."""

import sys
from collections.abc import Iterable, Mapping

from graph.model.ontology import Property, ontology


def reference() -> str:
    """The reference of kinds, properties, relationships and walking rules, as Markdown."""
    return "\n".join([*_head(), *_nodes(), *_relationships(), *_walk()]) + "\n"


def _head() -> Iterable[str]:
    known = ontology()
    yield "# What exists and what may be said of it"
    yield ""
    yield f"Made from `graph/model/ontology.yaml`, version {known.version}. {known.disclaimer}"
    yield ""
    yield f"Every claim carries {_names(known.evidence)}, and {_names(known.period)} where they are known."


def _nodes() -> Iterable[str]:
    yield from ("", "## Kinds of entities", "", "| kind | what it is | properties |", "|---|---|---|")
    for kind in ontology().nodes.values():
        yield f"| {':'.join(kind.labels)} | {kind.means} | {_properties(kind.properties)} |"


def _relationships() -> Iterable[str]:
    yield from (
        "",
        "## Relationships",
        "",
        "| relationship | from → to | said as | one fact when equal in | values |",
    )
    yield "|---|---|---|---|---|"
    for kind in ontology().relationships.values():
        ends = f"{', '.join(kind.starts)} → {', '.join(kind.ends)}"
        values = _properties(kind.values) or "–"
        yield f"| {kind.type} | {ends} | {kind.wording.words} | {', '.join(kind.same_when)} | {values} |"


def _walk() -> Iterable[str]:
    yield from (
        "",
        "## The walking table",
        "",
        "| at | while the chain is | step | then |",
        "|---|---|---|---|",
    )
    for step in (*ontology().walk, *ontology().defender):
        arrow = f"{step.type} →" if step.out else f"← {step.type}"
        late = ", not later than the attack" if step.not_after_attack else ""
        yield f"| {step.at} | {step.during} | {arrow}{late} | {step.then} |"


def _properties(properties: Mapping[str, Property]) -> str:
    return ", ".join(
        f"{name} ({'; '.join(found.words)})" if found.words else f"{name}: {found.kind}"
        for name, found in properties.items()
    )


def _names(properties: Mapping[str, Property]) -> str:
    return ", ".join(f"`{name}`" for name in properties)


if __name__ == "__main__":
    sys.stdout.write(reference())
