"""Shares, amounts and days as people write them."""

from graph.model.facts import Claim, share_range

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


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
