"""Reads one question: its header says its title, parameters and columns, and its body must agree."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_HEADER = re.compile(r"// (title|param|returns): *(.*)")
_KIND = re.compile(r"(entity|text|number)(?: (\d+)\.\.(\d+))?")
_KINDS = "entity, text, number or number 1..8"
_LARGEST = 10**9
_NESTED = re.compile(r"\{[^{}]*\}|\[[^\[\]]*\]|\([^()]*\)|'[^']*'")
_COLUMN = re.compile(r"(?:.*\bAS\s+)?(\w+)", re.DOTALL)
_ENDINGS = re.compile(r"\b(?:ORDER BY|SKIP|LIMIT)\b")


class QuestionError(ValueError):
    """A question that is not there, is badly written or badly asked; the message says what to do."""


@dataclass(frozen=True)
class Parameter:
    """A parameter of a question; without a default it must be given, 'none' stands for all."""

    name: str
    kind: str
    default: str
    help: str
    least: int = 0
    most: int = _LARGEST

    @property
    def required(self) -> bool:
        """Whether the question cannot be asked without it."""
        return not self.default

    def value(self, text: str | None) -> str | int:
        """The value to ask with; raise QuestionError."""
        given = (text or "").strip() or self.default
        if not given:
            raise QuestionError(f"{self.name} is missing; give {self.name}=… ({self.help})")
        if given == self.default == "none":
            return ""
        return self._number(given) if self.kind == "number" else given

    def _number(self, given: str) -> int:
        if not given.isdecimal():
            raise QuestionError(f"{self.name}: '{given}' is not a whole number")
        if not self.least <= float(given) <= self.most:
            raise QuestionError(f"{self.name}: {given} is not from {self.least} to {self.most}")
        return int(given)


@dataclass(frozen=True)
class Question:
    """One question; its rows have exactly the columns `returns`, in their order."""

    name: str
    title: str
    parameters: tuple[Parameter, ...]
    returns: tuple[str, ...]
    text: str

    def labels(self, parameter: str) -> list[str]:
        """The labels of which the entity of a parameter must have one; empty where any will do."""
        return re.findall(rf"\(\w*:(\w+) \{{id: \${parameter}\}}\)", self.text)


def read(name: str, text: str) -> Question:
    """Parse a question; raise QuestionError where header and body do not agree."""
    headers: dict[str, list[str]] = {"title": [], "param": [], "returns": []}
    for line in text.splitlines():
        if match := _HEADER.fullmatch(line.rstrip()):
            headers[match[1]].append(match[2])
    if len(headers["title"]) != 1 or not headers["title"][0].endswith("?"):
        raise QuestionError(f"{name}: needs one '// title:' line, which asks and ends with '?'")
    parameters = tuple(_parameter(name, line) for line in headers["param"])
    body = "\n".join(line for line in text.splitlines() if not line.startswith("//")).strip()
    returns = tuple(part.strip() for line in headers["returns"] for part in line.split(",") if part.strip())
    _check(name, body, parameters, returns)
    return Question(name, headers["title"][0], parameters, returns, body)


def _parameter(name: str, line: str) -> Parameter:
    parts = [part.strip() for part in line.split("|")]
    kind = _KIND.fullmatch(parts[1]) if len(parts) == 4 and re.fullmatch(r"\w+", parts[0]) else None
    if kind is None or not parts[3]:
        raise QuestionError(f"{name}: '{line}' is not 'name | {_KINDS} | default | help'")
    limits = (int(kind[2]), int(kind[3])) if kind[2] else (0, _LARGEST)
    found = Parameter(parts[0], kind[1], parts[2], parts[3], *limits)
    if not found.required:
        found.value(None)
    return found


def _check(name: str, body: str, parameters: Sequence[Parameter], returns: Sequence[str]) -> None:
    used = set(re.findall(r"\$(\w+)", body)) - {"visible"}
    named = [parameter.name for parameter in parameters]
    if used != set(named) or len(named) != len(used):
        raise QuestionError(f"{name}: the header names {sorted(named)}, the body uses {sorted(used)}")
    last = _outermost(body).rsplit("RETURN", 1)[-1]
    if "$visible" not in body or "LIMIT" not in last or "ORDER BY" not in last:
        raise QuestionError(f"{name}: must filter by $visible, be ordered and be limited at its end")
    found = list(_columns(last))
    if found != list(returns):
        raise QuestionError(f"{name}: promises {list(returns)}, its RETURN gives {found}")


def _outermost(body: str) -> str:
    """The body without what stands in brackets, braces or quotes."""
    while (shorter := _NESTED.sub("_", body)) != body:
        body = shorter
    return body


def _columns(last: str) -> Iterator[str]:
    named = _ENDINGS.split(last, maxsplit=1)[0].strip().removeprefix("DISTINCT ")
    for part in named.split(","):
        match = _COLUMN.fullmatch(part.strip())
        yield match[1] if match else part.strip()
