"""A deed done by a process that is killed before its first statement, then before its second, and so on to the end.

Runs on a machine of its own (see ``tests/makers/machines.py``). Each attempt is a forked child with a connection of its
own, killed with SIGKILL at one statement, so neither Python nor the database driver gets to tidy up. The parent reads
the whole database after every kill.
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.core import serializers
from django.db import connection, connections

from goldenthread.ground.types import Refused

START = "import django; django.setup(); from tests.fakes import deeds, dying; dying.main(deeds.{deed})"
MOST_STATEMENTS = 200
Deed = Callable[[], None]


def fingerprint() -> str:
    """Everything in the database, as one hash."""
    digest = hashlib.sha256()
    for model in sorted(apps.get_models(), key=lambda m: m._meta.label):
        digest.update(serializers.serialize("json", model._default_manager.order_by("pk")).encode())
    return digest.hexdigest()


def die_before(number: int) -> Callable[..., Any]:
    """Ends this process before its ``number``-th statement."""
    seen = 0

    def wrapper(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal seen
        seen += 1
        if seen == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    return wrapper


def attempt(deed: Deed, number: int) -> bool:
    """Do the deed in a child that dies before its ``number``-th statement; whether it was killed before the end."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            with connection.execute_wrapper(die_before(number)):
                deed()
            code = 0
        except Refused:
            code = 3
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    assert os.WEXITSTATUS(status) in {0, 3}, f"the deed itself failed at statement {number}"
    return False


def main(set_the_scene: Callable[[], Deed]) -> None:
    """Try the deed to its end, then once more, and write what became of the database."""
    do = set_the_scene()
    before = fingerprint()
    torn = []
    for number in range(1, MOST_STATEMENTS):
        if not attempt(do, number):
            break
        if fingerprint() != before:
            torn.append(number)
    once = fingerprint()
    attempt(do, MOST_STATEMENTS)
    told = {"kills": number - 1, "torn": torn, "done": once != before, "again": fingerprint() != once}
    sys.stdout.write(json.dumps(told) + "\n")
