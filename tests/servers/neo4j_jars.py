"""Fetches the jars of a Neo4j version once, and compiles the launcher once."""

import os
import shutil
import subprocess
from pathlib import Path

from filelock import FileLock
from platformdirs import user_cache_path

HERE = Path(__file__).parent
OLDEST = "5.26.26"  # the launcher is compiled against it and runs with every version


class MissingToolError(Exception):
    """Neo4j cannot be had on this machine; the message says what to install."""


def cache_folder() -> Path:
    """DEFENDERGRAPH_TEST_CACHE, else a folder in the user's cache."""
    named = os.environ.get("DEFENDERGRAPH_TEST_CACHE")
    folder = Path(named) if named else user_cache_path("defendergraph-tests", appauthor=False)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def jars(version: str) -> Path:
    """The folder with the jars of a version."""
    folder = cache_folder() / f"neo4j-{version}"
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            unfinished = folder.with_name(f"{folder.name}.unfinished")
            shutil.rmtree(unfinished, ignore_errors=True)
            _run(
                _tool("mvn", "Maven"), "-q", "-B", "-f", str(HERE / "pom.xml"),
                "dependency:copy-dependencies",
                f"-DoutputDirectory={unfinished}", "-DincludeScope=runtime", f"-Dneo4j.version={version}",
            )  # fmt: skip
            unfinished.rename(folder)
    return folder


def launcher() -> Path:
    """The folder with the compiled launcher."""
    source, libraries = HERE / "Neo4jServer.java", jars(OLDEST)
    folder = cache_folder() / "launcher"
    compiled = folder / "Neo4jServer.class"
    with FileLock(f"{folder}.lock"):
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            compiler = _tool("javac", "a JDK (17 or newer)")
            _run(compiler, "--release", "17", "-d", str(folder), "-cp", f"{libraries}/*", str(source))
    return folder


def _tool(name: str, package: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise MissingToolError(f"no {name}: install {package} to test with Neo4j")
    return found


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False)
    if done.returncode:
        raise MissingToolError(
            f"{Path(command[0]).name} failed: {(done.stdout + done.stderr).strip()[-300:]}"
        )
