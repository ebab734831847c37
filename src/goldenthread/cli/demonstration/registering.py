"""What registers show besides marks: two sheets that differ, and a webinar’s file that waits for its names."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

from goldenthread.cohorts.actions.importing import read_file
from goldenthread.cohorts.actions.registering import take_register
from goldenthread.cohorts.queries.timetable import register_page, sessions_led
from goldenthread.cohorts.types import Mark, RegisterSheet, Thresholds
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.types import Actor


def leave_registers_to_look_after(*, facilitator: str, by: Actor, at: datetime) -> None:
    """Somebody marked twice without a connection, and a file read for the session that has no register yet."""
    leads = actor_by_email(facilitator)
    past = [session for session in sessions_led(by=leads, at=at) if session.is_past]
    taken = [session for session in past if session.marked]
    if taken:
        last = taken[-1]
        line = register_page(last.ref, by=by, at=at).lines[0]
        other = Mark.PARTLY if line.mark is not Mark.PARTLY else Mark.PRESENT
        opened = last.starts_at - timedelta(minutes=5)
        take_register(last.ref, RegisterSheet(uuid4(), {line.enrolment: other}, opened), by=leads, at=at)
    bare = next((session for session in past if session.needs_register), None)
    if bare:
        people = register_page(bare.ref, by=by, at=at).lines
        minutes = int((bare.ends_at - bare.starts_at).total_seconds() // 60)
        rows = [f'"{_turned(p.name) if n == 0 else p.name}",,{minutes - 15 * n}' for n, p in enumerate(people)]
        table = "\n".join(["Name (Original Name),User Email,Duration (Minutes)", *rows, '"iPad",,40']).encode()
        read_file(bare.ref, table, name="participants_live-session.csv", thresholds=Thresholds(), by=leads, at=at)


def _turned(name: str) -> str:
    first, _, last = name.partition(" ")
    return f"{last} {first}"
