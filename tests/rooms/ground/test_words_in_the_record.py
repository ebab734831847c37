"""What the record repeated of people's words before decision 0078 is taken out of it, and nothing else."""

from __future__ import annotations

from importlib import import_module

from django.apps import apps

from goldenthread.ground.models import AuditEntry

MIGRATION = import_module("goldenthread.ground.migrations.0004_take_words_about_people_out_of_the_record")
LEFT = {
    "cohorts.defer": ("", {"companions_ended": "1"}),
    "coaching.pair": ("", {"coach": "x"}),
    "cohorts.end_companion": ("", {"role": "coach"}),
    "cohorts.set_due_date": ("The hall is closed", {}),
}


def test_old_words_go_and_the_deeds_stay(db, at) -> None:
    for did, (why, facts) in LEFT.items():
        told = facts | ({"reason": "long-term-sickness"} if did == "cohorts.defer" else {})
        AuditEntry.objects.create(at=at, by="ada", did=did, to="7", why=why or "She is ill", facts=told)

    MIGRATION.empty(apps, None)

    assert {row.did: (row.why, row.facts) for row in AuditEntry.objects.all()} == LEFT
