"""A generated network: trees of companies, banks of 2,000 loans, funds that hold them, and attacks."""

from collections.abc import Iterator
from random import Random
from typing import Any

from graph.statements.schema import Statements, claim_frame, entity_frame

BANKS, LOANS, HOLDERS = 20, 2_000, 2_000
COMPANIES, PROJECTS, ATTACKS = 30_000, 4_000, 2_000
_MORE = {"defender": {"named_publicly": True}}
_EVIDENCE = {"dataset": "bench", "claim_status": "documented", "visibility": "public", "publisher": "bench"}


def network(seed: int = 1) -> Statements:
    """About 100,000 claims among 44,000 entities; the same for the same seed."""
    return Statements(entity_frame(_entities()), claim_frame(_claims(Random(seed))))  # noqa: S311 - no secret


def _entities() -> Iterator[dict[str, Any]]:
    kinds = {
        "company": (("Company",), COMPANIES),
        "bank": (("Company", "Financier"), BANKS),
        "fund": (("Company", "Financier"), HOLDERS),
        "project": (("Project",), PROJECTS),
        "attack": (("Attack",), ATTACKS),
        "defender": (("Defender",), ATTACKS),
        "person": (("Person",), ATTACKS),
        "country": (("Country",), 10),
    }
    for name, (labels, count) in kinds.items():
        for number in range(count):
            more = _MORE.get(name, {}) | ({"date": f"20{10 + number % 15}-03-02"} if name == "attack" else {})
            entity = {
                "entity": f"{name}-{number}",
                "name": f"{name.title()} {number}",
                "labels": list(labels),
            }
            yield {
                **_EVIDENCE,
                **entity,
                **more,
                "source_url": "https://example.org/register",
                "line": number,
            }


def _claims(random: Random) -> Iterator[dict[str, Any]]:
    for number in range(COMPANIES):
        yield _claim("BASED_IN", f"company-{number}", f"country-{number % 10}")
        owner = f"company-{number // 3}" if number > 10 else f"person-{number}"
        yield _claim("OWNS", owner, f"company-{number}", share=float(random.randint(1, 100)))
        if number % 5 == 0:
            yield _claim("OWNS", f"person-{random.randrange(ATTACKS)}", f"company-{number}")
    for bank in range(BANKS):
        for other in range(0, BANKS, 3):
            if other != bank:
                yield _claim(
                    "HOLDS", f"bank-{other}", f"bank-{bank}", instrument="equity", value_amount=float(bank)
                )
        for _ in range(LOANS // 2):
            loan = {"instrument": "loan", "amount": float(random.randint(1, 500)), "currency": "USD"}
            yield _claim("FINANCES", f"bank-{bank}", f"company-{random.randrange(COMPANIES)}", **loan)
            if random.random() < 0.2:
                yield _claim("FINANCES", f"bank-{bank}", f"project-{random.randrange(PROJECTS)}", **loan)
    yield from _hub(random)
    for number in range(PROJECTS):
        yield _claim("OPERATES", f"company-{COMPANIES - 1 - number}", f"project-{number}", role="operator")
    for number in range(ATTACKS):
        yield _claim("LINKED_TO", f"attack-{number}", f"project-{number}")
        yield _claim("TARGETED", f"attack-{number}", f"defender-{number}", harm="killed")


def _hub(random: Random) -> Iterator[dict[str, Any]]:
    """Two thousand loans of the first bank to companies at the top, two thousand holders of it."""
    for number in range(LOANS):
        loan = {"instrument": "loan", "amount": float(random.randint(1, 500)), "currency": "USD"}
        yield _claim("FINANCES", "bank-0", f"company-{number}", **loan)
        position = {
            "instrument": "equity",
            "value_amount": float(random.randint(1, 10**6)),
            "value_currency": "USD",
        }
        yield _claim("HOLDS", f"fund-{number}", "bank-0", **position)


def _claim(kind: str, start: str, end: str, **values: object) -> dict[str, Any]:
    return {
        **_EVIDENCE,
        "type": kind,
        "from": start,
        "to": end,
        "source_url": "https://example.org/register",
        **values,
    }
