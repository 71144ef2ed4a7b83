"""A disk that is full stops a load or a build cleanly, and with space again the next one completes."""

import os
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from graph.home import open_home
from graph.store.build import build
from graph.store.connect import open_store
from graph.store.error import StoreError
from graph.store.remembered import read_meta
from tests.bench.register import register
from tests.command_line import command
from tests.dumped import dump, expected
from tests.gleif_files import LEI2
from tests.servers.doomed import load
from tests.servers.engines import end_embedded
from tests.shipped import keep

MEGABYTE = 1024**2
CASE = """
case: small
title: A small case
sources: {{paper: {{publisher: Paper, published: 2020, url: "https://example.org/a"}}}}
entities:
{entities}
claims: []
"""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """An empty home on a disk of its own, of 300 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", "size=300m", "tmpfs", str(disk)]
    if os.geteuid() or subprocess.run(mounting, check=False, capture_output=True).returncode:
        pytest.skip("a small disk can only be made as root, on Linux")
    try:
        yield open_home(disk / "home")
    finally:
        end_embedded(disk / "home" / "server")
        subprocess.run(["umount", "-l", str(disk)], check=True)


@contextmanager
def filled(home: Path, free: int) -> Iterator[None]:
    """The disk of `home` with no more than `free` bytes left."""
    space = os.statvfs(home)
    ballast = home.parent / "ballast"
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, space.f_bavail * space.f_frsize - free)
    try:
        yield
    finally:
        ballast.unlink()


def case(folder: Path, entities: int) -> str:
    names = (os.urandom(40).hex() for _ in range(entities))
    lines = (f"  e{n}: {{label: Company, name: {name}, source: paper}}" for n, name in enumerate(names))
    path = folder / "small.yaml"
    path.write_text(CASE.format(entities="\n".join(lines)), encoding="utf-8")
    return str(path)


def test_a_load_without_space_is_one_line_and_keeps_what_was_there(small_disk: Path, tmp_path: Path) -> None:
    home = ("--home", str(small_disk))
    assert command("load", case(tmp_path, 3), "--no-build", *home).code == 0
    before = {path: path.read_bytes() for path in (small_disk / "statements").rglob("*") if path.is_file()}
    with filled(small_disk, 30_000):
        done = command("load", case(tmp_path, 3_000), "--no-build", *home)
    assert (
        done.code == 1
        and "free some and run it again: nothing is lost" in done.err
        and done.err.count("\n") == 1
    )
    after = {path: path.read_bytes() for path in (small_disk / "statements").rglob("*") if path.is_file()}
    assert after == before
    assert command("load", case(tmp_path, 3_000), "--no-build", *home).code == 0


def test_a_golden_copy_too_large_for_the_disk_is_refused_before_it_is_unpacked(
    small_disk: Path, tmp_path: Path
) -> None:
    header = LEI2.read_text(encoding="utf-8").splitlines()[0]
    copy = tmp_path / "20260101-0000-gleif-goldencopy-lei2-golden-copy.csv.zip"
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(copy.stem, header + "\n" * 40_000_000)
    with filled(small_disk, 30_000_000):
        done = command("load", "gleif", str(copy), "--no-build", "--home", str(small_disk))
    assert done.code == 4 and "unpacks to 40 MB" in done.err and done.err.count("\n") == 1
    assert "30 MB free; make room, or give another --home" in done.err


def test_a_build_without_space_is_completed_by_the_next(small_disk: Path) -> None:
    load(small_disk, 0)
    keep(small_disk, {"register": register(nodes=6_000, claims=6_000)})
    with open_store(small_disk, write=True) as store:
        with filled(small_disk, 2 * MEGABYTE), pytest.raises(StoreError, match="MB are free"):
            build(small_disk, store)
        meta = read_meta(store)
        assert meta is not None and not meta.whole
        build(small_disk, store)
        assert dump(store) == expected(small_disk)
