"""The walker on small networks: who is reached, by which chain, and what is refused."""

from collections.abc import Mapping
from random import Random
from typing import Any

import pytest

from graph.model.ontology import ontology
from graph.network.trace import Trace, owners, subsidiaries, trace
from graph.network.walk import Chain, Filter
from tests.in_memory import InMemory, small

NONE: Mapping[str, Any] = {}
NO_FILTER = Filter()
Row = tuple[str, str, str, Mapping[str, Any]]
ATTACK = {"attack": "Attack 2016-03-02", "dam": "Project", "firm": "Company"}
LINE: tuple[Row, ...] = (("attack", "LINKED_TO", "dam", NONE), ("firm", "OPERATES", "dam", NONE))


def told(chain: Chain) -> str:
    """A chain as text: 'attack LINKED_TO dam OPERATES firm'."""
    return " ".join([chain.hops[0].at, *(part for hop in chain.hops for part in (hop.fact.type, hop.to))])


def walked(labels: Mapping[str, str], *rows: Row, start: str = "attack", chosen: Filter = NO_FILTER) -> Trace:
    network = small(labels, *rows)
    return trace(network, network.entities[start], chosen)


def line(more: Mapping[str, str], *rows: Row, chosen: Filter = NO_FILTER) -> list[str]:
    """The chains beyond the operator of the dam."""
    found = walked({**ATTACK, **more}, *LINE, *rows, chosen=chosen)
    return [
        told(chain).removeprefix("attack LINKED_TO dam OPERATES firm ") for chain in found.walk.chains[2:]
    ]


def test_the_line_runs_from_the_attack_to_the_state_behind_the_lender() -> None:
    more = {"bank": "Financier", "state": "Government", "partner": "Person"}
    rows = [("bank", "FINANCES", "dam", NONE), ("state", "OWNS", "bank", {"share": 51.0})]
    found = walked({**ATTACK, **more}, *LINE, *rows, ("partner", "OWNS", "firm", NONE))
    assert [told(chain) for chain in found.walk.chains] == [
        "attack LINKED_TO dam",
        "attack LINKED_TO dam FINANCES bank",
        "attack LINKED_TO dam OPERATES firm",
        "attack LINKED_TO dam FINANCES bank OWNS state",
        "attack LINKED_TO dam OPERATES firm OWNS partner",
    ]
    assert found.filter.as_of == "2016-03-02"


def test_a_cycle_ends() -> None:
    rows = [("a", "OWNS", "firm", NONE), ("b", "OWNS", "a", NONE), ("firm", "OWNS", "b", NONE)]
    assert line({"a": "Company", "b": "Company"}, *rows) == ["OWNS a", "OWNS a OWNS b"]


def test_a_cycle_is_told_as_facts() -> None:
    rows = [("a", "OWNS", "firm", NONE), ("firm", "OWNS", "a", NONE)]
    found = walked({**ATTACK, "a": "Company"}, *LINE, *rows)
    assert "firm-OWNS-a" in found.walk.facts


def test_one_that_owns_itself_is_reached_once() -> None:
    assert line({"a": "Company"}, ("a", "OWNS", "a", NONE), ("a", "OWNS", "firm", NONE)) == ["OWNS a"]


def test_of_a_diamond_the_larger_share_is_the_best_chain() -> None:
    more = {"left": "Company", "right": "Company", "top": "Company"}
    rows = [
        ("left", "OWNS", "firm", {"share": 30.0}),
        ("right", "OWNS", "firm", {"share": 70.0}),
        ("top", "OWNS", "left", {"share": 100.0}),
        ("top", "OWNS", "right", {"share": 100.0}),
    ]
    assert line(more, *rows) == ["OWNS right", "OWNS left", "OWNS right OWNS top"]


def test_owners_that_own_each_other_are_each_reached_directly() -> None:
    rows = [
        ("a", "OWNS", "firm", {"share": 20.0}),
        ("b", "OWNS", "firm", {"share": 10.0}),
        ("a", "OWNS", "b", {"share": 9.0}),
        ("b", "OWNS", "a", {"share": 8.0}),
    ]
    assert line({"a": "Company", "b": "Company"}, *rows) == ["OWNS a", "OWNS b"]


def test_each_way_of_leverage_has_its_chain() -> None:
    rows = [("a", "OWNS", "firm", NONE), ("a", "FINANCES", "firm", NONE), ("a", "FINANCES", "dam", NONE)]
    found = walked({**ATTACK, "a": "Company"}, *LINE, *rows)
    assert [told(chain) for chain in found.walk.chains if chain.to == "a"] == [
        "attack LINKED_TO dam FINANCES a",
        "attack LINKED_TO dam OPERATES firm OWNS a",
    ]


