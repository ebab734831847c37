"""Releases made so far stand on the edition that their programme was built on."""

from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Subquery


def put_on_edition(apps: Any, _editor: Any) -> None:
    """Give every release that has none the edition of its programme."""
    programmes = apps.get_model("programmes", "Programme").objects.filter(pk=OuterRef("programme_id"))
    releases = apps.get_model("programmes", "Release").objects.filter(edition=None)
    releases.update(edition_id=Subquery(programmes.values("edition_id")[:1]))


class Migration(migrations.Migration):
    dependencies = [("programmes", "0004_let_releases_stand_on_editions")]

    operations = [migrations.RunPython(put_on_edition, migrations.RunPython.noop, elidable=True)]
