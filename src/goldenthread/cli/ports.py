"""Whether a port can be had."""

from __future__ import annotations

import socket
from typing import Any

import click

from goldenthread.cli.exits import UNUSABLE, stop


class Port(click.ParamType[int]):
    """A port, as it is typed."""

    name = "port"
    highest = 65535

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number; otherwise the command ends with a sentence."""
        if str(value).isdecimal() and 1 <= int(value) <= self.highest:
            return int(value)
        return self.fail(f"“{value}” is not a port. Give a whole number from 1 to {self.highest}: 8000", param, ctx)


PORT = Port()


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
