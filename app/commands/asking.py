"""Commands that look things up: find, show, query, cypher."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table

from app.options import EntityName, Home, Json, Profile
from graph.model.ontology import ontology

_MOST = 100_000


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
    """Entities by name or identifier.

    Example: [bold]defendergraph find "Sinohidro"[/bold]
    """
    from app import shapes
    from app.left_out import tell_left_out
    from app.printed import print_json
    from app.session import session

    with session(home, profile) as opened:
        hits = opened.find(text, limit)
        tell_left_out(opened, lambda seen: -seen.left_out(text))
    if as_json:
        print_json(shapes.result("find", {"text": text}, rows=[asdict(hit) for hit in hits]))
        return
    table = Table("name", "label", Column("id", no_wrap=True), "matched", "likeness")
    for hit in hits:
        label = hit.label if hit.in_graph else f"{hit.label}, not in the graph"
        table.add_row(escape(hit.name), label, hit.id, escape(hit.matched), f"{hit.score:.0f}")
    Console().print(table if hits else f"Nothing is like '{escape(text)}'.")


def show(entity: EntityName, home: Home = None, profile: Profile = None, as_json: Json = False) -> None:
    """Everything said about it, claim by claim, with sources.

    Example: [bold]defendergraph show FMO[/bold]
    """
    from app import shapes
    from app.dossier import dossier
    from app.judgements_seen import merging
    from app.left_out import tell_left_out
    from app.printed import print_dossier, print_json
    from app.session import session

    with session(home, profile) as opened:
        found = dossier(opened.view, opened.entity(entity))
        merged = merging(opened, found.entity)
        tell_left_out(opened, lambda seen: len(dossier(seen.view, found.entity).facts))
    if not as_json:
        print_dossier(found, merged)
        return
    facts = [shapes.fact(fact) for fact in found.facts]
    said = {"statements": found.statements, "merged": merged, "facts": facts}
    print_json({**shapes.entity(found.entity), **said, "disclaimer": ontology().disclaimer})


def query(
    name: Annotated[str | None, typer.Argument(help="A question; without one they are listed.")] = None,
    values: Annotated[list[str] | None, typer.Argument(metavar="KEY=VALUE", help="Its parameters.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=_MOST, help="How many rows at most.")] = 1_000,
    home: Home = None,
    profile: Profile = None,
    as_json: Json = False,
) -> None:
    """A question from the catalogue.

    Example: [bold]defendergraph query owners-of company=FMO[/bold]
    """
    if name is None:
        _list_questions(as_json)
        return
    from app import shapes
    from app.answers import ask, usual
    from app.left_out import tell_left_out
    from app.plain import plain_value
    from app.printed import print_answer, print_json
    from app.session import session
    from queries.catalogue import question

    asked = question(name)
    given = _pairs(values or [], [parameter.name for parameter in asked.parameters])
    with session(home, profile) as opened:
        answer = ask(opened, asked, given, limit)
        tell_left_out(opened, lambda seen: len(ask(seen, asked, given, _MOST).rows))
    if as_json:
        rows = [dict(zip(answer.columns, map(plain_value, row), strict=True)) for row in answer.rows]
        print_json(shapes.result(name, given, rows=rows, truncated=answer.truncated))
        return
    print_answer(asked.title, answer)
    for bound in usual(asked, given):
        typer.echo(f"Asked with {bound}.", err=True)
    typer.echo(ontology().disclaimer)


def cypher(
    text: Annotated[str, typer.Argument(help="A Cypher question; it cannot write.")],
    limit: Annotated[int, typer.Option(min=1, max=_MOST, help="How many rows at most.")] = 1_000,
    home: Home = None,
    profile: Profile = None,
    as_json: Json = False,
) -> None:
    """A read-only question of your own.

    Example: [bold]defendergraph cypher "MATCH (a:Attack) RETURN a.name"[/bold]
    """
    from app import shapes
    from app.plain import plain_value
    from app.printed import print_answer, print_json
    from app.session import session

    with session(home, profile) as opened:
        answer = opened.view.cypher(text, limit)
    if as_json:
        rows = [dict(zip(answer.columns, map(plain_value, row), strict=True)) for row in answer.rows]
        print_json(shapes.result("cypher", {"text": text}, rows=rows, truncated=answer.truncated))
        return
    print_answer(None, answer)


def _list_questions(as_json: bool) -> None:
    from app.printed import print_json
    from queries.catalogue import catalogue

    if as_json:
        shown = ("name", "title", "parameters", "returns")
        print_json([{key: asdict(asked)[key] for key in shown} for asked in catalogue().values()])
        return
    table = Table("question", "asks", "parameters")
    for asked in catalogue().values():
        names = " ".join(p.name if p.required else f"[{p.name}]" for p in asked.parameters)
        table.add_row(asked.name, asked.title, escape(names))
    Console().print(table)


def _pairs(values: Iterable[str], known: list[str]) -> Mapping[str, str]:
    from difflib import get_close_matches

    pairs = {}
    for value in values:
        key, found, text = value.partition("=")
        if not found:
            raise typer.BadParameter(f"'{value}' is not KEY=VALUE")
        close = get_close_matches(key, known, 1)
        if key not in known and close:
            raise typer.BadParameter(f"'{key}' is no parameter of this question; did you mean '{close[0]}'?")
        pairs[key] = text
    return pairs
