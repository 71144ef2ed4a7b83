"""Owns, controls, finances, holds and linked to stay five different things, and nothing is overclaimed."""

import re
from typing import Any

import pytest

from app import asides, figures, words
from graph.model.entity import Entity
from graph.model.facts import Fact, fact_ids, facts
from graph.model.ontology import ontology
from graph.network.walk import Hop
from graph.statements.schema import claim_frame
from loaders import cases

ENTITIES = {"a": Entity("a", ("Company",), {"name": "A"}), "b": Entity("b", ("Company",), {"name": "B"})}
KINDS = list(ontology().relationships)
BASE = {"from": "a", "to": "b", "claim_status": "documented", "source_url": "https://example.org/1"}
FULL: dict[str, Any] = {
    "text": "x",
    "date": "2016-03",
    "percent": 12.5,
    "number": 15e6,
    "count": 3,
    "currency": "USD",
}


def fact(kind: str, *said: dict[str, Any]) -> Fact:
    frame = claim_frame(
        {**BASE, "type": kind, "source_url": f"https://example.org/{i}", **s} for i, s in enumerate(said)
    )
    frame = frame.with_columns(fact_ids(frame))
    found = facts({k: v for k, v in row.items() if v is not None} for row in frame.iter_rows(named=True))
    assert len(found) == 1
    return found[0]


def said(one: Fact) -> str:
    """A claim from its start: 'A owns 51 % of B.'"""
    return words.plain(words.chain([Hop("b", "a", one)], ENTITIES, {}))


def said_back(one: Fact) -> str:
    """A claim from its end: 'B is owned, 51 %, by A.'"""
    return words.plain(words.chain([Hop("a", "b", one)], ENTITIES, {}))


@pytest.mark.parametrize(
    ("kind", "values", "forth", "back"),
    [
        ("OWNS", {"share": 51.0}, "A owns 51 % of B.", "B is owned, 51 %, by A."),
        ("OWNS", {}, "A owns an undisclosed share of B.", "B is owned, to an undisclosed share, by A."),
        ("OWNS", {"share_min": 50.0}, "A owns at least 50 % of B.", "B is owned, at least 50 %, by A."),
        ("OWNS", {"share_max": 5.0}, "A owns at most 5 % of B.", "B is owned, at most 5 %, by A."),
        (
            "OWNS",
            {"share_min": 25.0, "share_max": 50.0},
            "A owns 25–50 % of B.",
            "B is owned, 25–50 %, by A.",
        ),
        ("CONTROLS", {"how": "votes"}, "A controls B (votes).", "B is controlled by A (votes)."),
        ("HOLDS", {"instrument": "bond"}, "A holds bond of B.", "B has bond held by A."),
        ("HOLDS", {}, "A holds a position in B.", "B has a position held by A."),
        (
            "HOLDS",
            {"instrument": "equity", "share": 1.5},
            "A holds equity of B (1.5 %).",
            "B has equity held by A (1.5 %).",
        ),
        ("LINKED_TO", {}, "A is linked to B.", "B is linked to A."),
        (
            "FINANCES",
            {"instrument": "loan", "amount": 15e6, "currency": "USD", "event": "signed"},
            "A finances B (loan USD 15 m).",
            "B is financed by A (loan USD 15 m).",
        ),
        (
            "FINANCES",
            {"instrument": "loan", "event": "considered"},
            "A considered financing B (loan; considered).",
            "",
        ),
        (
            "FINANCES",
            {"instrument": "loan", "event": "refused"},
            "A refused finance to B (loan; refused).",
            "",
        ),
        ("SOLD_TO", {"product": "IMSI catchers", "status": "offered"}, "A offered IMSI catchers to B.", ""),
        ("LICENSED", {"event": "refused"}, "A refused a licence to B (refused).", ""),
        ("ALLEGEDLY_BY", {}, "A is attributed to B.", "B is named in connection with A."),
        (
            "ALLEGEDLY_BY",
            {"claimed_by": "C"},
            "A is attributed, by C, to B.",
            "B is named, by C, in connection with A.",
        ),
        ("ALLEGEDLY_BY", {"outcome": "acquitted"}, "A led to the acquittal of B.", "B was acquitted over A."),
    ],
)
def test_a_fact_is_said_as_it_is(kind: str, values: dict[str, Any], forth: str, back: str) -> None:
    found = fact(kind, values)
    assert said(found) == forth
    assert not back or said_back(found) == back


