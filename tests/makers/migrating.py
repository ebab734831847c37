"""The tables as the real migrations lay them, once in a run of tests.

That takes half a minute of processor, and accidents, journeys and backups each begin with it: `bin/test` names a place
(GOLDENTHREAD_MIGRATED) at which whichever process needs them first leaves them for all.
"""

from __future__ import annotations

import atexit
import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
DATABASE = "goldenthread.sqlite3"
SHARED = os.environ.get("GOLDENTHREAD_MIGRATED", "")


@cache
def migrated_once() -> Path:
    """An SQLite database with every table and nothing in them, to be copied."""
    if SHARED:
        place = Path(SHARED)
        place.mkdir(parents=True, exist_ok=True)
    else:
        place = Path(tempfile.mkdtemp(prefix="goldenthread-migrated-"))
        atexit.register(shutil.rmtree, place, ignore_errors=True)
    made = place / DATABASE
    with (place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            migrate(place / "making")
            (place / "making" / DATABASE).rename(made)
    return made


def migrate(place: Path, database_url: str = "") -> None:
    """Migrate an empty database by the real command."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GOLDENTHREAD_", "COV_"))}
    own = {
        "GOLDENTHREAD_VAR": str(place),
        "GOLDENTHREAD_DATABASE_URL": database_url,
        "GOLDENTHREAD_SECRET_KEY": "only-for-tests-and-nowhere-else-at-all-ever-and-ever",
        "DJANGO_SETTINGS_MODULE": "goldenthread.config.settings",
        "PYTHONPATH": str(REPOSITORY / "src"),
    }
    place.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-m", "goldenthread.cli.main", "migrate"],
        env=kept | own,
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
