"""The catalogue of questions as forms, and read-only Cypher of one's own."""

import streamlit as st

from app.page_parts import asking_parts
from app.page_parts.opened import opened, told

st.title("Ask", anchor=False)
with told():
    session = opened()
    question = asking_parts.choose_question()
    if question:
        asking_parts.catalogue_question(session, question)
    with st.expander("A question of your own, in Cypher"), told():
        asking_parts.own_question(session)
