"""What is told about one participant: to whom, in which parts, and all that was told."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from goldenthread.assessment.queries.outcomes_told import tells_outcome
from goldenthread.cohorts.models import Companion, Enrolment
from goldenthread.cohorts.types import Role
from goldenthread.people.models import Membership
from goldenthread.people.types import DUTY_NAMES, Actor, Duty
from goldenthread.reporting.models import HelpLine, LetterFailure, PartDecision, ToldAbout
from goldenthread.reporting.models.updates import as_told
from goldenthread.reporting.queries.people import SUPPORTERS
from goldenthread.reporting.queries.planning import plan_of
from goldenthread.reporting.rules.consenting import is_fresh, is_optional, is_told, why_not_ask_for_help
from goldenthread.reporting.types import Cause
from goldenthread.reporting.types.consenting import AboutPage, DecisionLine, PartLine, ToldLine
from goldenthread.reporting.types.planning import PART_NAMES, Part

MOST_TOLD = 100
RUNS = (Duty.PROGRAMME_MANAGER, Duty.ADMINISTRATOR, Duty.QUALITY_LEAD, Duty.INSPECTOR)


def enrolment_told_of(ref: UUID, *, by: Actor) -> Enrolment:
    """An enrolment about which this actor may read what is told: the participant, their coach, and who runs the cohort.

    :raises Enrolment.DoesNotExist: for everybody else, as if there were none.
    """
    row = Enrolment.objects.seen_by(by).select_related("participant", "cohort__release__programme").get(ref=ref)
    runs = by.wears_for_provider(*RUNS) or row.cohort.partner_id in by.places(Duty.PROGRAMME_MANAGER)
    coaches = by.wears_at(row.cohort.partner_id, Duty.COACH) and by.person_id in coaches_of(row)
    if runs or row.participant_id == by.person_id or coaches:
        return row
    raise Enrolment.DoesNotExist


def coaches_of(row: Enrolment) -> frozenset[int]:
    """Who coaches somebody now, by person id, in one statement."""
    beside = row.companions.filter(role=Role.COACH.value, ended_at=None)
    return frozenset(beside.values_list("person_id", flat=True))


def own_enrolment(*, by: Actor) -> UUID | None:
    """The newest enrolment of somebody, in one statement; ``None`` where they have none."""
    rows = Enrolment.objects.filter(participant_id=by.person_id).order_by("-cohort__starts_on", "-pk")
    return rows.values_list("ref", flat=True).first()


def about_page(ref: UUID, *, by: Actor, at: datetime) -> AboutPage:
    """Everything that is told about one participant, in at most thirteen statements.

    :raises Enrolment.DoesNotExist: if it is not theirs to read.
    """
    row = enrolment_told_of(ref, by=by)
    plan = plan_of(row.cohort_id, at=at)
    decisions = list(PartDecision.objects.filter(enrolment=row).order_by("pk"))
    now = {Part(each.part): each.is_told for each in decisions}
    tells = tells_outcome(row.pk, release=row.cohort.release.ref, at=at)
    line = HelpLine.objects.filter(enrolment=row).select_related("by").order_by("-pk").first()
    is_said = line is not None and is_fresh(line.at, at=at)
    is_own = row.participant_id == by.person_id
    refusal = why_not_ask_for_help(by, participant_id=row.participant_id, coaches=coaches_of(row), words="")
    return AboutPage(
        enrolment=row.ref,
        name=row.participant.name,
        programme=row.cohort.release.programme.title,
        is_own=is_own,
        plan=plan,
        readers=_readers(row),
        parts=tuple(
            PartLine(
                part,
                PART_NAMES[part],
                is_optional(part, plan, tells_outcome=tells),
                is_told(part, now, plan, tells_outcome=tells),
            )
            for part in Part
        ),
        decisions=tuple(
            DecisionLine(PART_NAMES[Part(each.part)], each.is_told, each.version, each.at)
            for each in reversed(decisions)
        ),
        help_words=line.words if line and is_said else "",
        help_by=line.by.name if line and is_said and line.by_id != row.participant_id else "",
        may_write=refusal is None,
        told=_told(row),
        tells_outcome=tells,
    )


def _readers(row: Enrolment) -> tuple[tuple[str, str], ...]:
    """Who is told, each with what they are, by name; in two statements."""
    beside = Companion.objects.with_duty().filter(enrolment=row, role__in=[r.value for r in SUPPORTERS], ended_at=None)
    found = {(c.person.name, DUTY_NAMES[Duty(c.role)]) for c in beside.select_related("person")}
    heads = Membership.objects.filter(
        duty=Duty.HEADTEACHER.value, state="active", organisation_id=row.school_id, person__is_active=True
    ).exclude(person_id=row.participant_id)
    found |= {(m.person.name, DUTY_NAMES[Duty.HEADTEACHER]) for m in heads.select_related("person")}
    return tuple(sorted(found))


def _told(row: Enrolment) -> tuple[ToldLine, ...]:
    """What was told, newest first; in two statements."""
    rows = ToldAbout.objects.filter(enrolment=row).select_related("update__to").order_by("-update__made_at", "-pk")
    told = list(rows[:MOST_TOLD])
    keys = [f"reporting.update:{each.update.ref}" for each in told]
    came_back = set(LetterFailure.objects.filter(letter__key__in=keys).values_list("letter__key", flat=True))
    return tuple(
        ToldLine(
            to=each.update.to.name,
            cause=Cause(each.update.cause),
            made_at=each.update.made_at,
            reached=_reached(each, key in came_back),
            told=as_told(each.told) if each.told else None,
        )
        for each, key in zip(told, keys, strict=True)
    )


def _reached(row: ToldAbout, came_back: bool) -> str:
    if came_back:
        return "The letter came back"
    return "Sent" if row.update.sent_at else "On its way"