def test_an_accused_owner_is_shown_as_owner_too() -> None:
    """The shortest chain to `b` passes `a`; `a` as owner needs another, through the dam."""
    labels = {"attack": "Attack 2016", "dam": "Project", "a": "Company", "b": "Company"}
    rows = [
        ("attack", "ALLEGEDLY_BY", "a", NONE),
        ("b", "OWNS", "a", NONE),
        ("a", "OWNS", "b", NONE),
        ("attack", "LINKED_TO", "dam", NONE),
        ("b", "OPERATES", "dam", NONE),
    ]
    chains = [told(chain) for chain in walked(labels, *rows).walk.chains]
    assert "attack LINKED_TO dam OPERATES b OWNS a" in chains


@pytest.mark.parametrize(
    ("row", "more", "beyond"),
    [
        (("owner", "OWNS", "buyer", NONE), "Company", ["OWNS owner"]),
        (("owner", "CONSOLIDATES", "buyer", NONE), "Company", ["CONSOLIDATES owner"]),
        (("owner", "HOLDS", "buyer", NONE), "Financier", ["HOLDS owner"]),
        (("owner", "FINANCES", "buyer", NONE), "Financier", []),
        (("owner", "CONTROLS", "buyer", NONE), "Company", []),
        (("buyer", "SUPPLIES", "owner", NONE), "Company", []),
        (("owner", "SUPPLIES", "buyer", NONE), "Company", []),
    ],
)
def test_beyond_a_buyer_are_only_those_who_own_or_hold_it(row: Row, more: str, beyond: list[str]) -> None:
    found = line({"buyer": "Company", "owner": more}, ("firm", "SUPPLIES", "buyer", NONE), row)
    assert found == ["SUPPLIES buyer", *(f"SUPPLIES buyer {one}" for one in beyond)]


@pytest.mark.parametrize(
    ("row", "beyond"),
    [
        (("owner", "OWNS", "maker", NONE), ["OWNS owner"]),
        (("owner", "HOLDS", "maker", NONE), []),
        (("owner", "FINANCES", "maker", NONE), []),
        (("maker", "SUPPLIES", "owner", NONE), []),
        (("owner", "SUPPLIES", "maker", NONE), []),
    ],
)
@pytest.mark.parametrize("at", ["firm", "dam"])
def test_beyond_equipment_are_only_owners(row: Row, beyond: list[str], at: str) -> None:
    found = walked(
        {**ATTACK, "maker": "Company", "owner": "Financier"}, *LINE, ("maker", "SUPPLIES", at, NONE), row
    )
    chains = [told(chain) for chain in found.walk.chains if "SUPPLIES" in told(chain)]
    assert [chain.split("SUPPLIES maker")[1].strip() for chain in chains] == ["", *beyond]


@pytest.mark.parametrize(
    ("sold", "reached"),
    [
        ({"since": "2015"}, True),
        ({"since": "2016-03"}, True),
        ({"since": "2016"}, True),
        ({"since": "2016-03-02"}, True),
        ({"since": "2016-03-03"}, False),
        ({"since": "2017"}, False),
        ({"observed": "2014"}, True),
        ({"observed": "2018"}, False),
        ({}, True),
    ],
)
def test_a_vendor_counts_where_its_sale_is_not_later_than_the_attack(
    sold: Mapping[str, Any], reached: bool
) -> None:
    labels = {"attack": "Attack 2016-03-02", "police": "Government", "vendor": "Company", "fund": "Financier"}
    rows = [
        ("attack", "ALLEGEDLY_BY", "police", NONE),
        ("vendor", "SOLD_TO", "police", sold),
        ("fund", "OWNS", "vendor", NONE),
    ]
    found = walked(labels, *rows)
    assert {chain.to for chain in found.walk.chains} == {"police", *(("vendor", "fund") if reached else ())}
    assert set(found.walk.entities) == {"attack", "police", *(("vendor", "fund") if reached else ())}
    assert found.walk.outside == (0 if reached else 1)


