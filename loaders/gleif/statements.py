"""Staged rows to statements: entities, what they are based in, and how they relate; all as lazy columns."""

from collections.abc import Mapping

import polars as pl

from graph.model.countries import country_name
from loaders.gleif.checks import is_lei
from loaders.gleif.layout import LEI_RECORDS
from loaders.gleif.staged import APART, is_bare, unpacked
from loaders.gleif.words import (
    CATEGORIES,
    CAVEATS,
    REASONS,
    RELATIONSHIP_CAVEATS,
    RELATIONSHIP_TYPES,
    WITHDRAWN,
)

RECORD_PAGE = "https://search.gleif.org/#/record/"
_SEAT, _HEAD_OFFICE = "Entity.LegalAddress.Country", "Entity.HeadquartersAddress.Country"
_REGISTER = "Entity.RegistrationAuthority."
# RA777777 to RA999999 stand for documents, a register without a code yet, and none at all.
_NO_REGISTER = ("", "RA777777", "RA888888", "RA999999")
_FIVE = range(1, 6)
_START, _END = "Relationship.StartNode.NodeID", "Relationship.EndNode.NodeID"


def entities(records: pl.LazyFrame, mentions: pl.LazyFrame, dataset: str) -> pl.LazyFrame:
    """One row per LEI: its record with what mentions add, and mentioned LEIs without a record."""
    added = mentions.drop("file", "line", "retrieved")
    known = records.drop("successors").join(added, on="LEI", how="left", maintain_order="left")
    unknown = mentions.join(records.select("LEI"), on="LEI", how="anti")
    return pl.concat([_entity_rows(known, dataset), mentioned(unknown, dataset)], how="diagonal")


def mentioned(mentions: pl.LazyFrame, dataset: str) -> pl.LazyFrame:
    """LEIs of which no more is known than what relationships and exceptions say."""
    return mentions.select(**_bare(dataset))


def mentions(
    records: pl.LazyFrame | None, relationships: pl.LazyFrame | None, exceptions: pl.LazyFrame | None
) -> pl.LazyFrame:
    """What relationships and exceptions say of an LEI: (LEI, financier_kind, direct, ultimate, successors).

    `direct` and `ultimate` hold the reasons for no such parent; file, line, retrieved say where it is named.
    """
    empty = pl.LazyFrame(schema={"LEI": pl.String, **_ADDED, **_ORIGIN})
    named = [empty]
    if records is not None:
        succeeded = unpacked(records.filter(~is_bare("successors")), LEI_RECORDS, "successors")
        named.append(succeeded.select("LEI", *_ORIGIN, successors=_successors()))
    if relationships is not None:
        for end, kinds in ((_START, _start_kinds()), (_END, _end_kinds())):
            named.append(
                relationships.select(
                    *_ORIGIN, LEI=pl.col(end), financier_kind=_by_type(kinds).cast(pl.Categorical)
                )
            )
    if exceptions is not None:
        direct = pl.col("Exception.Category").str.starts_with("DIRECT")
        codes = pl.col("reasons").cast(pl.Categorical)
        reason = {"direct": pl.when(direct).then(codes), "ultimate": pl.when(~direct).then(codes)}
        named.append(exceptions.select("LEI", *_ORIGIN, **reason))
    first = (pl.col(name).first() for name in _ORIGIN)
    return pl.concat(named, how="diagonal").group_by("LEI").agg(pl.col(list(_ADDED)).max(), *first)


def based_in(records: pl.LazyFrame, dataset: str) -> pl.LazyFrame:
    """Claims that an entity is based where its legal address is, and where its head office is."""
    abroad = records.filter((pl.col(_HEAD_OFFICE) != "") & (pl.col(_HEAD_OFFICE) != pl.col(_SEAT)))
    return pl.concat(
        [
            _based_in(records, _SEAT, "seat", "legal address", dataset),
            _based_in(abroad, _HEAD_OFFICE, "head-office", "head office", dataset),
        ]
    )


def countries(records: pl.LazyFrame, dataset: str) -> pl.LazyFrame:
    """The countries that records name, as entities."""
    found = records.select(_SEAT, _HEAD_OFFICE).unique().collect()
    codes = sorted({code for column in found for code in column if code})
    rows = [
        {"entity": f"country-{code.lower()}", "labels": ["Country"], "name": country_name(code), "iso2": code}
        for code in codes
    ]
    frame = pl.LazyFrame(
        rows, schema={"entity": pl.String, "labels": pl.List(pl.String), "name": pl.String, "iso2": pl.String}
    )
    return frame.with_columns(
        source_url=pl.lit("https://www.iso.org/iso-3166-country-codes.html"),
        publisher=pl.lit("ISO 3166"),
        **_constants(dataset, "publisher"),
    )


