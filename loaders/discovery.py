"""Loaders are discovered: a module of this package with a SOURCE is one."""

import pkgutil
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

from loaders.lines import RefusedFile


@cache
def loaders() -> Mapping[str, ModuleType]:
    """The loader modules by the name of their source."""
    modules = (
        import_module(f"loaders.{found.name}") for found in pkgutil.iter_modules([str(Path(__file__).parent)])
    )
    return {module.SOURCE.name: module for module in modules if hasattr(module, "SOURCE")}


def loader(name: str) -> ModuleType:
    """The loader of a source; raise RefusedFile with the closest name."""
    found = loaders().get(name)
    if found is None:
        close = get_close_matches(name, loaders(), 1)
        told = f"did you mean '{close[0]}'?" if close else f"known are: {', '.join(loaders())}"
        raise RefusedFile([f"there is no source '{name}'; {told}"])
    return found