ENDED = [
    ("FINANCES", {"instrument": "loan"}, "A financed B (loan; DATES).", "B was financed by A (loan; DATES)."),
    ("OWNS", {"share": 51.0}, "A owned 51 % of B (DATES).", "B was owned, 51 %, by A (DATES)."),
    ("HOLDS", {}, "A held a position in B (DATES).", "B had a position held by A (DATES)."),
    ("OFFICER_OF", {"role": "director"}, "A was director of B (DATES).", "B had as director A (DATES)."),
    ("SUPPLIES", {"product": "jade"}, "A supplied jade to B (DATES).", "B was supplied jade by A (DATES)."),
]


@pytest.mark.parametrize(("kind", "values", "forth", "back"), ENDED)
def test_what_has_ended_is_said_in_the_past(kind: str, values: dict[str, Any], forth: str, back: str) -> None:
    found = fact(kind, {**values, "since": "2014", "until": "2017-07"}, {**values, "observed": "2016"})
    dates = "from 2014 until July 2017"
    assert (said(found), said_back(found)) == (forth.replace("DATES", dates), back.replace("DATES", dates))


def test_what_ends_later_or_was_seen_after_its_end_is_said_as_it_is() -> None:
    assert said(fact("OWNS", {"share": 51.0, "until": "2999"})) == "A owns 51 % of B (until 2999)."
    seen = fact("OWNS", {"share": 51.0, "until": "2013"}, {"share": 51.0, "observed": "2016"})
    assert said(seen).startswith("A owns 51 % of B")
    assert words.line_text(fact("OWNS", {"share": 51.0, "until": "2013"})) == "owned 51 %"


@pytest.mark.parametrize("kind", [kind for kind in KINDS if ontology().relationships[kind].leverage])
def test_every_kind_that_can_end_has_words_for_it(kind: str) -> None:
    for values in ({}, {"share": 51.0, "instrument": "loan", "event": "signed", "status": "delivered"}):
        known = {key: value for key, value in values.items() if key in ontology().relationships[kind].values}
        found = fact(kind, {**known, "until": "2013"})
        for told in (words.said(found)[0], words.said(found, active=False)[0]):
            assert not re.match(r"(?!was\b)\w+s\b", told), told


def test_a_sale_that_one_source_saw_delivered_is_a_sale() -> None:
    told = said(
        fact("SOLD_TO", {"product": "x", "status": "offered"}, {"product": "x", "status": "delivered"})
    )
    assert told.startswith("A sold x to B")


def test_a_deal_that_was_considered_and_then_signed_is_finance() -> None:
    told = said(
        fact("FINANCES", {"event": "considered", "since": "2012"}, {"event": "signed", "since": "2014"})
    )
    assert told.startswith("A finances")


OVERCLAIMS = {
    "OWNS": "control|financ|responsib",
    "HOLDS": r"\bown|control|responsib",
    "FINANCES": r"\bown|control|responsib",
    "LINKED_TO": "responsib|behind|caused|involved|financ|own",
    "FOCUSED_ON": "responsib|behind|attack",
    "OFFICER_OF": r"\bown|control",
    "CONSOLIDATES": r"\bowns|control",
    "ALLEGEDLY_BY": "guilty|responsib|committed",
    "USED_IN": "responsib|behind",
}


@pytest.mark.parametrize("kind", OVERCLAIMS)
def test_no_kind_is_said_to_be_more_than_it_is(kind: str) -> None:
    known = ontology().relationships[kind]
    for wording in (known.wording, *known.worded.values()):
        told = " ".join((wording.words, wording.passive, wording.label))
        assert not re.search(OVERCLAIMS[kind], told), told


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("full", [False, True])
def test_every_kind_is_said_both_ways_without_holes(kind: str, full: bool) -> None:
    known = ontology().relationships[kind]
    values: dict[str, Any] = {}
    for name, found in {**known.values, **ontology().period}.items() if full else ():
        values[name] = found.words[0] if found.words else FULL[found.kind]
    check(fact(kind, values))


@pytest.mark.parametrize("kind", [kind for kind in KINDS if ontology().relationships[kind].worded])
def test_every_other_wording_is_said_without_holes(kind: str) -> None:
    known = ontology().relationships[kind]
    for value, wording in known.worded.items():
        found = fact(kind, {known.worded_by: value})
        assert words.wording(found) == wording
        check(found)


def test_every_claim_of_the_shipped_cases_is_said_without_holes() -> None:
    read = cases.read(cases.files([]))
    names = {row["entity"]: row for row in read.entities.iter_rows(named=True)}
    frame = read.claims.with_columns(fact_ids(read.claims))
    rows = [{k: v for k, v in row.items() if v is not None} for row in frame.iter_rows(named=True)]
    for found in facts(rows):
        check(found)
        known = {
            key: Entity(key, tuple(names[key]["labels"]), names[key]) for key in (found.start, found.end)
        }
        for hop in (Hop(found.start, found.end, found), Hop(found.end, found.start, found)):
            assert "None" not in words.plain(words.chain([hop], known, {found.id: [1]}))


