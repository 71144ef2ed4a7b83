"""A drawing inside the page: its text can be selected, its boxes are links."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

_FOLDER = Path(__file__).parent


def inline_picture(svg: str, subject: str, linked: Iterable[str], key: str) -> None:
    """Show the SVG, its box `subject` in view first; boxes whose ids are in `linked` lead to their entity."""
    _component()(key=key, data={"svg": svg, "subject": subject, "linked": sorted(linked)})


def _component() -> ComponentRenderer:
    return st.components.v2.component("picture", html=_text("html"), css=_text("css"), js=_text("js"))


@cache
def _text(ending: str) -> str:
    return (_FOLDER / f"inline_picture.{ending}").read_text(encoding="utf-8")
