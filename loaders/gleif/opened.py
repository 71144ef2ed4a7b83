"""Opens a GLEIF file: unzipped where need be, its form and layout told by its content, not by its name."""

import codecs
import csv
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from loaders.gleif.layout import LAYOUTS, Layout
from loaders.gleif.nested import json_records, xml_content_date
from loaders.lines import RefusedFile

_HEAD = 1 << 16
_BYTE_ORDER = {codecs.BOM_UTF16_LE: "UTF-16", codecs.BOM_UTF16_BE: "UTF-16"}


@dataclass(frozen=True)
class Opened:
    """A file ready to be read: `path` holds its bytes, `name` is what its rows are said to come from."""

    path: Path
    name: str
    form: str
    layout: Layout
    day: str
    header: tuple[str, ...] = ()


def opened(path: Path, scratch: Path) -> Opened:
    """Open a file, unzipping it into `scratch`; raise RefusedFile with one line on what is wrong."""
    with one_line(path.name):
        if not path.is_file():
            raise RefusedFile([f"{path}: there is no such file; check the path"])
        plain, day = (
            _unzipped(path, scratch) if zipfile.is_zipfile(path) or _starts(path, b"PK") else (path, "")
        )
        named = re.match(r"(\d{4})(\d{2})(\d{2})-\d{4}-", path.name)
        day = "-".join(named.groups()) if named else day or _modified(path)
        return _told(plain, path.name, day)


@contextmanager
def one_line(name: str) -> Iterator[None]:
    """Turn what goes wrong while a file is read into a RefusedFile of one line."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise RefusedFile([f"{name}: the zip file is not whole ({error}); download it again"]) from None
    except UnicodeDecodeError as error:
        byte = error.object[error.start]
        raise RefusedFile(
            [f"{name}: byte 0x{byte:02x} is not UTF-8; download it again, do not save it anew"]
        ) from None
    except OSError as error:
        raise RefusedFile(
            [f"{name}: cannot be read ({error.strerror or error}); check the path and the disk"]
        ) from None


def _unzipped(path: Path, scratch: Path) -> tuple[Path, str]:
    with zipfile.ZipFile(path) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        if len(members) != 1:
            raise RefusedFile(
                [f"{path.name}: holds {len(members)} files where GLEIF's hold one; unzip it first"]
            )
        target = scratch / f"{path.stem}.unzipped"
        with archive.open(members[0]) as packed, target.open("wb") as plain:
            while block := packed.read(1 << 22):
                plain.write(block)
    return target, "{:04}-{:02}-{:02}".format(*members[0].date_time[:3])


def _told(path: Path, name: str, day: str) -> Opened:
    with path.open("rb") as file:
        head = file.read(_HEAD)
    for mark, encoding in _BYTE_ORDER.items():
        if head.startswith(mark):
            raise RefusedFile([f"{name}: is {encoding}, and GLEIF's files are UTF-8; download it again"])
    text = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if not text:
        raise RefusedFile([f"{name}: the file is empty; download it again"])
    if text.startswith(b"<"):
        return Opened(path, name, "xml", _xml_layout(text, name), xml_content_date(text) or day)
    if text.startswith((b"{", b"[")):
        return Opened(path, name, "json", _json_layout(path, name), day)
    layout, header = _csv_layout(text, name)
    return Opened(path, name, "csv", layout, day, header)


def _xml_layout(head: bytes, name: str) -> Layout:
    if b"<!DOCTYPE" in head:
        raise RefusedFile([f"{name}: has a DOCTYPE, which GLEIF's files never have; download it again"])
    for layout in LAYOUTS:
        if re.search(
            rf"gleif\.org/data/schema/{'leidata' if layout.name == 'lei' else layout.name}/".encode(), head
        ):
            return layout
    raise RefusedFile([f"{name}: is XML, but of none of GLEIF's layouts; give {_choices()}"])


def _json_layout(path: Path, name: str) -> Layout:
    for record in islice(json_records(path, name), 1):
        for layout in LAYOUTS:
            if isinstance(record, dict) and layout.required in record:
                return layout
        raise RefusedFile([f"{name}: is JSON, but of none of GLEIF's layouts; give {_choices()}"])
    raise RefusedFile([f"{name}: holds no records; download it again"])


def _csv_layout(head: bytes, name: str) -> tuple[Layout, tuple[str, ...]]:
    line = head.splitlines()[0].decode("utf-8")
    found = {column.lower(): column for column in next(csv.reader([line]))}
    layout = max(LAYOUTS, key=lambda one: len(found.keys() & {c.lower() for c in one.columns}))
    known = {column.lower(): column for column in layout.columns}
    if not found.keys() & known.keys():
        raise RefusedFile([f"{name}: its columns are none of GLEIF's; give {_choices()}"])
    for column, written in found.items():
        if column not in known:
            raise RefusedFile(
                [f"{name}: '{written}' is no column of {layout.title}; download the file again"]
            )
    for column in layout.reads:
        if column.lower() not in found:
            raise RefusedFile(
                [f"{name}: the column '{column}' of {layout.title} is missing; download the file again"]
            )
    return layout, tuple(known[column] for column in found)


def _choices() -> str:
    return ", ".join(layout.title for layout in LAYOUTS)


def _starts(path: Path, mark: bytes) -> bool:
    with path.open("rb") as file:
        return file.read(len(mark)) == mark


def _modified(path: Path) -> str:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()
