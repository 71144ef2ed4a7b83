"""Every question of the catalogue on every engine: its rows, its columns, and the same answer everywhere."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.model.ontology import ontology
from graph.store.session import Store
from graph.view import View
from queries.catalogue import Question, answers, catalogue
from tests.agreement import Agree
from tests.servers.engines import ENGINES, Engine
from tests.shipped import built, busiest, shipped

MOST = 4
NAMES = {
    "attacks-by-company-group",
    "owners-of",
    "subsidiaries-of",
    "ultimate-parents",
    "financiers-of-project",
    "owners-of-financiers",
    "holders-of",
    "buyers-of-supplier",
    "surveillance-sales",
    "responses-to-attack",
    "silent-companies",
    "policies-adopted",
    "policy-but-linked",
    "complaints-about",
    "benchmark-scores",
    "positive-actions",
    "attacks-by-home-country",
    "attacks-by-sector",
    "attacks-by-year",
    "undisclosed-owners",
    "conflicting-claims",
    "state-owned",
    "project-operators",
    "defender-network",
    "claims-about",
}


@pytest.fixture(scope="module", params=ENGINES)
def view(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    """The shipped cases on each engine in turn."""
    engine: Engine = request.getfixturevalue(request.param.replace("-", "_"))
    with built(engine, tmp_path_factory.getbasetemp() / engine.name, {"cases": shipped()}) as store:
        yield View(store, "restricted")


@pytest.fixture(scope="module")
def entities(view: View) -> list[str]:
    return list(busiest(view.store, MOST))


def asked(question: Question, entities: list[str]) -> Iterator[dict[str, str]]:
    """What to ask: all, where the question allows it, and each entity; other parameters as they are."""
    wanted = [parameter for parameter in question.parameters if parameter.kind == "entity"]
    if not all(parameter.required for parameter in wanted) or not wanted:
        yield {}
    for entity in entities if wanted else ():
        yield {wanted[0].name: entity}


@pytest.mark.parametrize("question", catalogue().values(), ids=lambda question: question.name)
def test_a_question_has_rows_and_the_same_on_every_engine(
    view: View, entities: list[str], question: Question, agree: Agree
) -> None:
    found = 0
    for given in asked(question, entities):
        answer = view.query(question.text, answers(given, question))
        found += len(answer.rows)
        assert not answer.rows or answer.columns == list(question.returns)
        agree(f"{question.name} {given}", answer.rows)
    assert found


@pytest.mark.parametrize("question", catalogue().values(), ids=lambda question: question.name)
def test_the_order_of_rows_is_said_by_the_question(view: View, question: Question) -> None:
    """Asked twice, and once more after other questions, a question gives its rows in the same order."""
    given = next(asked(question, list(busiest(view.store, 1))))
    first = view.query(question.text, answers(given, question)).rows
    assert first == view.query(question.text, answers(given, question)).rows


def test_a_question_is_cut_where_it_is_told_to(view: View) -> None:
    question = catalogue()["positive-actions"]
    answer = view.query(question.text, answers({}, question), 3)
    whole = view.query(question.text, answers({}, question))
    assert answer.truncated and answer.rows == whole.rows[:3]


def rows(view: View, name: str, **given: str) -> list[dict[str, Any]]:
    question = catalogue()[name]
    return [
        dict(zip(question.returns, row, strict=True))
        for row in view.query(question.text, answers(given, question)).rows
    ]


def test_a_later_sale_is_not_told_as_first(view: View) -> None:
    for row in rows(view, "surveillance-sales"):
        if row["first"] == "sale":
            assert (row["sold_since"] or row["sold_observed"]) < row["attack_date"]
        if row["first"] == "attack":
            assert row["sold_since"] > row["attack_date"]
    assert {row["said_used"] for row in rows(view, "surveillance-sales")} == {True, False}


def test_how_a_company_with_a_policy_is_linked_is_named(view: View) -> None:
    for row in rows(view, "policy-but-linked"):
        assert row["how"][-1] in ("LINKED_TO", "USED_IN") and len(row["how"]) == len(row["through"])
        assert row["first"] in ("policy", "attack", "not clear")
    ways = {tuple(row["how"]) for row in rows(view, "policy-but-linked", company="case-fmo")}
    assert ("FINANCES", "OPERATES", "LINKED_TO") in ways


def test_a_small_holding_makes_no_subsidiary(view: View) -> None:
    for row in rows(view, "subsidiaries-of", company="case-bollore"):
        assert row["share"] is None or row["share"] >= 50
    every = rows(view, "subsidiaries-of", company="case-bollore", least="0")
    assert len(every) > len(rows(view, "subsidiaries-of", company="case-bollore"))


def test_one_source_that_is_silent_on_a_share_makes_no_majority(view: View) -> None:
    """Others give 39.75 % and less."""
    assert not rows(view, "attacks-by-company-group", company="case-bollore")
    assert rows(view, "attacks-by-company-group", company="case-bollore", least="39")
    assert "case-socfin" not in {
        r["subsidiary_id"] for r in rows(view, "subsidiaries-of", company="case-bollore")
    }


def test_steps_are_named_in_the_way_they_are_read(view: View) -> None:
    buyers = [row for row in rows(view, "policy-but-linked") if row["company_id"] == "case-adidas"]
    assert buyers and all(row["how"][0] in ("SUPPLIED_BY", "LINKED_TO") for row in buyers)
    assert all(kind.endswith("_BY") for row in rows(view, "ultimate-parents", company="case-sac")
               for kind in row["relationships"])  # fmt: skip


def test_a_subsidiary_counts_for_its_parents_home(view: View) -> None:
    countries = {row["country_id"]: row["attacks"] for row in rows(view, "attacks-by-home-country")}
    group = rows(view, "attacks-by-company-group", company="case-sae-a-trading")
    assert countries["country-kr"] >= len({row["attack_id"] for row in group}) > 0


def test_answers_about_an_attack_say_what_they_are_about(view: View) -> None:
    answered = rows(view, "responses-to-attack", attack="case-killing-of-berta-caceres")
    assert all(row["about_id"] and row["given_by_id"] for row in answered)


def test_a_company_that_answered_is_not_silent(view: View) -> None:
    answered = view.store.read(
        "MATCH (c)-[:GAVE]->(:Response)-[:ANSWERS]->(q:Request) RETURN DISTINCT c.id + '|' + q.id"
    ).rows
    silent = {(f"{row['asked_of_id']}|{row['request_id']}",) for row in rows(view, "silent-companies")}
    assert silent and not silent & set(answered)


def test_every_kind_whose_claims_can_conflict_is_asked_for() -> None:
    text = catalogue()["conflicting-claims"].text
    named = set(text.split("[r:", 1)[1].split("]", 1)[0].split("|"))
    assert named == {kind.type for kind in ontology().relationships.values() if kind.conflicts}


def test_every_kind_of_entity_can_be_asked_about() -> None:
    text = catalogue()["claims-about"].text
    for kind in ontology().nodes.values():
        assert len(kind.labels) > 1 or f"(n:{kind.label} {{id: $entity}})" in text


def test_the_catalogue_is_whole() -> None:
    assert set(catalogue()) == NAMES


def test_a_question_pastes_as_it_stands(view: View) -> None:
    """With its parameters set, the whole file is one statement, header and all."""
    store: Store = view.store
    for path in sorted(Path(__file__).parents[1].glob("queries/*.cypher")):
        question = catalogue()[path.stem]
        given = {p.name: p.value("nobody" if p.required else None) for p in question.parameters}
        text = path.read_text(encoding="utf-8")
        store.read(text, {**given, "visible": ["public"]})
