"""The command line, the groups and the first password of the embedded server."""

import json
import os
import re
from importlib.util import find_spec
from pathlib import Path

from graph.store.error import StoreError
from graph.store.server_file import Server, write_private

DATABASE = "neo4j"
COMMAND_SECONDS = 600  # bounds every command of the server, a writer's too; questions end much earlier
MEMORY_VARIABLE = "DEFENDERGRAPH_MEMORY"
GRACE_VARIABLE = "DEFENDERGRAPH_GRACE"
_LOG = """handlers=java.util.logging.FileHandler
.level=INFO
java.util.logging.FileHandler.pattern=server.log
java.util.logging.FileHandler.limit=5000000
java.util.logging.FileHandler.formatter=java.util.logging.SimpleFormatter
java.util.logging.SimpleFormatter.format=%1$tF %1$tT %4$s %5$s%6$s%n
"""
_RECORD_RIGHTS = ["createRecord", "readRecord", "updateRecord", "deleteRecord"]
_SYSTEM_RIGHTS = ["updateSecurity", "updateSchema", "updateDatabaseSettings"]


def command_line(server: Server) -> list[str]:
    """The whole command, run in the server's folder; passwords are not in it."""
    settings = [f"-Darcadedb.{name}={value}" for name, value in _settings(server).items()]
    opened = ("java.nio", "sun.nio.ch", "java.util.concurrent.atomic")
    return [
        str(java()),
        f"-Xmx{_memory()}",
        "-XX:-UsePerfData",
        "-XX:+ExitOnOutOfMemoryError",
        *(f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in opened),
        "--add-exports=java.management/sun.management=ALL-UNNAMED",
        "--enable-native-access=ALL-UNNAMED",
        "-Djava.awt.headless=true",
        "-Djava.util.logging.config.file=config/log.properties",
        *settings,
        "-cp",
        str(java().parents[2] / "jars" / "*"),
        "com.arcadedb.server.ArcadeDBServer",
    ]


def java() -> Path:
    """The Java inside the `arcadedb-embedded` package."""
    spec = find_spec("arcadedb_embedded")
    found = Path(spec.origin).parent / "jre" / "bin" / "java" if spec and spec.origin else None
    if found is None or not os.access(found, os.X_OK):
        raise StoreError(
            "No Java for the embedded server: install arcadedb-embedded again, or set NEO4J_URI."
        )
    return found


def grace_seconds() -> float:
    """How long the server stays after its last user has left."""
    text = os.environ.get(GRACE_VARIABLE, "5")
    if not re.fullmatch(r"\d+(\.\d+)?", text):
        raise StoreError(f"{GRACE_VARIABLE} is a number of seconds, not {text!r}.")
    return float(text)


def write_configuration(folder: Path, server: Server) -> None:
    """Prepare a start with new passwords: groups, no users yet, and the first password."""
    groups = {
        "admin": _group(_SYSTEM_RIGHTS, _RECORD_RIGHTS),
        "reader": _group([], ["readRecord"]),
    }
    (folder / "config").mkdir(mode=0o700, exist_ok=True)
    content = {"databases": {"*": {"groups": groups}}, "version": 1}
    write_private(folder / "config" / "server-groups.json", json.dumps(content))
    (folder / "config" / "server-users.jsonl").unlink(missing_ok=True)
    write_private(folder / "config" / "log.properties", _LOG)
    write_private(folder / "root.password", server.writer_password)


def _settings(server: Server) -> dict[str, object]:
    return {
        "server.rootPath": ".",
        "server.rootPasswordPath": "root.password",
        "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "server.mode": "development",  # `production` hides the reasons of errors
        "server.defaultDatabases": f"{DATABASE}[root]",
        "server.httpIncomingHost": "127.0.0.1",
        "server.httpIncomingPort": server.http_port,
        "bolt.host": "127.0.0.1",
        "bolt.port": server.bolt_port,
        "command.timeout": COMMAND_SECONDS * 1000,
        "queryMaxConcurrent": 16,  # with the default of 4 a few slow questions hold up everybody
        "opencypher.loadCsv.allowFileUrls": "false",
        "opencypher.loadCsv.allowRemoteUrls": "false",
    }


def _memory() -> str:
    text = os.environ.get(MEMORY_VARIABLE, "1g")
    if not re.fullmatch(r"\d+[kKmMgG]", text):
        raise StoreError(f"{MEMORY_VARIABLE} is an amount like 1g or 800m, not {text!r}.")
    return text


def _group(system: list[str], record: list[str]) -> dict[str, object]:
    types = {"*": {"access": record}}
    return {"access": system, "resultSetLimit": -1, "readTimeout": -1, "types": types}
