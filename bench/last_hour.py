"""A last hour: 2,000 people send a file of 60 pages each, a tenth of them in the closing minute, on PostgreSQL that
writes through to its disk; web and worker are killed once in between.

    bin/bench last-hour [--people 2000] [--faster 6] [--pages 60] [--burst 100]

The window's close is a real moment, and its last minute lasts a minute; the 59 before are ``--faster`` times as fast.
Afterwards the database and the stored bytes are compared with what was sent and what was told; exit code 1 where a
promise is broken.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.makers.cast import make_cast
from tests.makers.ports import free_port

from bench.last_hour_checks import broken
from bench.last_hour_senders import Told, send
from bench.makers.last_hour import Sender, make_senders, make_window
from goldenthread.assessment.models import Arrival, Window
from goldenthread.cli.commands.serve import server

TENTH, MINUTE, HOUR = 10, 60.0, 3600.0
LATE_SHARE, LOOKS_FIRST, TWO_STEPS = 100, 4.0, 5
KILLS_WEB, STARTS_AGAIN = 57.0, 1.0
READ_WITHIN, EACH_WRITE = 3600.0, 200


def main(words: list[str]) -> int:
    """Lay it, live through it, check it, and print the figures."""
    asked = argparse.ArgumentParser(prog="bin/bench last-hour")
    asked.add_argument("--people", type=int, default=2_000)
    asked.add_argument("--faster", type=float, default=6.0, help="how many times as fast the first 59 minutes go")
    asked.add_argument("--pages", type=int, default=60)
    asked.add_argument("--burst", type=int, default=100, help="people who send as fast as they are taken, before")
    asked.add_argument("--workers", type=int, default=1, help="workers beside the web server")
    given = asked.parse_args(words)
    return LastHour(given).run()


class LastHour:
    """One run of it."""

    def __init__(self, given: argparse.Namespace) -> None:
        self.given, self.dice = given, random.Random(3)
        self.place = Path(os.environ["GOLDENTHREAD_VAR"])
        self.port = free_port()
        self.home = f"http://127.0.0.1:{self.port}"
        self.web: subprocess.Popen[bytes] | None = None
        self.workers: list[subprocess.Popen[bytes]] = []
        self.down = 0.0

    def run(self) -> int:
        """The whole of it."""
        people, burst = self.given.people, self.given.burst
        number = people + burst + max(people // LATE_SHARE, 1)
        began = time.time()
        far = datetime.fromtimestamp(began + 6 * HOUR, UTC)
        window = make_window(make_cast(at=far.replace(year=far.year - 1)), number, closes_at=far)
        senders = make_senders(window, self.place / "sent", pages=self.given.pages)
        disk = self._disk(senders[:EACH_WRITE])
        say(f"laid down {number:,} people and their files in {time.time() - began:.0f} s; {_sizes(senders)}")
        self._start_web()
        self._start_workers()
        try:
            rate = self._burst(senders[people : people + burst])
            told, late, closes = self._hour(window, senders[:people], senders[people + burst :])
            waited = self._read_out(window)
        finally:
            self._stop()
        window.refresh_from_db()
        told_all = [*told, *self.burst_told]
        faults = [*broken(window, told_all, late), *_unkept(told, late)]
        self._report(told, late, closes=closes, waited=waited, rate=rate, disk=disk)
        say("\n".join(["BROKEN:", *faults[:30]]) if faults else "every promise was kept")
        return int(bool(faults))

    def _burst(self, senders: Sequence[Sender]) -> float:
        """As many as are taken: submissions a second, each from choosing the file to its receipt."""
        began = time.time()
        with ThreadPoolExecutor(8) as pool:
            self.burst_told = list(pool.map(lambda each: send(each, self.home, at=0.0), senders))
        return len(senders) / max(time.time() - began, 0.001) if senders else 0.0

    def _hour(
        self, window: Window, senders: Sequence[Sender], late: Sequence[Sender]
    ) -> tuple[list[Told], list[Told], float]:
        """Everybody at their moment; the worker is killed in the hour, the web server in the closing minute."""
        fast = (HOUR - MINUTE) / self.given.faster
        start = time.time() + 2 * LOOKS_FIRST
        closes = start + fast + MINUTE
        Window.objects.filter(pk=window.pk).update(closes_at=datetime.fromtimestamp(closes, UTC))
        last = len(senders) // TENTH
        moments = [start + self.dice.random() * fast for _ in senders[last:]]
        moments += [closes - MINUTE + self.dice.random() * (MINUTE - 1) for _ in senders[:last]]
        plan = sorted(zip(moments, senders, strict=True), key=lambda each: each[0])
        after = [(closes + 0.2 + self.dice.random() * 5, each) for each in late]
        say(
            f"the hour: 59 minutes go {self.given.faster:g} times as fast ({fast:.0f} s), the closing minute lasts "
            f"one; {len(senders) - last:,} people before it, {last:,} in it, {len(late)} just after the close"
        )
        kills = [(start + fast * 0.6, self._kill_workers), (closes - KILLS_WEB, self._kill_web)]
        with ThreadPoolExecutor(400) as pool:
            killed = [pool.submit(_at_moment, when, kill) for when, kill in kills]
            sent = list(self._sends(pool, plan, closes=closes))
            tried = [pool.submit(send, each, self.home, at=at) for at, each in after]
            for each in killed:
                each.result()
        return [each.result() for each in sent], [each.result() for each in tried], closes

    def _sends(self, pool: ThreadPoolExecutor, plan: list, *, closes: float) -> Iterator[Future[Told]]:
        for at, sender in plan:
            time.sleep(max(at - LOOKS_FIRST - time.time(), 0.0))
            two_steps = at < closes - 3 * MINUTE and sender.number % TWO_STEPS == 0
            yield pool.submit(send, sender, self.home, at=at, two_steps=two_steps)

    def _read_out(self, window: Window) -> float:
        """Seconds until every file that waits has been read."""
        began = time.time()
        while Arrival.objects.filter(script__window=window).waiting().exists() and time.time() - began < READ_WITHIN:
            time.sleep(2)
        return time.time() - began

    def _start_web(self) -> None:
        with (self.place / "web.log").open("ab") as log:
            command = server(host="127.0.0.1", port=self.port, workers=2, threads=2)
            self.web = subprocess.Popen(
                command, env=self._environment(), stdout=log, stderr=log, start_new_session=True
            )
        until = time.time() + 90
        while time.time() < until:
            try:
                urlopen(f"{self.home}/health/", timeout=2).close()
            except (URLError, OSError):
                time.sleep(0.1)
            else:
                return
        raise RuntimeError((self.place / "web.log").read_text()[-3000:])

    def _start_workers(self) -> None:
        with (self.place / "worker.log").open("ab") as log:
            self.workers = [
                subprocess.Popen(
                    [sys.executable, "-m", "goldenthread.config.worker"],
                    env=self._environment(), stdout=log, stderr=log, start_new_session=True,
                )
                for _ in range(self.given.workers)
            ]  # fmt: skip

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "GOLDENTHREAD_ADDRESS": self.home}

    def _kill_web(self) -> None:
        began = time.time()
        _kill(self.web)
        time.sleep(STARTS_AGAIN)
        self._start_web()
        self.down = time.time() - began
        say(f"the web server was killed and was back after {self.down:.0f} s")

    def _kill_workers(self) -> None:
        for each in self.workers:
            _kill(each)
        time.sleep(STARTS_AGAIN)
        self._start_workers()
        say("the worker was killed and started again")

    def _stop(self) -> None:
        for each in (self.web, *self.workers):
            _kill(each)

    def _disk(self, senders: Sequence[Sender]) -> float:
        """How many of these files the disk itself takes in a second, each written through."""
        contents = [each.place.read_bytes() for each in senders]
        with tempfile.TemporaryDirectory(dir=self.place) as place:
            began = time.perf_counter()
            for number, content in enumerate(contents):
                _write_through(Path(place), f"{number}", content)
            return len(contents) / (time.perf_counter() - began)

    def _report(
        self, told: Sequence[Told], late: Sequence[Told], *, closes: float, waited: float, rate: float, disk: float
    ) -> None:
        kept = [each for each in told if each.receipt]
        minute = [each for each in kept if each.began >= closes - MINUTE]
        took = sorted(each.took for each in kept)
        say(f"{len(kept):,} of {len(told):,} have a receipt, {len(minute):,} of them from the closing minute")
        say(f"{sum(each.is_waiting for each in kept):,} were told “we have your file” and read later")
        retried = [each for each in told if each.tries > 1]
        say(f"{len(retried):,} tried again, {sum(e.tries - 1 for e in retried):,} times: {_faults(retried)}")
        cut = [each for each in told if each.refused and each.first < closes]
        tardy = [each for each in told if each.refused and each.first >= closes]
        if tardy:
            say(f"{len(tardy)} of the hour’s people began after the close: this machine could not keep the plan")
        say(f"{len(cut)} who began before the close were turned away: {dict(Counter(e.refused for e in cut))}")
        say(f"{sum(e.refused == 'window closed' for e in late)} of {len(late)} who came just after it were refused")
        marks = ", ".join(f"{share} % {_at(took, share):.2f} s" for share in (50, 90, 99, 100))
        say(f"from sending to the receipt: {marks}")
        say(f"every file was read {waited:.0f} s after the last answer")
        say(
            f"taken in a burst of {len(self.burst_told)}: {rate:.1f} submissions a second; in the closing minute "
            f"{len(minute) / MINUTE:.1f} were sent and taken a second"
        )
        say(f"the disk itself: {disk:.0f} files of the same bytes a second, written through; {rate / disk:.1%} of it")


def _unkept(told: Sequence[Told], late: Sequence[Told]) -> Iterator[str]:
    """What people were told that nobody should be."""
    for one in (*told, *late):
        if not one.receipt and one.refused != "window closed":
            yield f"participant {one.sender.number} got no answer that helps: {one.refused or one.faults[-1:]}"
    for one in late:
        if one.receipt:
            yield f"participant {one.sender.number} came after the close and was given a receipt"


def _at_moment(when: float, act: Callable[[], None]) -> None:
    time.sleep(max(when - time.time(), 0.0))
    act()


def _kill(process: subprocess.Popen[bytes] | None) -> None:
    """kill -9, with everything it started."""
    if process is not None and process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _write_through(place: Path, name: str, content: bytes) -> None:
    with (place / f".{name}").open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    (place / f".{name}").replace(place / name)
    folder = os.open(place, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _sizes(senders: Sequence[Sender]) -> str:
    sizes = [each.place.stat().st_size for each in senders]
    return f"{statistics.mean(sizes) / 1024:.0f} kB each, {sum(sizes) / 1024**2:.0f} MB"


def _at(took: Sequence[float], share: int) -> float:
    return took[min(len(took) * share // 100, len(took) - 1)] if took else 0.0


def _faults(told: Sequence[Told]) -> dict[str, int]:
    return dict(Counter(fault for each in told for fault in each.faults))


def say(words: str) -> None:
    """Print at once."""
    print(words, flush=True)
