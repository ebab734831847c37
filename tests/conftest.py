"""What every test stands on: no network, files in a folder of their own, the cast at hand."""

from __future__ import annotations

import gc
import os
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from goldenthread.ground.models.keeping import lay_down_triggers
from tests.makers.cast import Cast, make_cast
from tests.makers.remembering import begin_afresh, watch_what_is_written

# The same examples every time, however long a busy machine takes over them: what the gate counts must not hang on luck.
# Look further afield with `pytest --hypothesis-profile=default`.
hypothesis.settings.register_profile(
    "steady", derandomize=True, deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("steady")

REPOSITORY = Path(__file__).resolve().parent.parent
NEAR = {"127.0.0.1", "::1", "localhost"}


def pytest_collection_finish() -> None:
    """What is loaded stays: to look through all of it again and again for rubbish took a twentieth of the tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 20)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    """The database of the tests, with what migrating leaves besides tables: triggers, and the list of migrations."""
    with django_db_blocker.unblock():
        lay_down_triggers(using="default")
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        applied = [recorder.Migration(app=app, name=name) for app, name in MigrationLoader(None).disk_migrations]
        recorder.migration_qs.bulk_create(applied)
    watch_what_is_written()


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that leaves this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and address[0] not in NEAR:
            raise AssertionError(f"A test tried to reach {address[0]}.")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def _quick_hashing(settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture(autouse=True)
def _afresh() -> None:
    begin_afresh()


@pytest.fixture
def at() -> datetime:
    """The moment at which tests happen, unless they say another: Monday 5 January 2026, 10am in London."""
    return datetime(2026, 1, 5, 10, 0, tzinfo=UTC)


@pytest.fixture
def cast(db, at: datetime) -> Iterator[Cast]:
    """The fixed cast, in the database."""
    return make_cast(at=at)


@pytest.fixture(scope="session")
def sources() -> Path:
    """The folder of real documents. Tests that need it skip where it is absent."""
    place = Path(os.environ.get("GOLDENTHREAD_SOURCES", REPOSITORY.parent / "shared" / "sources"))
    if not place.is_dir():
        pytest.skip("the real documents are not on this machine; the made ones carry this rule")
    return place


@pytest.fixture(scope="session")
def standards() -> Path:
    """The folder of published standards. Tests that need it skip where it is absent."""
    place = Path(os.environ.get("GOLDENTHREAD_STANDARDS", REPOSITORY.parent / "shared" / "standards"))
    if not place.is_dir():
        pytest.skip("the published standards are not on this machine; the project's own contract carries this rule")
    return place
