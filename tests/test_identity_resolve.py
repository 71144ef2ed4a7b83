"""Who is one: shared identifiers join, a contradiction never does."""

from itertools import pairwise

import polars as pl
import pytest

from graph.identity.identifiers import is_lei
from graph.identity.resolve import extended_ledger, resolve
from graph.statements.schema import entity_frame
from tests.identity_rows import ONE, TWO, UNSEEN, Row, firm, found, groups, lei, says


def test_the_leis_of_these_tests_are_valid() -> None:
    assert is_lei(ONE) and is_lei(TWO)


JOINED: list[tuple[list[Row], set[str]]] = [
    ([firm("a", lei=ONE), firm("b", lei=ONE), firm("c", lei=TWO)], {"ab"}),
    ([firm("a", isin=["US0378331005"]), firm("b", isin=["DE000BASF111", "US0378331005"])], {"ab"}),
    ([firm("a", wikidata="Q1"), firm("b", wikidata="Q1")], {"ab"}),
    ([firm("a", permid="1-4295903091"), firm("b", permid="https://permid.org/1-4295903091")], {"ab"}),
    ([firm("a", permid="4295903091"), firm("b", permid="4295903092")], set()),
    ([firm("a", lei=ONE), firm("b", lei=ONE, wikidata="Q1"), firm("c", wikidata="Q1")], {"abc"}),
    ([firm("a", lei=ONE), firm("a", wikidata="Q1"), firm("b", wikidata="Q1")], {"ab"}),
    ([firm("a", wikidata="Q1"), {"entity": "b", "labels": ["Person"], "wikidata": "Q1"}], set()),
    ([firm("a", lei=ONE), {"entity": "b", "labels": ["Company", "Financier"], "lei": ONE}], {"ab"}),
    ([firm("a", lei="N/A"), firm("b", lei="N/A")], set()),
    ([firm("a", isin=["US0378331006"]), firm("b", isin=["US0378331006"])], set()),
    ([firm("a", wikidata="none"), firm("b", wikidata="none")], set()),
    ([firm("a"), firm("b")], set()),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "merged"), JOINED)
def test_entities_of_one_kind_that_share_a_valid_identifier_are_one(
    rows: list[Row], merged: set[str]
) -> None:
    resolved = found(rows)
    assert groups(resolved) == merged
    assert resolved.conflicts.is_empty()


def test_an_undisclosed_party_is_never_merged() -> None:
    unknown = [{"entity": e, "labels": ["Undisclosed"], "lei": ONE} for e in "ab"]
    resolved = found([*unknown, firm("c")], says("same", "a", "b"), says("same", "b", "c"))
    assert not groups(resolved) and resolved.open


NUMBERS = [
    (("RA000585", "01234567"), ("UK Companies House", "1234567"), True),
    (("GB-COH", "SC 12345"), ("RA000587", "sc012345"), True),
    (("RA000025", "0422.033.736"), ("kbo", "422033736"), True),
    (("RA000544", "559219-3469"), ("SE-BLV", "5592193469"), True),
    (("RCS Luxembourg", "B 6225"), ("RA000432", "b6225"), True),
    (("RA000549", "CHE-105.163.532"), ("RA000548", "CHE105163532"), True),
    (("SIREN", "055 804 124"), ("siren", "55804124"), True),
    (("The Register", "ab 12"), ("the  register", "AB12"), True),
    (("The Register", "012"), ("The Register", "12"), False),
    (("The Register", "1-23"), ("The Register", "12-3"), False),
    (("The Register", "12"), ("Another", "12"), False),
    (("GB-COH", "01234567"), ("RA000463", "01234567"), False),
    (("RA999999", "12"), ("RA999999", "12"), False),
    (("RA888888", "12"), ("RA888888", "12"), False),
    (("ra777777", "12"), ("RA777777", "12"), False),
    (("The Register", "N/A"), ("The Register", "N/A"), False),
    (("GB-COH", "00000000"), ("GB-COH", "0"), False),
    ((None, "12"), (None, "12"), False),
    (("The Register", None), ("The Register", None), False),
]


@pytest.mark.parametrize(("one", "other", "same"), NUMBERS)
def test_a_register_number_counts_in_one_writing_with_its_register(
    one: tuple[str | None, str | None], other: tuple[str | None, str | None], same: bool
) -> None:
    rows = [
        firm(entity, register=register, register_number=number)
        for entity, (register, number) in (("a", one), ("b", other))
    ]
    assert groups(found(rows)) == ({"ab"} if same else set())


