"""A label tells an edition from the other editions of its framework, so that a citation names one statement."""

from typing import Any

from django.db import migrations


def tell_apart(apps: Any, _editor: Any) -> None:
    """Give the second edition of a year the label "2020.2", in the order in which they were published."""
    given: set[tuple[int, str]] = set()
    edition_model = apps.get_model("frameworks", "Edition")
    for edition in edition_model.objects.order_by("published_at", "pk"):
        number, label = 1, edition.label
        while (edition.framework_id, label) in given:
            number += 1
            label = f"{edition.label}.{number}"
        given.add((edition.framework_id, label))
        edition_model.objects.filter(pk=edition.pk).exclude(label=label).update(label=label)


class Migration(migrations.Migration):
    dependencies = [("frameworks", "0003_let_documents_wait_to_be_read")]

    operations = [migrations.RunPython(tell_apart, migrations.RunPython.noop, elidable=True)]
