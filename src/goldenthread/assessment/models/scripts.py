"""Scripts, under a number instead of a name, and everything that was handed in for them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, ClassVar, Self, cast

from django.db import models
from django.db.models.functions import Coalesce

from goldenthread.assessment.models.briefs import Window
from goldenthread.assessment.models.own_times import OwnTime, entries_in, listed_times
from goldenthread.assessment.models.seeing import reads
from goldenthread.assessment.rules.own_times import own_window_of
from goldenthread.assessment.types.standing import Purpose
from goldenthread.assessment.types.submitting import ScriptFacts, WindowFacts
from goldenthread.assessment.types.words import Event, Outcome, ScriptRef, State
from goldenthread.people.types import Actor

# A column that may be empty, of which the types do not say so: every script of ``Script.objects`` has an enrolment, and
# whoever asks for everything knows that a standard script has none.
_MAY_BE_EMPTY: Any = {"null": True, "blank": True}
_PURPOSES = sorted(purpose.value for purpose in Purpose)
# Stands where a participant, a school or a partner would; no row has this id, so nobody is in conflict with it.
NOBODY = 0

# When the result of a script was told, or corrected last.
TOLD_AT = Coalesce("result__corrected_at", "result__released_at")


class ScriptSet(models.QuerySet["Script"]):
    """Scripts, each kind of reader in their own way. An assessor never comes in by the participant's way."""

    def handed_in_by(self, actor: Actor) -> Self:
        """A participant's own."""
        return self.filter(enrolment__participant_id=actor.person_id)

    def case_studies_of(self, actor: Actor) -> Self:
        """A participant's own that are written here or uploaded whole: no project is."""
        return self.handed_in_by(actor).filter(window__project=None)

    def seen_by(self, actor: Actor) -> Self:
        """Those who run, moderate or inspect assessment see every script by its number but their own: of that they read
        what every participant reads. Nobody else sees any."""
        return self.not_of(actor) if reads(actor) else self.none()

    def not_of(self, actor: Actor) -> Self:
        """All but what this actor handed in."""
        return self.exclude(enrolment__participant_id=actor.person_id)

    def with_facts(self) -> Self:
        """With what :meth:`Script.as_facts` reads."""
        joined = self.select_related(
            "window__project", "window__cohort__release__programme__qualification", "enrolment__cohort"
        )
        return joined.with_times()

    def with_times(self) -> Self:
        """With what :meth:`Script.own_window` and :meth:`Script.has_passed` read, in no statement more."""
        passed = passed_in_others(enrolment=models.OuterRef("enrolment_id"), window=models.OuterRef("window_id"))
        times = listed_times(window="window_id", enrolment="enrolment_id")
        return self.annotate(times=times, passed_elsewhere=models.Exists(passed))


ScriptManager = models.Manager.from_queryset(ScriptSet)


class LiveScripts(ScriptManager["Script"]):
    """Scripts of participants. Standard scripts are none: nothing that counts, compares or releases ever meets one."""

    def get_queryset(self) -> ScriptSet:
        """All but standard scripts."""
        return cast("ScriptSet", super().get_queryset().filter(standard=""))


class Script(models.Model):
    """What one participant does in one window. ``number`` stands for them wherever it is judged.

    A *standard* script is nobody's: its text was marked before, and it is marked again to compare. It says for what.
    """

    personal: ClassVar[tuple[str, ...]] = ()
    # Their page says no more than that it is being marked; its steps are told with the result.
    left_out: ClassVar[tuple[str, ...]] = ("state",)

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey(
        "cohorts.Enrolment", on_delete=models.PROTECT, related_name="scripts", **_MAY_BE_EMPTY
    )
    standard = models.CharField(max_length=8, choices=[(p, p) for p in _PURPOSES], blank=True, default="")
    window = models.ForeignKey(Window, on_delete=models.PROTECT, related_name="scripts")
    number = models.CharField(max_length=11, unique=True)
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in State])
    begun_at = models.DateTimeField()
    # Whether parts of what was handed in last stand from an earlier attempt; said here too, so that the pages of all
    # others need not look.
    carries = models.BooleanField(default=False)

    objects = LiveScripts()
    # With standard scripts: for their own pages, and for names in the record.
    everything = ScriptSet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "window"], name="person_has_one_script_in_a_window"),
            models.CheckConstraint(
                condition=models.Q(standard="", enrolment__isnull=False)
                | models.Q(standard__in=_PURPOSES, enrolment=None),
                name="only_a_standard_script_is_nobodys",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in State]), name="script_state_is_known"
            ),
        ]
        # Standard scripts first: scripts of participants are counted by window and state without a look at one of them.
        indexes = [models.Index(fields=["standard", "window", "state"], name="scripts_of_a_window")]

    def own_window(self) -> WindowFacts:
        """Its window as it is for whoever writes it; in one statement where it was not fetched ``with_times``."""
        said = vars(self).get("times")
        if said is None:
            rows = OwnTime.objects.filter(window=self.window_id, enrolment=self.enrolment_id, ended_at=None)
            return own_window_of(self.window.as_facts(), [each.as_entry() for each in rows])
        return own_window_of(self.window.as_facts(), entries_in(said))

    def has_passed(self) -> bool:
        """Whether its writer has passed by another script; in one statement where it was not fetched ``with_times``."""
        said = vars(self).get("passed_elsewhere")
        if said is None:
            return passed_in_others(enrolment=self.enrolment_id, window=self.window_id).exists()
        return bool(said)

    def as_facts(self, companion_ids: Iterable[int] = (), *, to_judge: bool = False) -> ScriptFacts:
        """What rules need; wants the window and the enrolment's cohort fetched. Its window is its writer's own.

        ``to_judge``: for rules about those who judge it, to whom it is nothing whether its writer has passed elsewhere.
        """
        whose = self.enrolment
        return ScriptFacts(
            ref=ScriptRef(self.ref),
            number=self.number,
            state=State(self.state),
            window=self.own_window(),
            participant_id=NOBODY if self.standard else whose.participant_id,
            school_id=NOBODY if self.standard else whose.school_id,
            partner_id=NOBODY if self.standard else whose.cohort.partner_id,
            companion_ids=frozenset(companion_ids),
            has_passed=not to_judge and self.has_passed(),
        )


