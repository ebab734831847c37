"""What goes between us and the reading process: bounds in, progress and one answer out.

Progress is lines on standard output, ``stage done of``. The answer is one JSON value (and, of a script, its cleaned
copy behind a line end) in a file that the process is given, so that its size is bounded like everything else. Nothing
from the process is trusted to be what it should be.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from pydantic import TypeAdapter, ValidationError

from goldenthread.assessment.types.counting import Reading, WorkedThrough
from goldenthread.frameworks.types import DocumentRead, Progress, Stage
from goldenthread.ground.types import Refusal

MEGABYTE = 1024 * 1024
MOST_ANSWERED = 32 * MEGABYTE
OUT_OF_MEMORY = 12


@dataclass(frozen=True, slots=True)
class Bounds:
    """How long one reading may take on the clock and on the processor, in seconds, and how much memory, in MB."""

    seconds: int
    processor_seconds: int
    memory_mb: int


class Ended(StrEnum):
    """How a reading process ended that gave no answer."""

    TOO_SLOW = "too_slow"
    TOO_BIG = "too_big"
    KILLED = "killed"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the process found: a reading, or why there is none."""

    document: DocumentRead | None = None
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class ScriptAnswer:
    """What the process read of a script, or why there is nothing; the cleaned copy follows it."""

    reading: Reading | None = None
    refusal: Refusal | None = None
    properties: dict[str, str] = field(default_factory=dict)


_ANSWER = TypeAdapter(Answer)
_SCRIPT = TypeAdapter(ScriptAnswer)


def written(answer: Answer) -> bytes:
    """The answer as it is sent."""
    return _ANSWER.dump_json(answer)


def answered(sent: bytes) -> Answer | None:
    """The answer as it was sent, or ``None`` where it is not one."""
    try:
        answer = _ANSWER.validate_json(sent)
    except ValidationError:
        return None
    return answer if (answer.document is None) != (answer.refusal is None) else None


def written_script(worked: WorkedThrough | Refusal) -> bytes:
    """A script worked through as it is sent: a line of JSON, then the cleaned copy as it is."""
    if isinstance(worked, Refusal):
        return _SCRIPT.dump_json(ScriptAnswer(refusal=worked)) + b"\n"
    return (
        _SCRIPT.dump_json(ScriptAnswer(reading=worked.reading, properties=dict(worked.properties)))
        + b"\n"
        + worked.clean
    )


def answered_script(sent: bytes) -> WorkedThrough | Refusal | None:
    """A script worked through as it was sent, or ``None`` where it is not one."""
    line, _, clean = sent.partition(b"\n")
    try:
        answer = _SCRIPT.validate_json(line)
    except ValidationError:
        return None
    if answer.reading is not None and clean and answer.refusal is None:
        return WorkedThrough(answer.reading, clean, answer.properties)
    return answer.refusal


def told(progress: Progress) -> bytes:
    """Progress as it is sent."""
    return f"{progress.stage.value} {progress.done} {progress.of}\n".encode()


def heard(line: bytes) -> Progress | None:
    """Progress as it was sent, or ``None`` where it is none."""
    try:
        stage, done, of = line.decode("ascii").split()
        progress = Progress(Stage(stage), int(done), int(of))
    except ValueError:
        return None
    return progress if 0 <= progress.done <= progress.of < 1_000_000 else None
