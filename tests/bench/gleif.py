"""GLEIF of full size to statements, against the plainest Polars read of the same columns to Parquet."""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median

import polars as pl

from loaders import gleif
from loaders.gleif.layout import EXCEPTIONS, LEI_RECORDS, RELATIONSHIPS, Layout

RECORDS, BLOCK = 3_200_000, 100_000
RELATIONS, REASONS = 500_000, 4_400_000
REPEATS = 5
LIMIT, LIMIT_MB = 1.5, 2_000
_CAPITALS = dict(enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
_COUNTRIES = [
    "US",
    "IN",
    "BE",
    "FR",
    "NO",
    "SA",
    "IT",
    "SE",
    "GB",
    "DK",
    "DE",
    "ES",
    "PT",
    "CA",
    "CN",
    "JP",
    "LU",
]
_NAMES = ["Northern", "Vallée", "Grupo", "Öst", "Baltic", "Società", "Pacific, Rim", "宝山", "Первый"]
_TRADES = ["Steel", "Agro", "Timber", "Holdings", "Capital Growth Fund", "Mining", "Energía", "Palm Oil"]


def generate(folder: Path, records: int = RECORDS) -> list[Path]:
    """The three golden copy files in their real layout and proportion; the same at every call."""
    sizes = {
        LEI_RECORDS: records,
        RELATIONSHIPS: records * RELATIONS // RECORDS,
        EXCEPTIONS: records * REASONS // RECORDS,
    }
    cells = {LEI_RECORDS: _record, RELATIONSHIPS: _relationship, EXCEPTIONS: _exception}
    paths = []
    for layout, size in sizes.items():
        paths.append(folder / f"20240505-0000-gleif-goldencopy-{layout.name}-golden-copy.csv")
        with paths[-1].open("wb") as file:
            file.write((",".join(f'"{column}"' for column in layout.columns) + "\n").encode())
            for start in range(0, size, BLOCK):
                block = _block(layout, cells[layout](records), start, min(BLOCK, size - start))
                block.write_csv(file, include_header=False, quote_style="always")
    return paths


def plain(paths: Sequence[Path], into: Path) -> None:
    """Read the columns that the loader reads, and write them to Parquet."""
    for layout, path in zip((LEI_RECORDS, RELATIONSHIPS, EXCEPTIONS), paths, strict=False):
        pl.scan_csv(path, infer_schema=False).select(layout.reads).sink_parquet(
            into / f"{layout.name}.parquet"
        )


def ours(paths: Sequence[Path], into: Path) -> None:
    """Load the files into statements."""
    gleif.write(paths, "gleif", into)


def measure(paths: Sequence[Path], repeats: int = REPEATS) -> dict[str, object]:
    """Alternate the two and compare them: seconds, ratios with median and spread, peak memory in MB."""
    seconds: dict[str, list[float]] = {"plain": [], "ours": []}
    peaks: list[float] = []
    for _ in range(repeats):
        for way, spent in seconds.items():
            with tempfile.TemporaryDirectory(dir=paths[0].parent) as into:
                command = [sys.executable, "-m", "tests.bench.gleif", way, into, *map(str, paths)]
                told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            spent.append(told["seconds"])
            if way == "ours":
                peaks.append(told["peak_mb"])
    ratios = [mine / theirs for theirs, mine in zip(*seconds.values(), strict=True)]
    return {
        "seconds": seconds,
        "ratios": ratios,
        "median": median(ratios),
        "spread": max(ratios) - min(ratios),
        "peak_mb": max(peaks),
        "held": median(ratios) <= LIMIT and max(peaks) < LIMIT_MB,
    }


def _block(layout: Layout, cells: Mapping[str, pl.Expr], start: int, size: int) -> pl.DataFrame:
    numbers = pl.LazyFrame({"n": pl.int_range(start, start + size, eager=True)})
    return numbers.select(cells.get(column, pl.lit("")).alias(column) for column in layout.columns).collect()


def lei(number: pl.Expr) -> pl.Expr:
    """A valid LEI for each number."""
    letters = (_pick(_CAPITALS, number), _pick(_CAPITALS, number // 26))
    body = pl.concat_str(pl.lit("724500"), *letters, number.cast(pl.String).str.zfill(10))
    digits = pl.concat_str(body, pl.lit("00")).str.replace_many(
        list(_CAPITALS.values()), [str(10 + place) for place in _CAPITALS]
    )
    return pl.concat_str(body, (98 - digits.cast(pl.Int128) % 97).cast(pl.String).str.zfill(2))


def _record(_records: int) -> dict[str, pl.Expr]:
    n, mixed = pl.col("n"), pl.col("n") * 2654435761 % 4294967296
    name = pl.concat_str(
        _pick(_NAMES, mixed // 3), pl.lit(" "), _pick(_TRADES, mixed // 11), pl.lit(" "), n.cast(pl.String)
    )
    day = _day(mixed)
    other, transliterated = (
        "Entity.OtherEntityNames.OtherEntityName.1",
        ("Entity.TransliteratedOtherEntityNames.TransliteratedOtherEntityName.1"),
    )
    register = "Entity.RegistrationAuthority.RegistrationAuthority"
    cells = {
        "LEI": lei(n),
        "Entity.LegalName": name,
        "Entity.LegalName.xmllang": _pick(["en", "fr", "de", "es", "zh"], mixed),
        other: _some(7, mixed, pl.concat_str(pl.lit("FORMER "), name)),
        f"{other}.type": _some(7, mixed, pl.lit("PREVIOUS_LEGAL_NAME")),
        transliterated: _some(12, mixed // 23, pl.concat_str(pl.lit("TRANSLIT "), name)),
        f"{register}ID": _pick(["RA000602", "RA000394", "RA000025", "RA000189", "RA999999"], mixed // 29),
        f"{register}EntityID": pl.concat_str(pl.lit("HRB "), n.cast(pl.String)),
        "Entity.LegalJurisdiction": _pick(_COUNTRIES, mixed // 31),
        "Entity.EntityCategory": _pick([*["GENERAL"] * 17, "FUND", "FUND", "BRANCH"], mixed // 37),
        "Entity.LegalForm.EntityLegalFormCode": _pick(["VSZS", "T91T", "8888", "H0PO"], mixed),
        "Entity.EntityStatus": _pick([*["ACTIVE"] * 19, "INACTIVE"], mixed // 41),
        "Entity.EntityCreationDate": pl.concat_str(day, pl.lit("T08:00:00+02:00")),
        "Registration.InitialRegistrationDate": pl.concat_str(day, pl.lit("T00:00:00+02:00")),
        "Registration.LastUpdateDate": pl.concat_str(day, pl.lit("T12:11:10.123Z")),
        "Registration.RegistrationStatus": _pick(["ISSUED", "ISSUED", "LAPSED"], mixed // 43),
        "Registration.NextRenewalDate": pl.concat_str(day, pl.lit("T00:00:00+02:00")),
        "Registration.ManagingLOU": pl.lit("213800WAVVOPS85N2205"),
        "Registration.ValidationSources": pl.lit("FULLY_CORROBORATED"),
        "Registration.ValidationAuthority.ValidationAuthorityID": _pick(["RA000602", "RA000394"], mixed),
        "Registration.ValidationAuthority.ValidationAuthorityEntityID": n.cast(pl.String),
        "ConformityFlag": pl.lit("CONFORMING"),
    }
    for address, moved in (("LegalAddress", 31), ("HeadquartersAddress", 32)):
        abroad = pl.when(mixed % 20 == 0).then(_pick(_COUNTRIES, mixed // moved))
        cells |= {
            f"Entity.{address}.xmllang": pl.lit("en"),
            f"Entity.{address}.FirstAddressLine": pl.format("C/O Corporation Trust, {} Rue de l'Étoile", n),
            f"Entity.{address}.City": _pick(["BOSTON", "Nové Mesto", "Mumbai", "Paris"], mixed // 7),
            f"Entity.{address}.Region": _pick(["US-MA", "IN-MH", "FR-75"], mixed // 7),
            f"Entity.{address}.Country": abroad.otherwise(_pick(_COUNTRIES, mixed // 31)),
            f"Entity.{address}.PostalCode": (mixed % 99999).cast(pl.String),
        }
    return cells


def _relationship(records: int) -> dict[str, pl.Expr]:
    n, mixed = pl.col("n"), pl.col("n") * 2654435761 % 4294967296
    kinds = ["IS_DIRECTLY_CONSOLIDATED_BY", "IS_ULTIMATELY_CONSOLIDATED_BY", "IS_FUND-MANAGED_BY"]
    cells = {
        "Relationship.StartNode.NodeID": lei(n * 5 % records),
        "Relationship.EndNode.NodeID": lei((n * 5 % records) // 7 + 1_000_000_000),
        "Relationship.RelationshipType": _pick(kinds, n),
        "Relationship.RelationshipStatus": pl.lit("ACTIVE"),
        "Registration.LastUpdateDate": pl.concat_str(_day(mixed), pl.lit("T12:11:10.123Z")),
        "Registration.RegistrationStatus": pl.lit("PUBLISHED"),
        "Registration.ValidationSources": pl.lit("FULLY_CORROBORATED"),
    }
    for place, kind in ((1, "ACCOUNTING"), (2, "RELATIONSHIP")):
        cells[f"Relationship.Period.{place}.startDate"] = pl.concat_str(
            _day(mixed // place), pl.lit("T00:00:00Z")
        )
        cells[f"Relationship.Period.{place}.periodType"] = pl.lit(f"{kind}_PERIOD")
    return cells | {f"Relationship.{end}Node.NodeIDType": pl.lit("LEI") for end in ("Start", "End")}


def _exception(_records: int) -> dict[str, pl.Expr]:
    n = pl.col("n")
    levels = [f"{level}_ACCOUNTING_CONSOLIDATION_PARENT" for level in ("DIRECT", "ULTIMATE")]
    return {
        "LEI": lei(n // 2),
        "Exception.Category": _pick(levels, n),
        "Exception.Reason.1": _pick(["NATURAL_PERSONS", "NON_CONSOLIDATING", "NO_KNOWN_PERSON"], n // 3),
    }


def _pick(words: "Sequence[str] | Mapping[int, str]", number: pl.Expr) -> pl.Expr:
    places = dict(words if isinstance(words, Mapping) else enumerate(words))
    return (number % len(places)).replace_strict(places, return_dtype=pl.String)


def _some(percent: int, number: pl.Expr, text: pl.Expr) -> pl.Expr:
    return pl.when(number % 100 < percent).then(text).otherwise(pl.lit(""))


def _day(mixed: pl.Expr) -> pl.Expr:
    year, month, day = 2005 + mixed // 13 % 19, 1 + mixed // 17 % 12, 1 + mixed // 19 % 28
    parts = (part.cast(pl.String).str.zfill(2) for part in (year, month, day))
    return pl.concat_str(*parts, separator="-")


def _told() -> Iterator[str]:
    way, into, *paths = sys.argv[1:]
    start = time.perf_counter()
    {"plain": plain, "ours": ours}[way]([Path(path) for path in paths], Path(into))
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield json.dumps({"seconds": seconds, "peak_mb": peak, "cpu": time.process_time()})


if __name__ == "__main__":
    sys.stdout.writelines(_told())