def relations(relationships: pl.LazyFrame, dataset: str) -> pl.LazyFrame:
    """The claims of relationship records, from parent or manager to child; without those taken back."""
    kept = relationships.filter(~withdrawn())
    forward = _by_type({name: meaning.forward for name, meaning in RELATIONSHIP_TYPES.items()}, pl.Boolean)
    start, end = pl.format("lei-{}", pl.col(_START)), pl.format("lei-{}", pl.col(_END))
    said = _by_type({name: meaning.says for name, meaning in RELATIONSHIP_TYPES.items()})
    dated = kept.with_columns(since=_since(), updated=_day("Registration.LastUpdateDate"), ended=_is_over())
    dated = dated.with_columns(until=_until())
    return dated.select(
        claim=pl.format(
            "gleif-{}-{}-{}", pl.col(_START), pl.col("Relationship.RelationshipType"), pl.col(_END)
        ),
        type=_by_type({name: meaning.type for name, meaning in RELATIONSHIP_TYPES.items()}),
        **{
            "from": pl.when(forward).then(start).otherwise(end),
            "to": pl.when(forward).then(end).otherwise(start),
        },
        source_url=pl.format(f"{RECORD_PAGE}{{}}", pl.col(_START)),
        published=pl.col("updated"),
        retrieved=pl.col("retrieved"),
        says=pl.concat_str(said, _accounting(), ignore_nulls=True, separator="; "),
        caveat=_caveat(),
        since=pl.col("since"),
        until=pl.col("until"),
        observed=pl.when(pl.col("until").is_null()).then(_accounts_end()),
        file=pl.col("file"),
        line=pl.col("line"),
        **_values(),
        **_constants(dataset),
    )


def withdrawn() -> pl.Expr:
    """Whether GLEIF took a relationship record back."""
    status = pl.col("Registration.RegistrationStatus").is_in(list(WITHDRAWN))
    return status | (pl.col("Relationship.RelationshipStatus") == "NULL")


def dropped_successors(records: pl.LazyFrame) -> pl.LazyFrame:
    """Rows whose successor has a wrong LEI, which is dropped: (file, line, LEI, reason)."""
    columns = [_successor(n)[0] for n in _FIVE]
    has = unpacked(records.filter(~is_bare("successors")), LEI_RECORDS, "successors")
    wrong = (
        pl.when((pl.col(column) != "") & ~is_lei(column)).then(
            pl.format(f"{column} '{{}}' is no LEI and was dropped", pl.col(column))
        )
        for column in columns
    )
    told = pl.concat_str(list(wrong), ignore_nulls=True, separator="; ")
    return has.select("file", "line", "LEI", reason=told).filter(pl.col("reason") != "")


def _entity_rows(records: pl.LazyFrame, dataset: str) -> pl.LazyFrame:
    kind = pl.col("Entity.EntityCategory").replace_strict(dict(CATEGORIES), return_dtype=pl.String)
    fund = pl.when(kind == "fund").then(pl.lit("fund")).otherwise(pl.col("financier_kind").cast(pl.String))
    # A sub-fund has its umbrella's number and a branch its head office's: it would join what is not the same.
    own_number = ~pl.col("Entity.EntityCategory").is_in(["FUND", "BRANCH"])
    register = pl.col(f"{_REGISTER}RegistrationAuthorityID")
    numbered = own_number & ~register.is_in(list(_NO_REGISTER))
    return records.select(
        entity=pl.concat_str(pl.lit("lei-"), "LEI"),
        labels=_labels(fund),
        source_url=pl.concat_str(pl.lit(RECORD_PAGE), "LEI"),
        published=_day("Registration.LastUpdateDate"),
        retrieved=pl.col("retrieved"),
        file=pl.col("file"),
        line=pl.col("line"),
        name=pl.col("Entity.LegalName"),
        other_names=_other_names(),
        lei=pl.col("LEI"),
        kind=kind,
        financier_kind=fund,
        register=pl.when(numbered).then(register),
        register_number=pl.when(numbered).then(_or_null(pl.col(f"{_REGISTER}RegistrationAuthorityEntityID"))),
        status=pl.col("Entity.EntityStatus").replace_strict(
            {"ACTIVE": "active", "INACTIVE": "inactive", "NULL": None}, return_dtype=pl.String
        ),
        founded=_or_null(_day("Entity.EntityCreationDate")),
        dissolved=_or_null(_day("Entity.EntityExpirationDate")),
        no_parent_reason=_no_parent(),
        description=pl.col("successors"),
        caveat=pl.col("Registration.RegistrationStatus").replace_strict(
            dict(CAVEATS), return_dtype=pl.String
        ),
        **_constants(dataset),
    )


