"""Identifiers prove two entities to be one, so one wrong character must never pass."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.identity.identifiers import (
    is_cusip,
    is_figi,
    is_isin,
    is_lei,
    is_permid,
    is_sedol,
    is_wikidata,
    isin_of_cusip,
)

LEIS = ["7LTWFZYICNSX8D621K86", "549300TRUWO2CD2G5692", "INR2EJN1ERAN0W5ZP974", "HWUPKR0MPOU8FGXBT394"]
ISINS = ["US0378331005", "DE000BASF111", "GB0002634946", "XS1117279379", "AU0000XVGZA3", "US9311421039"]
CHARACTERS = string.digits + string.ascii_uppercase
KINDS = (string.digits, string.ascii_uppercase)


@pytest.mark.parametrize("lei", LEIS)
def test_a_real_lei_passes(lei: str) -> None:
    assert is_lei(lei)


@pytest.mark.parametrize("isin", ISINS)
def test_a_real_isin_passes(isin: str) -> None:
    assert is_isin(isin)


@pytest.mark.parametrize("known", LEIS)
def test_no_lei_with_one_wrong_digit_or_letter_passes(known: str) -> None:
    """A letter for a digit shifts what follows and may pass; ISO 7064 promises the rest."""
    assert not [wrong for kind in KINDS for wrong in _with_one_other(known, kind) if is_lei(wrong)]


@pytest.mark.parametrize("known", ISINS)
def test_no_isin_with_one_wrong_digit_passes(known: str) -> None:
    assert not [wrong for wrong in _with_one_other(known, string.digits) if is_isin(wrong)]


@given(st.text(CHARACTERS, min_size=18, max_size=18))
def test_each_lei_has_one_pair_of_check_digits_and_no_corruption_passes(body: str) -> None:
    passing = [f"{body}{check:02}" for check in range(100) if is_lei(f"{body}{check:02}")]
    assert len(passing) == 1
    assert not [wrong for kind in KINDS for wrong in _with_one_other(passing[0], kind) if is_lei(wrong)]


@given(st.text(string.ascii_uppercase, min_size=2, max_size=2), st.text(CHARACTERS, min_size=9, max_size=9))
def test_each_isin_has_one_check_digit(country: str, body: str) -> None:
    assert sum(is_isin(f"{country}{body}{check}") for check in range(10)) == 1


@given(st.text(max_size=24))
def test_any_text_is_judged(text: str) -> None:
    judged = (is_lei, is_isin, is_wikidata, is_permid, is_cusip, is_figi, is_sedol)
    assert {judge(text) for judge in judged} <= {True, False}


@pytest.mark.parametrize("text", ["", "Q", "Q0", "Q01", "q42", "42", "Q4٢", "Q42\n"])
def test_what_is_no_wikidata_item_is_refused(text: str) -> None:
    assert not is_wikidata(text)


@pytest.mark.parametrize("text", ["7ltwfzyicnsx8d621k86", " 7LTWFZYICNSX8D621K86", "7LTWFZYICNSX8D621K8٦"])
def test_an_lei_in_another_writing_is_refused(text: str) -> None:
    assert not is_lei(text)


@pytest.mark.parametrize("cusip", ["037833100", "594918104", "17275R102", "38259P508"])
def test_a_real_cusip_passes_and_gives_the_isin(cusip: str) -> None:
    assert is_cusip(cusip) and is_isin(isin_of_cusip(cusip))
    assert isin_of_cusip("037833100") == "US0378331005"
    assert not [wrong for wrong in _with_one_other(cusip, string.digits) if is_cusip(wrong)]


@pytest.mark.parametrize("text", ["003783310", "37833100", "03783310O", "037833100 "])
def test_a_shifted_or_cut_cusip_is_refused(text: str) -> None:
    assert not is_cusip(text)


def test_a_real_figi_passes_and_others_do_not() -> None:
    assert is_figi("BBG000BLNQ16") and is_figi("BBG000B9XRY4")
    assert not [wrong for wrong in _with_one_other("BBG000BLNQ16", string.digits) if is_figi(wrong)]
    assert not is_figi("BAG000BLNQ16")
    prefixes = ("BS", "BM", "GG", "GB", "VG")
    found = [f"{prefix}G000BLNQ1{digit}" for prefix in prefixes for digit in range(10)]
    assert not [text for text in found if is_figi(text)]
    assert [digit for digit in range(10) if is_figi(f"BBG000BLNQ1{digit}")] == [6]


@pytest.mark.parametrize("sedol", ["0263494", "B0YBKJ7", "0540528", "2046251"])
def test_a_real_sedol_passes(sedol: str) -> None:
    assert is_sedol(sedol)
    assert not [wrong for wrong in _with_one_other(sedol, string.digits) if is_sedol(wrong)]
    assert not is_sedol("A" + sedol[1:])


@pytest.mark.parametrize(
    ("text", "known"), [("4295903091", True), ("5035527251", True), ("0295903091", False), ("429590", False)]
)
def test_a_permid_has_its_form(text: str, known: bool) -> None:
    assert is_permid(text) is known


def _with_one_other(known: str, kind: str) -> list[str]:
    """All texts with one character of a kind (digits, letters) exchanged for another of that kind."""
    return [
        known[:place] + other + known[place + 1 :]
        for place, character in enumerate(known)
        for other in kind
        if character in kind and other != character
    ]
