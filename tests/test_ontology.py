"""The ontology: everything of the model is there, and an error names the kind and the property."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.model.ontology import PATH, OntologyError, ontology, read

PARTY = {"Company", "Person", "Government", "Undisclosed"}
ENDS: dict[str, tuple[set[str], set[str]]] = {
    "TARGETED": ({"Attack"}, {"Defender"}),
    "LINKED_TO": ({"Attack"}, {"Company", "Project"}),
    "ALLEGEDLY_BY": ({"Attack"}, PARTY),
    "USED_IN": ({"Company"}, {"Attack"}),
    "FOCUSED_ON": ({"Defender"}, {"Company", "Project", "Government"}),
    "MEMBER_OF": ({"Defender", "Person"}, {"Defender", "Undisclosed"}),
    "OWNS": (PARTY, {"Company", "Project"}),
    "CONTROLS": (PARTY, {"Company", "Project"}),
    "OFFICER_OF": ({"Person"}, {"Company", "Government"}),
    "CONSOLIDATES": ({"Company"}, {"Company"}),
    "MANAGES": ({"Company"}, {"Financier"}),
    "BRANCH_OF": ({"Company"}, {"Company"}),
    "SUBFUND_OF": ({"Company"}, {"Company"}),
    "FEEDER_TO": ({"Company"}, {"Company"}),
    "SUCCEEDED_BY": ({"Company", "Government"}, {"Company", "Government"}),
    "HOLDS": ({"Financier"}, {"Company"}),
    "FINANCES": (PARTY, {"Company", "Project", "Government"}),
    "PAID": (PARTY, PARTY),
    "OPERATES": ({"Company", "Government"}, {"Project"}),
    "SUPPLIES": ({"Company"}, {"Company", "Project"}),
    "SOLD_TO": ({"Company"}, {"Government", "Company"}),
    "LICENSED": ({"Government"}, {"Project", "Company"}),
    "SANCTIONED": ({"Government"}, {"Company", "Person"}),
    "SUPPORTED": ({"Company", "Government", "Defender"}, {"Defender"}),
    "ASKED": ({"Defender", "Company"}, {"Request"}),
    "ASKED_OF": ({"Request"}, {"Company", "Government"}),
    "GAVE": ({"Company", "Government"}, {"Response"}),
    "ANSWERS": ({"Response"}, {"Request"}),
    "ABOUT": ({"Request", "Response"}, {"Defender", "Attack", "Project", *PARTY}),
    "ADOPTED": ({"Company", "Government"}, {"Policy"}),
    "FILED_BY": ({"Complaint"}, {"Defender", *PARTY}),
    "AGAINST": ({"Complaint"}, {"Company", "Government", "Person"}),
    "BEFORE": ({"Complaint", "Attack"}, {"Government"}),
    "CONCERNS": ({"Complaint"}, {"Attack", "Project"}),
    "DECIDED": ({"Government"}, {"Complaint", "Attack"}),
    "SCORED": ({"Benchmark"}, {"Company"}),
    "BASED_IN": ({"Company", "Person"}, {"Country"}),
    "IN_COUNTRY": ({"Attack", "Project"}, {"Country"}),
    "PART_OF": ({"Government"}, {"Country", "Government"}),
}
LEVERAGE_BY_THE_MODEL = (
    "OWNS",
    "CONTROLS",
    "FINANCES",
    "HOLDS",
    "SUPPLIES",
    "SOLD_TO",
    "LICENSED",
    "OPERATES",
    "BRANCH_OF",
    "SUBFUND_OF",
    "FEEDER_TO",
)
NEVER_OF_A_DAY = (
    "ALLEGEDLY_BY",
    "DECIDED",
    "GAVE",
    "ADOPTED",
    "FILED_BY",
    "AGAINST",
    "LINKED_TO",
    "TARGETED",
    "SUCCEEDED_BY",
)


@pytest.mark.parametrize("name", ENDS)
def test_the_ends_of_the_model_are_allowed(name: str) -> None:
    kind = ontology().relationships[name]
    assert ENDS[name][0] <= set(kind.starts)
    assert ENDS[name][1] <= set(kind.ends)


def test_every_relationship_is_one_of_the_model() -> None:
    assert set(ontology().relationships) == set(ENDS)


def test_a_financier_is_a_company_and_something_more() -> None:
    financier, company = ontology().nodes["Financier"], ontology().nodes["Company"]
    assert financier.labels == ("Company", "Financier")
    assert set(company.properties) < set(financier.properties)


def test_a_day_is_asked_of_leverage_only() -> None:
    known = ontology().relationships
    assert all(known[name].leverage for name in LEVERAGE_BY_THE_MODEL)
    assert not any(known[name].leverage for name in NEVER_OF_A_DAY)


def test_the_disclaimer_says_what_linked_to_means() -> None:
    assert ontology().disclaimer.startswith('"Linked to" means that the defender\'s work focused on it')


@pytest.mark.parametrize("name", ENDS)
def test_colours_lines_and_words_are_there(name: str) -> None:
    kind = ontology().relationships[name]
    assert kind.line in ontology().lines
    assert all((kind.wording.words, kind.wording.passive, kind.wording.label))


def test_no_two_kinds_stand_under_one_heading() -> None:
    headings = [heading for kind in ontology().relationships.values() for heading in kind.headings]
    assert len(set(headings)) == len(headings)
    assert all(heading[:1].isupper() for heading in headings)


@pytest.mark.parametrize("label", ontology().nodes)
def test_every_kind_of_node_can_be_drawn(label: str) -> None:
    kind = ontology().nodes[label]
    assert re.fullmatch("#[0-9A-F]{6}", kind.fill) and re.fullmatch("#[0-9A-F]{6}", kind.stroke)
    assert kind.lane and kind.shape and kind.icon and kind.means.endswith(".")


def _drop(*path: str) -> Callable[[dict[str, Any]], None]:
    def change(raw: dict[str, Any]) -> None:
        for key in path[:-1]:
            raw = raw[key]
        del raw[path[-1]]

    return change


def _put(value: Any, *path: str) -> Callable[[dict[str, Any]], None]:  # noqa: ANN401 - any value
    def change(raw: dict[str, Any]) -> None:
        for key in path[:-1]:
            raw = raw[key]
        raw[path[-1]] = value

    return change


OWNS = ("relationships", "OWNS")
WRONG: list[tuple[Callable[[dict[str, Any]], None], str]] = [
    (_put("texxt", "nodes", "Company", "properties", "sector"), r"Company\.sector: 'texxt'"),
    (_put("number", "nodes", "Attack", "properties", "sector"), r"sector is (number|text) here and"),
    (_put({"one_of": []}, "nodes", "Person", "properties", "role"), r"Person\.role"),
    (_drop("nodes", "Company", "lane"), r"Company\.lane is missing"),
    (_put("Firm", "nodes", "Financier", "extends"), r"Financier\.extends: 'Firm'"),
    (_put("LIVES_IN", "nodes", "Person", "country_by"), r"Person\.country_by: 'LIVES_IN'"),
    (_put(["Firm"], *OWNS, "from"), r"OWNS\.from: an end is 'Firm'"),
    (_put(["from", "size"], *OWNS, "same_when"), r"OWNS\.same_when: 'size'"),
    (_put([{"same": ["observed"], "differ": ["size"]}], *OWNS, "conflict"), r"OWNS\.conflict: 'size'"),
    (_put("thick", *OWNS, "line"), r"OWNS\.line: 'thick'"),
    (_put("over", *OWNS, "above"), r"OWNS\.above: 'over'"),
    (_put("owns {size} of", *OWNS, "words"), r"OWNS\.words: 'size'"),
    (_drop(*OWNS, "headings"), r"OWNS\.headings is missing"),
    (_put(["Owns"], *OWNS, "headings"), r"OWNS\.headings: write two"),
    (_drop(*OWNS, "passive"), r"OWNS\.passive is missing"),
    (_put("verdict", "relationships", "ALLEGEDLY_BY", "worded_by"), r"ALLEGEDLY_BY\.worded_by: 'verdict'"),
    (_put({}, "relationships", "ALLEGEDLY_BY", "worded", "guilty"), r"ALLEGEDLY_BY\.worded: 'guilty'"),
    (_put([{"at": "Firm", "step": "OWNS", "go": "in"}], "walk"), r"walk\.at: 'Firm'"),
    (_put([{"at": "Company", "step": "HAS", "go": "in"}], "walk"), r"walk\.step: 'HAS'"),
    (_put([{"at": "Company", "step": "OWNS", "go": "up"}], "walk"), r"walk\.go: 'up'"),
    (_put([{"at": "Attack", "step": "OWNS", "go": "in"}], "walk"), r"walk: no OWNS goes in at a Attack"),
    (_put(["HAS"], "owners"), r"owners: 'HAS'"),
    (_put(["HAS"], "beside"), r"beside: 'HAS'"),
    (_put("HAS", "home"), r"home: 'HAS'"),
    (_drop("lines", "owns", "dash"), r"lines\.owns: needs"),
    (_put(["public", "secret"], "visibility"), r"evidence\.visibility"),
    (_drop("disclaimer"), r"the ontology\.disclaimer is missing"),
]


@pytest.mark.parametrize(("change", "told"), WRONG)
def test_an_error_names_the_kind_and_the_property(
    change: Callable[[dict[str, Any]], None], told: str, tmp_path: Path
) -> None:
    raw = yaml.safe_load(PATH.read_text(encoding="utf-8"))
    change(raw)
    path = tmp_path / "ontology.yaml"
    path.write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")
    with pytest.raises(OntologyError, match=told) as caught:
        read(path)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_no_ontology_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ontology.yaml"
    for text in ("", "- a", "a: ["):
        path.write_text(text)
        with pytest.raises(OntologyError, match="ontology"):
            read(path)
