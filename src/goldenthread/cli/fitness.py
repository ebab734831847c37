"""Is this installation fit to serve? Each check looks at one thing and says what to do."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.conf import settings
from django.core import checks, mail
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from goldenthread.ground.queries.clock import now
from goldenthread.ground.queries.notices import delivery_counts, overdue_count, worker_seen_at
from goldenthread.ground.queries.record import audit_trail

QUIET_WORKER = timedelta(minutes=2)
LATE_DELIVERY = timedelta(minutes=15)
OLD_BACKUP = timedelta(days=1, hours=2)


class Grade(StrEnum):
    """How much it matters."""

    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    about: str
    grade: Grade
    says: str


def findings() -> tuple[Finding, ...]:
    """Everything, in the order in which it should be mended. Without a database the rest cannot be asked."""
    first = (*_settings(), *_database())
    if any(f.about == "database" and f.grade is Grade.BAD for f in first):
        return (*first, _files(), _post())
    return (*first, _worker(), _deliveries(), _files(), _post(), _backups())


def _settings() -> Iterator[Finding]:
    problems = [m for m in checks.run_checks(include_deployment_checks=True) if not m.is_silenced()]
    for problem in problems:
        yield Finding(
            "settings", Grade.BAD if problem.level >= checks.ERROR else Grade.WARN, f"{problem.msg} ({problem.id})"
        )
    if not problems:
        yield Finding("settings", Grade.GOOD, "Django's deployment checks pass.")
    if settings.DEMONSTRATION:
        yield Finding(
            "demonstration", Grade.BAD, "One-click entry is on: unset GOLDENTHREAD_DEMONSTRATION for real people."
        )
    else:
        yield Finding("demonstration", Grade.GOOD, "One-click entry is off.")
    if settings.ADDRESS.startswith("https://"):
        yield Finding("address", Grade.GOOD, settings.ADDRESS)
    else:
        yield Finding(
            "address", Grade.BAD, f"{settings.ADDRESS} is not encrypted: set GOLDENTHREAD_ADDRESS to https://…"
        )
    if settings.ADDRESS.startswith("https://") and not settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        yield Finding(
            "visitors",
            Grade.WARN,
            "All visitors count as one address, so that one can use up everybody's tries at signing in: set "
            "GOLDENTHREAD_PROXIES to the number of web servers in front.",
        )


def _database() -> Iterator[Finding]:
    try:
        connection.ensure_connection()
        plan = MigrationExecutor(connection).migration_plan(MigrationExecutor(connection).loader.graph.leaf_nodes())
    except DatabaseError as fault:
        yield Finding("database", Grade.BAD, f"It does not answer: {str(fault).strip()}")
        return
    if plan:
        yield Finding("database", Grade.BAD, f"{len(plan)} migrations wait: back up, then run goldenthread migrate.")
    else:
        yield Finding("database", Grade.GOOD, f"{connection.vendor}, up to date with this version.")


def _worker() -> Finding:
    seen = worker_seen_at()
    if seen is None:
        return Finding("worker", Grade.BAD, "None has ever run here: start goldenthread worker.")
    quiet = now() - seen
    # While it reads a document it gives no sign of life.
    if quiet > QUIET_WORKER + timedelta(seconds=settings.READING_SECONDS):
        return Finding("worker", Grade.BAD, f"Not seen for {_words(quiet)}: start goldenthread worker.")
    return Finding("worker", Grade.GOOD, f"Seen {_words(quiet)} ago.")


def _deliveries() -> Finding:
    stuck = delivery_counts()["stuck"]
    late = overdue_count(before=now() - LATE_DELIVERY)
    if stuck:
        return Finding("deliveries", Grade.BAD, f"{stuck} are stuck: an administrator sees why, and can try again.")
    if late:
        return Finding(
            "deliveries", Grade.BAD, f"{late} have waited more than {_words(LATE_DELIVERY)}: is a worker up?"
        )
    return Finding("deliveries", Grade.GOOD, "Nothing is stuck and nothing is late.")


def _files() -> Finding:
    try:
        name = default_storage.save("kept/.can-be-written", ContentFile(b"yes"))
        default_storage.delete(name)
    except Exception as fault:  # noqa: BLE001  every store has faults of its own; whichever it is, it is told
        return Finding("files", Grade.BAD, f"The store cannot be written: {fault}")
    return Finding("files", Grade.GOOD, "The store can be written.")


def _post() -> Finding:
    if "smtp" not in settings.EMAIL_BACKEND:
        return Finding("e-mail", Grade.WARN, "E-mail is kept in a folder and sent to nobody.")
    try:
        mail.get_connection().open()
    except (OSError, smtplib.SMTPException) as fault:
        place = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
        return Finding("e-mail", Grade.BAD, f"{place} does not take mail ({fault}): see GOLDENTHREAD_SMTP_HOST.")
    return Finding("e-mail", Grade.GOOD, f"{settings.EMAIL_HOST} answers.")


def _backups() -> Finding:
    newest = audit_trail(did="ground.back_up", most=1)
    if not newest:
        return Finding("backups", Grade.WARN, "None was ever made: goldenthread backup.")
    age = now() - newest[0].at
    if age > OLD_BACKUP:
        return Finding("backups", Grade.WARN, f"The newest is {_words(age)} old: goldenthread backup.")
    return Finding("backups", Grade.GOOD, f"The newest is {_words(age)} old.")


def _words(time: timedelta) -> str:
    minutes = int(time.total_seconds() // 60)
    if minutes < 1:
        return "less than a minute"
    if minutes < 120:
        return f"{minutes} minutes"
    return f"{minutes // 60} hours" if minutes < 60 * 48 else f"{minutes // 1440} days"
