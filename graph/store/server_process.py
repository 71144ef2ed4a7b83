"""Starts the embedded server, a plain Java process, and the small watcher that will end it."""

import json
import os
import secrets
import socket
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

from graph.store import watcher
from graph.store.administration import administer, is_ready
from graph.store.error import StoreError, one_line
from graph.store.server_file import Server, write_server
from graph.store.server_settings import DATABASE, command_line, grace_seconds, write_configuration

START_SECONDS = 90.0
_LOGS = ("server.log", "java.log")  # the server's own words, and those of Java itself
_ATTEMPTS = 3  # a free port may be taken before the server gets to it


def start_server(folder: Path) -> Server:
    """Start the server of a folder and wait for its first answer. Call it under `start.lock`."""
    for _ in range(_ATTEMPTS):
        server = _try_to_start(folder)
        if server is not None:
            write_server(folder / "server.json", server)
            return server
        if not _was_port_taken(folder):
            break
    raise StoreError(f"The embedded server does not start: {_last_words(folder)} (logs: {folder})")


def spawn_watcher(folder: Path, command: list[str]) -> subprocess.Popen[bytes]:
    """Start the watcher; with a command it starts the server, else it adopts the running one."""
    arguments = ["-I", "-S", watcher.__file__, str(folder), str(grace_seconds()), *command]
    return subprocess.Popen(
        [sys.executable, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env={**os.environ, "LC_ALL": "C.UTF-8"},  # else Java cannot open a home with letters beyond ASCII
        cwd=folder,
    )


def _try_to_start(folder: Path) -> Server | None:
    server = _new_server()
    command = command_line(server)
    for log in _LOGS:
        (folder / log).unlink(missing_ok=True)
    write_configuration(folder, server)
    try:
        pid = _wait_until_ready(folder, server, spawn_watcher(folder, command))
        if pid is not None:
            _create_reader(server)
            return replace(server, pid=pid)
    finally:
        (folder / "root.password").unlink(missing_ok=True)
    watcher.end_server(folder)
    return None


def _new_server() -> Server:
    bolt_port, http_port = _free_ports()
    return Server(
        pid=0,
        started=time.time(),
        bolt_port=bolt_port,
        http_port=http_port,
        writer="root",
        writer_password=secrets.token_urlsafe(24),
        reader="reader",
        reader_password=secrets.token_urlsafe(24),
    )


def _wait_until_ready(folder: Path, server: Server, starter: subprocess.Popen[bytes]) -> int | None:
    deadline = time.monotonic() + START_SECONDS
    while starter.poll() is None and time.monotonic() < deadline:
        pid = watcher.held_pid(folder / "server.lock")
        if pid is not None and is_ready(server):
            return pid
        if _was_port_taken(folder):
            return None
        time.sleep(0.05)
    return None


def _create_reader(server: Server) -> None:
    user = {"name": server.reader, "password": server.reader_password, "databases": {DATABASE: ["reader"]}}
    administer(server, f"create user {json.dumps(user)}")


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1]), int(other.getsockname()[1])


def _was_port_taken(folder: Path) -> bool:
    return any("Unable to listen" in line for line in _log(folder))


def _last_words(folder: Path) -> str:
    lines = [line for line in _log(folder) if line.strip()]
    telling = [line for line in lines if any(word in line for word in ("SEVER", "Error", "Exception"))]
    return one_line((telling or lines[-1:] or ["it wrote nothing"])[0])


def _log(folder: Path) -> list[str]:
    paths = [folder / log for log in _LOGS if (folder / log).exists()]
    return [line for path in paths for line in path.read_text("utf-8", "replace").splitlines()]
