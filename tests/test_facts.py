"""Claims become facts: a holding seen twice is one, disagreement stays, a day is asked of leverage."""

from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model.facts import Claim, Fact, conflicts, fact_ids, facts, share_range
from graph.statements.schema import claim_frame

BASE = {"from": "a", "to": "b", "claim_status": "documented", "source_url": "https://example.org/1"}


def claims(kind: str, *said: dict[str, Any]) -> list[Claim]:
    """Claims of one kind as a graph gives them: with ids, facts and no nulls."""
    rows = [{**BASE, "type": kind, "says": str(place), **one} for place, one in enumerate(said)]
    frame = claim_frame(rows)
    frame = frame.with_columns(fact_ids(frame))
    return [{k: v for k, v in row.items() if v is not None} for row in frame.iter_rows(named=True)]


def one_fact(kind: str, *said: dict[str, Any], as_of: str | None = None) -> Fact:
    found = facts(claims(kind, *said), as_of)
    assert len(found) == 1
    return found[0]


HOLDING = (
    {"share": 54.24, "observed": "2015", "source_url": "https://example.org/2015"},
    {"share": 55.38, "observed": "2023", "source_url": "https://example.org/2023"},
)


def test_one_holding_seen_twice_is_one_holding() -> None:
    fact = one_fact("OWNS", *HOLDING)
    assert fact.share == (55.38, 55.38)
    assert len(fact.claims) == len(fact.sources()) == 2
    assert fact.conflicts == ()


@pytest.mark.parametrize(
    ("day", "share"),
    [("2014", 54.24), ("2016-03-02", 54.24), ("2022", 55.38), (None, 55.38), ("2030", 55.38)],
)
def test_the_nearest_observation_counts(day: str | None, share: float) -> None:
    assert one_fact("OWNS", *HOLDING, as_of=day).share == (share, share)


def test_two_figures_for_one_time_are_a_conflict() -> None:
    said = (
        {"share": 40.0, "observed": "2016", "source_url": "https://example.org/x"},
        {"share": 51.0, "observed": "2016-03"},
    )
    assert one_fact("OWNS", *said).conflicts == ("share",)


def test_suspended_in_march_or_in_may_is_a_conflict_and_both_stay() -> None:
    said = (
        {"event": "suspended", "since": "2016-03-16", "source_url": "https://example.org/fmo"},
        {"event": "suspended", "since": "2016-05-09", "source_url": "https://example.org/press"},
    )
    fact = one_fact("FINANCES", *said)
    assert fact.conflicts == ("since",)
    assert {c["since"] for c in fact.claims} == {"2016-03-16", "2016-05-09"}


def test_suspended_in_2016_and_in_march_2016_is_no_conflict() -> None:
    said = ({"event": "suspended", "since": "2016"}, {"event": "suspended", "since": "2016-03"})
    assert one_fact("FINANCES", *said).conflicts == ()


def test_signed_in_one_year_and_ended_in_another_is_no_conflict() -> None:
    said = ({"event": "signed", "since": "2014"}, {"event": "ended", "until": "2017-07"})
    assert one_fact("FINANCES", *said).conflicts == ()


@pytest.mark.parametrize(
    ("said", "day", "there"),
    [
        ([{"until": "2013-08-24"}], "2016-03-02", False),
        ([{"until": "2016"}], "2016-03-02", True),
        ([{"since": "2017"}], "2016-03-02", False),
        ([{"since": "2016"}], "2016-03-02", True),
        ([{"since": "2016-03"}], "2016", True),
        ([{"observed": "2023"}], "2016-03-02", True),
        ([{}], "2016-03-02", True),
        ([{"until": "2013"}, {"observed": "2015", "source_url": "https://example.org/2"}], "2016", True),
        ([{"since": "2001", "until": "2013"}, {"since": "2020"}], "2016", False),
    ],
)
def test_a_claim_is_dropped_only_if_it_ended_before_or_began_after(
    said: list[dict[str, Any]], day: str, there: bool
) -> None:
    assert bool(facts(claims("OWNS", *said), day)) is there
    assert facts(claims("OWNS", *said))


@pytest.mark.parametrize("kind", ["ALLEGEDLY_BY", "DECIDED", "GAVE", "ADOPTED", "FILED_BY", "LINKED_TO"])
def test_a_day_drops_no_allegation_finding_response_policy_or_complaint(kind: str) -> None:
    assert facts(claims(kind, {"since": "2019", "until": "2020"}), "2016-03-02")


