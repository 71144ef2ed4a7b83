"""Search, one whole line as an example, doors for three kinds of users, and what is loaded."""

import streamlit as st

from app.page_parts import first_line, overview
from app.page_parts.opened import opened, told
from app.page_parts.search import results, search_box

st.title("Who has leverage over it?", anchor=False)
st.markdown(
    "From an attack on a human rights defender to the companies, owners, financiers and states behind."
)
with told():
    session = opened()
    results(session, search_box("Search", "q"))
    line = overview.first_trace(session, first_line.SUBJECT)
    if line:
        overview.show_line(session, line)
    overview.doors(session)
    overview.loaded(session)
