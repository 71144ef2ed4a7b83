"""Dates keep their own precision: nothing is compared more finely than it was said."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model.periods import begins_after, ended_before, is_after, nearest, ordinal, overlaps

Claims = list[dict[str, Any]]
DATES = st.one_of(
    st.dates().map(lambda d: f"{d.year:04}"),
    st.dates().map(lambda d: f"{d.year:04}-{d.month:02}"),
    st.dates().map(lambda d: d.isoformat()),
)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("2016", "2016-03", True),
        ("2016-03", "2016-03-02", True),
        ("2016-03", "2016-05", False),
        ("2016", "2017", False),
        ("", "", True),
        ("2016", "", False),
    ],
)
def test_a_less_precise_date_may_be_the_same_day(a: str, b: str, same: bool) -> None:
    assert overlaps(a, b) == overlaps(b, a) == same


@pytest.mark.parametrize(
    ("claims", "day", "ended"),
    [
        ([{"until": "2013-08-24"}], "2016-03-02", True),
        ([{"until": "2013-08-24"}], "2013-08-24", False),
        ([{"until": "2016"}], "2016-03-02", False),
        ([{"until": "2016-03"}], "2016-03-31", False),
        ([{"until": "2016-03"}], "2016-04-01", True),
        ([{"until": "2015-06"}], "2015", False),
        ([{"until": "2015-06"}], "2016", True),
        ([{"until": "2013"}, {"observed": "2015"}], "2016", False),
        ([{"until": "2013"}, {"observed": "2012"}], "2016", True),
        ([{"until": "2013"}, {"since": "2014"}], "2016", False),
        ([{"until": "2016"}, {"until": "2016-03"}], "2016-06-01", False),
        ([{"until": "2016"}, {"observed": "2016-05"}], "2017", True),
        ([{}], "2016", False),
    ],
)
def test_what_ended_before_a_day_has_ended(claims: Claims, day: str, ended: bool) -> None:
    assert ended_before(claims, day) is ended


@pytest.mark.parametrize(
    ("claims", "day", "later"),
    [
        ([{"since": "2017"}], "2016-03-02", True),
        ([{"since": "2016"}], "2016-03-02", False),
        ([{"since": "2016-03"}], "2016", False),
        ([{"since": "2016-03-03"}], "2016-03-02", True),
        ([{"since": "2017"}, {"observed": "2015"}], "2016", False),
        ([{"since": "2017"}, {"since": "2014"}], "2016", False),
        ([{"observed": "2020"}], "2016", False),
        ([{}], "2016", False),
    ],
)
def test_what_begins_after_a_day_has_not_begun(claims: Claims, day: str, later: bool) -> None:
    assert begins_after(claims, day) is later


def test_of_several_observations_the_nearest_comes_first() -> None:
    seen = [{"observed": text} for text in ("2009", "2015", "2017-06", "2023")]
    assert min(seen, key=lambda c: nearest(c, "2016-03-02"))["observed"] == "2015"
    assert min(seen, key=lambda c: nearest(c, None))["observed"] == "2023"


def test_a_period_that_holds_the_day_is_nearest_of_all() -> None:
    period, seen = {"since": "2001", "until": "2016"}, {"observed": "2016-03-03"}
    assert nearest(period, "2016-03-02") < nearest(seen, "2016-03-02") < nearest({}, "2016-03-02")


@settings(deadline=None)
@given(DATES, DATES)
def test_two_dates_overlap_or_one_is_after_the_other(a: str, b: str) -> None:
    assert overlaps(a, b) + is_after(a, b) + is_after(b, a) == 1


@settings(deadline=None)
@given(DATES, DATES)
def test_days_are_counted_in_the_order_of_dates(a: str, b: str) -> None:
    if is_after(a, b):
        assert ordinal(a) > ordinal(b)
