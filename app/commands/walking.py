"""Commands that walk: trace, owners, connect."""

from typing import TYPE_CHECKING, Annotated

import typer

from app.options import AsOf, EntityName, Home, Json, Kinds, LeastShare, Profile, Status, Steps, chosen

if TYPE_CHECKING:
    from graph.network.trace import Trace


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
    cypher: Annotated[
        bool, typer.Option("--cypher", help="Print a query that shows the same chains.")
    ] = False,
    home: Home = None,
    profile: Profile = None,
    as_json: Json = False,
) -> None:
    """Everyone with leverage over it, as chains.

    Example: [bold]defendergraph trace "Killing of Berta Cáceres"[/bold]
    """
    from app.left_out import tell_left_out
    from app.session import session
    from app.trace_cypher import trace_cypher
    from graph.network.trace import trace as traced

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
    """Who owns and controls it, up to the top, with shares.

    Example: [bold]defendergraph owners FMO[/bold]
    """
    from app.left_out import tell_left_out
    from app.session import session
    from graph.network.trace import owners as owned

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
    """How two entities are connected.

    Example: [bold]defendergraph connect "Berta Cáceres" "Dutch State"[/bold]
    """
    from app import shapes
    from app.left_out import tell_left_out
    from app.printed import print_chains, print_json
    from app.session import session
    from graph.network.connect import connect as connected

    limits = chosen(as_of, steps, 0, None, None)
    with session(home, profile) as opened:
        start, end = opened.entity(first), opened.entity(second)
        found = connected(opened.view, start, end, limits)
        tell_left_out(opened, lambda seen: len(connected(seen.view, start, end, limits).chains))
    if as_json:
        rows = [shapes.chain(one, found.entities) for one in found.chains]
        parameters = {"from": start.id, "to": end.id}
        print_json(
            shapes.result("connect", parameters, chains=rows, truncated=bool(found.stops), stops=found.stops)
        )
        return
    if not found.chains:
        typer.echo(f"No chain connects {start.name} and {end.name} within {steps} steps.")
    print_chains(found.chains, found.entities, found.stops)


def _tell(question: str, found: "Trace", as_json: bool) -> None:
    from app import figures, shapes
    from app.narrowed import further_ways, narrowed, nothing_found, parameters
    from app.printed import print_chains, print_json

    if as_json:
        print_json(shapes.trace(question, parameters(found), found))
        return
    day = f" as of {figures.day(found.filter.as_of)}" if found.filter.as_of else ""
    head = f"{found.subject.name} ({found.subject.label}){day}"
    chains = figures.counted(len(found.walk.chains), "chain")
    typer.echo(f"{head}: {chains if found.walk.chains else nothing_found(found)}\n")
    print_chains(found.walk.chains, found.walk.entities, found.walk.stops)
    if found.walk.chains and (filters := narrowed(found.filter)):
        typer.echo(f"Filtered: {filters}. More may be recorded.")
    if further := further_ways(found):
        typer.echo(f"{further}; `defendergraph draw` and --json have them.")
    if found.walk.outside:
        typer.echo(
            f"{found.walk.outside} facts that ended before that day or began after it are not followed."
        )
