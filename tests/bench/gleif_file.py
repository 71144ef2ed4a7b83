"""A generated file of LEI records in the layout of the golden copy, written row by row."""

from pathlib import Path
from random import Random

from loaders.gleif.layout import LEI

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_PLACES = ("US-DE", "IN", "DE", "GB", "FR", "IT", "KY", "CN", "NL", "BE", "ES", "SE", "US-NY", "LU", "JP")
_CATEGORIES = ("GENERAL",) * 12 + ("FUND", "SOLE_PROPRIETOR", "GENERAL", "BRANCH")
_SYLLABLES = (
    "ka",
    "lo",
    "mer",
    "sto",
    "vin",
    "ar",
    "tek",
    "pol",
    "dru",
    "ens",
    "ix",
    "ham",
    "ber",
    "qui",
    "zo",
)
_FORMS = ("GmbH", "Limited", "S.A.", "B.V.", "Inc.", "Private Limited", "AG", "S.r.l.", "Fund", "LLC")
_STREETS = ("Old Mill Road", "Rue de la Gare", "Hauptstrasse", "Via Roma", "Calle Mayor", "Nanjing Road")


def write_lei_file(path: Path, rows: int) -> None:
    """Write `rows` LEI records with all columns; about 1.5 kB each, as in the golden copy."""
    columns = sorted({*LEI.read, *LEI.ignored})
    known = {name: place for place, name in enumerate(columns)}
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(",".join(f'"{name}"' for name in columns) + "\n")
        random = Random(1)  # noqa: S311 - no secret
        for number in range(rows):
            values = [""] * len(columns)
            for name, value in _record(number, random).items():
                values[known[name]] = value
            file.write('"' + '","'.join(values) + '"\n')


def lei(number: int) -> str:
    """A valid LEI of a number, another for each below 36^14."""
    base, rest = "5493", number * 2_654_435_761 % 36**14
    for _ in range(14):
        rest, digit = divmod(rest, 36)
        base += _ALPHABET[digit]
    digits = "".join(str(_ALPHABET.index(character)) for character in base)
    return f"{base}{98 - int(digits + '00') % 97:02d}"


def _record(number: int, random: Random) -> dict[str, str]:
    place = random.choice(_PLACES)
    name = f"{_name(random, 4)} {_name(random, 3)} {_name(random, 2)} {random.choice(_FORMS)}"
    address = {
        "xmllang": "en",
        "FirstAddressLine": f"{random.randrange(997)} {_name(random, 3)} {random.choice(_STREETS)}",
        "AdditionalAddressLine.1": "c/o Corporate Services Limited" if number % 3 == 0 else "",
        "City": _name(random, 3),
        "Region": place if "-" in place else "",
        "Country": place[:2],
        "PostalCode": f"{random.randrange(99999):05d}",
    }
    authority, register = f"RA{random.randrange(900):06d}", f"HRB {random.randrange(10**8)}"
    record = {
        "LEI": lei(number),
        "Entity.LegalName": name,
        "Entity.LegalName.xmllang": "en",
        "Entity.RegistrationAuthority.RegistrationAuthorityID": authority,
        "Entity.RegistrationAuthority.RegistrationAuthorityEntityID": register,
        "Entity.LegalJurisdiction": place,
        "Entity.EntityCategory": random.choice(_CATEGORIES),
        "Entity.LegalForm.EntityLegalFormCode": "8888",
        "Entity.EntityStatus": "INACTIVE" if number % 14 == 0 else "ACTIVE",
        "Entity.EntityCreationDate": f"{_day(random, 1950)}T00:00:00+02:00",
        "Registration.InitialRegistrationDate": f"{_day(random, 2012)}T15:56:00.000Z",
        "Registration.LastUpdateDate": f"{_day(random, 2020)}T12:{random.randrange(10, 60)}:30Z",
        "Registration.RegistrationStatus": "LAPSED" if number % 3 == 0 else "ISSUED",
        "Registration.NextRenewalDate": f"{_day(random, 2023)}T13:46:00.000Z",
        "Registration.ManagingLOU": "EVK05KS7XY1DEII3R011",
        "Registration.ValidationSources": "FULLY_CORROBORATED",
        "Registration.ValidationAuthority.ValidationAuthorityID": authority,
        "Registration.ValidationAuthority.ValidationAuthorityEntityID": register,
        "ConformityFlag": "CONFORMING",
    }
    for kind in ("Legal", "Headquarters"):
        record |= {f"Entity.{kind}Address.{part}": value for part, value in address.items()}
    if number % 8 == 0:
        record["Entity.OtherEntityNames.OtherEntityName.1"] = (
            f"{_name(random, 4)} {_name(random, 4)} {random.choice(_FORMS)}"
        )
        record["Entity.OtherEntityNames.OtherEntityName.1.type"] = "PREVIOUS_LEGAL_NAME"
    if number % 20 == 0:
        event = "Entity.LegalEntityEvents.LegalEntityEvent.1."
        record[f"{event}LegalEntityEventType"] = "CHANGE_LEGAL_NAME"
        record[f"{event}LegalEntityEventEffectiveDate"] = "2020-01-01T00:00:00Z"
    if number % 70 == 0 and number:
        record[f"{_SUCCESSOR}SuccessorLEI"] = lei(number - 1)
        record["Entity.EntityExpirationDate"] = "2021-03-02T00:00:00Z"
        record["Entity.EntityExpirationReason"] = "CORPORATE_ACTION"
    return record


def _name(random: Random, syllables: int) -> str:
    return "".join(random.choices(_SYLLABLES, k=syllables)).title()


def _day(random: Random, first_year: int) -> str:
    return f"{random.randint(first_year, 2025)}-{random.randint(1, 12):02d}-{random.randint(1, 28):02d}"


_SUCCESSOR = "Entity.SuccessorEntity.1."
