"""What a row must hold to be kept, as Polars expressions, and the reason where it does not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from loaders.gleif.records import TOO_MANY

NO_LEI = "is no LEI (20 characters, check digits last)"
_LONGEST = 80
_BYTES = pl.Array(pl.UInt8, 20)
_NEVER = ("00", "01", "99")  # remainders that check digits cannot have
_TEN, _HUNDRED, _DIGIT, _LETTER = (
    pl.lit(number, dtype=pl.UInt32) for number in (10, 100, ord("0"), ord("A") - 10)
)


@dataclass(frozen=True)
class Check:
    """A column, when it is wrong (never null), and what is wrong with it."""

    column: str
    wrong: pl.Expr
    told: str

    @property
    def reason(self) -> pl.Expr:
        """Column, value and what is wrong."""
        value = pl.col(self.column).fill_null("").str.slice(0, _LONGEST)
        return pl.concat_str(pl.lit(f"{self.column}: '"), value, pl.lit(f"' {self.told}"))


def required_lei(column: str) -> Check:
    """An LEI must stand there, with its check digits."""
    return Check(column, ~valid(column), NO_LEI)


def required(column: str) -> Check:
    """Something must stand there."""
    return Check(column, pl.col(column).is_null(), "is empty; every record has it")


def required_day(column: str) -> Check:
    """A day must stand there."""
    return Check(
        column, ~_is_day(column).fill_null(value=False), "is no day; GLEIF writes YYYY-MM-DDThh:mm:ss"
    )


def a_day(column: str) -> Check:
    """A day, where anything stands there."""
    told = "is no day; GLEIF writes YYYY-MM-DDThh:mm:ss"
    return Check(column, ~_is_day(column).fill_null(value=True), told)


def one_of(column: str, codes: Iterable[str], *, empty: bool = False) -> Check:
    """One of the codes; nothing only with `empty`."""
    known = pl.col(column).is_in(list(codes)).fill_null(value=empty)
    return Check(column, ~known, "is no code of the layout; it may be newer than this program")


def not_too_many() -> Check:
    """Nothing stands more often than is read."""
    return Check(TOO_MANY, pl.col(TOO_MANY).is_not_null(), "stands more often than is read; report it")


def wrong(checks: Sequence[Check]) -> pl.Expr:
    """Whether any check fails."""
    return pl.any_horizontal(*(check.wrong for check in checks))


def reason(checks: Sequence[Check]) -> pl.Expr:
    """The reason of the first check that fails."""
    return pl.coalesce(*(pl.when(check.wrong).then(check.reason) for check in checks))


def with_valid(frame: pl.LazyFrame, *columns: str) -> pl.LazyFrame:
    """The frame with a column `valid:COLUMN` for each: whether an LEI stands there, with its check digits.

    As `graph.identity.identifiers.is_lei` (ISO 17442); false where nothing stands. The characters stand in
    columns of their own meanwhile, because the streaming engine would compute a shared expression each time.
    """
    for column in columns:
        lei = pl.col(column)
        shape = like_lei(lei) & ~lei.str.slice(18).is_in(_NEVER)
        bytes_ = pl.when(pl.col("shape:")).then(lei).cast(pl.Binary).bin.reinterpret(dtype=_BYTES)
        frame = frame.with_columns(shape.fill_null(value=False).alias("shape:"))
        frame = frame.with_columns(bytes_.alias("bytes:"))
        places = [pl.col("bytes:").arr.get(place).cast(pl.UInt32) for place in range(20)]
        frame = frame.with_columns(byte.alias(f"byte:{place}") for place, byte in enumerate(places))
        valid = (pl.col("shape:") & (_remainder() == 1)).fill_null(value=False)
        frame = frame.with_columns(valid.alias(f"valid:{column}"))
        frame = frame.drop("shape:", "bytes:", *(f"byte:{place}" for place in range(20)))
    return frame


def valid(column: str) -> pl.Expr:
    """Whether an LEI stands in a column that went through `with_valid`."""
    return pl.col(f"valid:{column}")


def like_lei(text: pl.Expr) -> pl.Expr:
    """Whether a text has the form of an LEI, its check digits aside; null where there is none."""
    return text.str.contains(r"^[A-Z0-9]{18}[0-9]{2}$")


def _remainder() -> pl.Expr:
    """The LEI as a number (letters are 10 to 35), modulo 97, character by character."""
    rest = pl.lit(0, dtype=pl.UInt32)
    for place in range(20):
        byte = pl.col(f"byte:{place}")
        letter = byte >= ord("A")
        moved = rest * pl.when(letter).then(_HUNDRED).otherwise(_TEN)
        rest = (moved + byte - pl.when(letter).then(_LETTER).otherwise(_DIGIT)) % 97
    return rest


def day(column: str) -> pl.Expr:
    """The day as it is written: GLEIF's times carry many offsets, and midnights are those of the place."""
    return pl.col(column).str.slice(0, 10)


def _is_day(column: str) -> pl.Expr:
    whole = day(column).str.to_date("%Y-%m-%d", strict=False).is_not_null() & (
        day(column).str.len_bytes() == 10
    )
    return pl.when(pl.col(column).is_not_null()).then(whole)
