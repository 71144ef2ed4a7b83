"""LEI records: who a company, fund or public body is, where it is based and what succeeded it."""

import polars as pl

from graph.model.countries import country_names
from loaders.gleif import checks
from loaders.gleif.checks import Check, day
from loaders.gleif.evidence import (
    VALIDATED,
    country_id,
    entity_id,
    evidence,
    lei_id,
    listed,
    translated,
    words,
)
from loaders.gleif.gathered import FILE, LINE
from loaders.gleif.records import DELETED

# Issued in error, not yet valid, or kept by another issuer: no record of a company.
LEFT_OUT = {
    "ANNULLED": "annulled LEIs",
    "CANCELLED": "cancelled LEIs",
    "PENDING_VALIDATION": "LEIs that are not validated yet",
    "TRANSFERRED": "records that another issuer keeps",
}
_KEPT = ("ISSUED", "LAPSED", "MERGED", "RETIRED", "DUPLICATE", "PENDING_TRANSFER", "PENDING_ARCHIVAL")
_CATEGORIES = (
    "GENERAL",
    "BRANCH",
    "FUND",
    "SOLE_PROPRIETOR",
    "RESIDENT_GOVERNMENT_ENTITY",
    "INTERNATIONAL_ORGANIZATION",
)
_PUBLIC_BODIES = ("RESIDENT_GOVERNMENT_ENTITY", "INTERNATIONAL_ORGANIZATION")
_TIERS = {
    "CENTRAL_GOVERNMENT": "central",
    "STATE_GOVERNMENT": "state",
    "LOCAL_GOVERNMENT": "local",
    "SOCIAL_SECURITY": "social security",
}
_EXPIRED = ("DISSOLVED", "CORPORATE_ACTION", "OTHER")
_NO_REGISTER = (
    "RA777777",
    "RA888888",
    "RA999999",
)  # "none yet", "not in the list": their numbers join nobody
_FIRST_YEAR = "1200"  # before it, a date of creation stands for "not known"

_ISO = {"source_url": "https://www.iso.org/iso-3166-country-codes.html", "publisher": "ISO 3166"}

_TRUE = pl.col("LEI:")
_LEI, _STATUS = pl.col("LEI"), pl.col("Registration.RegistrationStatus")
_CATEGORY = pl.col("Entity.EntityCategory")
_UPDATED = "Registration.LastUpdateDate"
_LAW, _SEAT = pl.col("Entity.LegalJurisdiction"), pl.col("Entity.HeadquartersAddress.Country")
_AUTHORITY = pl.col("Entity.RegistrationAuthority.RegistrationAuthorityID")
_SUCCESSOR = "Entity.SuccessorEntity."
_SURVIVOR = f"{_SUCCESSOR}1.SuccessorLEI"
_ENDED = "Entity.EntityExpirationDate"


KEY = ("LEI",)


def prepared(rows: pl.LazyFrame) -> pl.LazyFrame:
    """The rows with `left_out`, why a record is no company of its own (null where it is), and `LEI:`.

    `LEI:` is the LEI that the company really has: of a duplicate, the other, so that both are one entity.
    """
    deleted = pl.when(pl.col(DELETED).is_not_null()).then(pl.lit("deleted records"))
    no_company = translated(_STATUS, LEFT_OUT)
    true = pl.when(_duplicate()).then(pl.col(_SURVIVOR)).otherwise(_LEI)
    named = checks.with_valid(rows.with_columns(true.alias("LEI:")), "LEI:")
    return named.with_columns(left_out=pl.coalesce(deleted, no_company))


