"""A home: the folder that holds one investigation's statements, indexes and embedded database."""

import io
import json
import os
import tempfile
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any

import platformdirs

if TYPE_CHECKING:
    import polars as pl


class HomeError(Exception):
    """A home that cannot be used; the message says what to do."""


def open_home(path: Path | None = None) -> Path:
    """The home at `path`, DEFENDERGRAPH_HOME or the platform's user data folder; made with mode 0700."""
    named = os.environ.get("DEFENDERGRAPH_HOME")
    home = path or (Path(named) if named else Path(platformdirs.user_data_dir("defendergraph")))
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        if home.stat().st_mode & 0o077:
            home.chmod(0o700)
        _identity(home)
    except OSError as error:
        raise HomeError(
            f"the home {home} cannot be used ({error.strerror}); give another with --home"
        ) from None
    return home.resolve()


def home_id(home: Path) -> str:
    """The id that the graph's Meta node remembers its writer by."""
    return str(json.loads((home / "home.json").read_text(encoding="utf-8"))["id"])


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all, also after a power cut."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def write_table(path: Path, frame: "pl.DataFrame") -> None:
    """Write a frame as Parquet, whole or not at all."""
    write_whole(path, parquet(frame))


def parquet(frame: "pl.DataFrame") -> bytes:
    """A frame as the bytes of a Parquet file."""
    data = io.BytesIO()
    frame.write_parquet(data, compression="zstd")
    return data.getvalue()


def write_json(path: Path, value: Any) -> None:  # noqa: ANN401 - any value
    """Write a value as JSON, whole or not at all."""
    write_whole(path, json.dumps(value, ensure_ascii=False, indent=1).encode())


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _identity(home: Path) -> None:
    if not (home / "home.json").exists():
        write_json(home / "home.json", {"id": uuid.uuid4().hex})