def test_a_sale_is_held_against_the_attack_of_its_own_chain() -> None:
    labels = {
        "defender": "Defender", "old": "Attack 2010", "new": "Attack 2020",
        "army": "Government", "police": "Government", "vendor": "Company", "other": "Company",
    }  # fmt: skip
    rows = [
        ("old", "TARGETED", "defender", NONE),
        ("new", "TARGETED", "defender", NONE),
        ("old", "ALLEGEDLY_BY", "army", NONE),
        ("new", "ALLEGEDLY_BY", "police", NONE),
        ("vendor", "SOLD_TO", "army", {"since": "2015"}),
        ("other", "SOLD_TO", "police", {"since": "2015"}),
    ]
    found = walked(labels, *rows, start="defender")
    assert {chain.to for chain in found.walk.chains} == {"old", "new", "army", "police", "other"}


@pytest.mark.parametrize(
    ("values", "passes"),
    [({"share": 4.0}, False), ({"share": 5.0}, True), ({}, True), ({"share_min": 1.0}, True),
     ({"share_min": 1.0, "share_max": 4.0}, False)],
)  # fmt: skip
def test_a_least_share_lets_unknown_shares_pass(values: Mapping[str, Any], passes: bool) -> None:
    assert (
        line({"a": "Company"}, ("a", "OWNS", "firm", values), chosen=Filter(least_share=5.0))
        == ["OWNS a"] * passes
    )


def test_only_claims_of_the_statuses_asked_for_are_followed() -> None:
    rows = [("a", "OWNS", "firm", {"claim_status": "alleged"}), ("b", "OWNS", "firm", NONE)]
    statuses = frozenset(["documented"])
    assert line({"a": "Company", "b": "Company"}, *rows, chosen=Filter(statuses=statuses)) == ["OWNS b"]


def test_only_kinds_asked_for_are_followed() -> None:
    rows = [("a", "OWNS", "firm", NONE), ("b", "FINANCES", "firm", NONE)]
    kinds = frozenset(["OPERATES", "FINANCES"])
    assert line({"a": "Company", "b": "Company"}, *rows, chosen=Filter(kinds=kinds)) == ["FINANCES b"]


def test_what_ended_before_or_began_after_the_day_is_counted_and_not_followed() -> None:
    rows = [
        ("a", "OWNS", "firm", {"until": "2015-12"}),
        ("b", "OWNS", "firm", {"since": "2017"}),
        ("c", "OWNS", "firm", {"since": "2010", "until": "2016"}),
        ("c", "OWNS", "b", NONE),
    ]
    found = walked({**ATTACK, "a": "Company", "b": "Company", "c": "Company"}, *LINE, *rows)
    assert [told(chain) for chain in found.walk.chains[2:]] == ["attack LINKED_TO dam OPERATES firm OWNS c"]
    assert found.walk.outside == 2
    assert set(found.walk.entities) == {"attack", "dam", "firm", "c"}


def test_a_fact_outside_the_day_is_counted_once() -> None:
    rows = [
        ("a", "SUPPLIES", "firm", NONE),
        ("firm", "SUPPLIES", "a", NONE),
        ("b", "OWNS", "a", {"since": "2020"}),
    ]
    found = walked({**ATTACK, "a": "Company", "b": "Company"}, *LINE, *rows)
    assert found.walk.outside == 1


def test_nobody_lies_beyond_a_person_or_an_undisclosed_owner() -> None:
    rows = [
        ("owner", "OWNS", "firm", NONE),
        ("hidden", "OWNS", "firm", NONE),
        ("a", "PAID", "owner", NONE),
        ("a", "CONTROLS", "dam2", NONE),
    ]
    more = {"owner": "Person", "hidden": "Undisclosed", "a": "Company", "dam2": "Project"}
    assert line(more, *rows) == ["OWNS hidden", "OWNS owner"]


def test_at_a_hub_the_largest_are_followed_and_it_is_said() -> None:
    funds = {f"fund-{number:04}": "Financier" for number in range(2_000)}
    rows = [(fund, "HOLDS", "firm", {"value_amount": float(place)}) for place, fund in enumerate(funds)]
    found = walked({**ATTACK, **funds}, *LINE, *rows)
    followed = {chain.to for chain in found.walk.chains} & set(funds)
    assert followed == {f"fund-{number:04}" for number in range(1_800, 2_000)}
    told_of = "firm: 200 of 2,000 HOLDS followed, those with the largest share or amount stated"
    assert found.walk.stops == [told_of]


