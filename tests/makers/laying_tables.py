"""Lay every table as the models have it into the database of the settings: ``python -m tests.makers.laying_tables``.

What migrating leaves besides is laid too: triggers, the shared cache, and the list of migrations.
"""

from __future__ import annotations

import django
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test.utils import override_settings


def lay() -> None:
    """Into an empty database."""
    with override_settings(MIGRATION_MODULES={app.label: None for app in apps.get_app_configs()}):
        call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    applied = [recorder.Migration(app=app, name=name) for app, name in MigrationLoader(None).disk_migrations]
    recorder.migration_qs.bulk_create(applied)


if __name__ == "__main__":
    django.setup()
    lay()
