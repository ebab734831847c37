"""Addresses of the coaching pages, and their places in the navigation."""

from django.urls import path

from goldenthread.people.types import Duty
from goldenthread.web.coaching import agreeing, meeting, pairing
from goldenthread.web.shared.routes import NavItem

app_name = "coaching"

urlpatterns = [
    path("", meeting.caseload_page, name="caseload"),
    path("mine/", agreeing.mine, name="mine"),
    path("actions/<uuid:action>/", agreeing.tick, name="tick"),
    path("pairings/<uuid:pairing>/", meeting.record, name="record"),
    path("pairings/<uuid:pairing>/record/", meeting.write, name="write"),
    path("pairings/<uuid:pairing>/book/", meeting.book, name="book"),
    path("meetings/<uuid:meeting>/correct/", meeting.correct, name="correct"),
    path("cohorts/<uuid:ref>/", pairing.cohort, name="pairing"),
    path("enrolments/<uuid:enrolment>/coach/", pairing.choose, name="choose"),
]

NAV: tuple[NavItem, ...] = (
    NavItem("Caseload", "coaching:caseload", frozenset({Duty.COACH}), order=20),
    NavItem("Coaching", "coaching:mine", frozenset({Duty.PARTICIPANT}), order=30),
)