def row_checks(_rows: pl.LazyFrame) -> list[Check]:
    """What each row must hold."""
    countries = list(country_names())
    place = _LAW.str.slice(0, 2).is_in(countries) & _LAW.str.contains(r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$")
    return [
        Check(_SURVIVOR, _duplicate() & ~checks.valid("LEI:"), checks.NO_LEI),
        Check("LEI", ~checks.valid("LEI:") | ~checks.like_lei(_LEI).fill_null(value=False), checks.NO_LEI),
        checks.required("Entity.LegalName"),
        checks.one_of("Entity.EntityCategory", _CATEGORIES, empty=True),
        checks.one_of("Entity.EntitySubCategory", _TIERS, empty=True),
        checks.one_of("Entity.EntityStatus", ("ACTIVE", "INACTIVE", "NULL")),
        checks.one_of("Entity.EntityExpirationReason", _EXPIRED, empty=True),
        checks.one_of("Registration.RegistrationStatus", (*_KEPT, *LEFT_OUT)),
        checks.one_of("Registration.ValidationSources", VALIDATED, empty=True),
        Check("Entity.LegalJurisdiction", ~place.fill_null(value=True), "is no country or part of one"),
        checks.one_of("Entity.HeadquartersAddress.Country", countries, empty=True),
        Check(
            "Entity.RegistrationAuthority.RegistrationAuthorityID",
            ~_AUTHORITY.str.contains(r"^RA[0-9]{6}$").fill_null(value=True),
            "is no code of a register (RA and six digits)",
        ),
        checks.required_day(_UPDATED),
        checks.a_day("Entity.EntityCreationDate"),
        checks.a_day(_ENDED),
        checks.not_too_many(),
    ]


def entities(rows: pl.LazyFrame, dataset: str) -> pl.LazyFrame:
    """A statement about each entity, as columns of ENTITIES."""
    register = pl.when(~_AUTHORITY.is_in(_NO_REGISTER)).then(_AUTHORITY)
    number = pl.col("Entity.RegistrationAuthority.RegistrationAuthorityEntityID")
    created = day("Entity.EntityCreationDate")
    fund, body = _CATEGORY == "FUND", _CATEGORY.is_in(_PUBLIC_BODIES)
    return rows.select(
        FILE,
        LINE,
        *evidence(dataset, _LEI, _UPDATED),
        entity=entity_id(_LEI),
        labels=pl.when(fund)
        .then(pl.lit(["Company", "Financier"]))
        .when(body)
        .then(pl.lit(["Government"]))
        .otherwise(pl.lit(["Company"])),
        visibility=_visibility(),
        name=pl.col("Entity.LegalName").str.strip_chars(),
        other_names=_other_names(rows),
        lei=_TRUE,
        says=pl.when(_duplicate()).then(pl.lit("A second LEI of a company that has another.")),
        register=register,
        register_number=pl.when(register.is_not_null()).then(number.str.strip_chars()),
        jurisdiction=_LAW,
        kind=_kind(),
        financier_kind=pl.when(fund).then(pl.lit("fund")),
        tier=pl.when(body).then(translated(pl.col("Entity.EntitySubCategory"), _TIERS)),
        status=translated(pl.col("Entity.EntityStatus"), {"ACTIVE": "active", "INACTIVE": "inactive"}),
        lei_status=translated(_STATUS, words(_KEPT)),
        founded=pl.when(created >= _FIRST_YEAR).then(created),
        dissolved=pl.when(pl.col("Entity.EntityExpirationReason") == "DISSOLVED").then(day(_ENDED)),
    )


def is_aside() -> pl.Expr:
    """Whether more is said of a row than `entities` tells: headquarters abroad, successors."""
    return _abroad() | pl.col(_SURVIVOR).is_not_null()


def homes(entities: pl.LazyFrame) -> pl.LazyFrame:
    """BASED_IN or PART_OF the country of its law for each of `entities`, as columns of CLAIMS.

    An intergovernmental body has no home.
    """
    country = country_id(pl.col("jurisdiction").str.slice(0, 2))
    body = pl.col("labels").list.first() == "Government"
    found = entities.filter(
        pl.col("jurisdiction").is_not_null() & pl.col("kind").ne_missing("intergovernmental")
    )
    return found.select(
        FILE,
        LINE,
        *("dataset", "source_url", "publisher", "published", "claim_status", "visibility"),
        claim=_claim_id(pl.col("entity").str.slice(len("lei-")), country),
        type=pl.when(body).then(pl.lit("PART_OF")).otherwise(pl.lit("BASED_IN")),
        to=country,
        says=pl.concat_str(pl.lit("Its law is that of "), pl.col("jurisdiction"), pl.lit(".")),
        **{"from": pl.col("entity")},
    )


def claims(rows: pl.LazyFrame, dataset: str) -> list[pl.LazyFrame]:
    """BASED_IN the country of headquarters abroad, and SUCCEEDED_BY, as columns of CLAIMS.

    A duplicate has no successor: it is the other. A successor without a valid LEI is left out.
    """
    headquarters = rows.filter(_abroad()).select(
        *_claim(dataset, country_id(_SEAT)),
        type=pl.lit("BASED_IN"),
        says=pl.lit("Its headquarters are there."),
    )
    return [headquarters, *_successors(rows, dataset)]


def countries(dataset: str) -> pl.LazyFrame:
    """Every country of ISO 3166-1, as columns of ENTITIES.

    All of them, because which occur is known only when the rows have passed.
    """
    given = {"dataset": dataset, "visibility": "public", "claim_status": "documented", "labels": ["Country"]}
    return pl.LazyFrame(
        {**given, **_ISO, "entity": f"country-{code.lower()}", "name": name, "iso2": code}
        for code, name in sorted(country_names().items())
    )


def _abroad() -> pl.Expr:
    """Whether a company's headquarters are in another country than that of its law."""
    body = _CATEGORY.is_in(_PUBLIC_BODIES).fill_null(value=False)
    return ~body & _SEAT.is_not_null() & (_LAW.str.slice(0, 2) != _SEAT).fill_null(value=True)


def _successors(rows: pl.LazyFrame, dataset: str) -> list[pl.LazyFrame]:
    columns = [name for name in rows.collect_schema() if name.startswith(_SUCCESSOR)]
    found = []
    for place, column in enumerate(columns):
        told_before = pl.any_horizontal(
            pl.lit(value=False), *(pl.col(c) == pl.col(column) for c in columns[:place])
        )
        named = rows.filter(
            pl.col(column).is_not_null() & (_STATUS != "DUPLICATE") & (pl.col(column) != _LEI)
        )
        named = checks.with_valid(named.filter(~told_before.fill_null(value=False)), column)
        found.append(
            named.filter(checks.valid(column)).select(
                *_claim(dataset, entity_id(pl.col(column))), type=pl.lit("SUCCEEDED_BY"), since=day(_ENDED)
            )
        )
    return found


def _claim(dataset: str, to: pl.Expr) -> list[pl.Expr]:
    return [
        pl.col(FILE, LINE),
        *evidence(dataset, _LEI, _UPDATED),
        _claim_id(lei_id(_LEI), to).alias("claim"),
        entity_id(_LEI).alias("from"),
        to.alias("to"),
        _visibility().alias("visibility"),
    ]


def _claim_id(lei: pl.Expr, to: pl.Expr) -> pl.Expr:
    return pl.concat_str(pl.lit("gleif-"), lei, pl.lit("-"), to)


def _other_names(rows: pl.LazyFrame) -> pl.Expr:
    """Earlier, trading and transliterated names, each once, the name itself left out."""
    slots = [name for name in rows.collect_schema() if "OtherEntityName." in name]
    stated = [pl.col(name).str.strip_chars() for name in slots]
    name = pl.col("Entity.LegalName").str.strip_chars()
    return listed(*(pl.when(one != name).then(one) for one in stated))


def _duplicate() -> pl.Expr:
    """Whether the LEI is a second one of a company whose other LEI is named."""
    return (_STATUS == "DUPLICATE") & pl.col(_SURVIVOR).is_not_null()


def _visibility() -> pl.Expr:
    """A sole proprietor's name is that of a person, who is no public record of ours."""
    return pl.when(_CATEGORY == "SOLE_PROPRIETOR").then(pl.lit("restricted")).otherwise(pl.lit("public"))


def _kind() -> pl.Expr:
    kinds = {
        "BRANCH": "branch",
        "SOLE_PROPRIETOR": "sole proprietor",
        "INTERNATIONAL_ORGANIZATION": "intergovernmental",
    }
    return translated(_CATEGORY, kinds)
