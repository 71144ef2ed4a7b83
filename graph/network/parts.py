"""The queries that answer a walker: templates of the folder cypher, filled with a label and types."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from graph.model.ontology import ontology
from graph.network.provider import Ask

_CYPHER = Path(__file__).with_name("cypher")


@dataclass(frozen=True)
class Part:
    """One template, filled for entities of one label."""

    name: str
    label: str
    ids: Sequence[str]
    types: str = ""

    @property
    def text(self) -> str:
        """Its Cypher."""
        return _template(self.name).format(label=self.label, types=self.types)


def parts(ask: Ask) -> Iterator[Part]:
    """The queries of an ask: one for each direction, or one for both where they ask for the same."""
    known = ontology().relationships
    leaving = [kind for kind in ask.out if _touches(known[kind].starts, ask.base)]
    reaching = [kind for kind in ask.into if _touches(known[kind].ends, ask.base)]
    sides = {"leaving": leaving, "reaching": reaching}
    if set(ask.out) == set(ask.into):
        sides = {"touching": list(dict.fromkeys((*leaving, *reaching)))}
    for name, types in sides.items():
        if types and ask.ids:
            yield Part(name, ask.base, ask.ids, "|".join(types))


def _touches(ends: Sequence[str], base: str) -> bool:
    return any(ontology().nodes[label].labels[0] == base for label in ends)


@cache
def _template(name: str) -> str:
    return (_CYPHER / f"{name}.cypher").read_text(encoding="utf-8")
