"""YAML with its line numbers: every scalar stays the text that was written."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml


class RefusedFile(ValueError):
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


def read_yaml(path: Path) -> Written:
    """Read a YAML file; raise RefusedFile with one line on what is wrong and where."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise RefusedFile([f"{path}: cannot be read ({error.strerror}); check the path"]) from None
    except UnicodeDecodeError as error:
        raise RefusedFile([_encoding(path, error)]) from None
    if not text.strip():
        raise RefusedFile([f"{path}:1: the file is empty; write a case or remove it"])
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        return _written(node, path)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise RefusedFile([f"{path}:{line}: not YAML: {error.problem}; check quotes and indentation"]) from None
    except yaml.YAMLError as error:
        first = str(error).splitlines()[0]
        raise RefusedFile([f"{path}:1: not YAML: {first}; save it as plain UTF-8 text"]) from None


def _encoding(path: Path, error: UnicodeDecodeError) -> str:
    line = error.object[: error.start].count(b"\n") + 1
    byte = error.object[error.start]
    return f"{path}:{line}: byte 0x{byte:02x} is not UTF-8; save the file as UTF-8"


def _written(node: yaml.Node | None, path: Path) -> Written:
    if isinstance(node, yaml.MappingNode):
        return Written(dict(_pairs(node, path)), node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        return Written([_written(item, path) for item in node.value], node.start_mark.line + 1)
    assert isinstance(node, yaml.ScalarNode)
    return Written(str(node.value), node.start_mark.line + 1)


def _pairs(node: yaml.MappingNode, path: Path) -> Iterator[tuple[str, Written]]:
    seen: set[str] = set()
    for key, value in node.value:
        if key.value in seen:
            line = key.start_mark.line + 1
            raise RefusedFile([f"{path}:{line}: '{key.value}' stands twice in one place; keep one"])
        seen.add(key.value)
        yield key.value, _written(value, path)
