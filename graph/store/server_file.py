"""Where the embedded server listens and who may speak to it, kept for its owner's eyes only."""

import json
import os
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from graph.store.error import StoreError


@dataclass(frozen=True)
class Server:
    """A running embedded server; `started` is its start in seconds since 1970."""

    pid: int
    started: float
    bolt_port: int
    http_port: int
    writer: str
    writer_password: str = field(repr=False)
    reader: str
    reader_password: str = field(repr=False)

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.bolt_port}"


def write_server(path: Path, server: Server) -> None:
    """Write the file whole or not at all, readable by its owner only."""
    write_private(path, json.dumps(asdict(server), indent=1))


def read_server(path: Path) -> Server | None:
    """The server a file tells of, or None if there is no such file or it cannot be understood."""
    try:
        values: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        server = Server(**{each.name: values[each.name] for each in fields(Server)})
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None
    return server if _is_plausible(server) else None


def write_private(path: Path, text: str) -> None:
    """Write a file of mode 0600 whole or not at all."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    unfinished.unlink(missing_ok=True)
    try:
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        unfinished.replace(path)
    except OSError as error:
        raise StoreError(f"Cannot write {path}: {error.strerror}.") from error


def _is_plausible(server: Server) -> bool:
    ports = (server.bolt_port, server.http_port)
    texts = (server.writer, server.writer_password, server.reader, server.reader_password)
    numbers = all(type(port) is int and 0 < port < 65536 for port in ports)
    return numbers and type(server.pid) is int and all(isinstance(text, str) and text for text in texts)
