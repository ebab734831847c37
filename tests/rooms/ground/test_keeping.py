"""What is written once stays as it was written, whoever asks the database."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import IntegrityError, connection
from django.db.transaction import atomic

from goldenthread.ground.actions.files import keep_file
from goldenthread.ground.actions.record import audit
from goldenthread.ground.models import AuditEntry, StoredFile
from goldenthread.programmes.models import Component, Module, Release
from tests.makers.programmes import make_release

OURS = [model for model in apps.get_models() if model.__module__.startswith("goldenthread.")]
PROMISING = [model for model in OURS if {"written_once", "frozen_after"} & set(model.__dict__)]
LAID = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


def refused(rows, **change: object) -> bool:
    """Whether the database keeps these rows from being changed like this."""
    try:
        with atomic():
            rows.update(**change)
    except IntegrityError:
        return True
    return False


def test_every_table_that_promises_has_its_triggers(db) -> None:
    promised = {
        f"{model._meta.db_table}_is_{word}"
        for model in PROMISING
        for name, word in (("written_once", "written_once"), ("frozen_after", "frozen"))
        if name in model.__dict__
    }
    with connection.cursor() as cursor:
        cursor.execute(LAID[connection.vendor])
        laid = {name for (name,) in cursor.fetchall()}

    assert len(promised) > 10
    assert promised <= laid


@pytest.mark.parametrize("model", PROMISING, ids=lambda model: model._meta.label)
def test_what_is_kept_for_ever_names_no_column_that_erasing_empties(model) -> None:
    assert not set(model.__dict__.get("written_once", ())) & set(model.personal)


def test_the_record_cannot_be_rewritten_but_what_is_personal_in_it_can_be_erased(db, at) -> None:
    with atomic():
        audit(by="ada", did="thing.make", to="7", at=at, why="because of Bob")
    rows = AuditEntry.objects.filter(to="7")

    assert refused(rows, did="thing.unmake")
    assert refused(rows, at=at.replace(year=2001))
    assert not refused(rows, why="Erased")
    assert not refused(rows, did="thing.make")
    assert list(rows.values_list("did", "why")) == [("thing.make", "Erased")]


def test_a_kept_file_keeps_its_hash(db, at) -> None:
    kept = keep_file(b"words", name="script.txt", media_type="text/plain", at=at)
    rows = StoredFile.objects.filter(ref=kept.ref)

    assert refused(rows, sha256="0" * 64)
    assert not refused(rows, name="Erased")


def test_a_release_changes_while_it_is_a_draft_and_never_after(cast, at) -> None:
    release = make_release(cast, at=at).release
    row = Release.objects.get(ref=release)
    components = Component.objects.filter(module__release=row)
    assert row.state == "published"

    assert refused(components, minutes=1)
    assert refused(Module.objects.filter(release=row), title="Another")
    assert refused(Release.objects.filter(pk=row.pk), number=99)

    with connection.cursor() as cursor:
        cursor.execute("UPDATE programmes_release SET state = 'draft', published_at = NULL WHERE id = %s", [row.pk])
    assert not refused(components, minutes=1)
