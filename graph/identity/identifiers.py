"""Check digits of the identifiers that prove two entities to be one."""

import re

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def is_lei(text: str) -> bool:
    """ISO 17442: 18 characters and two check digits, the whole ≡ 1 mod 97 (ISO 7064)."""
    return bool(re.fullmatch(r"[A-Z0-9]{18}(?!00|01|99)[0-9]{2}", text)) and int(_digits(text)) % 97 == 1


def is_isin(text: str) -> bool:
    """ISO 6166: country, nine characters, and Luhn over the letters written as numbers."""
    return bool(re.fullmatch(r"[A-Z]{2}[A-Z0-9]{9}[0-9]", text)) and _luhn(_digits(text))


def is_wikidata(text: str) -> bool:
    """Whether `text` has the form of a Wikidata item."""
    return bool(re.fullmatch(r"Q[1-9][0-9]*", text))


def _digits(text: str) -> str:
    return "".join(str(_ALPHABET.index(character)) for character in text)


def _luhn(digits: str) -> bool:
    doubled = [int(digit) * (1 + index % 2) for index, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
