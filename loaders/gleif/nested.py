"""The XML and JSON forms of GLEIF's files: record by record, as rows of the CSV form's columns."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias, cast
from xml.etree import ElementTree

from loaders.gleif.layout import Layout, path_of
from loaders.lines import RefusedFile

_BLOCK = 1 << 20
_LONGEST = 1 << 26
_SPACE = re.compile(r"[\s,]*")
_DAY = re.compile(rb"ContentDate>\s*(\d{4}-\d{2}-\d{2})")
_Parser: TypeAlias = "ElementTree.XMLPullParser[Any]"
_WRAPPERS = ("LEIRecord", "RelationshipRecord", "Exception")


def rows(path: Path, name: str, form: str, layout: Layout) -> Iterator[dict[str, str]]:
    """The records of a file, each as the columns that are read to their text; absent ones are ''."""
    paths = {column: path_of(column) for column in layout.reads}
    records = xml_records(path, name, layout) if form == "xml" else json_records(path, name)
    for record in records:
        yield {column: _at(record, steps) for column, steps in paths.items()}


def xml_records(path: Path, name: str, layout: Layout) -> Iterator[Any]:
    """The record elements of an XML file as nested dicts; what was given is let go at once."""
    # A DOCTYPE, which entities that grow would need, was refused when the file was opened.
    parser: _Parser = ElementTree.XMLPullParser(("start", "end"))
    parents: list[ElementTree.Element] = []
    try:
        for block in _blocks(path):
            parser.feed(block)
            for event, element in _events(parser):
                if event == "start":
                    parents.append(element)
                    continue
                parents.pop()
                if _local(element) == layout.record:
                    yield _nested(element)
                    parents[-1].clear()
        parser.close()
    except ElementTree.ParseError as error:
        raise RefusedFile([f"{name}: is not whole XML ({error}); download it again"]) from None


def json_records(path: Path, name: str) -> Iterator[Any]:
    """The records of a JSON file: the items of its first list, without their wrappers."""
    decoder = json.JSONDecoder()
    with path.open(encoding="utf-8-sig") as file:
        text = file.read(_BLOCK)
        at = text.find("[") + 1
        if not at:
            raise RefusedFile([f"{name}: is JSON without a list of records; download it again"])
        while True:
            at = _end(_SPACE.match(text, at), at)
            if text[at : at + 1] == "]":
                return
            try:
                record, at = decoder.raw_decode(text, at)
            except json.JSONDecodeError:
                more = file.read(_BLOCK)
                if not more or len(text) - at > _LONGEST:
                    raise RefusedFile([f"{name}: is not whole JSON; download it again"]) from None
                text, at = text[at:] + more, 0
                continue
            yield _unwrapped(record)


def xml_content_date(head: bytes) -> str:
    """The day that the header of an XML file names, or ''."""
    found = _DAY.search(head)
    return found[1].decode() if found else ""


def _events(parser: _Parser) -> Iterator[tuple[str, ElementTree.Element]]:
    """The starts and ends of elements; the only events that were asked for."""
    return cast(Iterator[tuple[str, ElementTree.Element]], parser.read_events())


def _blocks(path: Path) -> Iterator[bytes]:
    """The bytes of a file; space before the XML declaration, which parsers refuse, is left out."""
    with path.open("rb") as file:
        yield file.read(_BLOCK).removeprefix(b"\xef\xbb\xbf").lstrip()
        while block := file.read(_BLOCK):
            yield block


def _nested(element: ElementTree.Element) -> object:
    if not len(element):
        return element.text or ""
    found: dict[str, list[object]] = {}
    for child in element:
        found.setdefault(_local(child), []).append(_nested(child))
    return found


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _unwrapped(record: object) -> object:
    if isinstance(record, dict) and len(record) == 1:
        key = next(iter(record))
        return record[key] if key in _WRAPPERS else record
    return record


def _at(value: object, steps: tuple[str, ...]) -> str:
    """The text at a path; an element that occurs once stands alone, one that occurs more often in a list."""
    for step in steps:
        if step.isdigit():
            items = value if isinstance(value, list) else [value]
            value = items[int(step) - 1] if int(step) <= len(items) else None
            continue
        if isinstance(value, list) and len(value) == 1 and step in value[0]:
            value = value[0]
        if isinstance(value, dict):
            value = value.get(step)
        if value is None:
            return ""
    return _text(value)


def _text(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("$", "")
    return "" if value is None else str(value).strip()


def _end(match: "re.Match[str] | None", at: int) -> int:
    return match.end() if match else at
