"""Whether a port can be had."""

from __future__ import annotations

import socket

from goldenthread.cli.exits import UNUSABLE, stop


def must_be_free(host: str, port: int) -> None:
    """End with a sentence where something listens on the port already, or it may not be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            stop(UNUSABLE, f"Port {port} needs more rights than you have. Choose one above 1023: --port 8000")
        except OSError:
            stop(UNUSABLE, f"Port {port} on {host} is taken. Choose another: --port {port + 1}")
