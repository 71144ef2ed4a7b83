"""What must hold of a row of GLEIF's files, as expressions over whole columns; the codes that are known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from graph.model.countries import country_names
from loaders.gleif.layout import EXCEPTIONS, LEI_RECORDS, RELATIONSHIPS, Layout
from loaders.gleif.words import CATEGORIES, CAVEATS, REASONS, RELATIONSHIP_CAVEATS, RELATIONSHIP_TYPES

_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_NUMBERS = [str(10 + place) for place in range(26)]
_DAY = r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:?\d{2})?)?$"
_STATUSES = ("ACTIVE", "INACTIVE", "NULL")
_FIVE = range(1, 6)


@dataclass(frozen=True)
class Rule:
    """What must hold of a column; `told` says of a value that breaks it what is wrong."""

    column: str
    holds: pl.Expr
    told: str


def sound(layout: Layout) -> pl.Expr:
    """Whether a row breaks no rule of its layout; a value that a cut row lacks breaks its rule."""
    return pl.all_horizontal(rule.holds for rule in RULES[layout.name]).fill_null(False)


def reasons(layout: Layout) -> pl.Expr:
    """Why a row is rejected: every rule that it breaks, with the value."""
    broken = (pl.when(~rule.holds.fill_null(False)).then(_quoted(rule)) for rule in RULES[layout.name])
    return pl.concat_str(list(broken), separator="; ", ignore_nulls=True)


def _quoted(rule: Rule) -> pl.Expr:
    return pl.format(f"{rule.column} '{{}}' {rule.told}", pl.col(rule.column).fill_null(""))


def is_lei(column: str) -> pl.Expr:
    """ISO 17442: 18 characters and two check digits; letters are 10 to 35, the whole is 1 mod 97."""
    text = pl.col(column)
    digits = text.str.replace_many(list(_CAPITALS), _NUMBERS).cast(pl.Int128, strict=False)
    return text.str.contains(r"^[A-Z0-9]{18}[0-9]{2}$") & (digits % 97 == 1).fill_null(False)


def _lei(column: str) -> Rule:
    return Rule(column, is_lei(column), "is no LEI (20 characters, check digits last)")


def _given(column: str) -> Rule:
    return Rule(column, pl.col(column) != "", "is empty")


def _code(column: str, known: Sequence[str]) -> Rule:
    return Rule(
        column, pl.col(column).is_in(list(known)), f"is none of {', '.join(code for code in known if code)}"
    )


def _country(column: str, *also: str) -> Rule:
    known = [*country_names(), *also]
    return Rule(column, pl.col(column).is_in(known), "is no country code of ISO 3166")


def _day(column: str, required: bool = False) -> Rule:
    text = pl.col(column)
    day = text.str.slice(0, 10)
    valid = (
        text.str.contains(_DAY) & day.str.to_date("%Y-%m-%d", strict=False).is_not_null() & (day >= "1200")
    )
    return Rule(
        column, valid if required else valid | (text == ""), "is no date (YYYY-MM-DD, a time may follow)"
    )


def _number(column: str) -> Rule:
    return Rule(column, pl.col(column).str.contains(r"^(\d+(\.\d+)?)?$"), "is no number")


def _two_ends() -> Rule:
    start, end = "Relationship.StartNode.NodeID", "Relationship.EndNode.NodeID"
    return Rule(end, pl.col(end) != pl.col(start), "is the start too: nothing relates to itself")


def _relationship_rules() -> list[Rule]:
    ends = [f"Relationship.{end}.NodeID" for end in ("StartNode", "EndNode")]
    periods = [f"Relationship.Period.{n}" for n in _FIVE]
    return [
        *(_code(f"{end}Type", ("LEI",)) for end in ends),
        *(_lei(end) for end in ends),
        _two_ends(),
        _code("Relationship.RelationshipType", tuple(RELATIONSHIP_TYPES)),
        _code("Relationship.RelationshipStatus", _STATUSES),
        *(_day(f"{period}.{side}") for period in periods for side in ("startDate", "endDate")),
        *(_code(f"{p}.periodType", ("", *_PERIODS)) for p in periods),
        *(_code(f"Relationship.Qualifiers.{n}.QualifierCategory", ("", *_STANDARDS)) for n in _FIVE),
        *(_number(f"Relationship.Quantifiers.{n}.QuantifierAmount") for n in _FIVE),
        *(_code(f"Relationship.Quantifiers.{n}.QuantifierUnits", ("", "PERCENTAGE")) for n in _FIVE),
        _day("Registration.LastUpdateDate", required=True),
        _code("Registration.RegistrationStatus", tuple(RELATIONSHIP_CAVEATS)),
        _code("Registration.ValidationSources", _SOURCES),
    ]


_PERIODS = ("ACCOUNTING_PERIOD", "RELATIONSHIP_PERIOD", "DOCUMENT_FILING_PERIOD")
_STANDARDS = ("US_GAAP", "IFRS", "OTHER_ACCOUNTING_STANDARD", "GOVERNMENT_ACCOUNTING_STANDARD")
_SOURCES = ("", "FULLY_CORROBORATED", "PARTIALLY_CORROBORATED", "ENTITY_SUPPLIED_ONLY", "PENDING")

RULES: Mapping[str, Sequence[Rule]] = {
    LEI_RECORDS.name: [
        _lei("LEI"),
        _given("Entity.LegalName"),
        _country("Entity.LegalAddress.Country"),
        _country("Entity.HeadquartersAddress.Country", ""),
        _code("Entity.EntityCategory", tuple(CATEGORIES)),
        _code("Entity.EntityStatus", _STATUSES),
        _day("Entity.EntityCreationDate"),
        _day("Entity.EntityExpirationDate"),
        _day("Registration.LastUpdateDate", required=True),
        _code("Registration.RegistrationStatus", tuple(CAVEATS)),
    ],
    RELATIONSHIPS.name: _relationship_rules(),
    EXCEPTIONS.name: [
        _lei("LEI"),
        _code(
            "Exception.Category",
            ("DIRECT_ACCOUNTING_CONSOLIDATION_PARENT", "ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT"),
        ),
        _code("Exception.Reason.1", tuple(REASONS)),
        *(_code(f"Exception.Reason.{n}", ("", *REASONS)) for n in range(2, 6)),
    ],
}
