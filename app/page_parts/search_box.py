"""A box to search in that answers as one types."""

from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

_FOLDER = Path(__file__).parent
_SAID = "A name in any script, or an identifier"


def search_box(label: str, key: str) -> str:
    """What was typed so far; it stands in the address, so that the search can be sent."""
    asked = st.query_params.get(key, "")
    data = {"label": label, "placeholder": _SAID, "text": asked}
    box = _component()(key=f"search {key}", data=data, default={"text": asked}, on_text_change=_typed)
    text = asked if box is None or box.text is None else str(box.text)
    if text:
        st.query_params[key] = text
    elif asked:
        del st.query_params[key]
    return text


def _typed() -> None:
    """The page runs again by itself."""


def _component() -> ComponentRenderer:
    return st.components.v2.component("search", html=_text("html"), css=_text("css"), js=_text("js"))


@cache
def _text(ending: str) -> str:
    return (_FOLDER / f"search_box.{ending}").read_text(encoding="utf-8")