def _bare(dataset: str) -> Mapping[str, pl.Expr]:
    return {
        "entity": pl.concat_str(pl.lit("lei-"), "LEI"),
        "labels": _labels(pl.col("financier_kind")),
        "source_url": pl.concat_str(pl.lit(RECORD_PAGE), "LEI"),
        "retrieved": pl.col("retrieved"),
        "file": pl.col("file"),
        "line": pl.col("line"),
        "lei": pl.col("LEI"),
        "financier_kind": pl.col("financier_kind").cast(pl.String),
        "no_parent_reason": _no_parent(),
        "says": pl.lit("Named by its LEI only: its own record is not in the files that were loaded."),
        **_constants(dataset),
    }


def _labels(financier_kind: pl.Expr) -> pl.Expr:
    return (
        pl.when(financier_kind.is_null())
        .then(pl.lit(["Company"]))
        .otherwise(pl.lit(["Company", "Financier"]))
    )


def _other_names() -> pl.Expr:
    """Every other and transliterated name, as written; null where there is none."""
    names = _or_null(pl.col("names").str.strip_chars(APART))
    return names.str.split(APART).list.filter(pl.element() != "")


def _successors() -> pl.Expr:
    each = []
    for n in _FIVE:
        lei, name = _successor(n)
        number = pl.when(is_lei(lei)).then(pl.format("LEI {}", pl.col(lei)))
        parts = [_or_null(pl.col(name)), number]
        each.append(_or_null(pl.concat_str(parts, separator=", ", ignore_nulls=True)))
    joined = pl.concat_str(each, separator="; ", ignore_nulls=True)
    return pl.when(joined != "").then(pl.concat_str(pl.lit("Succeeded by "), joined))


def _successor(n: int) -> tuple[str, str]:
    slot = f"Entity.SuccessorEntity.{n}.Successor"
    return f"{slot}LEI", f"{slot}EntityName"


def _based_in(records: pl.LazyFrame, column: str, key: str, says: str, dataset: str) -> pl.LazyFrame:
    return records.select(
        claim=pl.concat_str(pl.lit("gleif-"), "LEI", pl.lit(f"-{key}")),
        type=pl.lit("BASED_IN"),
        **{
            "from": pl.concat_str(pl.lit("lei-"), "LEI"),
            "to": pl.concat_str(pl.lit("country-"), pl.col(column).str.to_lowercase()),
        },
        source_url=pl.concat_str(pl.lit(RECORD_PAGE), "LEI"),
        published=_day("Registration.LastUpdateDate"),
        retrieved=pl.col("retrieved"),
        says=pl.lit(says),
        file=pl.col("file"),
        line=pl.col("line"),
        **_constants(dataset),
    )


def _no_parent() -> pl.Expr:
    levels = [pl.format(f"{level} parent: {{}}", _reason(level)) for level in ("direct", "ultimate")]
    return _or_null(pl.concat_str(levels, separator="; ", ignore_nulls=True))


def _reason(level: str) -> pl.Expr:
    """The packed codes in words; few combinations occur, so each is worded once."""
    text = pl.col(level).cast(pl.String).str.strip_chars(APART).str.replace_all(APART, ", ", literal=True)
    return text.str.replace_many(list(REASONS), list(REASONS.values()))


def _start_kinds() -> Mapping[str, str | None]:
    return {name: meaning.start_kind for name, meaning in RELATIONSHIP_TYPES.items()}


def _end_kinds() -> Mapping[str, str | None]:
    return {name: meaning.end_kind for name, meaning in RELATIONSHIP_TYPES.items()}


def _by_type(values: Mapping[str, object], dtype: type[pl.DataType] = pl.String) -> pl.Expr:
    return pl.col("Relationship.RelationshipType").replace_strict(
        dict(values), default=None, return_dtype=dtype
    )


