"""How answers and chains are put into words for people."""

import pytest

from app.answers import tally, told
from app.diagram.wording import spans
from app.page_parts.line_list import line_list
from app.sources import numbered
from graph.model.entity import Entity
from graph.model.facts import Fact
from graph.network.walk import Chain, Hop
from graph.store.answer import Table


@pytest.mark.parametrize(
    ("numbers", "words"),
    [((), ""), ((4,), "4"), ((1, 2), "1–2"), ((12, 3, 5, 4, 1), "1, 3–5, 12")],
)
def test_numbers_in_a_row_are_a_span(numbers: tuple[int, ...], words: str) -> None:
    assert spans(numbers) == words


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("through", ["Firm, Ltd", "Other"], "Firm, Ltd → Other"),
        ("shares", [59.0, 93.25, None], "59 % → 93.25 % → not stated"),
        ("asked_by", ["One, Inc.", "Two"], "One, Inc.; Two"),
        ("share", 51.0, "51 %"),
        ("share", None, ""),
        ("relationship", "OFFICER_OF", "officer of"),
        ("relationships", ["OWNS", "CONTROLS"], "owns → controls"),
        ("how", ["LINKED_TO", "OPERATES"], "linked to → operates"),
        ("how", "through a holding", "through a holding"),
        ("says", "OWNS", "OWNS"),
        ("steps", 3, "3"),
        ("through", [], ""),
    ],
)
def test_a_value_of_an_answer_in_words(column: str, value: object, words: str) -> None:
    assert told(column, value) == words


def test_rows_that_tell_of_one_entity_twice_are_counted_apart() -> None:
    columns = ["attack", "attack_id", "linked"]
    rows = [("Killing", "a", "dam"), ("Killing", "a", "firm"), ("Threat", "b", "firm")]
    assert (
        tally(Table(columns, rows, truncated=False)) == "3 rows about 2 different entities (column “attack”)"
    )
    assert tally(Table(columns, rows[1:], truncated=False)) == "2 rows"
    assert tally(Table(["year", "attacks"], [(2016, 2)], truncated=False)) == "1 row"


def test_what_chains_share_is_told_once() -> None:
    names = {key: Entity(key, ("Company",), {"name": key.title()}) for key in "abcdx"}
    b, c, d, x = (_hop(*ends) for ends in ("ab", "bc", "cd", "ax"))
    chains = [Chain((b,)), Chain((x,)), Chain((b, c, d)), Chain((b, c))]
    facts = [hop.fact for hop in (b, c, d, x)]
    assert line_list(chains, names, numbered(facts)).splitlines() == [
        "- **B** owns an undisclosed share of A \\[1\\].",
        "  - **C** owns an undisclosed share of B \\[1\\].",
        "    - **D** owns an undisclosed share of C \\[1\\].",
        "- **X** owns an undisclosed share of A \\[1\\].",
    ]


def _hop(at: str, to: str) -> Hop:
    claim = {"claim": at + to, "claim_status": "documented", "citation": "Register"}
    return Hop(at, to, Fact(at + to, "OWNS", to, at, (claim,)))
