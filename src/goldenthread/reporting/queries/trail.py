"""What the record says of updates and letters: deeds in words, and things by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from goldenthread.ground.queries.trail import Namer, things
from goldenthread.ground.types import Deed, Thing
from goldenthread.people.types import Actor, Duty
from goldenthread.reporting.models import (
    InspectionPack,
    LetterSent,
    Offer,
    ProgressUpdate,
    Survey,
    SurveyForm,
    UpdatePlan,
    YearAim,
)

DEEDS: Mapping[str, Deed] = MappingProxyType(
    {
        "reporting.make_updates": Deed("Wrote updates to sponsors and heads", "cohort"),
        "reporting.tell_who_fell_behind": Deed("Told schools who fell behind", "cohort"),
        "reporting.update_about_result": Deed("Told a school of a result", "enrolment"),
        "reporting.revoke_update": Deed("Closed the link of an update", "update"),
        "reporting.make_pack": Deed("Made the evidence pack of a week", "evidence pack"),
        "reporting.enter_aim": Deed("Entered a target or a cost", "yearly figure"),
        "reporting.publish_offer": Deed("Published what is offered of a programme", "offer"),
        "reporting.end_offer": Deed("Took back what was published of a programme", "offer"),
        "reporting.letter_sent": Deed("Sent an e-mail", "e-mail"),
        "reporting.letter_failed": Deed("Could not deliver an e-mail", "e-mail"),
        "reporting.pause_address": Deed("Stopped writing to an address that does not work", ""),
        "reporting.resume_address": Deed("Opened an address again", ""),
        "reporting.set_plan": Deed("Decided when schools are told", "plan"),
        "reporting.tell_as_planned": Deed("Told schools as planned", "organisation"),
        "reporting.update_about_event": Deed("Told a school what happened", "enrolment"),
        "reporting.choose": Deed("Chose what to be told", "person"),
        "reporting.decide_parts": Deed("Decided what is told of them", "enrolment"),
        "reporting.ask_for_help": Deed("Said what help is wanted", "enrolment"),
        "reporting.set_survey": Deed("Decided what is asked after sessions", "survey questions"),
        "reporting.open_survey": Deed("Asked how a session was", "survey"),
        "reporting.answer_survey": Deed("Answered how a session was", "survey"),
    }
)


def _updates(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:
    rows, theirs = ProgressUpdate.objects.all(), ProgressUpdate.objects.seen_by(by).exclude(cohort=None)
    return things(rows, refs, "to {to__name}, {made_at:%d %b %Y}", seen=theirs, page="cohort__ref")


def _packs(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:
    rows = InspectionPack.objects.all()
    return things(rows, refs, "week of {week_on}, version {version}", seen=InspectionPack.objects.seen_by(by))


def _aims(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:  # noqa: ARG001  every namer is asked alike
    return things(YearAim.objects.all(), refs, "{what} of {qualification__title} in {year}")


def _offers(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:  # noqa: ARG001  every namer is asked alike
    return things(Offer.objects.all(), refs, "{release__programme__title}, release {release__number}")


def _letters(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:
    # Whom a review asks, and what is written to whom, is for those who look after addresses.
    says = "{kind} to {address}" if by.wears_for_provider(Duty.ADMINISTRATOR) else "{kind}"
    return things(LetterSent.objects.all(), refs, says)


def _plans(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:  # noqa: ARG001  every namer is asked alike
    return things(UpdatePlan.objects.all(), refs, "plan {version}")


def _forms(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:  # noqa: ARG001  every namer is asked alike
    return things(SurveyForm.objects.all(), refs, "“{title}”, version {version}")


def _surveys(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:
    theirs = Survey.objects.seen_by(by)
    said = "{session__component__title}, {session__cohort__title}"
    return things(Survey.objects.all(), refs, said, seen=theirs, page="ref")


NAMERS: Mapping[str, Namer] = MappingProxyType(
    {
        "update": _updates,
        "offer": _offers,
        "e-mail": _letters,
        "plan": _plans,
        "survey questions": _forms,
        "survey": _surveys,
        "evidence pack": _packs,
        "yearly figure": _aims,
    }
)