def _values() -> Mapping[str, pl.Expr]:
    """The columns of our values (level, how, instrument), each set for the kinds that have it."""
    found: dict[str, dict[str, str]] = {}
    for name, meaning in RELATIONSHIP_TYPES.items():
        if meaning.value:
            found.setdefault(meaning.value[0], {})[name] = meaning.value[1]
    return {column: _by_type(values) for column, values in found.items()}


def _since() -> pl.Expr:
    """The last start of a period of the relationship itself, which may stand in any of the five places."""
    starts = [
        pl.when(_is_period(n, "RELATIONSHIP")).then(_or_null(_day(_period(n, "startDate")))) for n in _FIVE
    ]
    return pl.max_horizontal(starts)


def _until() -> pl.Expr:
    """The end of that period; of a relationship that is over without one, the day GLEIF last wrote of it."""
    ends = [
        pl.when(
            _is_period(n, "RELATIONSHIP") & (_day(_period(n, "startDate")) == pl.col("since").fill_null(""))
        ).then(_or_null(_day(_period(n, "endDate"))))
        for n in _FIVE
    ]
    stated = pl.max_horizontal(ends)
    return pl.when(stated.is_null() & pl.col("ended")).then(pl.col("updated")).otherwise(stated)


def _accounts_end() -> pl.Expr:
    ends = [pl.when(_is_period(n, "ACCOUNTING")).then(_or_null(_day(_period(n, "endDate")))) for n in _FIVE]
    last = pl.max_horizontal(ends)
    return pl.when(last <= pl.col("updated")).then(last)


def _is_over() -> pl.Expr:
    return pl.col("Relationship.RelationshipStatus") == "INACTIVE"


def _is_period(n: int, kind: str) -> pl.Expr:
    return pl.col(_period(n, "periodType")) == f"{kind}_PERIOD"


def _period(n: int, part: str) -> str:
    return f"Relationship.Period.{n}.{part}"


def _accounting() -> pl.Expr:
    standard = pl.coalesce(_or_null(pl.col(f"Relationship.Qualifiers.{n}.QualifierCategory")) for n in _FIVE)
    named = standard.str.replace_all("_", " ").str.replace("ACCOUNTING STANDARD", "accounting standard")
    amount = pl.coalesce(_or_null(pl.col(_amount(n))) for n in _FIVE)
    return pl.concat_str(
        named, pl.format("consolidated at {} percent as written", amount), separator="; ", ignore_nulls=True
    ).replace("", None)


def _amount(n: int) -> str:
    return f"Relationship.Quantifiers.{n}.QuantifierAmount"


def _caveat() -> pl.Expr:
    told = pl.col("Registration.RegistrationStatus").replace_strict(
        dict(RELATIONSHIP_CAVEATS), return_dtype=pl.String
    )
    only = pl.when(pl.col("Registration.ValidationSources") == "ENTITY_SUPPLIED_ONLY").then(
        pl.lit("Stated by the entity only; GLEIF has not corroborated it.")
    )
    over = pl.when(pl.col("ended")).then(
        pl.lit("GLEIF marks it as ended; where it gives no day, the end is that of its record.")
    )
    amount = pl.coalesce(_or_null(pl.col(_amount(n))) for n in _FIVE)
    # 1.00 and 100.00 both stand for the whole in real records.
    scale = pl.when(amount.cast(pl.Float64, strict=False) <= 1).then(
        pl.lit(
            "The percentage is 1 or less as written; GLEIF's records write the whole as 1.00 and as 100.00."
        )
    )
    return _or_null(pl.concat_str(told, only, over, scale, separator=" ", ignore_nulls=True))


def _constants(dataset: str, *without: str) -> Mapping[str, pl.Expr]:
    found = {"dataset": dataset, "publisher": "GLEIF", "claim_status": "documented", "visibility": "public"}
    return {name: pl.lit(value) for name, value in found.items() if name not in without}


def _day(column: str) -> pl.Expr:
    """The day as written, in the offset it is written in."""
    return pl.col(column).str.slice(0, 10)


def _or_null(text: pl.Expr) -> pl.Expr:
    return pl.when(text != "").then(text)


_ADDED: Mapping[str, pl.DataType] = {
    **{name: pl.Categorical() for name in ("financier_kind", "direct", "ultimate")},
    "successors": pl.String(),
}
_ORIGIN: Mapping[str, pl.DataType] = {"file": pl.String(), "line": pl.Int64(), "retrieved": pl.String()}
