"""Reading questions: header and body must agree, and parameters are checked before anything is asked."""

import re
from typing import Any

import pytest

from queries.catalogue import Question, QuestionError, answers, catalogue, question, read

GOOD = """// title: Who owns it?
// param: company | entity | | The company
// param: depth | number 1..8 | 6 | How deep
// returns: owner, share
// returns: source
// A remark.
MATCH (c:Company {id: $company})<-[r:OWNS*1..8]-(o)
WHERE r.visibility IN $visible AND length(r) < $depth
RETURN o.name AS owner, r.share AS share, COLLECT { MATCH (x) RETURN x.a AS b ORDER BY b } AS source
ORDER BY owner
LIMIT 10
"""


def test_a_good_question_is_read() -> None:
    found = read("good", GOOD)
    assert found.title == "Who owns it?"
    assert found.returns == ("owner", "share", "source")
    assert [(p.name, p.kind, p.required, p.least, p.most) for p in found.parameters] == [
        ("company", "entity", True, 0, 10**9),
        ("depth", "number", False, 1, 8),
    ]
    assert found.text.startswith("MATCH") and "//" not in found.text


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("// title: Who owns it?\n", "", "one '// title:' line"),
        ("// title: Who owns it?", "// title: Who owns it?\n// title: Who else?", "one '// title:' line"),
        ("Who owns it?", "Owners", "ends with '?'"),
        ("// returns: owner, share\n// returns: source\n", "", "promises []"),
        ("owner, share\n", "owner\n", "promises ['owner', 'source']"),
        ("owner, share\n", "owner, share, date\n", "promises ['owner', 'share', 'date', 'source']"),
        ("owner, share\n", "share, owner\n", "promises ['share', 'owner', 'source']"),
        ("// param: company | entity | | The company\n", "", "the body uses ['company', 'depth']"),
        ("company | entity", "firm | entity", "the header names ['depth', 'firm']"),
        ("// param: company", "// param: company | entity | | Again\n// param: company", "the header names"),
        ("| entity |", "| thing |", "is not 'name | entity, text, number"),
        ("| The company", "", "is not 'name | entity, text, number"),
        ("| How deep", "|", "is not 'name | entity, text, number"),
        ("| 6 |", "| six |", "'six' is not a whole number"),
        ("| 6 |", "| 9 |", "9 is not from 1 to 8"),
        ("IN $visible", "= 'public'", "must filter by $visible"),
        ("ORDER BY owner\n", "", "be ordered and be limited at its end"),
        ("LIMIT 10", "", "be ordered and be limited at its end"),
        ("AS share", "AS part", "its RETURN gives ['owner', 'part', 'source']"),
    ],
)
def test_a_header_that_does_not_fit_is_refused(old: str, new: str, told: str) -> None:
    assert old in GOOD
    with pytest.raises(QuestionError) as refused:
        read("bad", GOOD.replace(old, new, 1))
    assert str(refused.value).startswith("bad: ") or "depth" in str(refused.value)
    assert told in str(refused.value)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "company is missing; give company=…"),
        ({"company": "  "}, "company is missing"),
        ({"company": "x", "depth": "0"}, "depth: 0 is not from 1 to 8"),
        ({"company": "x", "depth": "9" * 30}, "is not from 1 to 8"),
        ({"company": "x", "depth": "²"}, "'²' is not a whole number"),
        ({"company": "x", "depth": "-1"}, "'-1' is not a whole number"),
        ({"company": "x", "depht": "1"}, "good has no parameter 'depht'; it takes company, depth"),
    ],
)
def test_a_wrong_parameter_is_refused(given: dict[str, str], told: str) -> None:
    with pytest.raises(QuestionError) as refused:
        answers(given, read("good", GOOD))
    assert told in str(refused.value)


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ({"company": "fmo"}, {"company": "fmo", "depth": 6}),
        ({"company": "fmo", "depth": "3"}, {"company": "fmo", "depth": 3}),
        ({"company": "fmo", "depth": ""}, {"company": "fmo", "depth": 6}),
        ({"company": "none"}, {"company": "none", "depth": 6}),
    ],
)
def test_parameters_are_taken(given: dict[str, str], asked: dict[str, Any]) -> None:
    assert answers(given, read("good", GOOD)) == asked


def test_none_stands_for_all_where_it_is_the_default() -> None:
    found = catalogue()["state-owned"]
    assert answers({}, found) == answers({"government": "none"}, found) == {"government": ""}


def test_a_question_that_is_not_there_names_a_close_one() -> None:
    with pytest.raises(QuestionError, match="did you mean 'owners-of'"):
        question("owner-of")
    with pytest.raises(QuestionError, match="lists them"):
        question("weather")


@pytest.mark.parametrize("found", catalogue().values(), ids=lambda found: found.name)
def test_every_relationship_that_a_question_reads_is_filtered(found: Question) -> None:
    """Each named relationship by itself, each path by all of its steps."""
    for name in re.findall(r"\[(\w+):[A-Z_|]+\]", found.text):
        assert f"{name}.visibility IN $visible" in found.text
    paths = len(re.findall(r"MATCH p = ", found.text))
    assert not paths or "all(step IN relationships(p) WHERE step.visibility IN $visible" in found.text
    assert len(re.findall(r"\[:", found.text)) == 0 or paths
