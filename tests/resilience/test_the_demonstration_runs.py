"""`goldenthread demo`, as a visitor starts and ends it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.error import URLError

import pytest

from tests.makers.installation import REPOSITORY
from tests.makers.migrating import by_migrations, migrated_once, shape_of
from tests.makers.ports import free_port

pytestmark = pytest.mark.skipif(
    bool(os.environ.get("GOLDENTHREAD_DATABASE_URL")), reason="the demonstration always has an SQLite of its own"
)


class Demo:
    """The command as a process; what it says is kept."""

    def __init__(self, place: Path) -> None:
        self.port = free_port()
        self.said = place / f"said-{self.port}"
        place.mkdir(parents=True, exist_ok=True)
        kept = {k: v for k, v in os.environ.items() if not k.startswith("GOLDENTHREAD_")}
        with self.said.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "goldenthread.cli.main", "demo", "--port", str(self.port)],
                cwd=REPOSITORY,
                env=kept | {"GOLDENTHREAD_VAR": str(place / "var"), "PYTHONPATH": str(REPOSITORY / "src")},
                stdout=out,
                stderr=out,
                start_new_session=True,
            )

    def wait_until_up(self) -> str:
        """What it says once it can be entered."""
        end = time.monotonic() + 400
        while "Ctrl-C ends everything" not in (said := self.said.read_text()):
            assert self.process.poll() is None, said
            assert time.monotonic() < end, said
            time.sleep(0.1)
        return said

    def page(self, path: str) -> str:
        with urllib.request.urlopen(f"http://localhost:{self.port}{path}", timeout=10) as answer:
            return answer.read().decode()

    def family(self) -> list[int]:
        """Every process that this command has started and that still lives."""
        found = []
        for place in Path("/proc").glob("[0-9]*"):
            try:
                told = (place / "environ").read_bytes()
            except OSError:
                continue
            if f"GOLDENTHREAD_ADDRESS=http://localhost:{self.port}".encode() in told:
                found.append(int(place.name))
        return found

    def is_gone(self, within: float = 20) -> bool:
        end = time.monotonic() + within
        while self.family() and time.monotonic() < end:
            time.sleep(0.1)
        return self.family() == []


@pytest.mark.skipif(not Path("/proc").exists(), reason="looks for orphans in Linux's list of processes")
def test_it_starts_keeps_its_data_and_leaves_no_orphans(tmp_path: Path) -> None:
    first = Demo(tmp_path)
    said = first.wait_until_up()
    assert re.search(rf"http://localhost:{first.port}/demo/", said)
    assert "Ada Okafor" in said
    assert "Enter" in first.page("/demo/")
    assert len(first.family()) >= 2
    # As a terminal does with Ctrl-C.
    os.killpg(first.process.pid, signal.SIGINT)
    # The worker finishes what it has in hand, which takes its time on a busy machine.
    assert first.process.wait(120) == 0
    assert first.is_gone()
    with pytest.raises(URLError):
        first.page("/health/")

    second = Demo(tmp_path)
    assert "its data is kept" in second.wait_until_up()
    # Even when the command itself is killed, its children go.
    second.process.kill()
    second.process.wait()
    assert second.is_gone()


def test_what_is_laid_into_a_new_database_is_what_the_migrations_leave(tmp_path: Path) -> None:
    assert shape_of(migrated_once()) == shape_of(by_migrations(tmp_path))
