"""Empty the subjects of letters, which named whoever a letter was about to whoever it went to (decision 0078)."""

from __future__ import annotations

from typing import Any

from django.db import migrations


def empty(apps: Any, _editor: object) -> None:
    """Of a letter its kind, its occasion and its address are kept."""
    apps.get_model("reporting", "LetterSent").objects.exclude(subject="").update(subject="")


class Migration(migrations.Migration):
    """What was emptied is not needed for anything, so taking this back has nothing to do."""

    dependencies = [("reporting", "0009_choose_more_letters")]
    operations = [migrations.RunPython(empty, migrations.RunPython.noop)]
