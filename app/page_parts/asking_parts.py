"""The parts of the page that asks: the form of a question, its answer, and Cypher of one's own."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from app.answers import ask, tally
from app.figures import counted
from app.page_parts.answer_table import MOST_SHOWN, as_cells, as_rows
from app.page_parts.markdown import escaped, page
from app.page_parts.opened import public
from app.page_parts.trace_files import table_csv
from app.session import Session, Unclear
from graph.store.answer import Table
from queries.catalogue import Parameter, Question, QuestionError, catalogue

_LIMIT = 1_000
_MOST_SECONDS = 60


def choose_question() -> Question | None:
    """One question of the catalogue; the address keeps its name."""
    names, given = list(catalogue()), st.query_params.get("question", "")
    if given and given not in names:
        st.caption(f"There is no question {escaped(given[:80])}; choose another.")
    name = st.selectbox(
        "Question",
        names,
        index=names.index(given) if given in names else None,
        format_func=lambda key: catalogue()[key].title,
        key="chosen question",
        placeholder="Choose a question",
    )
    if name and name != given:
        st.query_params["question"] = name
    return catalogue()[name] if name else None


def catalogue_question(session: Session, asked: Question) -> None:
    """The form of a question, and its answer once everything that it needs is given."""
    given = _form(asked) if asked.parameters else {}
    if any(not given.get(p.name) for p in asked.parameters if p.required):
        return
    try:
        answer = ask(session, asked, given, _LIMIT)
    except Unclear as error:
        _candidates(error)
        return
    _show(answer)
    _downloads(session, answer, asked.name, lambda of: ask(of, asked, given, _LIMIT))


def own_question(session: Session) -> None:
    """A read-only question; the reader's account cannot write."""
    with st.form("own"):
        text = st.text_area("Cypher", key="cypher", bind="query-params", height=140,
                            placeholder="MATCH (a:Attack) RETURN a.name, a.date ORDER BY a.date")  # fmt: skip
        left, right = st.columns(2)
        limit = left.number_input("Rows at most", 1, 10_000, _LIMIT, key="rows")
        seconds = right.number_input("Seconds at most", 1, _MOST_SECONDS, 30, key="seconds")
        pressed = st.form_submit_button("Ask")
    if pressed and (text or "").strip():
        view = replace(session.view, seconds=float(seconds))
        answer = view.cypher(text or "", int(limit))
        _show(answer)
        rows = as_rows(answer)
        st.caption(f"The file holds what the profile {session.view.profile} sees.")
        _button("cypher", lambda: table_csv(answer.columns, rows))


def _form(asked: Question) -> dict[str, str]:
    with st.form(f"form of {asked.name}"):
        given = {parameter.name: _input(parameter) for parameter in asked.parameters}
        st.form_submit_button("Ask")
    return given


def _input(parameter: Parameter) -> str:
    said = {
        "entity": "A name, an identifier or an id",
        "number": f"A number; {parameter.default} if left empty",
    }
    hint = "Left empty: all" if parameter.default == "none" else said.get(parameter.kind, "")
    return (
        st.text_input(escaped(parameter.help), key=parameter.name, bind="query-params", placeholder=hint)
        or ""
    )


def _candidates(error: Unclear) -> None:
    st.warning(escaped(error))
    for hit in error.hits:
        st.markdown(f"- {page(hit.name, 'entity', id=hit.id)} · {hit.label} · id {escaped(hit.id)}")


def _show(answer: Table) -> None:
    if not answer.rows:
        st.markdown("**No rows.** Nothing is recorded that answers this; that is not the same as no.")
        return
    cut = f", cut after {len(answer.rows):,}" if answer.truncated else ""
    shown = f"; the first {MOST_SHOWN} are shown, the file holds all" if len(answer.rows) > MOST_SHOWN else ""
    st.markdown(f"**{escaped(tally(answer))}**{cut}{shown}.")
    st.table(as_cells(as_rows(answer)), hide_index=True)


def _downloads(session: Session, answer: Table, name: str, again: Callable[[Session], Table]) -> None:
    """The CSV: what is public, unless all that the profile sees is asked for."""
    lower = _public_answer(session, again)
    missing = len(answer.rows) - len(lower.rows)
    told = (
        f"Put all that the profile {session.view.profile} sees into the file ({counted(missing, 'row')} more)"
    )
    if missing > 0 and st.checkbox(told, key="everything"):
        lower = answer
    _button(name, lambda: table_csv(answer.columns, as_rows(lower)))


def _public_answer(session: Session, again: Callable[[Session], Table]) -> Table:
    try:
        return again(public(session))
    except (Unclear, QuestionError):
        return Table([], [], truncated=False)


def _button(name: str, data: Callable[[], bytes]) -> None:
    st.download_button("CSV", data, f"{name}.csv", "text/csv", key=f"download {name}", on_click="ignore")
