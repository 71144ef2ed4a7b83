"""The ontology: kinds of nodes and relationships, their properties, words and walking rules."""

from functools import cache
from pathlib import Path

from graph.model.kinds import (
    Conflict,
    NodeKind,
    Ontology,
    Property,
    RelationshipKind,
    Step,
    Wording,
)
from graph.model.ontology_file import OntologyError, read

__all__ = [
    "PATH",
    "Conflict",
    "NodeKind",
    "Ontology",
    "OntologyError",
    "Property",
    "RelationshipKind",
    "Step",
    "Wording",
    "ontology",
    "read",
]
PATH = Path(__file__).with_name("ontology.yaml")


@cache
def ontology() -> Ontology:
    """The ontology that ships with the program."""
    return read(PATH)
