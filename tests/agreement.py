"""That answers are equal wherever they are asked: the first is kept, every later one is compared with it."""

import pickle
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path

import pytest
from filelock import FileLock

Agree = Callable[[str, object], None]


def agreement(folder: Path) -> Agree:
    """Compare answers by what was asked; `folder` is shared by the processes of one run."""

    def agree(asked: str, answer: object) -> None:
        path = folder / blake2b(asked.encode(), digest_size=16).hexdigest()
        with FileLock(f"{path}.lock"):
            if path.exists():
                assert answer == pickle.loads(path.read_bytes()), asked  # noqa: S301 - we wrote it
            else:
                path.write_bytes(pickle.dumps(answer))

    return agree


def run_folder(factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this run share."""
    base = factory.getbasetemp()
    folder = (base.parent if base.name.startswith("popen-") else base) / "agreement"
    folder.mkdir(exist_ok=True)
    return folder
