"""ELK, the layout engine, in V8."""

import atexit
import json
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from py_mini_racer import JSTimeoutException, MiniRacer

LIMIT_SECONDS = 10

_SOURCE = Path(__file__).with_name("vendor") / "elk.bundled.js"
_lock = Lock()

# V8 alone has no window and no timers; the calls that ELK defers are run at once.
_BEFORE = """
var window = globalThis, self = globalThis, module = {exports: {}}, exports = module.exports;
var waiting = [], answer = "";
setTimeout = function (call) { waiting.push(call); };
"""
_AFTER = """
var elk = new module.exports();
function arrange(graph) {
  answer = "";
  elk.layout(graph).then(
    function (placed) { answer = JSON.stringify(placed); },
    function (error) { answer = JSON.stringify({error: String(error)}); });
  while (waiting.length) waiting.shift()();
}
"""


def arrange(graph: dict[str, Any], limit_seconds: float = LIMIT_SECONDS) -> dict[str, Any]:
    """Lay out an ELK JSON graph; raise TimeoutError after the limit, one call at a time."""
    with _lock:
        engine = _engine()
        try:
            engine.eval(f"arrange({json.dumps(graph)})", timeout_sec=limit_seconds)
        except JSTimeoutException as error:
            _load(engine)
            raise TimeoutError(f"no layout within {limit_seconds} seconds") from error
        placed: dict[str, Any] = json.loads(str(engine.eval("answer")))
    if "error" in placed:
        raise ValueError(f"ELK refused the graph: {placed['error']}")
    return placed


@cache
def _engine() -> MiniRacer:
    """The one engine; left open, it now and then keeps Python from ending."""
    engine = MiniRacer()
    _load(engine)
    atexit.register(engine.close)
    return engine


def _load(engine: MiniRacer) -> None:
    """Read ELK afresh, which also drops what a stopped call left behind."""
    for script in (_BEFORE, _SOURCE.read_text(encoding="utf-8"), _AFTER):
        engine.eval(script)
