"""The cases that an appeal may be about, for whoever decides it and nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from goldenthread.assessment.models import Case, CaseEntry, Result, Script
from goldenthread.assessment.queries.case_effects import bearing_on
from goldenthread.assessment.queries.cases import decided_of, entries_of
from goldenthread.assessment.rules.cases import effect_for_staff
from goldenthread.assessment.rules.unnaming import without_names
from goldenthread.assessment.types.case_pages import AppealedCase
from goldenthread.assessment.types.cases import CaseState, Effect, EntryKind, Nature
from goldenthread.assessment.types.projects import Named
from goldenthread.assessment.types.reviewing import BearingCase

# Who reported it is told to nobody, and that somebody began says nothing about the decision.
_LEFT_OUT = (EntryKind.SUSPICION.value, EntryKind.BEGUN.value)


def bearing_cases(result: Result) -> tuple[BearingCase, ...]:
    """The decided cases that bear on a result, in words for whoever decides an appeal; in one statement."""
    rows = bearing_on([result.script_id]).select_related("case").order_by("pk")
    return tuple(
        BearingCase(
            row.case.ref,
            effect_for_staff(Effect(row.effect), row.parts, nature=Nature(row.nature)),
            tuple(row.parts),
            row.decided_at,
        )
        for row in rows
    )


def appealed_cases(script: Script) -> tuple[AppealedCase, ...]:
    """The decided cases about a script with what was said, put forward and answered in each, without the names of whom
    they are about; in one statement, and one for each case."""
    return tuple(_appealed(script))


def _appealed(script: Script) -> Iterator[AppealedCase]:
    rows = Case.objects.filter(script=script, state=CaseState.DECIDED.value).select_related(
        "decision", "script__enrolment__participant", "script__enrolment__school"
    )
    for row in rows.order_by("pk"):
        decided = decided_of(row)
        assert decided is not None  # nothing else is in that state
        place = row.script.enrolment
        named = Named((place.participant.name,), (place.school.name,))
        entries = entries_of(row, CaseEntry.objects.filter(case=row).exclude(kind__in=_LEFT_OUT), names=False)
        yield AppealedCase(
            decided=replace(decided, reasons=without_names(decided.reasons, named)),
            entries=tuple(
                replace(
                    each,
                    by="",
                    file=None,
                    text=without_names(each.text, named),
                    place=without_names(each.place, named),
                )
                for each in entries
                if each.kind is not EntryKind.DECISION
            ),
            files=sum(each.file is not None for each in entries),
        )
