"""List the benchmarks, or run one in a database of its own."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BENCHES = {
    "pages": "cohort board, participant home, marking queue and submission, each at 100, 1,000 and 10,000 rows",
    "cohort-board": "board, picture and home over 500, 5,000 and 50,000 enrolments with 60 credits each, on PostgreSQL",
    "allocation": "5,000 scripts, two marks each, to 200 markers with 20,000 conflicts; a greedy hand-out beside it",
    "marking-board": "the marking board over 100 and over 10,000 scripts, and the next script",
    "similarity": "planted copies and rewordings among 20,000 scripts, and what a new one costs",
    "severity": "figures about marking over 20,000 scripts by 200 markers; planted severities, another program beside",
    "last-hour": "2,000 people send 60 pages each, a tenth in the closing minute; web and worker killed once",
    "readings": "readings of documents against those checked by hand, and of made documents",
}
WITHOUT_DATABASE = frozenset({"readings", "allocation", "severity"})
ON_POSTGRES = frozenset({"cohort-board", "last-hour"})
# Whose promises are about what has reached the disk.
DURABLE = frozenset({"last-hour"})
GIVEN = ("GOLDENTHREAD_SOURCES", "GOLDENTHREAD_GOLD")


def main(words: list[str]) -> int:
    """Run what was asked for."""
    if not words or words == ["--help"]:
        print("Benchmarks (bin/bench NAME):")
        print("\n".join(f"  {name:<15}{what}" for name, what in BENCHES.items()))
        return 0
    name, *rest = words
    if name not in BENCHES:
        print(f"There is no benchmark called {name}. bin/bench lists them.", file=sys.stderr)
        return 2
    if "GOLDENTHREAD_BENCH" in os.environ:
        return run(name, rest)
    with tempfile.TemporaryDirectory(prefix="goldenthread-bench-") as place, database_for(name) as database:
        return subprocess.run(
            [sys.executable, "-m", "bench", *words], env=settings(place, database), cwd=ROOT, check=False
        ).returncode


@contextmanager
def database_for(name: str) -> Iterator[str]:
    """The address to use: one that is given, as it is; a PostgreSQL of our own where the benchmark needs one; or none,
    for SQLite."""
    given = os.environ.get("GOLDENTHREAD_BENCH_DATABASE_URL", "")
    if given or name not in ON_POSTGRES:
        yield given
        return
    sys.path.insert(0, str(ROOT / "bin" / "lib"))
    postgres = importlib.import_module("postgres")
    with postgres.cluster(postgres.DURABLE if name in DURABLE else postgres.QUICK) as address:
        yield address


def settings(place: str, database: str) -> dict[str, str]:
    """An installation of our own, thrown away afterwards."""
    kept = {k: v for k, v in os.environ.items() if k in GIVEN or not k.startswith("GOLDENTHREAD_")}
    return kept | {
        "GOLDENTHREAD_BENCH": "1",
        "GOLDENTHREAD_VAR": place,
        "GOLDENTHREAD_DATABASE_URL": database,
        "GOLDENTHREAD_HOSTS": "*",
        "GOLDENTHREAD_MAIL_KEPT_IN": f"{place}/mail",
        "DJANGO_SETTINGS_MODULE": "goldenthread.config.settings",
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}",
    }


def run(name: str, rest: list[str]) -> int:
    """Make the database, then hand over."""
    django = importlib.import_module("django")
    django.setup()
    if name not in WITHOUT_DATABASE:
        call_command = importlib.import_module("django.core.management").call_command
        call_command("migrate", verbosity=0)
        call_command("createcachetable")
        Path(os.environ["GOLDENTHREAD_VAR"], "static").mkdir(exist_ok=True)
    code: int = importlib.import_module(f"bench.{name.replace('-', '_')}").main(rest)
    return code


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
