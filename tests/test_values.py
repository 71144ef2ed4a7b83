"""Text of a source becomes a typed value or is refused, and the refusal quotes it."""

import calendar
import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model.ontology import ontology
from graph.model.values import KINDS, RefusedValue, Value, parse, percent

READ: list[tuple[str, str, Value]] = [
    ("date", "2016", "2016"),
    ("date", "2016-03", "2016-03"),
    ("date", "2016-02-29", "2016-02-29"),
    ("percent", "51 %", 51.0),
    ("percent", "54.24", 54.24),
    ("percent", "0", 0.0),
    ("percent", "100%", 100.0),
    ("number", "15_000_000", 15e6),
    ("number", "-1.5", -1.5),
    ("count", "33", 33),
    ("yes_no", "True", True),
    ("yes_no", "no", False),
    ("text", "  Agua Zarca ", "Agua Zarca"),
    ("text", "Agua \n\t Zarca", "Agua Zarca"),
    ("text", "می\u200cخواهم", "می\u200cخواهم"),
    ("texts", "FMO; Dutch development bank", ["FMO", "Dutch development bank"]),
    ("url", "https://example.org/últimas?a=b", "https://example.org/últimas?a=b"),
    ("currency", "USD", "USD"),
    ("wikidata", "Q42", "Q42"),
    ("lei", "7LTWFZYICNSX8D621K86", "7LTWFZYICNSX8D621K86"),
    ("isins", "US0378331005; DE000BASF111", ["US0378331005", "DE000BASF111"]),
]
UNSEEN = [("text", "\x1b[31mRed"), ("text", "Fi\x00rm"), ("text", "\u202eevil"), ("texts", "One; T\x07wo")]
REFUSED = [
    ("date", "31.02.2016"),
    ("date", "2016-02-31"),
    ("date", "2015-02-29"),
    ("date", "2016-13"),
    ("date", "2016-00-10"),
    ("date", "0016-01-01"),
    ("date", "03/02/2016"),
    ("date", "2016-3-2"),
    ("date", "٢٠١٦"),
    ("date", "2016-03-02T10:00"),
    ("percent", "140 %"),
    ("percent", "-1"),
    ("percent", "0,5"),
    ("percent", "about 5"),
    ("percent", "nan"),
    ("percent", "inf"),
    ("number", "1,000"),
    ("number", "1e6"),
    ("number", "٣"),
    ("number", "USD 5"),
    ("count", "2.5"),
    ("count", "-1"),
    ("yes_no", "maybe"),
    ("url", "ftp://example.org"),
    ("url", "javascript:alert(1)"),
    ("url", "https://"),
    ("url", "https://exa mple.org"),
    ("url", "http://[::1"),
    ("url", "www.example.org"),
    ("currency", "dollars"),
    ("wikidata", "42"),
    ("lei", "7LTWFZYICNSX8D621K85"),
    ("isins", "US0378331006"),
    ("text", "   "),
]


@pytest.mark.parametrize(("kind", "text", "value"), READ)
def test_a_value_is_read(kind: str, text: str, value: Value) -> None:
    found = parse(kind, text)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(("kind", "text"), UNSEEN)
def test_what_a_terminal_or_a_reader_would_not_see_is_refused(kind: str, text: str) -> None:
    with pytest.raises(RefusedValue, match=r"holds U\+.*cannot be seen; take it out") as caught:
        parse(kind, text)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(("kind", "text"), REFUSED)
def test_a_wrong_value_is_refused_and_quoted(kind: str, text: str) -> None:
    with pytest.raises(RefusedValue) as caught:
        parse(kind, text)
    message = str(caught.value)
    assert "\n" not in message
    assert f"'{text}'" in message or not text.strip()


def test_every_kind_of_value_is_tried() -> None:
    assert {kind for kind, _, _ in READ} == KINDS
    assert {kind for kind, _ in REFUSED} >= KINDS - {"texts"}


def test_a_word_that_is_not_on_the_list_is_refused_with_the_list() -> None:
    status = ontology().evidence["claim_status"]
    assert status.parse("alleged") == "alleged"
    with pytest.raises(RefusedValue, match="'proven' is not one of: documented, reported, alleged, disputed"):
        status.parse("proven")


def test_a_long_value_is_quoted_in_short() -> None:
    with pytest.raises(RefusedValue) as caught:
        parse("date", "x" * 10_000)
    assert len(str(caught.value)) < 300


@settings(deadline=None)
@given(st.integers(1200, 9999), st.integers(0, 14), st.integers(0, 33))
def test_only_days_of_the_calendar_are_dates(year: int, month: int, day: int) -> None:
    text = f"{year:04}-{month:02}-{day:02}"
    exists = 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]
    if exists:
        assert parse("date", text) == datetime.date(year, month, day).isoformat()
    else:
        with pytest.raises(RefusedValue):
            parse("date", text)


@settings(deadline=None)
@given(st.decimals(-1000, 1000, places=3, allow_nan=False))
def test_a_share_is_between_nothing_and_all(value: object) -> None:
    if 0 <= float(str(value)) <= 100:
        assert percent(f"{value:f}") == float(str(value))
    else:
        with pytest.raises(RefusedValue):
            percent(f"{value:f}")


@settings(deadline=None)
@given(st.sampled_from(sorted(KINDS)), st.text(max_size=30))
def test_any_text_is_read_or_refused(kind: str, text: str) -> None:
    try:
        parse(kind, text)
    except RefusedValue as refused:
        assert "\n" not in str(refused)
