"""What assessment promises of every row, whatever happened before, looked up in the tables and not by its own rules."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import Max, Model, Q

from goldenthread.assessment.models import (
    Allocation,
    Case,
    Circumstance,
    Correction,
    CriterionMark,
    FoundConflict,
    MarkerAbsence,
    MarkerConflict,
    MarkerStanding,
    MarkerStop,
    MarkerTraining,
    Marking,
    OwnTime,
    PassageReport,
    Result,
    Sample,
    SampledMarking,
    Script,
    ScriptUpload,
    ScriptVersion,
    SettledMark,
    Settlement,
    Want,
    Window,
)
from goldenthread.awards.models import Certificate, Outcome
from goldenthread.ground.models import StoredFile
from goldenthread.programmes.types import AssessmentPolicy

# What stands in these never changes, whoever wishes it.
FOR_GOOD = (ScriptUpload, ScriptVersion, StoredFile, Marking, CriterionMark, Settlement, SettledMark)
OPEN_CASE = ("reported", "looked_into", "hearing_set", "heard")


class Promises:
    """Looks at what came since it last looked, and at what was there before."""

    def __init__(self, policy: AssessmentPolicy) -> None:
        self.policy = policy
        self.kept: dict[type[Model], dict[int, Any]] = {model: {} for model in FOR_GOOD}
        self.seen: dict[type[Model], int] = {
            model: model._base_manager.aggregate(last=Max("pk"))["last"] or 0 for model in _NEW
        }

    def look(self, at: datetime) -> None:
        """:raises AssertionError: if a promise is broken."""
        for model, holds in _NEW.items():
            for row in model._base_manager.filter(pk__gt=self.seen[model]).order_by("pk"):
                holds(self, row, at)
                self.seen[model] = row.pk
        self._whoever_is_out_is_not_marked()

    def look_at_certificates(self) -> None:
        """A certificate is in force where a passed result is, and nowhere else."""
        for result in Result.objects.order_by("pk"):
            passed = Outcome.objects.get(result=result.ref, ended_at=None)
            assert passed.outcome == result.outcome
            stands = Certificate.objects.filter(outcome__result=result.ref, state="issued")
            assert [each.outcome_id for each in stands] == ([passed.pk] if result.outcome == "passed" else [])

    def look_at_bytes(self) -> None:
        """What was handed in is there, byte for byte as its hash says."""
        for version in ScriptVersion.objects.select_related("upload__file", "upload__clean_file"):
            for file in (version.upload.file, version.upload.clean_file):
                with default_storage.open(file.key) as stream:
                    assert sha256(stream.read()).hexdigest() == file.sha256

    def nothing_changed(self) -> None:
        """:raises AssertionError: if something is another that is written for good."""
        for model, kept in self.kept.items():
            now = {row["pk"]: row for row in model._base_manager.values("pk", *_columns(model))}
            for key, before in kept.items():
                assert now.get(key) == before, f"{model.__name__} {key} changed"
            self.kept[model] = now

    def _whoever_is_out_is_not_marked(self) -> None:
        out = Script.objects.filter(state__in=["withdrawn", "begun", "submitted"])
        assert not Marking.objects.filter(allocation__script__in=out).exists()
        assert not Result.objects.exclude(script__state="released").exists()
        assert not Script.objects.filter(state="released", result=None).exists()

    def _version(self, row: ScriptVersion, at: datetime) -> None:
        if Script.everything.get(pk=row.script_id).standard:
            return
        assert row.submitted_at == at < closes(row.script)
        assert row.script.state == "submitted"

    def _seat(self, row: Allocation, at: datetime) -> None:
        if row.is_standard:
            return
        assert closes(row.script) <= at, "given to somebody while it can be handed in"
        self._may(row, at, "given")
        assert not away(row.marker_id, at)
        same = Allocation.objects.filter(script=row.script_id, marker=row.marker_id)
        assert not same.filter(Q(ended_at=None) | Q(marking__isnull=False)).exclude(pk=row.pk).exists(), "given twice"

    def _marking(self, row: Marking, at: datetime) -> None:
        seat = row.allocation
        if seat.is_standard:
            return
        assert seat.ended_at is None
        self._may(seat, at, "marked")

    def _may(self, seat: Allocation, at: datetime, done: str) -> None:
        assert not conflicted(seat.marker_id, seat.script), f"{done} by somebody in conflict"
        assert not knows(seat.marker_id, seat.script), f"{done} by somebody who can tell whose it is"
        if self.policy.marking.needs_training:
            held = MarkerTraining.objects.filter(person=seat.marker_id, ended_at=None, from_on__lte=at.date())
            assert held.filter(Q(until_on=None) | Q(until_on__gte=at.date())).exists(), f"{done} without training"
        if self.policy.standard.needs_clearance:
            stands = MarkerStanding.objects.filter(person=seat.marker_id).values_list("state", flat=True)
            assert list(stands) == ["cleared"], f"{done} without clearance"

    def _result(self, row: Result, at: datetime) -> None:
        script = row.script
        assert closes(script) <= at
        assert not Case.objects.filter(script=script, state__in=OPEN_CASE).exists(), "out with an open case"
        assert not Want.objects.filter(script=script, met_by=None).exists(), "out before it was marked once more"
        assert not MarkerStop.objects.filter(returned__script=script, decision="").exists(), "out before a decision"
        asked = Circumstance.objects.filter(enrolment=script.enrolment_id, window=script.window_id, state="asked")
        assert not asked.exists(), "out before circumstances were decided"
        standing = list(Allocation.objects.filter(script=script, ended_at=None, is_standard=False))
        marked = [each for each in standing if hasattr(each, "marking")]
        assert len(marked) >= self.policy.seats, "out with too few markings"
        assert len({each.marker_id for each in marked}) == len(marked)
        for each in marked:
            assert not knows(each.marker_id, script), "out with the marks of somebody who can tell whose it is"
            assert each.marking.finished_at <= row.settlement.settled_at, "marked after it was settled"
            found = FoundConflict.objects.filter(marking=each.marking, conflict__ended_at=None)
            decided = set(found.values_list("state", flat=True)) or {"nobody noticed"}
            assert not conflicted(each.marker_id, script) or decided == {"stands"}, "out before a conflict was decided"
        self._sample_is_whole(script.window_id)

    def _sample_is_whole(self, window: int) -> None:
        if not self.policy.sampling.is_wanted:
            return
        assert Sample.objects.filter(window=window).exists(), "out without a sample"
        drawn = SampledMarking.objects.filter(sample__window=window).exclude(drawn_at=None)
        assert not drawn.filter(allocation__script__look=None).exists(), "out before the sample was looked at"

    def _correction(self, row: Correction, at: datetime) -> None:
        assert row.before_id != row.settlement_id
        assert row.settlement.script_id == row.result.script_id


_NEW: dict[type[Model], Any] = {
    ScriptVersion: Promises._version,
    Allocation: Promises._seat,
    Marking: Promises._marking,
    Result: Promises._result,
    Correction: Promises._correction,
}


def _columns(model: type[Model]) -> Iterator[str]:
    return (field.attname for field in model._meta.concrete_fields)


def closes(script: Script) -> datetime:
    """When the window closes for whoever writes this script."""
    window = Window.objects.get(pk=script.window_id)
    own = OwnTime.objects.filter(window=window, enrolment=script.enrolment_id, ended_at=None)
    latest = max([window.closes_at, *(each.closes_at for each in own if each.closes_at)])
    return latest + timedelta(minutes=sum(each.minutes for each in own))


def conflicted(marker: int, script: Script) -> bool:
    """Whether a conflict that this marker declared, and that stands, is about this script."""
    place = script.enrolment
    declared = MarkerConflict.objects.filter(person=marker, ended_at=None)
    about = Q(urn=place.school.urn, partner=None, party=None) | Q(partner=place.cohort.partner_id)
    return declared.filter(about | Q(party__email=place.participant.email.lower())).exists()


def knows(marker: int, script: Script) -> bool:
    """Whether this marker said that they can tell whose it is."""
    return PassageReport.objects.filter(script=script, by=marker, knows=True).exists()


def away(marker: int, at: datetime) -> bool:
    """Whether this marker cannot mark on that day."""
    gone = MarkerAbsence.objects.filter(person=marker, ended_at=None, from_on__lte=at.date())
    return gone.filter(Q(until_on=None) | Q(until_on__gte=at.date())).exists()
