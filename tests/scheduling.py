"""Which tests run in one process where several run at once: those of one engine, so that each starts once."""

import os
import re
from typing import Any

from xdist.scheduler import LoadScopeScheduling

from tests.servers.engines import ENGINES
from tests.servers.neo4j_server import NEO4J_VERSIONS

_ENGINE = re.compile(rf"\[(?:.*-)?({'|'.join(ENGINES)})(?:-.*)?\]$")
# Long ones first, else one process works on while the others have ended.
_FIRST = (
    *NEO4J_VERSIONS,
    *(f"tests/test_{name}.py" for name in ("forget", "store_sharing", "kills", "app_browser")),
    "embedded",
)


class EngineScheduling(LoadScopeScheduling):  # type: ignore[misc]
    """All tests of an engine in one process, the others by their module; first what takes longest."""

    def _split_scope(self, nodeid: str) -> str:
        return scope(nodeid)

    def _assign_work_unit(self, node: Any) -> None:  # noqa: ANN401 - xdist's own
        for name in reversed(_FIRST):
            if name in self.workqueue:
                self.workqueue.move_to_end(name, last=False)
        super()._assign_work_unit(node)


def scope(nodeid: str) -> str:
    """The engine that a test asks for, else its module."""
    found = _ENGINE.search(nodeid)
    return found[1] if found else nodeid.split("::", 1)[0]


def processes() -> int:
    """One more than there are processors, since tests that start servers wait; four at most."""
    return min(4, (os.cpu_count() or 1) + 1)
