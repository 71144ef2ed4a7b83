"""Check digits of the identifiers that prove two entities to be one, and of those that securities carry."""

import re

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*@#"
_NUMBERS = {ord(character): str(number) for number, character in enumerate(_ALPHABET)}
_SEDOL_WEIGHTS = (1, 3, 1, 7, 3, 9, 1)
_NOT_FIGI = ("BS", "BM", "GG", "GB", "VG")


def is_lei(text: str) -> bool:
    """ISO 17442: 18 characters and two check digits, the whole ≡ 1 mod 97 (ISO 7064)."""
    return bool(re.fullmatch(r"[A-Z0-9]{18}(?!00|01|99)[0-9]{2}", text)) and int(_digits(text)) % 97 == 1


def is_isin(text: str) -> bool:
    """ISO 6166: country, nine characters, and Luhn over the letters written as numbers."""
    return bool(re.fullmatch(r"[A-Z]{2}[A-Z0-9]{9}[0-9]", text)) and _luhn(_digits(text))


def is_cusip(text: str) -> bool:
    """CGS: eight characters and a check digit, every second of the eight doubled, digits added."""
    return bool(re.fullmatch(r"[0-9A-Z*@#]{8}[0-9]", text)) and _weighted(text[:8], 2) == int(text[8])


def is_figi(text: str) -> bool:
    """OMG FIGI: twelve characters without vowels, G in third place, no country's prefix, check digit last."""
    form = r"[B-DF-HJ-NP-TV-Z]{2}G[B-DF-HJ-NP-TV-Z0-9]{8}[0-9]"
    known = bool(re.fullmatch(form, text)) and text[:2] not in _NOT_FIGI
    return known and _weighted(text[:11], 2) == int(text[11])


def is_sedol(text: str) -> bool:
    """LSE: six characters without vowels and a check digit; the weighted sum ends in 0."""
    if not re.fullmatch(r"[B-DF-HJ-NP-TV-Z0-9]{6}[0-9]", text):
        return False
    return sum(_ALPHABET.index(c) * w for c, w in zip(text, _SEDOL_WEIGHTS, strict=True)) % 10 == 0


def is_permid(text: str) -> bool:
    """Whether `text` has the form of a PermID: ten digits or a few more; it has no check digit."""
    return bool(re.fullmatch(r"[1-9][0-9]{9,12}", text))


def is_wikidata(text: str) -> bool:
    """Whether `text` has the form of a Wikidata item."""
    return bool(re.fullmatch(r"Q[1-9][0-9]*", text))


def isin_of_cusip(cusip: str, country: str = "US") -> str:
    """The ISIN of a security with this CUSIP: country, CUSIP, check digit."""
    body = f"{country}{cusip}"
    return next(f"{body}{digit}" for digit in range(10) if _luhn(_digits(f"{body}{digit}")))


def _digits(text: str) -> str:
    return text.translate(_NUMBERS)


def _luhn(digits: str) -> bool:
    doubled = [int(digit) * (1 + index % 2) for index, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _weighted(text: str, factor: int) -> int:
    """The check digit of characters of which every second counts `factor` times, their digits added."""
    values = [_ALPHABET.index(c) * (factor if place % 2 else 1) for place, c in enumerate(text)]
    return -sum(value // 10 + value % 10 for value in values) % 10
