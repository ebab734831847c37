"""Whatever happens to the worker or to its reading process, a document is read once, or says why it was not."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.makers.machines import Machine, migrated_machine
from tests.makers.starting import Running, start

UPLOAD = """
from goldenthread.frameworks.actions.uploading import upload_pasted
from goldenthread.ground.queries.clock import now
from goldenthread.people.queries.acting import actor_by_email
from tests.makers.cast import make_cast
from tests.makers.frameworks import a_framework, an_about, as_markdown
from goldenthread.people.models import Person
if not Person.objects.exists():
    make_cast(at=now())
lead = actor_by_email("callum@provider.example")
upload_pasted(as_markdown(a_framework(sections=10)), about=an_about({code!r}), by=lead, at=now())
"""
AGAIN = """
from goldenthread.frameworks.actions.reading import read_again
from goldenthread.frameworks.queries.reviewing import readings
from goldenthread.ground.queries.clock import now
from goldenthread.people.queries.acting import actor_by_email
lead = actor_by_email("callum@provider.example")
for line in readings(by=lead):
    if line.why_unreadable:
        read_again(line.ref, by=lead, at=now())
"""
STANDS = "SELECT code, state, unread_code, (SELECT count(*) FROM frameworks_readingitem i WHERE i.reading_id = r.id)"
STANDS += " FROM frameworks_reading r ORDER BY code"
WRITTEN = "SELECT count(*) FROM ground_auditentry WHERE did = 'frameworks.read'"


class Workshop:
    """A machine with a worker on it, whose reading process can be got hold of."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.worker: Running | None = None

    def start(self, **settings: str) -> None:
        own = {"GOLDENTHREAD_CLOCK_FILE": str(self.machine.place / "clock")}
        own |= {f"GOLDENTHREAD_{name.upper()}": value for name, value in settings.items()}
        with (self.machine.place / "worker.log").open("ab") as log:
            self.worker = start(["-m", "goldenthread.config.worker"], env=self.machine.environment | own, err=log)

    def upload(self, code: str) -> None:
        self.machine.python(UPLOAD.format(code=code))

    def stop_the_reader(self) -> int:
        """Wait for the reading process and stop it where it is; its number."""
        assert self.worker is not None
        place = Path(f"/proc/{self.worker.pid}/task/{self.worker.pid}/children")
        end = time.monotonic() + 60
        while not (found := [child for child in place.read_text().split() if reads(child)]):
            assert time.monotonic() < end, "the worker began no reading"
            time.sleep(0.005)
        os.kill(int(found[0]), signal.SIGSTOP)
        return int(found[0])

    def stands(self) -> list[tuple[object, ...]]:
        return self.machine.ask(STANDS)

    def kill(self) -> None:
        if self.worker is not None and self.worker.poll() is None:
            self.worker.kill()
            self.worker.wait()

    def is_well(self) -> bool:
        return self.worker is not None and self.worker.poll() is None


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Workshop]:
    with migrated_machine(tmp_path / "house") as machine:
        machine.python("from django.core.management import call_command; call_command('createcachetable')")
        found = Workshop(machine)
        yield found
        found.kill()


def until(true: Callable[[], bool], *, within: float = 90) -> None:
    """Wait for something to come true."""
    end = time.monotonic() + within
    while not true():
        assert time.monotonic() < end, "it did not come true in time"
        time.sleep(0.1)


def reads(process: str) -> bool:
    """Whether this is a reading process, and not another that the worker needs in passing."""
    try:
        return b"reader.child" in Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return False


def is_running(process: int) -> bool:
    """Whether a process is there and is not merely waiting to be buried."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_worker_killed_in_the_middle_of_a_reading_leaves_nothing_and_another_reads_it_once(
    workshop: Workshop,
) -> None:
    workshop.upload("MADE")
    workshop.start()
    reader = workshop.stop_the_reader()

    workshop.kill()
    # The kernel ended it with its parent; had it not begun yet, it sees for itself that there is nobody to read for.
    with suppress(ProcessLookupError):
        os.kill(reader, signal.SIGCONT)

    until(lambda: not is_running(reader))
    assert workshop.stands() == [("MADE", "waiting", "", 0)]
    (workshop.machine.place / "clock").write_text("11")
    workshop.start()
    until(lambda: workshop.stands()[0][1] == "under_review")
    ((_, _, _, items),) = workshop.stands()
    assert items > 120
    assert workshop.machine.ask(WRITTEN) == [(1,)]


def test_a_reader_that_hangs_or_is_killed_does_not_take_the_worker_with_it(workshop: Workshop) -> None:
    workshop.upload("HANGS")
    workshop.start(reading_seconds="20")
    workshop.stop_the_reader()
    until(lambda: workshop.stands()[0][1] == "unreadable")
    assert workshop.stands() == [("HANGS", "unreadable", "reading_too_slow", 0)]

    workshop.upload("KILLED")
    os.kill(workshop.stop_the_reader(), signal.SIGKILL)
    until(lambda: workshop.stands()[1][1] == "unreadable")
    assert workshop.stands()[1] == ("KILLED", "unreadable", "reading_killed", 0)

    assert workshop.is_well()
    workshop.machine.python(AGAIN)
    until(lambda: {row[1] for row in workshop.stands()} == {"under_review"})
    assert workshop.machine.ask(WRITTEN) == [(2,)]
