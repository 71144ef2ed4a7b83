"""Who is one, for any statements and judgements: no order matters, no contradiction merges, undo restores."""

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import networkx
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.identity.grounds import COLUMNS, shared
from graph.identity.judgements import Judgement, in_force
from graph.identity.resolve import Resolved
from graph.statements.schema import entity_frame
from tests.identity_rows import ONE, TWO, Row, firm, found, groups, lei, says

NAMES = "abcdefgh"
some_rows = st.lists(
    st.builds(
        firm,
        st.sampled_from(NAMES),
        lei=st.sampled_from([None, None, ONE, TWO, lei(3)]),
        wikidata=st.sampled_from([None, "Q1", "Q2"]),
        isin=st.sampled_from([None, ["US0378331005"], ["US0378331005", "DE000BASF111"]]),
        register=st.just("R"),
        register_number=st.sampled_from([None, None, "1", "2"]),
    ),
    max_size=12,
).map(lambda rows: [*rows, *(firm(entity) for entity in NAMES)])
some_pairs = st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda pair: pair[0] != pair[1])
some_judgements = st.lists(
    st.tuples(st.sampled_from(["same", "same", "different"]), some_pairs), max_size=6
).map(lambda many: [says(word, *pair, number=number) for number, (word, pair) in enumerate(many)])


def named(grounds: pl.DataFrame) -> set[tuple[str, tuple[str, ...]]]:
    """Grounds by their names, with whom they join."""
    return {(f"{row['kind']} {row['value']}", tuple(row["entities"])) for row in grounds.to_dicts()}


def told(resolved: Resolved) -> tuple[list[Any], list[Any], list[Any]]:
    """All of it, in an order that depends on nothing but its content."""
    return sorted(resolved.ids.rows()), resolved.grounds.rows(), resolved.conflicts.rows()


@settings(deadline=None, max_examples=30)
@given(some_rows, some_judgements, st.randoms())
def test_the_order_of_statements_and_judgements_does_not_matter(
    rows: list[Row],
    judgements: list[Judgement],
    chance: Any,  # noqa: ANN401 - hypothesis has no name for it
) -> None:
    expected = told(found(rows, *judgements))
    chance.shuffle(rows)
    chance.shuffle(judgements)
    assert told(found(rows, *judgements)) == expected


@settings(deadline=None, max_examples=40)
@given(some_rows, some_judgements)
def test_a_contradiction_never_merges_and_is_always_told(
    rows: list[Row], judgements: list[Judgement]
) -> None:
    resolved = found(rows, *judgements)
    ids = dict(resolved.ids.iter_rows())
    grounds_named = named(shared(entity_frame(rows).select(COLUMNS)))
    for each in in_force(judgements):
        if each.says == "different":
            assert ids[each.of[0]] != ids[each.of[1]]
        else:
            grounds_named.add((f"judgement {each.id}", each.of))
    in_conflict = {name for names in resolved.conflicts["grounds"].to_list() for name in names}
    for name, members in grounds_named:
        joined = len({ids[member] for member in members}) == 1
        assert joined or name in in_conflict
    for name, members in named(resolved.grounds):
        assert (name, members) in grounds_named and len({ids[member] for member in members}) == 1


@settings(deadline=None, max_examples=40)
@given(some_rows)
def test_without_judgements_no_two_leis_become_one_entity(rows: list[Row]) -> None:
    ids = dict(found(rows).ids.iter_rows())
    held: dict[str, set[str]] = {}
    for row in rows:
        if row.get("lei"):
            held.setdefault(row["entity"], set()).add(row["lei"])
    for (one, first), (other, second) in combinations(held.items(), 2):
        assert ids[one] != ids[other] or first & second


@settings(deadline=None, max_examples=40)
@given(some_rows, some_judgements)
def test_without_a_conflict_all_that_hangs_together_is_one(
    rows: list[Row], judgements: list[Judgement]
) -> None:
    resolved = found(rows, *judgements)
    graph = networkx.Graph()
    graph.add_nodes_from(NAMES)
    grounds: list[Sequence[str]] = resolved.grounds["entities"].to_list()
    if resolved.conflicts.is_empty():
        grounds = shared(entity_frame(rows).select(COLUMNS))["entities"].to_list()
        grounds += [each.of for each in in_force(judgements) if each.says == "same"]
    for members in grounds:
        networkx.add_path(graph, members)
    expected = {"".join(sorted(part)) for part in networkx.connected_components(graph) if len(part) > 1}
    assert groups(resolved) == expected


@settings(deadline=None, max_examples=30)
@given(some_rows, some_judgements, st.sampled_from(["same", "different"]), some_pairs)
def test_an_undo_restores_exactly_what_was(
    rows: list[Row], judgements: list[Judgement], word: str, pair: tuple[str, str]
) -> None:
    made = says(word, *pair, number=50)
    undone = says("undo", made.id, number=51)
    again = says("undo", undone.id, number=52)
    before, with_it = told(found(rows, *judgements)), told(found(rows, *judgements, made))
    assert told(found(rows, *judgements, made, undone)) == before
    assert told(found(rows, *judgements, made, undone, again)) == with_it


@settings(deadline=None, max_examples=20)
@given(some_rows, st.permutations(list(NAMES)), some_judgements)
def test_loading_in_another_order_gives_the_same_entities_by_other_ids_at_most(
    rows: list[Row], order: list[str], judgements: list[Judgement]
) -> None:
    by_id, shuffled = found(rows, *judgements), found(rows, *judgements, order="".join(order))
    assert groups(by_id) == groups(shuffled)
    for entity, key in shuffled.ids.iter_rows():
        members = shuffled.ids.filter(pl.col("id") == key)["entity"].to_list()
        assert key == min(members, key=order.index) and entity in members
