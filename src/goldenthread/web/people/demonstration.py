"""One-click entry to the demonstration. These pages have an address only where the demonstration is on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user_model, login
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from goldenthread.people.queries.demonstration import people_on_show
from goldenthread.people.types import DUTY_NAMES, Duty
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import EVERYONE, admits

WHY = "it is only there in the demonstration, whose people are made up"
BACKEND = "goldenthread.web.people.entering.Entering"

OPENS_IT_TO: Mapping[Duty, str] = MappingProxyType(
    {
        Duty.ADMINISTRATOR: "look after people, organisations, the record and the queue",
        Duty.CURRICULUM_LEAD: "import a framework, build a programme that covers it, and prove it",
        Duty.PROGRAMME_MANAGER: "fill cohorts, keep the timetable and chase early",
        Duty.QUALITY_LEAD: "know that marking is accurate, and search the record",
        Duty.INSPECTOR: "read everything that bears on quality, and change nothing",
        Duty.FACILITATOR: "run events and take the register",
        Duty.COACH: "know the caseload, prepare, and record a meeting",
        Duty.ASSESSOR: "mark quickly and fairly, without knowing whose script it is",
        Duty.MODERATOR: "see where markings differ, settle them, and release results",
        Duty.HEADTEACHER: "see how their staff are getting on",
        Duty.SPONSOR: "see how the person they sponsor is getting on",
        Duty.MENTOR: "see how the person they mentor is getting on",
        Duty.PARTICIPANT: "see what is next, study, submit work and read the result",
    }
)


STORY = Path(__file__).resolve().parents[4] / "demo" / "small.yml"


@cache
def what_people_show() -> Mapping[str, str]:
    """What people of the demonstration let a visitor try, by e-mail address; nothing where its story is not there."""
    if not STORY.exists():
        return {}
    told = yaml.safe_load(STORY.read_text(encoding="utf-8"))
    people = [*told["staff"], *(person for cohort in told["cohorts"] for person in cohort["people"])]
    return {person["email"]: person["shows"] for person in people if "shows" in person}


@admits(EVERYONE, why=WHY)
@require_GET
def show(request: Request) -> HttpResponse:
    """Everybody as whom a visitor may enter, by duty."""
    shows = what_people_show()
    groups = [
        (DUTY_NAMES[duty], OPENS_IT_TO[duty], [(person, shows.get(person.email, "")) for person in people])
        for duty, people in people_on_show(first=shows)
    ]
    return render(request, "people/demonstration/show.html", {"groups": groups})


@admits(EVERYONE, why=WHY)
@require_POST
def enter(request: Request) -> HttpResponse:
    """Sign in as one of those on the page; anybody else is not there."""
    email = request.POST.get("email", "").lower()
    shown = people_on_show(first=what_people_show())
    chosen = next((p for _, people in shown for p in people if p.email.lower() == email), None)
    if chosen is None:
        raise Http404
    login(request, get_user_model().objects.get(ref=chosen.ref), backend=BACKEND)
    UserSession.objects.create_from_request(request)
    return redirect("home")
