"""Relationship records: who consolidates, manages, is a branch, sub-fund or feeder of whom."""

from collections.abc import Sequence

import polars as pl

from loaders.gleif import checks
from loaders.gleif.checks import Check, day
from loaders.gleif.evidence import VALIDATED, compared, entity_id, evidence, lei_id, translated
from loaders.gleif.gathered import FILE, LINE
from loaders.gleif.records import DELETED

KEY = ("Relationship.StartNode.NodeID", "Relationship.RelationshipType", "Relationship.EndNode.NodeID")
# The record runs from the child, fund or branch to its parent, manager or head office.
_TYPES = {
    "IS_DIRECTLY_CONSOLIDATED_BY": "CONSOLIDATES",
    "IS_ULTIMATELY_CONSOLIDATED_BY": "CONSOLIDATES",
    "IS_FUND-MANAGED_BY": "MANAGES",
    "IS_INTERNATIONAL_BRANCH_OF": "BRANCH_OF",
    "IS_SUBFUND_OF": "SUBFUND_OF",
    "IS_FEEDER_TO": "FEEDER_TO",
}
TYPES = tuple(dict.fromkeys(_TYPES.values()))
_LEVELS = {"IS_DIRECTLY_CONSOLIDATED_BY": "direct", "IS_ULTIMATELY_CONSOLIDATED_BY": "ultimate"}
_STANDARDS = {
    "IFRS": "IFRS",
    "US_GAAP": "US GAAP",
    "GOVERNMENT_ACCOUNTING_STANDARD": "government",
    "OTHER_ACCOUNTING_STANDARD": "other",
}
_PERIODS = ("ACCOUNTING_PERIOD", "RELATIONSHIP_PERIOD", "DOCUMENT_FILING_PERIOD")
_KEPT = ("PUBLISHED", "LAPSED", "RETIRED", "PENDING_TRANSFER", "PENDING_ARCHIVAL")
_LEFT_OUT = {
    "ANNULLED": "annulled relationship records",
    "DUPLICATE": "duplicate relationship records",
    "CANCELLED": "cancelled relationship records",
    "PENDING_VALIDATION": "relationship records that are not validated yet",
    "TRANSFERRED": "relationship records that another issuer keeps",
}

_START, _TYPE, _END = (pl.col(column) for column in KEY)
_STATUS, _RECORD = pl.col("Relationship.RelationshipStatus"), pl.col("Registration.RegistrationStatus")
_UPDATED = "Registration.LastUpdateDate"


def prepared(rows: pl.LazyFrame) -> pl.LazyFrame:
    """The rows with the relationship's own period (`since:`, `until:`) and `left_out`, why it is not kept."""
    spans = rows.with_columns(
        _first(rows, "Period", "startDate", "periodType", "RELATIONSHIP_PERIOD").alias("since:"),
        _first(rows, "Period", "endDate", "periodType", "RELATIONSHIP_PERIOD").alias("until:"),
    )
    ended = (_STATUS == "INACTIVE") | (_RECORD == "RETIRED")
    reasons = [
        pl.when(pl.col(DELETED).is_not_null()).then(pl.lit("deleted relationship records")),
        translated(_RECORD, _LEFT_OUT),
        pl.when(_STATUS == "NULL").then(pl.lit("relationships without a status")),
        pl.when(_START == _END).then(pl.lit("relationships of an LEI with itself")),
        pl.when(ended & pl.col("until:").is_null()).then(pl.lit("relationships that ended, without a day")),
    ]
    return checks.with_valid(spans, KEY[0], KEY[2]).with_columns(left_out=pl.coalesce(*reasons))


def row_checks(rows: pl.LazyFrame) -> list[Check]:
    """What each row must hold."""
    return [
        checks.required_lei(KEY[0]),
        checks.required_lei(KEY[2]),
        checks.one_of("Relationship.StartNode.NodeIDType", ("LEI",)),
        checks.one_of("Relationship.EndNode.NodeIDType", ("LEI",)),
        checks.one_of(KEY[1], _TYPES),
        checks.one_of("Relationship.RelationshipStatus", ("ACTIVE", "INACTIVE", "NULL")),
        checks.one_of("Registration.RegistrationStatus", (*_KEPT, *_LEFT_OUT)),
        checks.one_of("Registration.ValidationSources", VALIDATED, empty=True),
        *(checks.one_of(name, _PERIODS, empty=True) for name in _columns(rows, "Period", "periodType")),
        *(
            checks.one_of(name, ("ACCOUNTING_STANDARD",), empty=True)
            for name in _columns(rows, "Qualifiers", "QualifierDimension")
        ),
        *(
            checks.one_of(name, _STANDARDS, empty=True)
            for name in _columns(rows, "Qualifiers", "QualifierCategory")
        ),
        *(
            checks.one_of(name, ("PERCENTAGE",), empty=True)
            for name in _columns(rows, "Quantifiers", "QuantifierUnits")
        ),
        checks.required_day(_UPDATED),
        checks.a_day("since:"),
        checks.a_day("until:"),
        checks.not_too_many(),
    ]


