"""Known problems as the command line tells them: one line each, and an exit code that means something."""

import errno
import sys

from app.session import NothingBuilt, Unclear
from graph.forgetting.record import ForgettingError
from graph.home import HomeError
from graph.identity.judgement_file import RefusedJudgements
from graph.identity.judgements import JudgementError
from graph.statements.datasets import DatasetError
from graph.store.build import BuildRefused
from graph.store.error import StoreError
from graph.view import ViewRefused
from loaders.lines import RefusedFile
from queries.catalogue import QuestionError

_EXIT = {RefusedFile: 4, RefusedJudgements: 4, Unclear: 3}
_TOLD = (
    *(RefusedFile, Unclear, NothingBuilt, HomeError, DatasetError),
    *(BuildRefused, StoreError, ViewRefused, QuestionError, JudgementError, ForgettingError, OSError),
)


def tell(error: Exception) -> int | None:
    """Write a known problem to standard error; return its exit code, None for an unknown one."""
    if not isinstance(error, _TOLD):
        return None
    for line in _lines(error):
        sys.stderr.write(f"{line}\n")
    return next((code for kind, code in _EXIT.items() if isinstance(error, kind)), 1)


def _lines(error: Exception) -> list[str]:
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return ["No space is left on the disk of the home; free some and run it again: nothing is lost."]
    if isinstance(error, OSError) and error.filename:
        return [f"{error.filename}: {error.strerror}"]
    candidates = error.hits if isinstance(error, Unclear) else []
    return [*str(error).splitlines(), *(f"  {hit.id}  {hit.name} ({hit.label})" for hit in candidates)]
