"""Answers as people read them on a terminal: tables, chains with numbered sources, JSON."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from app import asides, words
from app.answers import distinct, tally, told
from app.dossier import Dossier
from app.printed_judgements import print_merging
from app.sources import numbered
from graph.model.entity import Entity
from graph.model.facts import Claim, Fact
from graph.model.ontology import ontology
from graph.network.walk import Chain
from graph.store.answer import Table as Answer

_MOST_COLUMNS = 5


def print_json(value: object) -> None:
    """Print a value as JSON."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=1, default=str))


def print_answer(title: str | None, answer: Answer) -> None:
    """Print rows without ids, as a table or, with too many columns, one by one; say where it was cut."""
    shown = [i for i, name in enumerate(answer.columns) if not name.endswith("_id")]
    if not answer.rows:
        asked = f" for: {title}" if title else ""
        Console(soft_wrap=True).print(
            f"No rows{asked} Nothing recorded answers it; that is not the same as no.", markup=False
        )
    elif len(shown) > _MOST_COLUMNS:
        _print_rows(title, answer, shown)
    else:
        table = Table(*(answer.columns[i] for i in shown), title=title)
        for row in answer.rows:
            table.add_row(*(escape(told(answer.columns[i], row[i])) for i in shown))
        Console().print(table)
    if distinct(answer) is not None:
        typer.echo(f"{tally(answer)}.", err=True)
    if answer.truncated:
        typer.echo(f"Cut after {len(answer.rows):,} rows; --limit gives more.", err=True)


def _print_rows(title: str | None, answer: Answer, shown: Sequence[int]) -> None:
    console = Console(highlight=False, soft_wrap=True)
    console.print(title or "", markup=False)
    for place, row in enumerate(answer.rows, 1):
        cells = [
            f"{answer.columns[i]}: {told(answer.columns[i], row[i])}"
            for i in shown
            if row[i] not in (None, [])
        ]
        console.print(f"{place:3}. " + "\n     ".join(cells), markup=False)


def print_dossier(found: Dossier, merged: Sequence[Mapping[str, Any]] = ()) -> None:
    """Print everything said about an entity, claim by claim, and on what grounds it was `merged`."""
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"[bold]{escape(found.entity.name)}[/bold]  {found.entity.label}  {found.entity.id}")
    print_merging(merged)
    for statement in found.statements:
        values = (
            f"{key.replace('_', ' ')}: {told(key, value)}" for key, value in statement["values"].items()
        )
        console.print(f"  {', '.join(values)}", markup=False)
        date = statement["published"] or "no date"
        console.print(f"    {statement['publisher']}, {date}: {statement['source']}", markup=False)
    for fact in found.facts:
        _print_fact(console, fact, found.entities)
    for stop in found.stops:
        console.print(f"\nNote: {stop}.", markup=False)
    console.print(f"\n{ontology().disclaimer}", markup=False)


def print_chains(chains: Sequence[Chain], entities: Mapping[str, Entity], stops: Sequence[str]) -> None:
    """Print chains in words with their numbered sources, and the disclaimer."""
    console = Console(highlight=False, soft_wrap=True)
    sources = numbered(hop.fact for chain in chains for hop in chain.hops)
    for place, chain in enumerate(chains, 1):
        told = words.plain(words.chain(chain.hops, entities, sources.numbers, sources.letters))
        console.print(f"{place:3}. {told}", markup=False)
    console.print()
    for cited in sources.cited:
        date = cited.published or "no date"
        console.print(f"[{cited.number}] {cited.publisher}, {date}. {cited.address}", markup=False)
    for letter, caveat in sources.lettered():
        console.print(f"({letter}) {caveat}", markup=False)
    for stop in stops:
        console.print(f"Note: {stop}.", markup=False)
    console.print(f"\n{ontology().disclaimer}", markup=False)


def _print_fact(console: Console, fact: Fact, entities: Mapping[str, Entity]) -> None:
    start, end = (entities[key].name for key in (fact.start, fact.end))
    note = asides.aside(fact)
    console.print(f"\n{start} — {words.line_text(fact)} → {end}{f' ({note})' if note else ''}", markup=False)
    for claim in fact.claims:
        _print_claim(console, claim)


def _print_claim(console: Console, claim: Claim) -> None:
    says = f": {claim['says']}" if claim.get("says") else ""
    console.print(f"  {claim['claim_status']}{says}", markup=False)
    if claim.get("caveat"):
        console.print(f"    with the caveat: {claim['caveat']}", markup=False)
    source = claim.get("source_url") or claim.get("citation")
    console.print(
        f"    {claim.get('publisher')}, {claim.get('published') or 'no date'}: {source}", markup=False
    )
