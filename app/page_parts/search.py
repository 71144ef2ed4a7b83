"""Searching by name, and results that lead to what can be seen of them."""

import streamlit as st

from app.page_parts.describing import TRACEABLE
from app.page_parts.markdown import escaped
from app.session import Session
from graph.names.find import Hit


def search_box(label: str, key: str) -> str:
    """What is being typed; it stands in the address, so that the search can be sent."""
    said = "A name in any script, or an identifier"
    typed = st.text_input(label, key=key, bind="query-params", placeholder=said, type="search", live=True)
    return typed or ""


def results(session: Session, text: str, only: tuple[str, ...] = (), limit: int = 12) -> None:
    """The entities that `text` finds, each with links; `only` keeps some labels."""
    if not text.strip():
        return
    hits = [hit for hit in session.find(text, 200) if not only or hit.label in only]
    if not hits:
        st.write(f"Nothing is recorded under a name like **{escaped(text)}**.")
    for hit in hits[:limit]:
        _result(hit)
    if len(hits) > limit:
        st.caption(f"{len(hits) - limit:,} more are like it; type more of the name.")


def _result(hit: Hit) -> None:
    matched = f" · found as {escaped(hit.matched)}" if hit.matched != hit.name else ""
    if not hit.in_graph:
        matched += " · loaded, but not in the graph"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{escaped(hit.name or hit.id)}** · {hit.label}{matched}", width="stretch")
        if hit.in_graph:
            with st.container(horizontal=True, width="content"):
                _links(hit)


def _links(hit: Hit) -> None:
    if hit.label in TRACEABLE:
        st.page_link("views/trace.py", label="Trace", query_params={"subject": hit.id})
    st.page_link("views/entity.py", label="Entity", query_params={"id": hit.id})
