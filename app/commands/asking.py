"""Commands that look things up: find, show, query, cypher."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from app import shapes
from app.answers import ask
from app.dossier import dossier
from app.left_out import tell_left_out
from app.options import EntityName, Home, Json, Profile
from app.plain import plain_value
from app.session import session
from app.words import aside, line_text
from graph.model.ontology import ontology
from graph.store.answer import Table as Answer
from queries.catalogue import catalogue, question


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (find, show, query, cypher):
        app.command()(command)


def find(
    text: Annotated[str, typer.Argument(help="A name in any script, a part of one, or an identifier.")],
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many at most.")] = 20,
    home: Home = None,
    profile: Profile = None,
    as_json: Json = False,
) -> None:
    """Entities by name or identifier. Example: [bold]defendergraph find "Sinohidro"[/bold]"""
    with session(home, profile) as opened:
        hits = opened.find(text, limit)
        tell_left_out(opened, lambda seen: len(seen.find(text, limit)))
    if as_json:
        _print_json(shapes.result("find", {"text": text}, rows=[asdict(hit) for hit in hits]))
        return
    table = Table("name", "label", "id", "matched", "like")
    for hit in hits:
        table.add_row(hit.name, hit.label, hit.id, hit.matched, f"{hit.score:.0f}")
    Console().print(table if hits else f"Nothing is like '{text}'.")


def show(entity: EntityName, home: Home = None, profile: Profile = None, as_json: Json = False) -> None:
    """Everything said about it, claim by claim, with sources. Example: [bold]defendergraph show FMO[/bold]"""
    with session(home, profile) as opened:
        found = dossier(opened.view, opened.entity(entity))
        tell_left_out(opened, lambda seen: len(dossier(seen.view, found.entity).facts))
    if as_json:
        facts = [shapes.fact(fact) for fact in found.facts]
        _print_json({**shapes.entity(found.entity), "statements": found.statements, "facts": facts,
                     "disclaimer": ontology().disclaimer})  # fmt: skip
        return
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"[bold]{_escaped(found.entity.name)}[/bold]  {found.entity.label}  {found.entity.id}")
    for statement in found.statements:
        values = ", ".join(f"{key}: {plain_value(value)}" for key, value in statement["values"].items())
        console.print(f"  {values}", markup=False)
        console.print(f"    {statement['publisher']}, {statement['published'] or 'no date'}: {statement['source']}", markup=False)
    for fact in found.facts:
        start, end = (found.entities[key].name for key in (fact.start, fact.end))
        note = aside(fact)
        console.print(f"\n{start} — {line_text(fact)} → {end}{f' ({note})' if note else ''}", markup=False)
        for claim in fact.claims:
            told = claim.get("says") or ""
            console.print(f"  {claim['claim_status']}: {told}", markup=False)
            if claim.get("caveat"):
                console.print(f"    with the caveat: {claim['caveat']}", markup=False)
            source = claim.get("source_url") or claim.get("citation")
            console.print(f"    {claim.get('publisher')}, {claim.get('published') or 'no date'}: {source}", markup=False)
    console.print(f"\n{ontology().disclaimer}", markup=False)


def query(
    name: Annotated[str | None, typer.Argument(help="A question; without one they are listed.")] = None,
    values: Annotated[list[str] | None, typer.Argument(metavar="KEY=VALUE", help="Its parameters.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="How many rows at most.")] = 1_000,
    home: Home = None,
    profile: Profile = None,
    as_json: Json = False,
) -> None:
    """A question from the catalogue. Example: [bold]defendergraph query owners-of company=FMO[/bold]"""
    if name is None:
        _list_questions(as_json)
        return
    asked = question(name)
    given = _pairs(values or [])
    with session(home, profile) as opened:
        answer = ask(opened, asked, given, limit)
        tell_left_out(opened, lambda seen: len(ask(seen, asked, given, limit).rows))
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    if as_json:
        _print_json(shapes.result(name, given, rows=rows, truncated=answer.truncated))
        return
    _print_table(asked.title, answer.columns, answer.rows)
    _tell_cut(answer)
    Console().print(ontology().disclaimer, markup=False)


def cypher(
    text: Annotated[str, typer.Argument(help="A Cypher question; it cannot write.")],
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="How many rows at most.")] = 1_000,
    home: Home = None,
    profile: Profile = None,
    as_json: Json = False,
) -> None:
    """A read-only question of your own. Example: [bold]defendergraph cypher "MATCH (a:Attack) RETURN a.name"[/bold]"""
    with session(home, profile) as opened:
        answer = opened.view.cypher(text, limit)
    rows = [dict(zip(answer.columns, map(plain_value, row), strict=True)) for row in answer.rows]
    if as_json:
        _print_json(shapes.result("cypher", {"text": text}, rows=rows, truncated=answer.truncated))
        return
    _print_table(None, answer.columns, answer.rows)
    _tell_cut(answer)


def _list_questions(as_json: bool) -> None:
    if as_json:
        _print_json([{"name": q.name, "title": q.title, "parameters": [asdict(p) for p in q.parameters],
                      "returns": q.returns} for q in catalogue().values()])  # fmt: skip
        return
    table = Table("question", "asks", "parameters")
    for asked in catalogue().values():
        names = " ".join(p.name if p.required else f"[{p.name}]" for p in asked.parameters)
        table.add_row(asked.name, asked.title, _escaped(names))
    Console().print(table)


def _pairs(values: Iterable[str]) -> Mapping[str, str]:
    pairs = {}
    for value in values:
        key, found, text = value.partition("=")
        if not found:
            raise typer.BadParameter(f"'{value}' is not KEY=VALUE")
        pairs[key] = text
    return pairs


def _print_table(title: str | None, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    shown = [i for i, name in enumerate(columns) if not name.endswith("_id")]
    table = Table(*(columns[i] for i in shown), title=title)
    for row in rows:
        table.add_row(*(_escaped(str(plain_value(row[i]) if row[i] is not None else "")) for i in shown))
    Console().print(table if rows else "No rows.")


def _tell_cut(answer: Answer) -> None:
    if answer.truncated:
        Console(stderr=True).print(f"Cut after {len(answer.rows):,} rows; --limit gives more.")


def _escaped(text: str) -> str:
    return text.replace("[", r"\[")


def _print_json(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=1, default=str))
