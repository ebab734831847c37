"""The first steps of an installation in which no cohort has been opened yet."""

from __future__ import annotations

from django.db.models import Exists

from goldenthread.cohorts.models import Cohort
from goldenthread.frameworks.models import Edition
from goldenthread.people.models import Membership, Person
from goldenthread.people.types import Actor, Duty, OrganisationKind
from goldenthread.programmes.models import Release
from goldenthread.reporting.types.homes import FirstStep

BEGINS = (Duty.ADMINISTRATOR, Duty.PROGRAMME_MANAGER, Duty.CURRICULUM_LEAD)
_LEADS, _BRINGS = (Duty.CURRICULUM_LEAD,), (Duty.ADMINISTRATOR,)
_ADDS = (Duty.ADMINISTRATOR, Duty.PROGRAMME_MANAGER)


def first_steps(by: Actor) -> tuple[FirstStep, ...]:
    """What comes before the first participant, in order, with what is done; nothing once a cohort is there, and nothing
    for those of a partner. In one statement."""
    if not by.wears_for_provider(*BEGINS):
        return ()
    partners = Membership.objects.filter(organisation__kind=OrganisationKind.DELIVERY_PARTNER.value)
    designers = Membership.objects.filter(duty=Duty.CURRICULUM_LEAD.value)
    staffed, read, built, joined, opened = (
        Person.objects.filter(pk=by.person_id)
        .values_list(
            Exists(designers),
            Exists(Edition.objects.filter(state="published")),
            Exists(Release.objects.filter(state="published")),
            Exists(partners),
            Exists(Cohort.objects.all()),
        )
        .get()
    )
    if opened:
        return ()
    return (
        _step("Bring in a curriculum lead, and your other staff", "people", staffed, _BRINGS, "An administrator", by),
        _step("Read a framework in and publish it", "frameworks", read, _LEADS, "A curriculum lead", by),
        _step("Build a programme and publish it", "programmes", built, _LEADS, "A curriculum lead", by),
        _step("Add a delivery partner and its people", "organisations", joined, _ADDS, "An administrator", by),
        _step("Open a cohort", "open", False, _ADDS, "A programme manager", by),
    )


def _step(title: str, place: str, is_done: bool, duties: tuple[Duty, ...], who: str, by: Actor) -> FirstStep:
    return FirstStep(title, "" if is_done or not by.wears(*duties) else place, is_done, f"{who} does this")
