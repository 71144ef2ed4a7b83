"""Shares, amounts, days and counts as people write them."""

from graph.model.facts import Claim, share_range

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_MANY = {
    "Company": "companies",
    "Person": "people",
    "Undisclosed": "parties not named",
    "Country": "countries",
    "Policy": "policies",
}
_ONE = {"Company": "company", "Person": "person", "Undisclosed": "party not named"}


def share_of_claim(claim: Claim) -> str:
    """The share that one claim states; empty where it states none."""
    known = share_range(claim)
    if known is None:
        return ""
    low, high = known
    if low == high:
        return f"{low:g} %"
    if high >= 100:
        return f"at least {low:g} %"
    return f"at most {high:g} %" if low <= 0 else f"{low:g}–{high:g} %"


def money(amount: float, currency: str) -> str:
    """An amount in words of its size: 'USD 15 m', 'EUR 1.2 bn', 'USD 500,000'."""
    for size, unit in ((1e9, " bn"), (1e6, " m")):
        if amount >= size:
            return f"{currency} {amount / size:.4g}{unit}".strip()
    return f"{currency} {amount:,.0f}".strip()


def day(text: str) -> str:
    """A date as people write it, no more precise than it is: '2 March 2016', 'March 2016', '2016'."""
    parts = text.split("-")
    month = [_MONTHS[int(parts[1]) - 1]] if len(parts) > 1 else []
    return " ".join([*([str(int(parts[2]))] if len(parts) > 2 else []), *month, parts[0]])


def counted(number: int, label: str) -> str:
    """'1 company', '3 companies'."""
    one = _ONE.get(label, label.lower())
    return f"{number:,} {one if number == 1 else _MANY.get(label, f'{label.lower()}s')}"
