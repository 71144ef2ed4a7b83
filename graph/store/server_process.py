"""The embedded server as a plain Java process: its command line, its users and its first answer."""

import base64
import http.client
import json
import os
import secrets
import socket
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from graph.store import watcher
from graph.store.error import StoreError, one_line
from graph.store.server_file import Server, write_private, write_server

START_SECONDS = 60.0
COMMAND_SECONDS = 600  # bounds every command of the server, a writer's too; readers end much earlier
MEMORY_VARIABLE = "DEFENDERGRAPH_MEMORY"
GRACE_VARIABLE = "DEFENDERGRAPH_GRACE"
DATABASE = "neo4j"
_ATTEMPTS = 3
_GROUPS = {
    "admin": ["createRecord", "readRecord", "updateRecord", "deleteRecord"],
    "reader": ["readRecord"],
}


def start_server(folder: Path) -> Server:
    """Start the server of a folder and wait for its first answer. Call it under `start.lock`."""
    java = java_command()
    for _ in range(_ATTEMPTS):
        server = _try_to_start(folder, java)
        if server is not None:
            write_server(folder / "server.json", server)
            return server
    raise StoreError(f"The embedded server does not start: {_last_words(folder)} (see {folder / 'server.log'})")


def spawn_watcher(folder: Path, command: list[str]) -> None:
    """Start the small process that ends the server; with a command it starts the server, too."""
    grace_seconds = os.environ.get(GRACE_VARIABLE, "5")
    subprocess.Popen(
        [sys.executable, "-I", "-S", watcher.__file__, str(folder), grace_seconds, *command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        cwd=folder,
    )


def ask_server(server: Server, command: str, seconds: float = 10.0) -> Any:
    """Give the server an administrator's command and return its result."""
    body = json.dumps({"command": command})
    status, answer = _http(server, "POST", "/api/v1/server", body, seconds)
    if status != 200:
        raise StoreError(f"The embedded server refuses: {one_line(answer)}")
    return json.loads(answer).get("result")


def java_command() -> list[str]:
    """The Java of the `arcadedb-embedded` package with the options of every start."""
    spec = find_spec("arcadedb_embedded")
    package = Path(spec.origin).parent if spec and spec.origin else Path()
    java = package / "jre" / "bin" / "java"
    if spec is None or not os.access(java, os.X_OK):
        raise StoreError("No Java for the embedded server: install arcadedb-embedded again, or set NEO4J_URI.")
    opened = ("java.nio", "sun.nio.ch", "java.util.concurrent.atomic")
    return [
        str(java),
        f"-Xmx{os.environ.get(MEMORY_VARIABLE, '1g')}",
        "-XX:-UsePerfData",
        "-XX:+ExitOnOutOfMemoryError",
        *(f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in opened),
        "--add-exports=java.management/sun.management=ALL-UNNAMED",
        "--enable-native-access=ALL-UNNAMED",
        "-Djava.awt.headless=true",
        "-cp",
        str(package / "jars" / "*"),
    ]


def _try_to_start(folder: Path, java: list[str]) -> Server | None:
    bolt_port, http_port = _free_ports()
    server = Server(
        pid=0,
        started=time.time(),
        bolt_port=bolt_port,
        http_port=http_port,
        writer="root",
        writer_password=secrets.token_urlsafe(24),
        reader="reader",
        reader_password=secrets.token_urlsafe(24),
    )
    _write_configuration(folder, server)
    spawn_watcher(folder, [*java, *_settings(folder, server), "com.arcadedb.server.ArcadeDBServer"])
    try:
        pid = _wait_until_ready(folder, server)
    finally:
        (folder / "root.password").unlink(missing_ok=True)
    if pid is None:
        watcher.end_server(folder)
        return None
    _create_reader(server)
    return Server(**{**vars(server), "pid": pid})


def _write_configuration(folder: Path, server: Server) -> None:
    groups = {
        name: {
            "access": ["updateSecurity", "updateSchema", "updateDatabaseSettings"] if name == "admin" else [],
            "resultSetLimit": -1,
            "readTimeout": -1,
            "types": {"*": {"access": access}},
        }
        for name, access in _GROUPS.items()
    }
    (folder / "config").mkdir(mode=0o700, exist_ok=True)
    write_private(
        folder / "config" / "server-groups.json",
        json.dumps({"databases": {"*": {"groups": groups}}, "version": 1}),
    )
    (folder / "config" / "server-users.jsonl").unlink(missing_ok=True)  # new passwords at each start
    write_private(folder / "root.password", server.writer_password)


def _settings(folder: Path, server: Server) -> list[str]:
    values = {
        "server.rootPath": folder,
        "server.rootPasswordPath": folder / "root.password",
        "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "server.mode": "development",
        "server.defaultDatabases": f"{DATABASE}[root]",
        "server.httpIncomingHost": "127.0.0.1",
        "server.httpIncomingPort": server.http_port,
        "bolt.host": "127.0.0.1",
        "bolt.port": server.bolt_port,
        "command.timeout": COMMAND_SECONDS * 1000,
        "queryMaxConcurrent": 16,  # the default of 4 lets a few slow questions hold up everybody
        "opencypher.loadCsv.allowFileUrls": "false",
        "opencypher.loadCsv.allowRemoteUrls": "false",
    }
    return [f"-Darcadedb.{name}={value}" for name, value in values.items()]


def _wait_until_ready(folder: Path, server: Server) -> int | None:
    began = time.monotonic()
    while time.monotonic() - began < START_SECONDS:
        pid = watcher.held_pid(folder / "server.lock")
        if pid is None and time.monotonic() - began > 6:
            return None
        if pid is not None and _is_ready(server):
            return pid
        time.sleep(0.05)
    return None


def _is_ready(server: Server) -> bool:
    try:
        return _http(server, "GET", "/api/v1/ready", None, 5.0)[0] == 204
    except StoreError:
        return False


def _create_reader(server: Server) -> None:
    user = {"name": server.reader, "password": server.reader_password, "databases": {DATABASE: ["reader"]}}
    ask_server(server, f"create user {json.dumps(user)}")


def _http(server: Server, method: str, path: str, body: str | None, seconds: float) -> tuple[int, str]:
    pair = base64.b64encode(f"{server.writer}:{server.writer_password}".encode()).decode()
    headers = {"Authorization": f"Basic {pair}", "Content-Type": "application/json"}
    connection = http.client.HTTPConnection("127.0.0.1", server.http_port, timeout=seconds)
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode("utf-8", "replace")
    except (OSError, http.client.HTTPException) as error:
        raise StoreError(f"The embedded server does not answer: {one_line(error)}.") from error
    finally:
        connection.close()


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1]), int(other.getsockname()[1])


def _last_words(folder: Path) -> str:
    try:
        lines = (folder / "server.log").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return "it wrote no log."
    telling = [line for line in lines if any(word in line for word in ("SEVER", "rror", "xception"))]
    return one_line((telling or lines or ["it wrote nothing"])[-1])
