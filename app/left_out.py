"""Saying how much a lower profile left out."""

import sys
from collections.abc import Callable
from dataclasses import replace

from app.session import Session


def left_out(opened: Session, count: Callable[[Session], int]) -> int:
    """How many more `count` gives for the fullest profile of the graph than for the session's own."""
    if opened.view.profile == opened.view.graph_profile:
        return 0
    fuller = replace(opened, view=replace(opened.view, profile=opened.view.graph_profile))
    return max(0, count(fuller) - count(opened))


def tell_left_out(opened: Session, count: Callable[[Session], int]) -> None:
    """Say on standard error how much was left out, where something was."""
    number = left_out(opened, count)
    if number:
        view = opened.view
        fuller = f"--profile {view.graph_profile}"
        sys.stderr.write(f"{number:,} left out that profile '{view.profile}' may not see ({fuller})\n")
