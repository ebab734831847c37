"""Every check a change must pass: two lanes take the next step when they are free, a third has what mostly waits.

    bin/test            what CI runs: checks; all tests on SQLite, those of rooms with coverage; rooms, accidents and
                        migrations on PostgreSQL; journeys in a browser
    bin/test --all      the same, and the doors on PostgreSQL too (before a release; as long again)
    bin/test --quick    checks, and the tests on SQLite without coverage and without a browser
    bin/test PATH…      these tests only, on SQLite; anything pytest takes may follow

Each step's own words are shown when it fails, and a test run's last lines always. The exit code is 1 where anything
failed. Interrupting ends every process that was started.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TOOLS = Path(sys.executable).parent
PYTEST = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider")
# The tests that read real documents, and skip where there are none.
REAL = "tests/rules/frameworks/test_real_documents.py"
# Reads a hundred and more documents, and neither asks a database anything nor reaches a line that other tests do not.
MANY = "tests/rooms/frameworks/test_writers_and_extractors.py"
# What a tester may choose; everything else of the sort belongs to an installation and must not leak into tests.
KEPT = {"GOLDENTHREAD_SOURCES", "GOLDENTHREAD_STANDARDS", "GOLDENTHREAD_PICTURES"}


@dataclass(frozen=True)
class Step:
    """One command with its own settings."""

    name: str
    command: Sequence[str]
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """How a step went."""

    step: Step
    code: int
    seconds: float


class Runner:
    """Runs steps, tells how they went, and can end all of them."""

    def __init__(self, scratch: Path) -> None:
        self.scratch = scratch
        self.outcomes: list[Outcome] = []
        self._running: list[subprocess.Popen[bytes]] = []
        self._lock = threading.Lock()
        self._stopped = False

    def settings(self, step: Step) -> dict[str, str]:
        """The environment of a step: this machine's, without any installation's own settings."""
        own = {k: v for k, v in os.environ.items() if not k.startswith("GOLDENTHREAD_") or k in KEPT}
        var = self.scratch / f"var-{len(self.outcomes)}-{abs(hash(step.name))}"
        own |= {"PATH": f"{TOOLS}{os.pathsep}{own.get('PATH', '')}", "PYTHONPATH": str(ROOT / "src")}
        own |= {"GOLDENTHREAD_VAR": str(var), "GOLDENTHREAD_SECRET_KEY": "only-for-tests-and-nowhere-else-at-all-ever"}
        own |= {"GOLDENTHREAD_MIGRATED": str(self.scratch / "migrated")}
        own |= {"COVERAGE_FILE": str(ROOT / ".coverage"), "PYTHONDONTWRITEBYTECODE": ""}
        return own | dict(step.settings)

    def run(self, step: Step) -> bool:
        """Run one step; whether it passed. After :meth:`stop` nothing more is started."""
        began = time.monotonic()
        with tempfile.TemporaryFile() as said:
            with self._lock:
                if self._stopped:
                    return False
                process = subprocess.Popen(
                    step.command,
                    cwd=ROOT,
                    env=self.settings(step),
                    stdin=subprocess.DEVNULL,
                    stdout=said,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
                self._running.append(process)
            code = process.wait()
            outcome = Outcome(step, code, time.monotonic() - began)
            said.seek(0)
            self._tell(outcome, said.read().decode(errors="replace"))
        return code == 0

    def _tell(self, outcome: Outcome, said: str) -> None:
        with self._lock:
            self.outcomes.append(outcome)
            word = "ok  " if outcome.code == 0 else "FAIL"
            print(f"{word} {outcome.seconds:6.1f} s  {outcome.step.name}", flush=True)
            lines = said.rstrip().splitlines()
            if outcome.code != 0:
                print("\n".join(lines[-400:]), flush=True)
            elif "pytest" in outcome.step.command:
                shown = [line for line in lines if line.startswith(("SKIPPED", "====")) or " passed" in line]
                print("\n".join(f"       {line}" for line in shown[-8:]), flush=True)
            elif outcome.step.name.startswith("coverage") and lines:
                print(f"       {lines[-1]}", flush=True)

    def stop(self) -> None:
        """End every process that is still running, with its children."""
        with self._lock:
            self._stopped = True
            for process in self._running:
                if process.poll() is None:
                    try:
                        os.killpg(process.pid, signal.SIGTERM)
                    except ProcessLookupError:
                        continue


def python(*arguments: str) -> tuple[str, ...]:
    """A command in this environment's Python."""
    return (sys.executable, *arguments)


