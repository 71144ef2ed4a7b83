"""Records of XML and JSON golden copies, one after the other, brought into the columns of the CSV."""

import codecs
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any
from xml.etree import ElementTree

from loaders.gleif.container import GoldenCopy, opened, refused
from loaders.gleif.layout import Layout, Repeated

TOO_MANY, DELETED = "too_many", "deleted"
_CHUNK = 1 << 22
_LONGEST_RECORD = 1 << 25
Row = dict[str, str | None]
_Children = Callable[[Any, str], Sequence[Any]]
_Text = Callable[[Any], str | None]


def rows(copy: GoldenCopy, report: Callable[[int], None]) -> Iterator[Row]:
    """Each record as the texts of its columns (`layout.widest`), TOO_MANY and DELETED.

    TOO_MANY names what stands more often than is read. `report` is called with how many bytes are read.
    Raise RefusedFile where the file is damaged.
    """
    with opened(copy.path) as file:
        counted = _Counted(file, report)
        if copy.form == "xml":
            for element in _elements(copy.path, counted, copy.layout.tag):
                yield _row(element, copy.layout, _xml_children, _xml_text)
        else:
            for item in _items(copy.path, counted):
                record = item.get(copy.layout.tag, item) if isinstance(item, dict) else {}
                yield _row(record, copy.layout, _json_children, _json_text)


class _Counted:
    """A stream that tells how far it was read."""

    def __init__(self, file: IO[bytes], report: Callable[[int], None]) -> None:
        self._file, self._report, self._done = file, report, 0

    def read(self, size: int = -1) -> bytes:
        found = self._file.read(size)
        self._done += len(found)
        self._report(self._done)
        return found


def _row(record: Any, layout: Layout, children: _Children, text: _Text) -> Row:  # noqa: ANN401 - either form
    row: Row = {TOO_MANY: None, DELETED: None}
    for column, path in layout.single.items():
        found = _below(record, path, children)
        row[column] = text(found[0]) if found else None
    for group in layout.repeated:
        found = _below(record, group.path, children)
        if len(found) > group.most:
            row[TOO_MANY] = group.column
        _fill(row, group, found, children, text)
    for extension in children(record, "Extension"):
        if any(text(one) or children(one, "DeletedAt") for one in children(extension, "Deletion")):
            row[DELETED] = "deleted"
    return row


def _fill(row: Row, group: Repeated, found: Sequence[Any], children: _Children, text: _Text) -> None:
    for place, node in enumerate(found[: group.most], 1):
        for leaf, path in group.leaves.items():
            below = _below(node, path, children)
            row[group.name(place, leaf)] = text(below[0]) if below else None


def _below(node: Any, path: tuple[str, ...], children: _Children) -> Sequence[Any]:  # noqa: ANN401
    """What stands at the end of a path: one way down to all that stand in its last step."""
    for step in path[:-1]:
        found = children(node, step)
        if not found:
            return ()
        node = found[0]
    return children(node, path[-1]) if path else (node,)


def _elements(path: Path, file: _Counted, tag: str) -> Iterator[ElementTree.Element]:
    """Each element of a tag; what was read is let go."""
    inside, parent = False, None
    try:
        for event, element in ElementTree.iterparse(file, events=("start", "end")):  # noqa: S314 - a doctype is refused, nothing is fetched
            record = element.tag.rpartition("}")[2] == tag
            if event == "start" and not inside:
                inside, parent = record, parent if record else element
            elif event == "end" and record:
                yield element
                inside = False
                if parent is not None:
                    parent.clear()
    except ElementTree.ParseError as error:
        raise refused(
            path, f"{error.position[0]}: is not whole XML in UTF-8 ({error}); download it again"
        ) from None


def _xml_children(element: Any, name: str) -> Sequence[Any]:  # noqa: ANN401 - as _Children
    return [child for child in element if child.tag.rpartition("}")[2] == name]


def _xml_text(element: Any) -> str | None:  # noqa: ANN401 - as _Text
    text: str | None = element.text
    return text if text and text.strip() else None


def _items(path: Path, file: _Counted) -> Iterator[Any]:
    """Each item of the list that a JSON file holds."""
    decode, read = codecs.getincrementaldecoder("utf-8-sig")(), json.JSONDecoder().raw_decode
    buffer, count, ended = "", 0, False
    try:
        while not ended:
            data = file.read(_CHUNK)
            buffer += decode.decode(data, final=not data)
            place = buffer.index("[") + 1 if not count and "[" in buffer else 0
            while True:
                place += len(buffer[place : place + 4096]) - len(
                    buffer[place : place + 4096].lstrip(" ,\r\n\t")
                )
                ended = buffer.startswith("]", place)
                try:
                    item, place = read(buffer, place)
                except ValueError:
                    break
                count += 1
                yield item
            buffer = buffer[place:]
            if not ended and (not data or len(buffer) > _LONGEST_RECORD):
                raise refused(path, f"is cut off or damaged after {count:,} records; download it again")
    except UnicodeDecodeError as error:
        told = f"byte 0x{error.object[error.start]:02x} after {count:,} records is not UTF-8"
        raise refused(path, f"{told}; download it again") from None


def _json_children(node: Any, name: str) -> Sequence[Any]:  # noqa: ANN401 - as _Children
    if not isinstance(node, dict):
        return ()
    found = node.get(name, node.get(f"gleif:{name}"))
    if isinstance(found, list):
        return found
    return () if found is None else (found,)


def _json_text(node: Any) -> str | None:  # noqa: ANN401 - as _Text
    text = node.get("$") if isinstance(node, dict) else node
    return text if isinstance(text, str) and text.strip() else None
