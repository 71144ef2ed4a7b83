"""The filters of a trace as widgets, each of them also in the address."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from app.page_parts.chosen import chosen, leverage
from app.page_parts.markdown import escaped
from graph.model.entity import Entity
from graph.model.ontology import ontology
from graph.network.walk import Filter


@dataclass(frozen=True)
class Asked:
    """The filter of the walk, and what the picture shows beside the line."""

    filter: Filter
    answers: bool
    homes: bool


def filters(subject: Entity) -> Asked:
    """Show the filters; a day that is none is told and left out."""
    with st.expander("Filters"):
        left, right = st.columns(2)
        with left:
            kinds = _several("Kinds of leverage", list(_kinds()), "kinds", "All kinds")
            status = _several("Claim status", ontology().claim_status, "status", "Every status")
            day = st.text_input(
                "As of the day", key="as_of", bind="query-params", placeholder=_usual(subject)
            )
        with right:
            label = "Least share of each step, in percent (unknown shares pass)"
            share = st.slider(label, 0, 100, 0, key="least_share", bind="query-params")
            steps = st.slider("Steps at most", 1, 20, 12, key="steps", bind="query-params")
            answers = st.toggle("Show answers in the picture", True, key="answers", bind="query-params")
            homes = st.toggle("Show home states of companies", False, key="homes", bind="query-params")
    found, problem = chosen(day, steps, share, [_kinds()[kind] for kind in kinds], status)
    if problem:
        st.warning(escaped(problem))
    return Asked(found, answers, homes)


def _several(label: str, options: Sequence[str], key: str, nothing: str) -> list[str]:
    return st.multiselect(label, options, key=key, bind="query-params", placeholder=nothing)


def _usual(subject: Entity) -> str:
    """What stands for an empty day."""
    date = subject.properties.get("date") if subject.base == "Attack" else None
    return f"{date}, the day of the attack" if date else "Any day"


def _kinds() -> dict[str, str]:
    """The kinds of relationship by the words that a person chooses, which also stand in the address."""
    return {kind.replace("_", " ").lower(): kind for kind in leverage()}
