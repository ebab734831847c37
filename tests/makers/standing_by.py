"""A process that has loaded the whole product and stands by: whatever a test wants to start is a fork of it.

To load Django and the product takes two seconds of processor, four with every page, and accidents start a hundred and
more processes. A fork has all of it at once. It is a process like any other, which runs by itself and can be killed; it
takes its own environment, folder and streams, reads the settings afresh from them, and only then does as it is told.
Nothing is kept from before but what is loaded: no connection is open, no page was answered, nobody was asked anything.

``tests/makers/starting.py`` asks it. What it is sent is JSON with the command and its environment, and four files
with it: where to say what becomes of the process, and the process's three streams.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import pkgutil
import random
import runpy
import selectors
import signal
import socket
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

MOST = 1 << 18
# Pages, answers and commands, with all that they stand on.
LOADED = ("goldenthread.web", "goldenthread.api", "goldenthread.jobs", "goldenthread.integrations", "goldenthread.cli")


def load() -> None:
    """Load what the product's processes load, and ask nothing."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "goldenthread.config.settings",
        "GOLDENTHREAD_SECRET_KEY": "only-for-what-stands-by-and-answers-nobody-at-all",
        "GOLDENTHREAD_VAR": "/nowhere",
    }
    import django  # noqa: PLC0415  its settings must be there first

    django.setup()
    for name in LOADED:
        package = importlib.import_module(name)
        for found in pkgutil.walk_packages(package.__path__, f"{name}."):
            if not found.name.endswith(("__main__", ".main", ".child")):
                importlib.import_module(found.name)
    for name in ("django.core.management.commands.shell", "goldenthread.config.worker", "granian.cli"):
        importlib.import_module(name)
    gc.collect()
    gc.freeze()


def stand_by(control: socket.socket) -> dict[str, Any] | None:
    """Fork for each that is asked for, and tell how each ended; in a fork, what it was asked for."""
    awake, wakes = socket.socketpair()
    awake.setblocking(False)
    wakes.setblocking(False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wakes.fileno())
    running: dict[int, socket.socket] = {}
    with selectors.DefaultSelector() as waiting:
        waiting.register(control, selectors.EVENT_READ)
        waiting.register(awake, selectors.EVENT_READ)
        while True:
            for ready, _ in waiting.select():
                if ready.fileobj is awake:
                    awake.recv(4096)
                    tell_who_ended(running)
                    continue
                said, files, *_ = socket.recv_fds(control, MOST, 4)
                if not said:
                    return None
                asked = json.loads(said)
                told, *streams = files
                child = os.fork()
                if child == 0:
                    signal.set_wakeup_fd(-1)
                    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                    for each in (control, awake, wakes, *running.values()):
                        each.close()
                    os.close(told)
                    for number, stream in enumerate(streams):
                        os.dup2(stream, number)
                        os.close(stream)
                    return asked
                for stream in streams:
                    os.close(stream)
                running[child] = socket.socket(fileno=told)
                running[child].send(str(child).encode())


def tell_who_ended(running: dict[int, socket.socket]) -> None:
    """Say of each process that ended how it did."""
    for child in list(running):
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            with running.pop(child) as told:
                try:
                    told.send(str(os.waitstatus_to_exitcode(status)).encode())
                except OSError:  # whoever asked is gone
                    continue


def settle_in(environment: dict[str, str], folder: str) -> None:
    """Take over an environment, as a process does that begins with it."""
    import django  # noqa: PLC0415
    from django.conf import settings  # noqa: PLC0415
    from django.db import DEFAULT_DB_ALIAS, connection, connections  # noqa: PLC0415
    from django.utils.functional import empty  # noqa: PLC0415

    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    random.seed()
    importlib.import_module("goldenthread.config.environment").environment.cache_clear()
    for name in [name for name in sys.modules if name.startswith("goldenthread.config.settings")]:
        del sys.modules[name]
    settings._wrapped = empty
    assert connection.connection is None, "a database was asked while standing by"
    vendor = connection.vendor
    del connections[DEFAULT_DB_ALIAS]
    connections._settings = None
    vars(connections).pop("settings", None)
    django.setup()
    # The one app that puts something into the settings once they are read.
    importlib.import_module("django_cotton.apps").wrap_loaders("django")
    assert connection.vendor == vendor, "names of tables go by the kind of database"


def run(words: list[str]) -> None:
    """Do what ``python WORDS…`` does."""
    sys.path.insert(0, str(Path(words[0]).parent) if words[0] not in ("-c", "-m") else "")
    if words[0] == "-c":
        sys.argv = ["-c", *words[2:]]
        sys.modules["__main__"] = ModuleType("__main__")
        exec(compile(words[1], "<string>", "exec"), vars(sys.modules["__main__"]))
    elif words[0] == "-m":
        sys.argv = [words[1], *words[2:]]
        sys.modules.pop(words[1], None)
        runpy.run_module(words[1], run_name="__main__", alter_sys=True)
    else:
        sys.argv = words
        runpy.run_path(words[0], run_name="__main__")


def main() -> None:
    """Load, stand by, and be whatever is asked for."""
    control = socket.socket(fileno=int(sys.argv[1]))
    load()
    asked = stand_by(control)
    if asked is not None:
        if asked["apart"]:
            os.setsid()
        settle_in(asked["environment"], asked["folder"])
        run(asked["words"])


if __name__ == "__main__":
    main()
