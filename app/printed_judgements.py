"""Judgements, conflicts and merges as people read them on a terminal."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console

from app.judgements_seen import Conflicts


def print_judgements(rows: Sequence[Mapping[str, Any]], hidden: int) -> None:
    """Print judgements by time, and how many more a fuller profile sees."""
    console = Console(highlight=False, soft_wrap=True)
    for row in rows:
        undone = f" (undone by {row['undone_by']})" if row["undone_by"] else ""
        told = f"{row['id']}  {row['time'][:10]}  {row['says']} {' '.join(row['of'])}{undone}"
        why = f"    {row['author']}: {row['reason']}" if row["author"] else "    by whom and why is withheld"
        console.print(f"{told}\n{why}", markup=False)
    if not rows:
        console.print("No judgement about who is who is recorded.")
    if hidden:
        console.print(f"{hidden:,} left out that this profile may not see (--profile restricted).")


def print_conflicts(found: Conflicts) -> None:
    """Print how many conflicts there are about who is who, and those that may be seen, with what to do."""
    console = Console(highlight=False, soft_wrap=True)
    if not found.count:
        return
    number = found.count - found.settled
    if found.settled:
        told = "1 conflict" if found.settled == 1 else f"{found.settled:,} conflicts"
        console.print(f"Settled by judgements: {told} about who is who.", markup=False)
    if number:
        told = "1 conflict" if number == 1 else f"{number:,} conflicts"
        console.print(f"Open: {told} about who is who; these stay apart:", markup=False)
    for row in found.seen:
        console.print(
            f"  {', '.join(row['grounds'])}: {', '.join(row['entities'])}: {row['why']}", markup=False
        )
    if left := number - len(found.seen):
        console.print(f"  {left:,} more, not shown here.", markup=False)
    if found.seen:
        todo = "defendergraph same A B --reason …, different A B --reason …, or undo JUDGEMENT --reason …"
        console.print(f"  Settle one with: {todo}", markup=False)


def print_merging(rows: Sequence[Mapping[str, Any]]) -> None:
    """Print on what grounds entities of statements were merged into one."""
    console = Console(highlight=False, soft_wrap=True)
    for row in rows:
        judged = f", {row['author']}, {row['time'][:10]}: {row['reason']}" if row.get("author") else ""
        console.print(
            f"  merged: {', '.join(row['entities'])} ({row['kind']} {row['value']}{judged})", markup=False
        )
