"""The layout: four packages of this checkout, imports that point one way, and nothing of one machine."""

import ast
import importlib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BELOW: dict[str, set[str]] = {
    "graph": {"graph"},
    "queries": {"queries", "graph"},
    "loaders": {"loaders", "graph"},
    "app": {"app", "loaders", "queries", "graph"},
}
OURS = ("graph", "loaders", "queries", "app", "tests", "data", ".ci")
TOP = ("pyproject.toml", "README.md", "CHANGELOG.md", "Makefile", "requirements.txt", ".gitignore")
VENDORED = ("app/diagram/vendor", "app/diagram/fonts", "app/static")
MACHINE = re.compile(r"/(?:work|root)/|/home/\w+/")
REGISTRY = re.compile(
    r"(?:index-url|extra-index|trusted-host)|https?://[^\s\"']*(?:/simple\b|artifactory|nexus)", re.IGNORECASE
)


def modules(package: str) -> Iterator[Path]:
    yield from (
        path
        for path in sorted((ROOT / package).rglob("*.py"))
        if not path.is_relative_to(ROOT / "app/static")
    )


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            yield (node.module or "").split(".")[0]


def written() -> Iterator[Path]:
    """Every text file of the checkout that people wrote."""
    for folder in OURS:
        for path in sorted((ROOT / folder).rglob("*")):
            inside = path.relative_to(ROOT).as_posix()
            if path.is_file() and "__pycache__" not in path.parts and not inside.startswith(VENDORED):
                yield path
    yield from (ROOT / name for name in TOP if (ROOT / name).exists())


@pytest.mark.parametrize("package", BELOW)
def test_a_package_is_that_of_this_checkout(package: str) -> None:
    found = importlib.import_module(package)
    assert found.__file__ is not None
    assert Path(found.__file__).resolve() == ROOT / package / "__init__.py"


@pytest.mark.parametrize("package", BELOW)
def test_imports_point_one_way(package: str) -> None:
    paths = list(modules(package))
    assert paths
    for path in paths:
        wrong = (set(imported(path)) & set(BELOW)) - BELOW[package]
        assert not wrong, f"{path.relative_to(ROOT)} imports {wrong}"
        assert "tests" not in set(imported(path)), f"{path.relative_to(ROOT)} imports the tests"


def test_no_module_of_the_app_is_named_like_a_package() -> None:
    names = {path.stem for path in (ROOT / "app").iterdir()}
    assert not names & set(BELOW)


@pytest.mark.parametrize("package", BELOW)
def test_every_module_opens_with_one_sentence(package: str) -> None:
    for path in modules(package):
        text = path.read_text(encoding="utf-8")
        told = ast.get_docstring(ast.parse(text)) if text.strip() else "Empty."
        assert told and told.splitlines()[0].endswith("."), path.relative_to(ROOT)


def test_nothing_is_uploaded_and_pytest_finds_only_what_is_installed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "Private :: Do Not Upload" in project["project"]["classifiers"]
    assert project["project"]["license"] == "Apache-2.0"
    assert "pythonpath" not in project["tool"]["pytest"]["ini_options"]


def test_no_file_names_a_machine_or_a_registry() -> None:
    found = 0
    for path in written():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += 1
        if path == Path(__file__):
            continue
        for pattern in (MACHINE, REGISTRY):
            assert not (hit := pattern.search(text)), f"{path.relative_to(ROOT)}: {hit and hit[0]}"
    assert found > 100
