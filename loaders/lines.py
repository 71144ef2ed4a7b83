"""YAML with its line numbers: every scalar stays the text that was written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from graph.model.values import quoted

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_DEEPEST = 20
_LARGEST_BYTES = 20_000_000
_LONGEST_VALUE = 20_000
_NOTHING = {"", "~", "null", "Null", "NULL"}


class RefusedFile(ValueError):  # noqa: N818 - it is what happened
    """A file that cannot be loaded; `problems` has one line each: file, line, field, value, what to do."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Written:
    """A value as written: text, a list or a mapping of Written, with its line (from 1)."""

    value: "str | list[Written] | dict[str, Written]"
    line: int

    def mapping(self) -> "dict[str, Written]":
        """The mapping that stands here, or an empty one."""
        return self.value if isinstance(self.value, dict) else {}

    def items(self) -> "list[Written]":
        """The list that stands here; a single value is a list of one."""
        return self.value if isinstance(self.value, list) else [self]

    def text(self) -> str:
        """The text that stands here; a list of texts is joined by ';'."""
        if isinstance(self.value, str):
            return self.value
        return "; ".join(item.text() for item in self.items()) if isinstance(self.value, list) else ""

    @property
    def shape(self) -> str:
        """What kind of value stands here, in words."""
        return {str: "a text", list: "a list", dict: "fields"}[type(self.value)]


def read_yaml(path: Path) -> Written:
    """Read a YAML file; raise RefusedFile with one line on what is wrong and where."""
    text = _text(path)
    try:
        return _Reader(path, yaml.parse(text, Loader=_LOADER)).document()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise _refused(path, line, f"not YAML: {error.problem}; check quotes and indentation") from None
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        told = f"the character U+{ord(text[error.position]):04X} may not stand in YAML; remove it"
        raise _refused(path, line, told) from None
    except yaml.YAMLError as error:
        first = str(error).splitlines()[0]
        raise _refused(path, 1, f"not YAML: {first}; save it as plain UTF-8 text") from None


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise _refused(path, 1, f"the file has more than {_LARGEST_BYTES // 10**6} MB; split it")
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise RefusedFile([f"{path}: cannot be read ({error.strerror}); check the path"]) from None
    except UnicodeDecodeError as error:
        raise RefusedFile([_encoding(path, error)]) from None
    if not text.strip():
        raise _refused(path, 1, "the file is empty; write a case or remove it")
    if found := _CONTROL.search(text):
        line = text[: found.start()].count("\n") + 1
        raise _refused(path, line, f"the character U+{ord(found[0]):04X} may not stand in YAML; remove it")
    return text


def _encoding(path: Path, error: UnicodeDecodeError) -> str:
    line = error.object[: error.start].count(b"\n") + 1
    byte = error.object[error.start]
    return f"{path}:{line}: byte 0x{byte:02x} is not UTF-8; save the file as UTF-8"


def _refused(path: Path, line: int, told: str) -> RefusedFile:
    return RefusedFile([f"{path}:{line}: {told}"])


class _Reader:
    """Makes values of YAML events, so that depth, aliases and doubled keys are seen at once."""

    def __init__(self, path: Path, events: Iterator[yaml.Event]) -> None:
        self._path, self._events = path, events

    def document(self) -> Written:
        next(self._events)
        event = next(self._events)
        if isinstance(event, yaml.StreamEndEvent):
            raise self._refused(event, "the file holds only comments; write a case or remove it")
        found = self._value(next(self._events), 0)
        next(self._events)
        after = next(self._events)
        if not isinstance(after, yaml.StreamEndEvent):
            raise self._refused(after, "a second document begins with '---'; keep one case in a file")
        return found

    def _value(self, event: yaml.Event, depth: int) -> Written:
        if depth > _DEEPEST:
            raise self._refused(event, f"is nested more than {_DEEPEST} deep; a case needs four levels")
        line = _line(event)
        if isinstance(event, yaml.AliasEvent):
            raise self._refused(event, f"'*{event.anchor}' refers to another place; write the value out")
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor is not None:
            raise self._refused(event, f"'&{anchor}' names a place; write the value without it")
        if tag is not None:
            raise self._refused(
                event, f"{quoted(tag)} is a tag; write the value without it, in quotes if need be"
            )
        if isinstance(event, yaml.MappingStartEvent):
            return Written(self._mapping(depth), line)
        if isinstance(event, yaml.SequenceStartEvent):
            return Written(list(self._list(depth)), line)
        assert isinstance(event, yaml.ScalarEvent)
        return Written(self._scalar(event), line)

    def _mapping(self, depth: int) -> dict[str, Written]:
        found: dict[str, Written] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._value(event, depth + 1)
            if not isinstance(key.value, str) or not key.value:
                raise self._refused(event, "a field has no name; write a word before the ':'")
            if key.value in found:
                raise self._refused(event, f"{quoted(key.value)} stands twice in one place; keep one")
            found[key.value] = self._value(next(self._events), depth + 1)
        return found

    def _list(self, depth: int) -> Iterator[Written]:
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            yield self._value(event, depth + 1)

    def _scalar(self, event: yaml.ScalarEvent) -> str:
        text = str(event.value)
        if len(text) > _LONGEST_VALUE:
            told = (
                f"{quoted(text)} has {len(text):,} characters; {_LONGEST_VALUE:,} are the most of one value"
            )
            raise self._refused(event, told)
        return "" if event.style in (None, "") and text in _NOTHING else text

    def _refused(self, event: yaml.Event, told: str) -> RefusedFile:
        return _refused(self._path, _line(event), told)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
