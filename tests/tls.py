"""A relay that speaks TLS to a client, with a certificate of its own, and plain Bolt to a server."""

import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest


@dataclass
class Relay:
    """Where it listens, and how many connections it has accepted."""

    address: str
    accepted: int = 0


@contextmanager
def relayed(uri: str, folder: Path) -> Iterator[Relay]:
    """Relay to the server of `uri` until the end; skip the test where there is no openssl."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*_certificate(folder))
    parts = urlsplit(uri)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        relay = Relay(f"127.0.0.1:{listener.getsockname()[1]}")
        target = (str(parts.hostname), int(parts.port or 0))
        threading.Thread(target=_accept, args=(listener, context, target, relay), daemon=True).start()
        yield relay
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)


def _certificate(folder: Path) -> tuple[Path, Path]:
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed; it makes the certificate of this test")
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    told = "req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1"
    command = ["openssl", *told.split(), "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    return certificate, key


def _accept(listener: socket.socket, context: ssl.SSLContext, target: tuple[str, int], relay: Relay) -> None:
    with suppress(OSError):
        while True:
            plain, _ = listener.accept()
            with suppress(ssl.SSLError):
                client = context.wrap_socket(plain, server_side=True)
                relay.accepted += 1
                server = socket.create_connection(target)
                for one, other in ((client, server), (server, client)):
                    threading.Thread(target=_pass, args=(one, other), daemon=True).start()


def _pass(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError), source, sink:
        while data := source.recv(65536):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_RDWR)
