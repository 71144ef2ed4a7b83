"""Registers of companies: one name for each, and one writing of their numbers."""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True)
class Register:
    """A register by its org-id.guide code, other names (GLEIF's codes among them) and its numbers' length.

    Its numbers are compared without signs; digits are filled with zeros from the left up to `length`,
    letters before them counted (SC123456); 0 fills nothing.
    """

    code: str
    names: tuple[str, ...]
    length: int = 0


REGISTERS = (
    Register("AU-ABN", ("ra000013", "abn"), 11),
    Register("AU-ACN", ("ra000014", "acn"), 9),
    Register("BE-BCE_KBO", ("ra000025", "kbo", "bce"), 10),
    Register("CH-UID", ("ra000548", "ra000549")),
    Register("DK-CVR", ("ra000170", "cvr"), 8),
    Register("FI-PRO", ("ra000188", "ytj"), 8),
    Register("FR-SIREN", ("ra000189", "ra000192", "siren", "sirene"), 9),
    Register("GB-COH", ("ra000585", "ra000586", "ra000587", "companies house", "uk companies house"), 8),
    Register("LU-RCS", ("ra000432", "rcs luxembourg")),
    Register("NL-KVK", ("ra000463", "kvk"), 8),
    Register("NO-BRC", ("ra000472", "ra000473"), 9),
    Register("SE-BLV", ("ra000544",), 10),
)
_NO_REGISTER = ("ra777777", "ra888888", "ra999999")
_KNOWN = {name: found for found in REGISTERS for name in (*found.names, found.code.lower())}
_PARTS = r"^([A-Z]*)([0-9]+)$"


def numbered(entities: pl.DataFrame) -> pl.DataFrame:
    """The rows of `entities` (register, register_number, more) that have a number, with its `value`.

    `value` is the register and the number, a space between them, in one writing; a number without a digit
    other than 0 ("N/A", "00") and GLEIF's codes for no register give no row.
    """
    known = entities.filter(pl.col("register").is_not_null(), pl.col("register_number").is_not_null())
    known = known.join(_registers(known["register"].unique()), on="register")
    bare = pl.col("register_number").str.to_uppercase().str.replace_all(r"\s+", "")
    plain = known.filter(pl.col("_length").is_null()).with_columns(_number=bare)
    signed = known.filter(pl.col("_length").is_not_null()).with_columns(_number=_filled(bare))
    value = pl.concat_str("_code", "_number", separator=" ")
    found = pl.concat([plain, signed]).filter(pl.col("_number").str.contains("[1-9]"))
    return found.with_columns(value=value).drop("_code", "_length", "_number")


def _registers(names: Iterable[str]) -> pl.DataFrame:
    """(register, code, length) of each writing of a register; length null where the register is not known."""
    rows = []
    for name in names:
        folded = " ".join(name.lower().split())
        found = _KNOWN.get(folded)
        if folded and folded not in _NO_REGISTER:
            rows.append((name, found.code if found else folded, found.length if found else None))
    schema = {"register": pl.String, "_code": pl.String, "_length": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _filled(number: pl.Expr) -> pl.Expr:
    bare = number.str.replace_all("[^0-9A-Z]", "")
    letters, digits = bare.str.extract(_PARTS, 1), bare.str.extract(_PARTS, 2)
    missing = (pl.col("_length") - letters.str.len_bytes().cast(pl.Int64)).clip(lower_bound=0)
    return pl.coalesce(letters + digits.str.zfill(missing), bare)
