"""Files as they come: plain or as the only one in a zip, and what their first bytes say they are."""

import csv
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from graph.model.values import quoted
from loaders.gleif.layout import LAYOUTS, Layout
from loaders.lines import RefusedFile

_ENDINGS = (".csv", ".xml", ".json")
_FIRST_BYTES = 1 << 18
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError)


@dataclass(frozen=True)
class GoldenCopy:
    """A file: what kind of records it holds, in which form (csv, xml, json), how many bytes unpacked."""

    path: Path
    layout: Layout
    form: str
    bytes_unpacked: int
    zipped: bool


def refused(path: Path, told: str) -> RefusedFile:
    """A file that cannot be loaded, with what is wrong and what to do."""
    return RefusedFile([f"{path}: {told}"])


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """The bytes of a file, or of the only file in a zip; raise RefusedFile."""
    try:
        if not zipfile.is_zipfile(path):
            if path.suffix == ".zip":
                raise refused(path, "is no zip, or is cut off; download it again")
            with path.open("rb") as file:
                yield file
            return
        with zipfile.ZipFile(path) as archive, _unpacking(path, archive) as file:
            yield file
    except _DAMAGED as error:
        raise refused(path, f"the zip is damaged ({error}); download it again") from None
    except OSError as error:
        raise refused(path, f"cannot be read ({error.strerror or error}); check the path") from None


def recognised(path: Path) -> GoldenCopy:
    """See from its first bytes which golden copy a file is; raise RefusedFile for anything else."""
    with opened(path) as file:
        start = file.read(_FIRST_BYTES)
    if start[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in start[:64]:
        raise refused(path, "is not UTF-8 (it looks like UTF-16); download it again, or save it as UTF-8")
    text = start.decode("utf-8-sig", errors="replace")
    head = text.lstrip()
    form = {"<": "xml", "{": "json"}.get(head[:1], "csv")
    layout = {"xml": _of_xml, "json": _of_json, "csv": _of_csv}[form](path, head)
    return GoldenCopy(path, layout, form, _bytes_unpacked(path), zipfile.is_zipfile(path))


def _unpacking(path: Path, archive: zipfile.ZipFile) -> IO[bytes]:
    """The only file of a zip; raise RefusedFile where Python cannot unpack it."""
    only = _only(path, archive)
    try:
        return archive.open(only)
    except RuntimeError as error:  # so zipfile tells of a password, or of a method of packing it lacks
        raise refused(path, f"cannot be unpacked ({error}); unpack it and load what is in it") from None


def _bytes_unpacked(path: Path) -> int:
    if not zipfile.is_zipfile(path):
        return path.stat().st_size
    with zipfile.ZipFile(path) as archive:
        return _only(path, archive).file_size


def _only(path: Path, archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    members = [found for found in archive.infolist() if not found.is_dir()]
    data = [found for found in members if found.filename.lower().endswith(_ENDINGS)]
    if len(data) != 1:
        held = ", ".join(quoted(found.filename) for found in members[:5]) or "nothing"
        raise refused(path, f"holds {held}, not one .csv, .xml or .json; unpack it and give the file")
    return data[0]


def _of_xml(path: Path, head: str) -> Layout:
    if "<!DOCTYPE" in head:
        raise refused(path, "its XML has a DOCTYPE, which GLEIF's files have not; download it again")
    for layout in LAYOUTS:
        if f"http://www.gleif.org/data/schema/{layout.namespace}" in head:
            if re.search(r"FileContent>\s*\w*DELTA", head):
                raise refused(
                    path, "holds only changes (a delta), and would take away the rest; load a full file"
                )
            return layout
    raise _strange(path, "its XML is of none of GLEIF's schemas")


def _of_json(path: Path, head: str) -> Layout:
    found = re.match(r'\{\s*"([^"]*)"\s*:\s*\[', head)
    for layout in LAYOUTS:
        if found and found[1] == layout.listed:
            return layout
    raise _strange(path, f"its JSON starts with {quoted(head[:60])}")


def _of_csv(path: Path, head: str) -> Layout:
    header = next(csv.reader(head.splitlines()[:1]), [])
    best = max(LAYOUTS, key=lambda layout: len(set(header) & set(layout.read)))
    if not set(header) & set(best.read) - {"LEI"}:
        raise _strange(path, f"it starts with {quoted(head.splitlines()[0]) if head else 'nothing'}")
    _check_columns(path, header, best)
    return best


def _check_columns(path: Path, header: list[str], layout: Layout) -> None:
    """Raise RefusedFile where the columns are not those of the layout."""
    missing = [column for column in layout.read if column not in header]
    strange = [column for column in header if column not in {*layout.read, *layout.ignored}]
    twice = [column for column in layout.read if header.count(column) > 1]
    for columns, told in ((missing, "is missing"), (strange, "is not known"), (twice, "stands twice")):
        if columns:
            more = f" and {len(columns) - 1:,} more" if len(columns) > 1 else ""
            raise refused(
                path, f"1: column {quoted(columns[0])}{more} {told}; give GLEIF's own file of {layout.title}"
            )


def _strange(path: Path, seen: str) -> RefusedFile:
    kinds = ", ".join(layout.title for layout in LAYOUTS)
    return refused(path, f"is no golden copy of GLEIF ({seen}); give a full file of {kinds}")
