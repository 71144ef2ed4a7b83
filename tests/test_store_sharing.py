"""One embedded server for all processes of a home, whatever happens to any of them."""

import json
import shutil
import stat
import subprocess
from pathlib import Path

import psutil
import pytest

from graph.store.connect import open_store
from graph.store.error import StoreError
from tests.servers.engines import end_embedded
from tests.servers.processes import Client, is_ended, kill_and_wait, server_pid, wait_until, watcher_pid


def numbers(home: Path) -> list[int]:
    with open_store(home) as store:
        return [row[0] for row in store.read("MATCH (x:X) RETURN x.n AS n ORDER BY n").rows]


def is_over(home: Path) -> bool:
    return server_pid(home) is None and watcher_pid(home) is None


def test_two_processes_share_a_server_that_ends_after_the_last(home: Path) -> None:
    with open_store(home, write=True) as store:
        other = Client(home)
        assert other.address == store.address
        other.save(7)
        assert store.read("MATCH (x:X) RETURN x.n").rows == [(7,)]
        other.leave()
        assert store.read("RETURN 1").rows == [(1,)]
    assert server_pid(home) is not None
    wait_until(lambda: is_over(home))
    assert not (home / "server" / "server.json").exists()


def test_a_second_start_within_the_grace_joins(home: Path) -> None:
    with open_store(home):
        first = server_pid(home)
    with open_store(home):
        assert server_pid(home) == first


def test_a_killed_client_leaves_no_server_behind(home: Path) -> None:
    client = Client(home)
    client.save(1)
    client.kill()
    wait_until(lambda: is_over(home))
    assert numbers(home) == [1]
    assert len(list((home / "server" / "clients").glob("*.lock"))) == 0


def test_a_killed_server_comes_back_with_all_that_was_saved(home: Path) -> None:
    with open_store(home, write=True) as store:
        client = Client(home)
        for number in range(20):
            client.save(number)
        first = server_pid(home)
        kill_and_wait(first)
        assert store.read("MATCH (x:X) RETURN count(x)").rows == [(20,)]
        assert server_pid(home) not in (None, first)
        client.save(20)
        assert store.write("MATCH (x:X) RETURN count(x)").rows == [(21,)]
        client.leave()


def test_a_killed_watcher_is_replaced_by_the_next_client(home: Path) -> None:
    with open_store(home):
        server, first = server_pid(home), watcher_pid(home)
        kill_and_wait(first)
        with open_store(home):
            wait_until(lambda: watcher_pid(home) not in (None, first))
            assert server_pid(home) == server
    wait_until(lambda: is_over(home))


def test_a_recycled_process_id_is_left_alone(home: Path) -> None:
    with open_store(home):
        told = json.loads((home / "server" / "server.json").read_text())
        kill_and_wait(server_pid(home))
        wait_until(lambda: is_over(home))
    with subprocess.Popen(["sleep", "60"]) as stranger:
        told["pid"] = stranger.pid
        (home / "server" / "server.json").write_text(json.dumps(told))
        (home / "server" / "server.lock").write_text(str(stranger.pid))
        with open_store(home) as store:
            assert store.read("RETURN 1").rows == [(1,)]
            assert server_pid(home) != stranger.pid
        assert stranger.poll() is None
        stranger.kill()


def test_a_corrupted_server_file_is_made_anew(home: Path) -> None:
    with open_store(home, write=True) as store:
        store.write("CREATE (:X {n: 1})")
        first = server_pid(home)
        (home / "server" / "server.json").write_text('{"pid": 1, "bolt_')
        assert numbers(home) == [1]
        assert server_pid(home) not in (None, first)
        assert store.read("MATCH (x:X) RETURN x.n").rows == [(1,)]


def test_files_and_command_lines_keep_the_secrets(home: Path) -> None:
    with open_store(home, write=True) as store:
        store.write("CREATE (:X)")
        told = json.loads((home / "server" / "server.json").read_text())
        secrets = (told["writer_password"], told["reader_password"])
        for process in psutil.process_iter():
            assert not any(secret in _command_line(process) for secret in secrets)
        for path in [home, *(home / "server").rglob("*")]:
            assert not path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO), path
            if path.is_file() and path.name != "server.json":
                content = path.read_bytes()
                assert not any(secret.encode() in content for secret in secrets), path


def _command_line(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""


def test_a_home_may_have_any_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    home = tmp_path / "Défense, 宝钢 100% $x"
    with open_store(home, write=True) as store:
        store.write("CREATE (:X {n: 1})")
    end_embedded(home / "server")
    assert numbers(home) == [1]
    end_embedded(home / "server")


def test_a_removed_home_takes_its_server_along(home: Path) -> None:
    with open_store(home):
        server, follower = server_pid(home), watcher_pid(home)
        assert server is not None and follower is not None
        shutil.rmtree(home)
        wait_until(lambda: is_ended(server) and is_ended(follower))
    home.mkdir()


def test_a_server_that_does_not_answer_is_told(home: Path) -> None:
    with open_store(home):
        server = psutil.Process(server_pid(home))
        server.suspend()
        with pytest.raises(StoreError, match="does not answer"):
            open_store(home)
        server.resume()