@pytest.mark.parametrize(
    "weak",
    [
        {"register": "R", "register_number": "7"},
        {"isin": ["US0378331005"]},
        {"permid": "4295903091"},
        {"wikidata": "Q7"},
    ],
)
def test_two_leis_are_never_united_by_a_weaker_identifier(weak: Row) -> None:
    resolved = found([firm("a", lei=ONE, **weak), firm("b", lei=TWO, **weak), firm("c", **weak)])
    assert not groups(resolved)
    [row] = resolved.conflicts.to_dicts()
    assert row["entities"] == ["a", "b", "c"] and ONE in row["why"] and TWO in row["why"]
    assert not row["settled"] and resolved.open == 1


def test_a_chain_of_weak_identifiers_unites_no_two_leis_and_leaves_others_joined() -> None:
    rows = [
        firm("a", lei=ONE, wikidata="Q1"),
        firm("b", wikidata="Q1", permid="4295903091"),
        firm("c", lei=TWO, permid="4295903091"),
        firm("d", wikidata="Q9"),
        firm("e", wikidata="Q9"),
        firm("f", lei=ONE),
    ]
    resolved = found(rows)
    assert groups(resolved) == {"af", "de"}
    [row] = resolved.conflicts.to_dicts()
    assert row["grounds"] == ["permid 4295903091", "wikidata Q1"] and row["entities"] == ["a", "b", "c"]


def test_two_numbers_in_one_register_are_not_united_by_what_is_weaker() -> None:
    number = {"register": "R", "register_number": "1"}, {"register": "R", "register_number": "2"}
    rows = [firm("a", wikidata="Q1", **number[0]), firm("b", wikidata="Q1", **number[1])]
    assert not groups(found(rows)) and found(rows).open
    stronger = [firm("a", lei=ONE, **number[0]), firm("b", lei=ONE, **number[1])]
    assert groups(found(stronger)) == {"ab"}


def test_one_entity_with_two_leis_joins_neither_bearer_of_them() -> None:
    resolved = found([firm("a", lei=ONE), firm("a", lei=TWO), firm("b", lei=ONE), firm("c", lei=TWO)])
    assert not groups(resolved)
    assert [row["entities"] for row in resolved.conflicts.to_dicts()] == [["a", "b", "c"]]
    assert groups(found([firm("a", lei=ONE), firm("a", lei=TWO), firm("b", lei=ONE)])) == {"ab"}


def test_what_two_entities_have_in_common_with_a_third_does_not_make_them_one() -> None:
    number: Row = {"register": "R", "register_number": "1"}
    rows = [
        firm("a", lei=ONE, isin=["US0378331005"]),
        firm("a", lei=TWO, **number),
        firm("b", lei=ONE, isin=["US0378331005"]),
        firm("c", lei=TWO, **number),
    ]
    assert groups(found(rows)) == {"ac"}


def test_a_bad_identifier_does_not_break_the_good_ones_beside_it() -> None:
    rows = [
        firm("a", lei=ONE, wikidata="Q1", permid="4295903091"),
        firm("b", wikidata="Q1"),
        firm("c", lei=TWO, permid="4295903091"),
    ]
    resolved = found(rows)
    assert groups(resolved) == {"ab"}
    assert resolved.conflicts["grounds"].to_list() == [["permid 4295903091"]]


def test_a_person_joins_what_no_identifier_joins_and_outranks_two_leis() -> None:
    rows = [firm("a", lei=ONE), firm("b"), firm("c", lei=TWO), firm("d", lei=ONE), firm("e", lei=TWO)]
    assert groups(found(rows, says("same", "a", "b"))) == {"abd", "ce"}
    resolved = found(rows, says("same", "a", "c"))
    assert groups(resolved) == {"acde"} and resolved.conflicts.is_empty()


def test_different_holds_against_an_identifier_and_counts_as_settled() -> None:
    rows = [firm("a", lei=ONE), firm("b", lei=ONE), firm("c", lei=ONE)]
    resolved = found(rows, says("different", "a", "b"))
    assert not groups(resolved)
    [row] = resolved.conflicts.to_dicts()
    assert row["settled"] and row["entities"] == ["a", "b", "c"] and resolved.open == 0
    assert groups(found(rows, says("different", "a", "b"), says("same", "b", "c"))) == {"bc"}


