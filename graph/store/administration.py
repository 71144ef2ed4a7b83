"""What an administrator asks of the embedded server, over HTTP on this machine."""

import base64
import http.client
import json

from graph.store.error import StoreError, one_line
from graph.store.server_file import Server


def is_ready(server: Server) -> bool:
    """Whether the server answers and has opened its database."""
    try:
        return _http(server, "GET", "/api/v1/ready", None, 5.0)[0] == 204
    except StoreError:
        return False


def administer(server: Server, command: str) -> None:
    """Give a command, such as `create user {…}`."""
    _command(server, command)


def running_queries(server: Server) -> dict[str, str]:
    """The first thousand characters of each running query, by its id."""
    return {each["id"]: each["text"] for each in json.loads(_command(server, "list queries"))["result"]}


def _command(server: Server, command: str) -> str:
    status, answer = _http(server, "POST", "/api/v1/server", json.dumps({"command": command}), 10.0)
    if status != 200:
        raise StoreError(f"The embedded server refuses: {one_line(answer)}")
    return answer


def _http(server: Server, method: str, path: str, body: str | None, seconds: float) -> tuple[int, str]:
    pair = base64.b64encode(f"{server.writer}:{server.writer_password}".encode()).decode()
    headers = {"Authorization": f"Basic {pair}", "Content-Type": "application/json"}
    connection = http.client.HTTPConnection("127.0.0.1", server.http_port, timeout=seconds)
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode("utf-8", "replace")
    except (OSError, http.client.HTTPException) as error:
        raise StoreError(f"The embedded server does not answer: {one_line(error)}.") from error
    finally:
        connection.close()
