"""Lay every table as the models have it into a new database: the same as migrating it, in seconds.

Django draws all models anew for each change that a migration makes, which by now takes minutes of processor. A database
with nothing in it needs none of the ways between. A test of the demonstration (``tests/resilience``) holds that what is
laid is what the migrations leave.
"""

from __future__ import annotations

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def may_lay() -> bool:
    """Whether this is SQLite and no migration was ever applied here. Where laying was cut off, it is done again."""
    return connection.vendor == "sqlite" and not MigrationRecorder(connection).applied_migrations()


def lay_tables() -> None:
    """Every table, what is laid after migrating, and at the end the list of migrations, as one act."""
    modules = settings.MIGRATION_MODULES
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    try:
        call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)
    finally:
        settings.MIGRATION_MODULES = modules
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    applied = [recorder.Migration(app=app, name=name) for app, name in MigrationLoader(None).disk_migrations]
    recorder.migration_qs.bulk_create(applied)