def checks() -> list[Step]:
    """What can be said without running the product."""
    production = {
        "GOLDENTHREAD_PRODUCTION": "true",
        "GOLDENTHREAD_DEMONSTRATION": "false",
        "GOLDENTHREAD_SECRET_KEY": "a-key-of-more-than-fifty-characters-for-the-deployment-check-0123456789",
        "GOLDENTHREAD_ADDRESS": "https://goldenthread.example",
        "GOLDENTHREAD_HOSTS": "goldenthread.example",
    }
    return [
        Step("format", ("ruff", "format", "--check", ".")),
        Step("lint", ("ruff", "check", ".")),
        Step("import contracts", ("lint-imports", "--no-cache")),
        Step("migrations are made", python("manage.py", "makemigrations", "--check", "--dry-run")),
        Step("deployment", python("manage.py", "check", "--deploy", "--fail-level", "WARNING"), production),
        Step("types", python("-m", "mypy")),
    ]


def tests_here(folders: Sequence[str]) -> list[str]:
    """The test folders that exist, so that the runner outlives a folder's beginning."""
    return [folder for folder in folders if any((ROOT / folder).rglob("test_*.py"))]


Steps = Sequence[Step]


def everything(address: str, *, doors_twice: bool) -> tuple[list[Steps], list[Steps]]:
    """What two lanes share, the longest first; and what a third does beside them, which begins with what mostly waits.

    Rules, actions and queries are measured by their own tests alone, and without the real documents, which are not
    everywhere. Doors hold no SQL of their own, so they go twice only when asked.
    """
    rooms = tests_here(["tests/rules", "tests/rooms"])
    doors, building = tests_here(["tests/doors"]), [*tests_here(["tests/building"]), REAL]
    on_postgresql = [
        *tests_here(["tests/rooms", *(["tests/doors"] if doors_twice else []), "tests/resilience"]),
        "tests/building/test_migrations.py",
        f"--ignore={MANY}",
    ]
    in_browser = tests_here(["tests/journeys"])
    measured = ("-p", "tests.measuring.plugin")
    shared: list[Steps] = [
        [Step("tests of doors on SQLite", (*PYTEST, *doors))],
        [Step("tests on PostgreSQL", (*PYTEST, *on_postgresql), {"GOLDENTHREAD_DATABASE_URL": address})],
        [
            Step("tests of rooms on SQLite", (*PYTEST, *measured, f"--ignore={REAL}", f"--ignore={MANY}", *rooms)),
            Step("coverage by branch of rules, actions and queries", python(str(HERE / "coverage_gate.py"))),
        ],
        *([[Step("journeys in Chromium", (*PYTEST, *in_browser))]] if in_browser else []),
        *([step] for step in checks()),
    ]
    beside: list[Steps] = [
        [Step("accidents, and documents by many writers", (*PYTEST, *tests_here(["tests/resilience"]), MANY))],
        [Step("tests of the building, and real documents", (*PYTEST, *building))],
    ]
    return shared, beside


def run_lanes(runner: Runner, *lanes: tuple[int, Sequence[Steps]]) -> None:
    """Run each list in so many lanes, which take what is next; a failure does not keep the rest from being told."""

    def take(waiting: deque[Steps]) -> None:
        while True:
            try:
                steps = waiting.popleft()
            except IndexError:
                return
            for step in steps:
                runner.run(step)

    threads = []
    for number, work in lanes:
        waiting = deque(work)
        threads += [threading.Thread(target=take, args=(waiting,)) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        while thread.is_alive():
            thread.join(0.5)


def main(arguments: Sequence[str]) -> int:
    """Choose the lanes, run them, and sum up."""
    if {"--help", "-h"} & set(arguments):
        print(__doc__)
        return 0
    if arguments and arguments not in (["--quick"], ["--all"]):
        return subprocess.run((*PYTEST, *arguments), cwd=ROOT, env=path_settings(), check=False).returncode
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="goldenthread-test-") as scratch:
        runner = Runner(Path(scratch))
        try:
            if arguments == ["--quick"]:
                folders = tests_here(["tests/rules", "tests/building", "tests/rooms", "tests/doors"])
                run_lanes(runner, (2, [[Step("tests on SQLite", (*PYTEST, *folders))], checks()]))
            else:
                with cluster() as address:
                    shared, beside = everything(address, doors_twice=bool(arguments))
                    run_lanes(runner, (2, shared), (1, beside))
        except KeyboardInterrupt:
            return 130
        finally:
            runner.stop()
    return summary(runner.outcomes, time.monotonic() - began)


def path_settings() -> dict[str, str]:
    """For chosen tests the caller's own settings stay, so that they may point at a database."""
    return {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PATH": f"{TOOLS}{os.pathsep}{os.environ.get('PATH', '')}"}


def summary(outcomes: Sequence[Outcome], seconds: float) -> int:
    """One last line that says it all."""
    failed = [o.step.name for o in outcomes if o.code != 0]
    minutes = f"{int(seconds // 60)} min {seconds % 60:.0f} s"
    if failed:
        print(f"\n{len(failed)} of {len(outcomes)} steps failed in {minutes}: {', '.join(failed)}")
        return 1
    print(f"\nAll {len(outcomes)} steps passed in {minutes}.")
    return 0


sys.path.insert(0, str(HERE))
from postgres import cluster  # noqa: E402  the scripts of bin/lib find one another beside themselves

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
