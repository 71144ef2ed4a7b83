"""Choosing the subject of a page: by its name, or from the list of attacks; the address keeps its id."""

import streamlit as st

from app.page_parts.markdown import escaped
from app.page_parts.search import results, search_box
from app.session import Session
from graph.model.entity import Entity
from graph.names.listed import entities


def subject_of(session: Session, parameter: str) -> Entity | None:
    """The entity that the address names; one that is not known, or may not be seen, is told in one line."""
    asked = st.query_params.get(parameter, "").strip()
    if not asked:
        return None
    known = session.view.entities([asked])
    if asked not in known:
        st.caption(f"Nothing is known under the id {escaped(asked[:80])}; choose another.")
    return known.get(asked)


def choose(session: Session, parameter: str, labels: tuple[str, ...]) -> None:
    """A search box, and the attacks that are loaded."""
    results(session, search_box("Search", "q"), labels)
    attacks = entities(session.names.graph, "Attack", session.view.visible)
    picked = st.selectbox(
        f"Or one of {len(attacks):,} attacks",
        [key for key, _ in attacks],
        index=None,
        format_func=lambda key: dict(attacks).get(key, key),
        placeholder="Choose an attack",
        key="attack",
    )
    if picked and picked != st.query_params.get(parameter):
        st.query_params[parameter] = picked
        st.rerun()
