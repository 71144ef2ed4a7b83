"""The documents say what the program does: commands, questions, sources, the ontology."""

from pathlib import Path

import pytest
from typer.main import get_command

from app.main import app
from graph.model.reference import reference
from loaders.discovery import loaders
from queries.catalogue import catalogue

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(get_command(app).commands))  # type: ignore[attr-defined]
def test_every_command_stands_in_the_readme(name: str) -> None:
    assert f"`defendergraph {name}" in README


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_every_question_stands_in_the_readme(name: str) -> None:
    assert name in README


@pytest.mark.parametrize("name", sorted(loaders()))
def test_every_source_stands_in_the_readme(name: str) -> None:
    assert f"| `{name}`" in README


def test_the_reference_is_that_of_the_ontology() -> None:
    assert (ROOT / "docs" / "ontology.md").read_text(encoding="utf-8") == reference()


def test_the_readme_has_no_unfilled_place() -> None:
    assert "@@" not in README
