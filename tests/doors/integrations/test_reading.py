"""The reading process: what it may take, what it may know, and what becomes of us when it misbehaves."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from goldenthread.frameworks.types import DocumentRead, Progress, Stage
from goldenthread.ground.rules.uploads import MEDIA_TYPES, Kind
from goldenthread.ground.types import Refusal
from goldenthread.integrations.reader import client
from goldenthread.integrations.reader.client import CHILD, read_in_child
from goldenthread.integrations.reader.messages import Bounds
from tests.makers import portables
from tests.makers.frameworks import a_framework, as_markdown

UNRULY = Path(__file__).resolve().parents[2] / "fakes" / "unruly_reader.py"
AMPLE = Bounds(seconds=60, processor_seconds=30, memory_mb=1024)
# One section of thousands of lines that could be read in more ways than there is time for.
ENDLESS = "One – Here\nLearn that…\n" + "some words and Words that end by:\n" * 7900


def read(content: bytes | str, kind: Kind = Kind.TEXT, *, bounds: Bounds = AMPLE, told: list | None = None):
    content = content.encode() if isinstance(content, str) else content
    hear = told.append if told is not None else (lambda _: None)
    return read_in_child(content, media_type=MEDIA_TYPES[kind], bounds=bounds, tell=hear)


def unruly(manner: str, *, bounds: Bounds = AMPLE, tell=lambda _: None):
    child = (sys.executable, str(UNRULY), manner)
    return read_in_child(b"Words.", media_type="text/plain", bounds=bounds, tell=tell, child=child)


def children() -> list[str]:
    """The processes that this one has started and that are still there, but for one that stands by to be forked."""
    found = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    return [pid for pid in found if b"tests.makers.standing_by" not in Path(f"/proc/{pid}/cmdline").read_bytes()]


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.PDF])
def test_a_document_is_read_as_if_it_were_read_here(kind: Kind) -> None:
    framework, told = a_framework(sections=2), list[Progress]()
    content = as_markdown(framework).encode() if kind is Kind.TEXT else portables.as_pdf(framework)

    found = read(content, kind, told=told)

    assert isinstance(found, DocumentRead)
    assert [section.title for section in found.reading.sections] == [s.title for s in framework.sections]
    assert len(found.reading.account) > len(found.reading.items)
    assert told
    assert {progress.stage for progress in told} <= {Stage.EXTRACTING, Stage.FINDING}


def test_a_refusal_comes_back_in_its_own_words() -> None:
    found = read(portables.scanned(), Kind.PDF)

    assert isinstance(found, Refusal)
    assert found.code == "scanned"


@pytest.mark.parametrize("bounds", [Bounds(60, 1, 1024), Bounds(2, 30, 1024)], ids=["on the processor", "on the clock"])
def test_a_reading_that_takes_too_long_is_ended(bounds: Bounds) -> None:
    began = time.monotonic()

    found = read(ENDLESS, bounds=bounds)

    assert isinstance(found, Refusal)
    assert found.code == "reading_too_slow"
    assert f"{bounds.seconds} seconds" in found.says
    assert time.monotonic() - began < 30
    assert children() == []


def test_a_document_that_needs_too_much_memory_is_ended() -> None:
    found = read(portables.bomb(100), Kind.PDF, bounds=Bounds(60, 30, 300))

    assert isinstance(found, Refusal)
    assert found.code == "reading_too_big"
    assert "300 MB" in found.says


def test_memory_that_runs_out_in_our_own_code_is_told_apart_from_a_fault() -> None:
    found = read("1. Words of a statement that goes on. " * 3 + "\n" + "word " * 180_000, bounds=Bounds(60, 30, 64))

    assert isinstance(found, Refusal)
    assert found.code == "reading_too_big"


@pytest.mark.parametrize(
    ("manner", "code"),
    [
        ("hangs", "reading_too_slow"),
        ("falls silent", "reading_too_slow"),
        ("is killed", "reading_killed"),
        ("crashes", "reading_broken"),
        ("gives up", "reading_broken"),
        ("answers nothing", "reading_broken"),
        ("answers nonsense", "reading_broken"),
        ("answers neither", "reading_broken"),
    ],
)
def test_whatever_it_does_we_get_a_clear_answer_and_nothing_is_left_running(manner: str, code: str) -> None:
    found = unruly(manner, bounds=Bounds(2, 30, 1024))

    assert isinstance(found, Refusal)
    assert found.code == code
    assert found.says
    assert found.mend
    assert children() == []


def test_nonsense_about_progress_is_passed_over(caplog) -> None:
    told = list[Progress]()

    found = unruly("babbles", tell=told.append)

    assert isinstance(found, Refusal)
    assert found.says == "It babbled."
    assert told == [Progress(Stage.FINDING, 1, 2)]


def test_what_it_complains_of_is_logged_for_whoever_looks_after_the_installation(caplog) -> None:
    unruly("crashes")

    assert "I fell over." in caplog.text


def test_it_knows_nothing_of_this_installation(monkeypatch) -> None:
    monkeypatch.setenv("GOLDENTHREAD_SECRET_KEY", "secret")

    found = unruly("tells its surroundings")

    assert isinstance(found, Refusal)
    assert set(found.says.split()) <= {"LANG", "LC_CTYPE", "PYTHONPATH", "PYTHONSAFEPATH"}
    assert found.mend == "/"


def test_the_reading_process_loads_no_database() -> None:
    code = "import sys, goldenthread.integrations.reader.child; print('django' in sys.modules)"
    source = Path(__file__).resolve().parents[3] / "src"

    done = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": str(source)}, capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "False"


def test_when_we_cannot_tell_any_more_it_is_ended() -> None:
    def fail(_: Progress) -> None:
        raise ConnectionError("The database went away.")

    with pytest.raises(ConnectionError):
        unruly("hangs", tell=fail)

    assert children() == []


def test_the_reading_process_dies_with_the_one_that_started_it(tmp_path: Path) -> None:
    # A parent that is killed cannot end its child; the child has asked the kernel to.
    place = tmp_path / "endless.txt"
    place.write_text(ENDLESS)
    code = (
        "import os, subprocess, sys, time\n"
        f"child = subprocess.Popen([*{CHILD!r}, 'text/plain; charset=utf-8', '60', '1024', str(os.getpid()), '1'], "
        f"stdin=open({str(place)!r}), stdout=subprocess.PIPE)\n"
        "child.stdout.readline(); child.stdout.readline()\n"
        "print(child.pid, flush=True); time.sleep(600)"
    )
    source = str(Path(__file__).resolve().parents[3] / "src")
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, env={"PYTHONPATH": source})
    assert parent.stdout is not None
    child = int(parent.stdout.readline())

    parent.kill()
    parent.wait()
    parent.stdout.close()

    until = time.monotonic() + 10
    while is_running(child):
        assert time.monotonic() < until
        time.sleep(0.05)


def test_a_reading_process_whose_parent_was_gone_already_does_nothing(tmp_path: Path) -> None:
    place = tmp_path / "answer"
    with place.open("wb") as answer:
        done = subprocess.run(
            [*CHILD, "text/plain; charset=utf-8", "60", "1024", "1", str(answer.fileno())],
            input=b"Words.", pass_fds=(answer.fileno(),), capture_output=True, check=False,
            env={"PYTHONPATH": str(Path(__file__).resolve().parents[3] / "src")},
        )  # fmt: skip

    assert (done.returncode, done.stdout, place.read_bytes()) == (13, b"", b"")


def is_running(process: int) -> bool:
    """Whether a process is there and is not merely waiting to be buried."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_crash_is_told_from_too_much_memory_however_much_we_ever_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client.resource, "getrusage", lambda _: SimpleNamespace(ru_maxrss=1 << 40))

    broken = unruly("crashes", bounds=Bounds(2, 30, 1024))
    big = read(portables.bomb(100), Kind.PDF, bounds=Bounds(60, 30, 300))

    assert [found.code for found in (broken, big) if isinstance(found, Refusal)] == [
        "reading_broken",
        "reading_too_big",
    ]
