"""Empty what the record repeated of words that stand on a row with readers of its own (decision 0078)."""

from __future__ import annotations

from typing import Any

from django.db import migrations

REPEATED = (
    "admissions.answer_by_link",
    "admissions.record_answer",
    "admissions.reject",
    "admissions.withdraw",
    "awards.revoke",
    "coaching.cancel_meeting",
    "coaching.end_pairing",
    "coaching.pair",
    "coaching.take_back_meeting",
    "cohorts.complete",
    "cohorts.correct_register",
    "cohorts.defer",
    "cohorts.settle_claims",
    "cohorts.transfer",
    "cohorts.uncredit",
    "cohorts.withdraw",
    "learning.answer_catch_up",
    "learning.dismiss_report",
    "learning.hide_post",
    "learning.reopen_catch_up",
    "learning.reopen_work",
    "learning.take_back_contribution",
    "reporting.resume_address",
)


def empty(apps: Any, _editor: object) -> None:
    """A coach's end beside somebody carried the hand-over with it."""
    rows = apps.get_model("ground", "AuditEntry").objects
    rows.filter(did__in=REPEATED).exclude(why="").update(why="")
    rows.filter(did="cohorts.end_companion", facts__role="coach").exclude(why="").update(why="")
    for row in rows.filter(did__in=REPEATED, facts__has_key="reason").iterator():
        row.facts = {key: value for key, value in row.facts.items() if key != "reason"}
        row.save(update_fields=["facts"])


class Migration(migrations.Migration):
    """The words themselves stay where they were written, so taking this back has nothing to do."""

    dependencies = [("ground", "0003_erase_files")]
    operations = [migrations.RunPython(empty, migrations.RunPython.noop)]