def test_the_last_step_is_said_where_more_may_lie_beyond() -> None:
    rows = [(f"c{n + 1}", "OWNS", f"c{n}", NONE) for n in range(1, 6)]
    more = {f"c{n}": "Company" for n in range(1, 7)}
    chains = walked(
        {**ATTACK, **more}, *LINE, ("c1", "OWNS", "firm", NONE), *rows, chosen=Filter(steps=4)
    ).walk
    assert max(len(chain.hops) for chain in chains.chains) == 4
    assert chains.stops == ["Stopped after 4 steps; more may lie beyond"]
    whole = walked(
        {**ATTACK, **more}, *LINE, ("c1", "OWNS", "firm", NONE), *rows, chosen=Filter(steps=8)
    ).walk
    assert whole.stops == ["Stopped after 8 steps; more may lie beyond"] and len(whole.chains) == 8


def test_a_last_step_to_a_person_needs_no_word() -> None:
    found = walked(
        {**ATTACK, "owner": "Person"}, *LINE, ("owner", "OWNS", "firm", NONE), chosen=Filter(steps=3)
    )
    assert found.walk.stops == []


def test_too_many_entities_are_said() -> None:
    funds = {f"fund-{number}": "Financier" for number in range(60)}
    rows = [(fund, "HOLDS", "firm", NONE) for fund in funds]
    found = walked({**ATTACK, **funds}, *LINE, *rows, chosen=Filter(entities=50))
    assert found.walk.stops == ["Stopped after 3 steps at 63 entities; ask for fewer steps or a larger share"]


def test_answers_do_not_depend_on_the_order_of_claims() -> None:
    more = dict.fromkeys("abcdefgh", "Company")
    rows: list[Row] = [(a, "OWNS", b, {"share": 10.0}) for a in "abcd" for b in "efgh"]
    rows += [(a, "FINANCES", "firm", NONE) for a in "efgh"] + [
        (a, "OWNS", b, NONE) for a in "ef" for b in "ab"
    ]
    network = small({**ATTACK, **more}, *LINE, *rows)
    expected = _chains(network)
    for seed in range(10):
        Random(seed).shuffle(network.claims)  # noqa: S311 - no secret
        assert _chains(InMemory(network.entities.values(), network.claims)) == expected


def _chains(network: InMemory) -> list[str]:
    return [told(chain) for chain in trace(network, network.entities["attack"], Filter()).walk.chains]


def test_home_states_and_papers_stand_beside_and_lead_nowhere() -> None:
    more = {"nl": "Country", "policy": "Policy", "case": "Complaint", "court": "Government", "a": "Company"}
    rows = [
        ("firm", "BASED_IN", "nl", NONE),
        ("a", "BASED_IN", "nl", NONE),
        ("firm", "ADOPTED", "policy", NONE),
        ("case", "AGAINST", "firm", NONE),
        ("case", "BEFORE", "court", NONE),
        ("a", "OWNS", "firm", {"since": "2020"}),
    ]
    found = walked({**ATTACK, **more}, *LINE, *rows)
    assert [told(chain) for chain in found.homes] == ["attack LINKED_TO dam OPERATES firm BASED_IN nl"]
    assert {fact.id for fact in found.beside} == {
        "case-AGAINST-firm",
        "firm-ADOPTED-policy",
        "case-BEFORE-court",
    }


def test_attacks_stand_beside_a_company_that_is_asked_for() -> None:
    labels = {**ATTACK, "defender": "Defender"}
    rows = [("attack", "LINKED_TO", "firm", NONE), ("attack", "TARGETED", "defender", NONE)]
    found = walked(labels, *rows, start="firm")
    assert {fact.id for fact in found.beside} == {"attack-LINKED_TO-firm", "attack-TARGETED-defender"}


def test_owners_and_subsidiaries_walk_opposite_ways() -> None:
    labels = {"top": "Government", "a": "Company", "b": "Company", "dam": "Project"}
    network = small(
        labels, ("top", "OWNS", "a", NONE), ("a", "OWNS", "b", NONE), ("b", "OPERATES", "dam", NONE)
    )
    up = owners(network, network.entities["b"], Filter())
    assert [told(chain) for chain in up.walk.chains] == ["b OWNS a", "b OWNS a OWNS top"]
    down = subsidiaries(network, network.entities["top"], Filter())
    assert [told(chain) for chain in down.walk.chains] == [
        "top OWNS a", "top OWNS a OWNS b", "top OWNS a OWNS b OPERATES dam",
    ]  # fmt: skip


def test_each_row_of_the_table_is_a_relationship_that_may_touch_its_kind() -> None:
    known = ontology()
    for step in (*known.walk, *known.defender):
        ends = known.relationships[step.type].starts if step.out else known.relationships[step.type].ends
        assert step.at in {known.nodes[label].labels[0] for label in ends}
