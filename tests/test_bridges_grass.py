"""The style sheet for Neo4j Browser has the looks of the ontology."""

import re
from pathlib import Path

from graph.bridges.grass import grass
from graph.model.ontology import ontology

FILE = Path(__file__).parents[1] / "docs" / "defendergraph.grass"
RULE = re.compile(r"([\w.]+) \{\n((?:  [\w-]+: [^;\n]+;\n)+)\}\n")


def rules() -> dict[str, dict[str, str]]:
    """Selector → values, of a sheet that is nothing but rules."""
    assert RULE.sub("", grass()).strip() == ""
    return {
        selector: dict(line.strip().rstrip(";").split(": ", 1) for line in body.splitlines())
        for selector, body in RULE.findall(grass())
    }


def test_every_kind_has_its_colours() -> None:
    found = rules()
    for label, kind in ontology().nodes.items():
        style = found[f"node.{label}"]
        assert (style["color"], style["border-color"], style["caption"]) == (
            kind.fill,
            kind.stroke,
            '"{name}"',
        )
    for name, relationship in ontology().relationships.items():
        line = ontology().lines[relationship.line]
        style = found[f"relationship.{name}"]
        assert (style["color"], style["shaft-width"]) == (line["colour"], f"{round(line['width'])}px")
    assert len(found) == len(ontology().nodes) + len(ontology().relationships) + 2


def test_a_financier_is_drawn_as_one_and_not_as_a_company() -> None:
    names = list(rules())
    assert names.index("node.Financier") > names.index("node.Company")


def test_the_sheet_that_ships_is_that_of_the_ontology() -> None:
    assert FILE.read_text(encoding="utf-8") == grass()