def passed_in_others(*, enrolment: Any, window: Any) -> ScriptSet:
    """The scripts by which somebody has passed, but for what they did in this window; nobody's where there is no
    enrolment."""
    passed = Script.objects.filter(enrolment=enrolment, result__outcome=Outcome.PASSED.value)
    return passed.exclude(window=window)


class ScriptStep(models.Model):
    """Something that happened to a script. Never changed."""

    personal: ClassVar[tuple[str, ...]] = ()
    told_when: ClassVar[models.Q] = models.Q(by=models.F("script__enrolment__participant")) | models.Q(
        script__result__isnull=False
    )

    script = models.ForeignKey(Script, on_delete=models.PROTECT, related_name="steps")
    event = models.CharField(max_length=20, choices=[(e.value, e.value) for e in Event], blank=True, default="")
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in State])
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["script", "at"], name="steps_of_a_script")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in State]), name="script_step_state_is_known"
            ),
        ]


class ScriptUpload(models.Model):
    """A file that a participant chose, read and counted, before they say that it is their work. Never changed.

    ``file`` is what they gave; ``clean_file`` is the copy that assessors open. ``blocks`` is its text in order, as
    pairs of part and text; ``parts`` the words of each part, and ``untold`` those that its reader could not tell apart;
    ``counting`` says by which rules they were counted.
    """

    personal: ClassVar[tuple[str, ...]] = ("blocks",)
    # The copy that assessors open names nobody; a result rests on it, and on nothing else that was uploaded.
    kept_files: ClassVar[Mapping[str, tuple[str, str]]] = MappingProxyType(
        {"clean_file": ("version__script__result", "a result rests on the script that was handed in")}
    )
    written_once: ClassVar[tuple[str, ...]] = (
        "ref",
        "script",
        "file",
        "clean_file",
        "parts",
        "untold",
        "extractor",
        "counting",
        "uploaded_at",
    )

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    script = models.ForeignKey(Script, on_delete=models.PROTECT, related_name="uploads")
    file = models.ForeignKey("ground.StoredFile", to_field="ref", on_delete=models.PROTECT, related_name="+")
    clean_file = models.ForeignKey("ground.StoredFile", to_field="ref", on_delete=models.PROTECT, related_name="+")
    blocks = models.JSONField()
    parts = models.JSONField()
    untold = models.JSONField(default=list)
    extractor = models.CharField(max_length=120)
    counting = models.PositiveSmallIntegerField(default=1)
    notes = models.JSONField(default=list)
    uploaded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["script", "-id"], name="uploads_of_a_script")]


class ScriptVersion(models.Model):
    """An upload that was handed in. Never changed; the one with the highest number is the one that is marked.

    ``count`` is what its participant saw, with the rule by which it was counted; empty for what was handed in before
    counts were kept.
    """

    personal: ClassVar[tuple[str, ...]] = ()
    written_once: ClassVar[tuple[str, ...]] = (
        "ref",
        "script",
        "upload",
        "number",
        "receipt",
        "declaration",
        "count",
        "submitted_at",
    )

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    script = models.ForeignKey(Script, on_delete=models.PROTECT, related_name="versions")
    # One upload makes one version, however often its form is sent.
    upload = models.OneToOneField(ScriptUpload, on_delete=models.PROTECT, related_name="version")
    number = models.PositiveSmallIntegerField()
    receipt = models.CharField(max_length=20, unique=True)
    declaration = models.PositiveSmallIntegerField()
    count = models.JSONField(default=dict)
    submitted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["script", "number"], name="script_version_number_is_unique")]
