"""Commands that walk: trace, owners, connect."""

import json
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import typer
from rich.console import Console

from app import shapes, words
from app.left_out import tell_left_out
from app.options import AsOf, EntityName, Home, Json, Kinds, LeastShare, Profile, Status, Steps, chosen
from app.session import session
from app.sources import numbered
from app.trace_cypher import trace_cypher
from graph.model.entity import Entity
from graph.model.ontology import ontology
from graph.network.connect import connect as connected
from graph.network.trace import Trace
from graph.network.trace import owners as owned
from graph.network.trace import trace as traced
from graph.network.walk import Chain


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (trace, owners, connect):
        app.command()(command)


def trace(
    entity: EntityName,
    as_of: AsOf = None,
    steps: Steps = 12,
    least_share: LeastShare = 0,
    kinds: Kinds = None,
    status: Status = None,
    cypher: Annotated[bool, typer.Option("--cypher", help="Print a query that shows the same chains.")] = False,
    home: Home = None,
    profile: Profile = None,
    as_json: Json = False,
) -> None:
    """Everyone with leverage over it, as chains. Example: [bold]defendergraph trace "Killing of Berta Cáceres"[/bold]"""
    limits = chosen(as_of, steps, least_share, kinds, status)
    with session(home, profile) as opened:
        found = traced(opened.view, opened.entity(entity), limits)
        tell_left_out(opened, lambda seen: len(traced(seen.view, found.subject, limits).facts))
    if cypher:
        typer.echo(trace_cypher(found))
    else:
        _tell("trace", found, as_json)


def owners(
    entity: EntityName,
    as_of: AsOf = None,
    steps: Steps = 12,
    least_share: LeastShare = 0,
    status: Status = None,
    home: Home = None,
    profile: Profile = None,
    as_json: Json = False,
) -> None:
    """Who owns and controls it, up to the top, with shares. Example: [bold]defendergraph owners FMO[/bold]"""
    limits = chosen(as_of, steps, least_share, None, status)
    with session(home, profile) as opened:
        found = owned(opened.view, opened.entity(entity), limits)
        tell_left_out(opened, lambda seen: len(owned(seen.view, found.subject, limits).facts))
    _tell("owners", found, as_json)


def connect(
    first: EntityName,
    second: EntityName,
    as_of: AsOf = None,
    steps: Steps = 12,
    home: Home = None,
    profile: Profile = None,
    as_json: Json = False,
) -> None:
    """How two entities are connected. Example: [bold]defendergraph connect "Berta Cáceres" "Dutch State"[/bold]"""
    limits = chosen(as_of, steps, 0, None, None)
    with session(home, profile) as opened:
        start, end = opened.entity(first), opened.entity(second)
        found = connected(opened.view, start, end, limits)
        tell_left_out(opened, lambda seen: len(connected(seen.view, start, end, limits).chains))
    if as_json:
        rows = [shapes.chain(one, found.entities) for one in found.chains]
        shape = shapes.result("connect", {"from": start.id, "to": end.id}, chains=rows, stops=found.stops)
        typer.echo(json.dumps(shape, ensure_ascii=False, indent=1))
        return
    if not found.chains:
        typer.echo(f"No chain connects {start.name} and {end.name} within {steps} steps.")
    _print_chains(found.chains, found.entities, found.stops)


def _tell(question: str, found: Trace, as_json: bool) -> None:
    chains = [*found.walk.chains, *found.homes]
    if as_json:
        parameters = {"entity": found.subject.id, "as_of": found.filter.as_of}
        typer.echo(json.dumps(_shape(question, parameters, found, chains), ensure_ascii=False, indent=1))
        return
    day = f" as of {words.day(found.filter.as_of)}" if found.filter.as_of else ""
    typer.echo(f"{found.subject.name} ({found.subject.label}){day}: {len(found.walk.chains)} chains\n")
    _print_chains(found.walk.chains, found.walk.entities, found.walk.stops)
    if found.walk.outside:
        typer.echo(f"{found.walk.outside} facts that ended before that day or began after it are not followed.")


def _shape(question: str, parameters: Mapping[str, Any], found: Trace, chains: Sequence[Chain]) -> dict[str, Any]:
    return shapes.result(
        question,
        parameters,
        chains=[shapes.chain(one, found.walk.entities) for one in chains],
        truncated=bool(found.walk.stops),
        stops=found.walk.stops,
        outside=found.walk.outside,
        beside=[shapes.fact(fact) for fact in found.beside],
        entities=[shapes.entity(one) for _, one in sorted(found.walk.entities.items())],
    )


def _print_chains(chains: Sequence[Chain], entities: Mapping[str, Entity], stops: Sequence[str]) -> None:
    console = Console(highlight=False, soft_wrap=True)
    sources = numbered(hop.fact for chain in chains for hop in chain.hops)
    for place, chain in enumerate(chains, 1):
        console.print(f"{place:3}. {words.plain(words.chain(chain.hops, entities, sources.numbers))}", markup=False)
    console.print()
    for cited in sources.cited:
        console.print(f"[{cited.number}] {cited.publisher}, {cited.published or 'no date'}. {cited.address}", markup=False)
    for stop in stops:
        console.print(f"Note: {stop}.", markup=False)
    console.print(f"\n{ontology().disclaimer}", markup=False)
