"""A whole installation of its own: database, files, web, worker and post, all real and all thrown away."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.error import URLError

from tests.fakes.mail_catcher import MailCatcher
from tests.makers.migrating import DATABASE, REPOSITORY, migrated_once
from tests.makers.ports import free_port
from tests.makers.starting import Running, run, start


class Installation:
    """Web and worker as processes over an empty database, with their mail caught.

    ``place`` is a folder for its data; ``database_url`` the address of a migrated PostgreSQL database, or empty for
    SQLite in ``place``, which is laid there unless it is there already.
    """

    application, threads = "goldenthread.config.wsgi:application", 2

    def __init__(self, place: Path, *, database_url: str = "", **settings: str) -> None:
        self.place, self.port, self.post = place, free_port(), MailCatcher()
        self.address = f"http://127.0.0.1:{self.port}"
        self.clock = place / "clock"
        self._settings = settings
        self._database_url = database_url
        self.web: Running | None = None
        self.worker: Running | None = None

    @property
    def environment(self) -> dict[str, str]:
        """What its processes and commands see."""
        own = {
            "GOLDENTHREAD_VAR": str(self.place),
            "GOLDENTHREAD_DATABASE_URL": self._database_url,
            "GOLDENTHREAD_SECRET_KEY": "only-for-journeys-and-nowhere-else-at-all",
            "GOLDENTHREAD_ADDRESS": self.address,
            "GOLDENTHREAD_CLOCK_FILE": str(self.clock),
            "GOLDENTHREAD_SMTP_HOST": "127.0.0.1",
            "GOLDENTHREAD_SMTP_PORT": str(self.post.port),
            "DJANGO_SETTINGS_MODULE": "goldenthread.config.settings",
            "PYTHONPATH": str(REPOSITORY / "src"),
        }
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("GOLDENTHREAD_", "COV_"))}
        return kept | own | {f"GOLDENTHREAD_{k.upper()}": v for k, v in self._settings.items()}

    def command(self, *words: str) -> str:
        """Run one management command to its end and give what it printed."""
        return self._run(str(REPOSITORY / "manage.py"), *words)

    def goldenthread(self, *words: str) -> str:
        """Run one of our own commands to its end and give what it printed."""
        return self._run("-m", "goldenthread.cli.main", *words)

    def lay(self, maker: str) -> None:
        """Have one of the makers lay its data into it."""
        self.command("shell", "-c", f"from tests.makers.{maker} import lay; lay()")

    def _run(self, *words: str) -> str:
        done = run(words, env=self.environment, timeout=300)
        assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
        return done.stdout

    def __enter__(self) -> Installation:
        self.place.mkdir(parents=True, exist_ok=True)
        self.post.__enter__()
        self._lay_tables()
        self.start_web()
        self.start_worker()
        return self

    def _lay_tables(self) -> None:
        """All tables, empty, from the migrated copy; a PostgreSQL database is given with its tables in it."""
        if not self._database_url and not (self.place / DATABASE).exists():
            shutil.copy2(migrated_once(), self.place / DATABASE)

    def __exit__(self, *_: object) -> None:
        for process in (self.web, self.worker):
            if process and process.poll() is None:
                process.send_signal(signal.SIGTERM)
                try:
                    process.wait(10)
                except subprocess.TimeoutExpired:
                    process.kill()
        self.post.__exit__()

    def start_web(self) -> None:
        """Start the web server and wait until it answers."""
        words = ["-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.port)]
        words += ["--workers", "1", "--blocking-threads", str(self.threads), "--no-ws", self.application]
        with (self.place / "web.log").open("ab") as log:
            self.web = start(words, env=self.environment, out=log, err=log, apart=True)
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                urllib.request.urlopen(f"{self.address}/health/", timeout=2)
            except (URLError, OSError):
                time.sleep(0.1)
            else:
                return
        raise AssertionError((self.place / "web.log").read_text()[-3000:])

    def start_worker(self) -> None:
        """Start one worker."""
        with (self.place / "worker.log").open("ab") as log:
            self.worker = start(["-m", "goldenthread.config.worker"], env=self.environment, out=log, err=log)

    def stop_worker(self) -> None:
        """Let the worker finish what it has in hand and end, so that what waits can be looked at."""
        assert self.worker is not None
        self.worker.send_signal(signal.SIGTERM)
        self.worker.wait(60)

    def move_clock(self, *, days: float) -> None:
        """Let its clock run ahead by so many days from now on, in total."""
        self.clock.write_text(str(int(days * 24 * 60)))

    def now(self) -> datetime:
        """What its clock says."""
        ahead = int(self.clock.read_text()) if self.clock.exists() else 0
        return datetime.now(UTC) + timedelta(minutes=ahead)

    def come_to(self, moment: datetime) -> None:
        """Let its clock run on to a moment that is still to come; what is over stays over."""
        if moment > self.now():
            self.move_clock(days=(moment - datetime.now(UTC)) / timedelta(days=1))
