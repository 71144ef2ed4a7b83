"""The command line for tests: in this process, which is quick, or as its users run it."""

import io
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from app.main import run

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Done:
    """How a command ended; its output was no terminal."""

    code: int
    out: str
    err: str


def command(*arguments: str) -> Done:
    """Run the command line's own entry in this process, and put back what it changes."""
    out, err = io.StringIO(), io.StringIO()
    pandas = sys.modules.get("pandas")
    try:
        with (
            patch.object(sys, "argv", ["defendergraph", *arguments]),
            redirect_stdout(out),
            redirect_stderr(err),
        ):
            run()
    except SystemExit as ended:
        return Done(ended.code if isinstance(ended.code, int) else 1, out.getvalue(), err.getvalue())
    finally:
        sys.modules.pop("pandas")
        if pandas is not None:
            sys.modules["pandas"] = pandas
    raise AssertionError("the command line did not end")


def process(home: Path, *arguments: str, cwd: Path = ROOT, **variables: str) -> Done:
    """Run the installed command as a process of its own."""
    environment: Mapping[str, str] = {**os.environ, "DEFENDERGRAPH_HOME": str(home), **variables}
    done = subprocess.run(
        [str(Path(sys.executable).with_name("defendergraph")), *arguments],
        env=environment,
        capture_output=True,
        text=True,
        cwd=cwd,
        check=False,
        timeout=300,
    )
    return Done(done.returncode, done.stdout, done.stderr)
