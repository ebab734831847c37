"""What the record repeated of people's words before decision 0078 is taken out of it, and nothing else."""

from __future__ import annotations

from importlib import import_module

from django.apps import apps

from goldenthread.ground.actions.erasing import rename_files
from goldenthread.ground.actions.files import keep_file
from goldenthread.ground.models import AuditEntry, StoredFile

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


def test_a_file_that_is_kept_says_only_of_what_kind_it_is(db, at) -> None:
    kept, other = (keep_file(b"%PDF", name=f"Parveen {n}.pdf", media_type="application/pdf", at=at) for n in range(2))

    assert rename_files([kept.ref]) == 1

    assert dict(StoredFile.objects.values_list("ref", "name")) == {kept.ref: "erased.pdf", other.ref: "Parveen 1.pdf"}
