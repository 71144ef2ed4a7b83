"""The catalogue: every .cypher file of this folder, with its title, parameters and columns."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
_HEADER = re.compile(r"// (title|param|returns): (.*)")
_KINDS = ("entity", "text", "number")


class QuestionError(ValueError):
    """A question that is not there, is badly written or badly asked; the message says what to do."""


@dataclass(frozen=True)
class Parameter:
    """A parameter of a question; without a default it must be given, 'none' stands for all."""

    name: str
    kind: str
    default: str
    help: str

    @property
    def required(self) -> bool:
        """Whether the question cannot be asked without it."""
        return not self.default

    def value(self, text: str | None) -> Any:
        """The value to ask with; raise QuestionError."""
        given = text if text not in (None, "") else self.default
        if not given:
            raise QuestionError(f"{self.name} is missing; give {self.name}=… ({self.help})")
        if given == "none":
            return ""
        if self.kind != "number":
            return given
        if not str(given).isdigit():
            raise QuestionError(f"{self.name}: '{given}' is not a whole number")
        return int(given)


@dataclass(frozen=True)
class Question:
    """One question; its rows have exactly the columns `returns`."""

    name: str
    title: str
    parameters: tuple[Parameter, ...]
    returns: tuple[str, ...]
    text: str


@cache
def catalogue() -> Mapping[str, Question]:
    """All questions by name."""
    return {path.stem: read(path.stem, path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.cypher"))}


def question(name: str) -> Question:
    """The question of that name; raise QuestionError with the closest name."""
    found = catalogue().get(name)
    if found is None:
        close = get_close_matches(name, catalogue(), 1)
        told = f"did you mean '{close[0]}'?" if close else "`defendergraph query` lists them"
        raise QuestionError(f"there is no question '{name}'; {told}")
    return found


def read(name: str, text: str) -> Question:
    """Parse a question; raise QuestionError where header and body do not agree."""
    headers: dict[str, list[str]] = {"title": [], "param": [], "returns": []}
    for line in text.splitlines():
        if match := _HEADER.fullmatch(line):
            headers[match[1]].append(match[2])
    if len(headers["title"]) != 1 or len(headers["returns"]) != 1:
        raise QuestionError(f"{name}: needs one '// title:' and one '// returns:' line")
    parameters = tuple(_parameter(name, line) for line in headers["param"])
    body = "\n".join(line for line in text.splitlines() if not line.startswith("//")).strip()
    returns = tuple(part.strip() for part in headers["returns"][0].split(","))
    _check(name, body, parameters, returns)
    return Question(name, headers["title"][0], parameters, returns, body)


def answers(given: Mapping[str, str], asked: Question) -> dict[str, Any]:
    """The parameters to run a question with; raise QuestionError for an unknown or missing one."""
    known = {parameter.name: parameter for parameter in asked.parameters}
    for name in given:
        if name not in known:
            told = f"it takes {', '.join(known)}" if known else "it takes none"
            raise QuestionError(f"{asked.name} has no parameter '{name}'; {told}")
    return {name: parameter.value(given.get(name)) for name, parameter in known.items()}


def _parameter(name: str, line: str) -> Parameter:
    parts = [part.strip() for part in line.split("|")]
    if len(parts) != 4 or parts[1] not in _KINDS:
        raise QuestionError(f"{name}: '{line}' is not 'name | {' or '.join(_KINDS)} | default | help'")
    return Parameter(*parts)


def _check(name: str, body: str, parameters: Sequence[Parameter], returns: Sequence[str]) -> None:
    used = set(re.findall(r"\$(\w+)", body)) - {"visible"}
    named = {parameter.name for parameter in parameters}
    if used != named:
        raise QuestionError(f"{name}: the header names {sorted(named)}, the body uses {sorted(used)}")
    if "$visible" not in body or "LIMIT" not in body or "ORDER BY" not in body:
        raise QuestionError(f"{name}: must filter by $visible, be ordered and be limited")
    last = body.rsplit("RETURN", 1)[-1]
    for column in returns:
        if not re.search(rf"\b{column}\b", last):
            raise QuestionError(f"{name}: promises '{column}', which its RETURN does not name")
