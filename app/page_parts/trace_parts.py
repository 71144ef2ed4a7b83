"""The parts of the page of a trace, in their order: picture, words, claims, what hangs beside, sources."""

import streamlit as st

from app.diagram import TooLarge
from app.narrowed import further_ways, nothing_found
from app.page_parts import beside as besides
from app.page_parts.chains import caveat_list, chain_list, source_list
from app.page_parts.claims import claim_rows
from app.page_parts.inline_picture import inline_picture
from app.page_parts.line_list import line_list
from app.page_parts.markdown import escaped
from app.page_parts.walked import drawn
from app.session import Session
from app.sources import Sources
from graph.network.trace import Trace


def picture(session: Session, found: Trace, answers: bool, homes: bool) -> None:
    """The picture, or a sentence where it would be too large: words and table carry the answer then."""
    try:
        svg = drawn(session, found, answers, homes)
    except TooLarge as error:
        told = "are too many for one picture. Filter first, or read the chains and the table below."
        st.info(f"{error.count:,} boxes {told}")
        return
    inline_picture(svg, found.subject.id, found.walk.entities, "picture")


def in_words(found: Trace, sources: Sources) -> None:
    """The chains, or that there are none; then where the walk stopped."""
    st.header("Chains", anchor=False)
    if found.walk.chains:
        st.markdown(line_list(found.walk.chains, found.walk.entities, sources))
    else:
        st.markdown(nothing_found(found))
    if further := further_ways(found):
        st.caption(f"{further}; the picture and the table have them.")
    if sources.caveats:
        st.markdown(f"**Words that travel with these claims**\n\n{caveat_list(sources)}")
    if found.homes:
        with st.expander(f"Home states of the companies reached ({len(found.homes):,})"):
            st.markdown(chain_list(found.homes, found.walk.entities, sources))
    for stop in found.walk.stops:
        st.caption(f"{escaped(stop)}.")


def claims(found: Trace, sources: Sources) -> None:
    """Every claim of the line, source first."""
    rows = claim_rows(found.facts, found.walk.entities, sources, found.subject.id)
    if rows:
        with st.expander(f"As a table: {len(rows):,} claims, each with its source"):
            st.table(rows, hide_index=True)


def beside(found: Trace, sources: Sources) -> None:
    """Answers and silence, policies, complaints, scores, support."""
    sections = besides.beside(found, sources)
    unasked = besides.not_asked(found)
    if sections or unasked:
        st.header("Beside the line", anchor=False)
    for title, sentences in sections.items():
        st.markdown(f"**{title}**\n\n" + "\n".join(f"- {sentence}" for sentence in sentences))
    if unasked:
        names = ", ".join(escaped(name) for name in unasked)
        st.markdown(f"**Not asked**\n\nNo request is recorded to: {names}. That is not the same as silence.")


def sources(known: Sources) -> None:
    """The numbered sources."""
    if known.cited:
        st.header("Sources", anchor=False)
        st.markdown(source_list(known))
