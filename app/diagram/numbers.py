"""Numbers as SVG writes them."""


def number(value: float) -> str:
    """One decimal, and none where it is zero."""
    rounded = round(value, 1) + 0.0
    return f"{rounded:.1f}".removesuffix(".0")
