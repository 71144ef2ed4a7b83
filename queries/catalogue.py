"""The catalogue: every .cypher file of this folder, with its title, parameters and columns."""

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from queries.question import Parameter, Question, QuestionError, read

__all__ = ["Parameter", "Question", "QuestionError", "answers", "catalogue", "question", "read"]
FOLDER = Path(__file__).parent


@cache
def catalogue() -> Mapping[str, Question]:
    """All questions by name."""
    return {
        path.stem: read(path.stem, path.read_text(encoding="utf-8"))
        for path in sorted(FOLDER.glob("*.cypher"))
    }


def question(name: str) -> Question:
    """The question of that name; raise QuestionError with the closest name."""
    found = catalogue().get(name)
    if found is None:
        close = get_close_matches(name, catalogue(), 1)
        told = f"did you mean '{close[0]}'?" if close else "`defendergraph query` lists them"
        raise QuestionError(f"there is no question '{name}'; {told}")
    return found


def answers(given: Mapping[str, str], asked: Question) -> dict[str, Any]:
    """The parameters to run a question with; raise QuestionError for an unknown or missing one."""
    known = {parameter.name: parameter for parameter in asked.parameters}
    for name in given:
        if name not in known:
            told = f"it takes {', '.join(known)}" if known else "it takes none"
            raise QuestionError(f"{asked.name} has no parameter '{name}'; {told}")
    return {name: parameter.value(given.get(name)) for name, parameter in known.items()}