def claims(rows: pl.LazyFrame, dataset: str) -> pl.LazyFrame:
    """One claim for each record, as columns of CLAIMS.

    GLEIF writes full consolidation as 1.00 and as 100.00, so an amount is a percentage only above 1; the
    amount itself is kept as it is written.
    """
    kind = translated(_TYPE, _TYPES)
    child, parent = entity_id(_START), entity_id(_END)
    down = kind.is_in(["CONSOLIDATES", "MANAGES"])
    amount, unit = (_first(rows, "Quantifiers", leaf) for leaf in ("QuantifierAmount", "QuantifierUnits"))
    number = amount.cast(pl.Float64, strict=False)
    seen = (_STATUS == "ACTIVE") & (_RECORD != "RETIRED") & pl.col("until:").is_null()
    return rows.select(
        pl.col(FILE, LINE),
        *evidence(dataset, _START, _UPDATED),
        pl.when(down).then(parent).otherwise(child).alias("from"),
        pl.when(down).then(child).otherwise(parent).alias("to"),
        claim=pl.concat_str(
            pl.lit("gleif-"), lei_id(_START), pl.lit("-"), _TYPE.str.to_lowercase(), pl.lit("-"), lei_id(_END)
        ),
        type=kind,
        visibility=pl.lit("public"),
        level=translated(_TYPE, _LEVELS),
        since=day("since:"),
        until=day("until:"),
        observed=pl.when(seen).then(day(_UPDATED)),
        says=pl.when(_RECORD == "LAPSED").then(pl.lit("The record was not renewed in time.")),
        accounting_standard=translated(_first(rows, "Qualifiers", "QualifierCategory"), _STANDARDS),
        consolidated_percent=pl.when((unit == "PERCENTAGE") & number.is_between(1, 100, closed="right")).then(
            number
        ),
        consolidated_amount=pl.when(amount.is_not_null()).then(
            pl.concat_str(amount, unit.str.to_lowercase(), separator=" ", ignore_nulls=True)
        ),
    )


def funds(claims: pl.LazyFrame, known: pl.LazyFrame) -> pl.LazyFrame:
    """A statement that a company is a fund, where only its having a manager says so.

    `known` has (entity, labels) of the LEI records.
    """
    companies = known.filter(pl.col("labels").list.join(":") == "Company").select(
        key=compared(pl.col("entity"))
    )
    managed = claims.filter(pl.col("type") == "MANAGES").select(
        *(FILE, LINE, "dataset", "source_url", "publisher", "published", "claim_status", "visibility"),
        entity=pl.col("to"),
        labels=pl.lit(["Company", "Financier"]),
        lei=pl.col("to").str.slice(len("lei-")).str.to_uppercase(),
        financier_kind=pl.lit("fund"),
    )
    keyed = managed.with_columns(key=compared(pl.col("entity")))
    return keyed.join(companies, on="key", how="semi").drop("key")


def _first(
    rows: pl.LazyFrame, group: str, leaf: str, where: str | None = None, equals: str | None = None
) -> pl.Expr:
    """A leaf of the first place that has it, or of the first whose leaf `where` is `equals`."""
    values = [pl.col(name) for name in _columns(rows, group, leaf)]
    if where is None:
        return pl.coalesce(*values)
    wanted = [pl.col(name) == equals for name in _columns(rows, group, where)]
    found = pl.lit(None, dtype=pl.String)
    for value, is_wanted in reversed(list(zip(values, wanted, strict=True))):
        found = pl.when(is_wanted).then(value).otherwise(found)
    return found


def _columns(rows: pl.LazyFrame, group: str, leaf: str) -> Sequence[str]:
    """The columns of a leaf, place by place."""
    names = rows.collect_schema().names()
    return [name for name in names if name.startswith(f"Relationship.{group}.") and name.endswith(f".{leaf}")]
