"""Countries and territories of ISO 3166-1, named in English as CLDR has them."""

from functools import cache

from babel import Locale


@cache
def country_names() -> dict[str, str]:
    """Two-letter code to name."""
    territories = Locale("en").territories
    return {
        code: name
        for code, name in territories.items()
        if len(code) == 2 and code.isalpha() and code not in _NOT
    }


def country_name(code: str) -> str | None:
    """The name of a two-letter code in capitals, or None."""
    return country_names().get(code)


_NOT = {"EU", "EZ", "UN", "QO", "ZZ", "XA", "XB", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"}
