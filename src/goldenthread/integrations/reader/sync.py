"""Read what waits, or what somebody brings along, for the room that asked."""

from __future__ import annotations

import logging
from datetime import datetime
from threading import BoundedSemaphore, Lock
from uuid import UUID

from django.conf import settings

from goldenthread.assessment.actions.arriving import ask_to_read, keep_arrival, read_arrival
from goldenthread.assessment.queries.arriving import is_queue
from goldenthread.assessment.types.arriving import ArrivalRef, ArrivalState, Ended, Wish
from goldenthread.assessment.types.briefing import GivenFile
from goldenthread.assessment.types.counting import Work, WorkedThrough
from goldenthread.frameworks.actions.reading import give_up_reading, keep_reading, lay_out_reading, note_progress
from goldenthread.frameworks.actions.rereading import give_up_rereading, keep_comparison, note_rereading
from goldenthread.frameworks.actions.uploading import look_at, what_it_is
from goldenthread.frameworks.queries.reading import waiting_document
from goldenthread.frameworks.queries.rereading import waiting_rereading
from goldenthread.frameworks.types import About, DocumentRead, Progress, ReadingRef, Stage
from goldenthread.ground.queries.clock import now
from goldenthread.ground.types import Refusal, Refused
from goldenthread.integrations.reader.client import Tell, read_in_child, work_in_child
from goldenthread.integrations.reader.messages import Bounds
from goldenthread.integrations.reader.translate import busy, still_reading
from goldenthread.people.types import Actor

# Somebody waits for a script to be read, so it has less time; measured, the dearest file that is let through takes 8
# seconds of work and 250 MB. In each web process so many are read at once, and so many seconds is another kept waiting.
SCRIPT_SECONDS, SCRIPT_PROCESSOR_SECONDS = 45, 25
AT_ONCE, WAITS = 2, 15
_READING = BoundedSemaphore(AT_ONCE)
# A file that is read inside a request keeps one of the server's few threads: one such file at a time in each process,
# never two of one person, and whoever comes meanwhile waits so many seconds.
WAITS_IN_REQUEST = 3
_IN_REQUEST = BoundedSemaphore(1)
_WHOSE = set[int]()
_LOOKING = Lock()
_ARRIVING = BoundedSemaphore(1)
log = logging.getLogger(__name__)


def bounds() -> Bounds:
    """The bounds of this installation on reading a framework."""
    return Bounds(settings.READING_SECONDS, settings.READING_PROCESSOR_SECONDS, settings.READING_MEMORY_MB)


def read_waiting(ref: UUID, *, at: datetime) -> None:
    """Read a document that waits, and lay it out or say why not. Nothing where it waits no longer.

    No transaction is open while the process runs. Killed in the middle, the document waits as before.
    """
    waiting = waiting_document(ref)
    if waiting is None:
        return
    found = read_in_child(
        waiting.content,
        media_type=waiting.media_type,
        bounds=bounds(),
        tell=lambda progress: note_progress(ref, progress),
    )
    if isinstance(found, Refusal):
        give_up_reading(ref, found, at=at)
        return
    note_progress(ref, Progress(Stage.WRITING))
    lay_out_reading(ref, found, at=at)


def read_again_to_compare(ref: UUID, *, at: datetime) -> None:
    """Read a document that somebody wants read again, and keep what would change. Nothing where it waits no longer."""
    waiting = waiting_rereading(ref)
    if waiting is None:
        return
    found = read_in_child(
        waiting.content,
        media_type=waiting.media_type,
        bounds=bounds(),
        tell=lambda progress: note_rereading(ref, progress),
    )
    if isinstance(found, Refusal):
        give_up_rereading(ref, found, at=at)
        return
    keep_comparison(ref, found, at=at)


def read_at_once(content: bytes, *, name: str, about: About, by: Actor, at: datetime, tell: Tell) -> ReadingRef:
    """Read a document while somebody waits for it, and keep it with its reading, or nothing at all.

    :raises Refused: if this actor may not, or it cannot be taken or read.
    """
    upload = look_at(content, name=name, about=about, by=by)
    found = read_in_child(content, media_type=upload.media_type, bounds=bounds(), tell=tell)
    if isinstance(found, Refusal):
        raise Refused(found)
    tell(Progress(Stage.WRITING))
    return keep_reading(content, upload, found, about=about, by=by, at=at)


def work_through_script(content: bytes, media_type: str) -> WorkedThrough | Refusal:
    """Read and clean a script while somebody waits for it."""
    if not _READING.acquire(timeout=WAITS):
        return busy()
    try:
        bounds = Bounds(SCRIPT_SECONDS, SCRIPT_PROCESSOR_SECONDS, settings.READING_MEMORY_MB)
        return work_in_child(content, media_type=media_type, bounds=bounds)
    finally:
        _READING.release()


def reading_for(by: Actor) -> Work:
    """Who reads a file that somebody sends, while their request waits. Others go on being served meanwhile, whatever
    they send and however often."""

    def work(content: bytes, media_type: str) -> WorkedThrough | Refusal:
        with _LOOKING:
            if by.person_id in _WHOSE:
                return still_reading()
            _WHOSE.add(by.person_id)
        try:
            if not _IN_REQUEST.acquire(timeout=WAITS_IN_REQUEST):
                return busy()
            try:
                return work_through_script(content, media_type)
            finally:
                _IN_REQUEST.release()
        finally:
            _WHOSE.discard(by.person_id)

    return work


def take_in(script: UUID, file: GivenFile, wish: Wish, *, by: Actor, at: datetime) -> tuple[ArrivalRef, Ended]:
    """Keep a file that somebody sends, and read it at once if nobody else's is being read here and none was just left
    to the worker; else the worker does.

    One at a time in each web process: a server with two threads goes on receiving with the other. Once there is a
    queue, everybody joins it, and web processes do nothing but receive.

    :raises Refused: if nothing may be handed in, or it is not a file that can be taken.
    :raises Script.DoesNotExist: if it is not their script.
    """
    is_free = not is_queue(at=at) and _ARRIVING.acquire(blocking=False)
    try:
        ref = keep_arrival(script, file, wish, waits=not is_free, by=by, at=at)
        return ref, (_read_now(ref) if is_free else Ended(ArrivalState.ARRIVED))
    finally:
        if is_free:
            _ARRIVING.release()


def _read_now(ref: ArrivalRef) -> Ended:
    try:
        return read_arrival(ref, at=now(), work=work_through_script)
    except (Refused, OSError):
        # Not the file's fault: it is here, and waits for the worker.
        log.warning("the file of arrival %s was not read in its request and is left to the worker", ref)
        ask_to_read(ref, at=now())
        return Ended(ArrivalState.ARRIVED)


def read_without_keeping(content: bytes, *, name: str, tell: Tell) -> DocumentRead:
    """Read a document for whoever waits, and keep nothing: it has no actor, for nothing is seen or changed.

    :raises Refused: if it cannot be taken or read.
    """
    upload = what_it_is(content, name=name)
    found = read_in_child(content, media_type=upload.media_type, bounds=bounds(), tell=tell)
    if isinstance(found, Refusal):
        raise Refused(found)
    return found