@pytest.mark.parametrize(
    ("text", "day"), [("2016-03-02", "2 March 2016"), ("2016-03", "March 2016"), ("2016", "2016")]
)
def test_a_date_is_said_no_more_precisely_than_it_is(text: str, day: str) -> None:
    assert figures.day(text) == day


@pytest.mark.parametrize(
    ("amount", "currency", "told"),
    [
        (15e6, "USD", "USD 15 m"),
        (1.25e9, "EUR", "EUR 1.25 bn"),
        (500_000, "USD", "USD 500,000"),
        (5, "", "5"),
    ],
)
def test_an_amount_is_said_in_its_size(amount: float, currency: str, told: str) -> None:
    assert figures.money(amount, currency) == told


def test_status_conflict_and_end_stand_beside() -> None:
    values = {"claim_status": "alleged", "observed": "2016"}
    found = fact("OWNS", {"share": 40.0, "until": "2013-08-24", **values}, {"share": 51.0, **values})
    assert asides.aside(found) == "until 24 August 2013; alleged; sources differ on share"


def check(found: Fact) -> None:
    for told in (said(found), said_back(found), words.line_text(found)):
        assert not re.search(r"[{}\[\]]|None|\bnan\b", told), told
        assert "  " not in told and "()" not in told and told.strip(), told


def test_where_sources_differ_on_a_date_its_event_is_named_and_nothing_else_is_shown() -> None:
    events = (
        ("signed", "2014-02"),
        ("signed", "2014-02-27"),
        ("suspended", "2016-03-16"),
        ("suspended", "2016-05"),
    )
    found = fact("FINANCES", *({"deal": "l", "event": event, "since": since} for event, since in events))
    assert asides.conflict(found) == "sources differ on the date (suspended)"
    assert sorted(claim["since"] for claim in found.contradicting("since")) == ["2016-03-16", "2016-05"]


def test_a_share_is_told_with_its_own_dates() -> None:
    changed = fact(
        "OWNS",
        {"share": 100.0, "since": "2015-11", "until": "2018"},
        {"share": 62.0, "since": "2018", "observed": "2022-08"},
    )
    assert (words.said(changed)[0], asides.dates(changed)) == ("owns 62 % of", "since 2018, seen August 2022")
    bound = fact("OWNS", {"share": 94.1, "observed": "2018"}, {"share_min": 51.0, "since": "1979"})
    assert asides.dates(bound) == "since 1979, seen 2018"


def test_an_end_that_a_later_source_does_not_see_is_told_with_it() -> None:
    equity = {"instrument": "equity"}
    held = fact("HOLDS", {**equity, "until": "2024-07"}, {**equity, "observed": "2024-10"})
    assert words.said(held)[0] == "holds equity of"
    assert asides.dates(held) == "until July 2024, yet seen October 2024"


def test_each_who_attributes_an_attack_is_named() -> None:
    ends = [{"claimed_by": "the family"}, {"publisher": "Daily"}, {"claimed_by": "the family"}]
    assert said(fact("ALLEGEDLY_BY", *ends)) == "A is attributed, by the family and Daily, to B."
    many = [{"claimed_by": name} for name in ("One", "Two", "Three", "Four", "Five")]
    assert re.search(r"by \w+, \w+, \w+ and 2 more, to B", said(fact("ALLEGEDLY_BY", *many)))
    assert said(fact("ALLEGEDLY_BY", {"publisher": "Daily"})) == "A is attributed to B."


@pytest.mark.parametrize(
    ("name", "verb"),
    [
        ("Two men who said that they were police", "own"),
        ("Undisclosed owners of the firm", "own"),
        ("Anonymous shareholders", "own"),
        ("Owners of Hundred-Tex in Shanghai, not named", "own"),
        ("Private owner of the shipyards", "owns"),
        ("Shell company that bought the loans", "owns"),
    ],
)
def test_the_unnamed_are_one_or_several(name: str, verb: str) -> None:
    ends = {**ENTITIES, "a": Entity("a", ("Undisclosed",), {"name": name, "kind": "unknown"})}
    told = words.plain(words.chain([Hop("b", "a", fact("OWNS", {"share": 51.0}))], ends, {}))
    assert told == f"{name} {verb} 51 % of B."