def test_a_later_event_of_a_deal_is_not_told_of_an_earlier_day() -> None:
    said = ({"event": "signed", "since": "2014"}, {"event": "suspended", "since": "2016-03-16"})
    assert [c["event"] for c in one_fact("FINANCES", *said, as_of="2016-03-02").claims] == ["signed"]


@pytest.mark.parametrize(
    ("claim", "share"),
    [
        ({"share": 51.0}, (51.0, 51.0)),
        ({"share_min": 25.0, "share_max": 50.0}, (25.0, 50.0)),
        ({"share_min": 50.0}, (50.0, 100.0)),
        ({"share_max": 5.0}, (0.0, 5.0)),
        ({"share_min": 0.0}, (0.0, 100.0)),
        ({}, None),
    ],
)
def test_a_share_may_be_a_range_and_may_be_unknown(
    claim: dict[str, Any], share: tuple[float, float] | None
) -> None:
    assert share_range(claim) == share
    assert one_fact("OWNS", claim).share == share


def test_a_figure_is_taken_before_a_bound_that_is_nearer() -> None:
    said = ({"share": 40.0, "observed": "2010"}, {"share_min": 25.0, "observed": "2016"})
    assert one_fact("OWNS", *said, as_of="2016").share == (40.0, 40.0)


def test_a_fact_is_as_documented_as_its_best_claim_and_disputed_only_if_all_are() -> None:
    other = "https://example.org/2"
    assert one_fact("OWNS", {"claim_status": "disputed"}, {"claim_status": "reported"}).status == "reported"
    disputed = one_fact(
        "OWNS", {"claim_status": "disputed"}, {"claim_status": "disputed", "source_url": other}
    )
    assert disputed.status == "disputed"


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        ("OWNS", {"interest": "votes"}, {"interest": "capital"}),
        ("OWNS", {"directness": "direct"}, {"directness": "indirect"}),
        ("OWNS", {"from": "a"}, {"from": "c"}),
        ("FINANCES", {"deal": "loan A"}, {"deal": "loan B"}),
        ("TARGETED", {"harm": "killed"}, {"harm": "threatened"}),
        ("HOLDS", {"instrument": "bond"}, {"instrument": "equity"}),
    ],
)
def test_what_differs_in_a_key_is_two_facts(kind: str, first: dict[str, Any], second: dict[str, Any]) -> None:
    assert len(facts(claims(kind, first, second))) == 2


def test_a_claim_said_twice_by_one_source_stands_once() -> None:
    assert len(claims("OWNS", {"share": 5.0, "says": "a"}, {"share": 5.0, "says": "in other words"})) == 1


def test_conflicts_are_found_for_a_whole_frame() -> None:
    rows = [
        {**BASE, "type": "OWNS", "share": 40.0, "observed": "2016"},
        {**BASE, "type": "OWNS", "share": 51.0, "observed": "2016", "source_url": "https://example.org/2"},
        {**BASE, "type": "OWNS", "share": 51.0, "to": "c"},
    ]
    frame = claim_frame(rows)
    frame = frame.with_columns(fact_ids(frame))
    assert conflicts(frame).rows() == [(frame["fact"][0], "share")]


@given(st.lists(st.floats(0, 100, allow_nan=False), min_size=1, max_size=6), st.randoms())
def test_the_order_of_claims_changes_no_fact(shares: list[float], random: Any) -> None:  # noqa: ANN401 - any value
    said = claims("OWNS", *({"share": s, "observed": str(2010 + i)} for i, s in enumerate(shares)))
    mixed = random.sample(said, len(said))
    first, second = facts(said, "2013")[0], facts(mixed, "2013")[0]
    assert (first.claims, first.share, first.conflicts) == (second.claims, second.share, second.conflicts)
    assert first.share is not None and first.share[1] <= 100


def test_the_id_of_a_fact_does_not_hang_on_the_rows_around_it() -> None:
    alone = claim_frame([{**BASE, "type": "OWNS"}])
    among = pl.concat([claim_frame([{**BASE, "type": "PAID", "purpose": "x"}]), alone])
    assert fact_ids(among)[1] == fact_ids(alone)[0]
