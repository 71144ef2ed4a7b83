"""Which tests run in one process where several run at once: those of one engine, so that each starts once."""

import re

from xdist.scheduler import LoadScopeScheduling

from tests.servers.engines import ENGINES

_ENGINE = re.compile(rf"\[(?:.*-)?({'|'.join(ENGINES)})(?:-.*)?\]$")


class EngineScheduling(LoadScopeScheduling):  # type: ignore[misc]
    """All tests of an engine in one process, the others by their module."""

    def _split_scope(self, nodeid: str) -> str:
        return scope(nodeid)


def scope(nodeid: str) -> str:
    """The engine that a test asks for, else its module."""
    found = _ENGINE.search(nodeid)
    return found[1] if found else nodeid.split("::", 1)[0]
