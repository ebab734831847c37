"""A fork of what stands by is what a process is that begins by itself."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.makers.installation import REPOSITORY
from tests.makers.machines import migrated_machine
from tests.makers.starting import run

TELL = """
import json, logging, os, sys, time
import django
django.setup()
from django.conf import settings
from django.core.cache import caches
from django.core.files.storage import default_storage
from django.db import connection
from django.template import engines
from django.urls import get_resolver
with connection.cursor() as cursor:
    cursor.execute("SELECT count(*) FROM people_person")
    people = cursor.fetchone()
kept = {name: getattr(settings, name) for name in dir(settings) if name.isupper()}
told = {name: repr(sorted(said) if isinstance(said, frozenset) else said) for name, said in kept.items()}
told |= {
    "people": people, "database": repr(connection.settings_dict), "cache": caches["default"]._table,
    "files": default_storage.base_location, "loaders": engines["django"].engine.loaders,
    "builtins": engines["django"].engine.builtins, "routes": sorted(map(str, get_resolver().url_patterns)),
    "level": logging.root.level,
    "handlers": [type(each).__name__ for each in logging.root.handlers], "zone": time.tzname,
    "environment": {k: v for k, v in os.environ.items() if k not in {"_", "SHLVL"}}, "folder": os.getcwd(),
    "words": sys.argv,
}
print(json.dumps(told, default=str))
"""


def test_it_has_the_settings_the_database_and_the_pages_of_its_own_environment(tmp_path: Path) -> None:
    with migrated_machine(tmp_path / "house") as machine:
        own = machine.environment | {"GOLDENTHREAD_DEMONSTRATION": "true", "GOLDENTHREAD_SMTP_PORT": "2525"}
        by_itself = subprocess.run(
            [sys.executable, "-c", TELL, "a word"],
            env=own, cwd=REPOSITORY, capture_output=True, text=True, check=False,
        )  # fmt: skip
        fork = run(["-c", TELL, "a word"], env=own)

    assert (by_itself.returncode, fork.returncode) == (0, 0), by_itself.stderr + fork.stderr
    assert json.loads(fork.stdout) == json.loads(by_itself.stdout)


def test_it_says_how_it_ended(tmp_path: Path) -> None:
    with migrated_machine(tmp_path / "house") as machine:
        refused = run(["-c", "import sys; sys.exit(3)"], env=machine.environment)
        broken = run(["-c", "raise LookupError('nothing there')"], env=machine.environment)
        killed = run(["-c", "import os; os.kill(os.getpid(), 9)"], env=machine.environment)

    assert (refused.returncode, broken.returncode, killed.returncode) == (3, 1, -9)
    assert "LookupError: nothing there" in broken.stderr