def test_judgements_that_contradict_join_nobody_and_stay_open() -> None:
    rows = [firm(entity) for entity in "abcde"]
    said = [
        says("same", "a", "b"),
        says("same", "b", "c"),
        says("different", "a", "c"),
        says("same", "d", "e"),
    ]
    resolved = found(rows, *said)
    assert groups(resolved) == {"de"}
    [row] = resolved.conflicts.to_dicts()
    assert row["entities"] == ["a", "b", "c"] and not row["settled"] and said[2].id in row["why"]
    assert row["grounds"] == sorted(f"judgement {each.id}" for each in said[:2])
    direct = found(rows, says("same", "a", "b"), says("different", "a", "b"), says("same", "b", "c"))
    assert groups(direct) == {"bc"} and direct.open == 1


def test_where_identifiers_contradict_what_people_joined_stays() -> None:
    rows = [firm("a", lei=ONE), firm("b"), firm("c", lei=ONE)]
    resolved = found(rows, says("same", "a", "b"), says("different", "b", "c"))
    assert groups(resolved) == {"ab"}
    assert resolved.conflicts["settled"].to_list() == [True]


def test_two_kinds_are_not_joined_by_a_person_either() -> None:
    state = {"entity": "b", "labels": ["Government"]}
    resolved = found([firm("a"), state], says("same", "a", "b"))
    assert not groups(resolved) and "Government" in resolved.conflicts["why"][0]
    through = found([firm("a"), state], says("same", "a", "g"), says("same", "b", "g"))
    assert not groups(through) and through.open == 1


def test_a_judgement_holds_through_an_entity_that_nobody_speaks_of_now() -> None:
    resolved = found([firm("a"), firm("c")], says("same", "a", "b"), says("same", "b", "c"), order="bca")
    assert dict(resolved.ids.iter_rows()) == {"a": "c", "c": "c"}


@pytest.mark.parametrize("order", ["abc", "cab", "bca"])
def test_the_id_is_that_of_the_member_seen_first(order: str) -> None:
    rows = [firm(entity, lei=ONE) for entity in "cab"]
    assert set(found(rows, order=order).ids["id"]) == {order[0]}


def test_an_id_stays_when_others_join_and_comes_back_when_they_leave() -> None:
    first = entity_frame([firm("m", lei=ONE)])
    both = entity_frame([firm("m", lei=ONE), firm("a", lei=ONE), firm("z")])
    ledger = extended_ledger(UNSEEN, first["entity"])
    later = extended_ledger(ledger, both["entity"])
    assert dict(resolve(both, later).ids.iter_rows()) == {"m": "m", "a": "m", "z": "z"}
    judged_too = resolve(both, later, [says("same", "a", "z")])
    assert set(judged_too.ids["id"]) == {"m"}
    alone = entity_frame([firm("a", lei=ONE), firm("z")])
    assert dict(resolve(alone, later).ids.iter_rows()) == {"a": "a", "z": "z"}


def test_a_chain_of_a_thousand_judgements_is_one_entity() -> None:
    names = [f"e{number * 7919 % 1009:04}" for number in range(1_000)]
    chain = [says("same", *pair, number=number) for number, pair in enumerate(pairwise(names))]
    resolved = found([firm(name) for name in names], *chain)
    assert resolved.ids["id"].n_unique() == 1
    broken = found([firm(name) for name in names], *chain, says("different", names[0], names[-1]))
    assert broken.ids["id"].n_unique() == 1_000 and len(broken.conflicts["grounds"][0]) == 999


def test_who_is_who_costs_nothing_where_nobody_is_merged(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> str:
        raise AssertionError("work was done for an entity alone")

    monkeypatch.setattr("graph.identity.groups.Groups.root", refuse)
    rows = [firm(f"e{i}", lei=lei(i), register="R", register_number=f"{i + 1}") for i in range(1_000)]
    resolved = found(rows)
    assert resolved.ids.height == 1_000
    assert resolved.ids.filter(pl.col("entity") != pl.col("id")).is_empty()


def test_grounds_say_what_joined_whom() -> None:
    same = says("same", "b", "c")
    resolved = found([firm("a", lei=ONE), firm("b", lei=ONE), firm("c")], same)
    assert resolved.grounds.to_dicts() == [
        {"kind": "judgement", "value": same.id, "entities": ["b", "c"]},
        {"kind": "lei", "value": ONE, "entities": ["a", "b"]},
    ]
