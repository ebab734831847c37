"""Addresses of the cohorts pages, and their places in the navigation."""

from django.urls import path

from goldenthread.people.types import Duty
from goldenthread.web.cohorts import (
    attending,
    boarding,
    checking_in,
    engaging,
    enrolling,
    importing,
    merging,
    opening,
    registering,
    timetabling,
)
from goldenthread.web.cohorts.who import LEADS, LOOKS_ON, RUNS
from goldenthread.web.shared.routes import NavItem

app_name = "cohorts"

urlpatterns = [
    path("", boarding.board, name="board"),
    path("open/", opening.open_new, name="open"),
    path("mine/", engaging.mine, name="mine"),
    path("mine/<uuid:ref>/", engaging.mine, name="mine_one"),
    path("sessions/", attending.led, name="sessions"),
    path("sessions/<uuid:ref>/", attending.show, name="session"),
    path("sessions/<uuid:ref>/change/", timetabling.change, name="change_session"),
    path("sessions/<uuid:ref>/remove/", timetabling.remove, name="remove_session"),
    path("sessions/<uuid:ref>/register/", registering.take, name="register"),
    path("sessions/<uuid:ref>/register/<uuid:enrolment>/", registering.correct, name="correct"),
    path("sessions/<uuid:ref>/register/<uuid:enrolment>/settle/", merging.settle, name="settle"),
    path("sessions/<uuid:ref>/check-in/", checking_in.project, name="check_in"),
    path("sessions/<uuid:ref>/check-in/now/", checking_in.now, name="check_in_now"),
    path("sessions/<uuid:ref>/check-in/close/", checking_in.close, name="close_check_in"),
    path("sessions/<uuid:ref>/register/file/", importing.choose, name="import"),
    path("attendance/<uuid:ref>/", importing.check, name="attendance"),
    path("attendance/<uuid:ref>/names/", importing.names, name="names"),
    path("registers/", merging.waiting, name="registers"),
    path("check-in/", checking_in.here, name="here"),
    path("enrolments/<uuid:ref>/", enrolling.show, name="record"),
    path("enrolments/<uuid:ref>/defer/", enrolling.defer, name="defer"),
    path("enrolments/<uuid:ref>/withdraw/", enrolling.withdraw, name="withdraw"),
    path("enrolments/<uuid:ref>/beside/", enrolling.add_beside, name="add_beside"),
    path("enrolments/<uuid:ref>/beside/<slug:role>/<uuid:person>/end/", enrolling.end_beside, name="end_beside"),
    path("enrolments/<uuid:ref>/<slug:event>/", enrolling.step, name="step"),
    path("<uuid:ref>/", opening.show, name="cohort"),
    path("<uuid:ref>/change/", opening.change, name="change"),
    path("<uuid:ref>/start/", opening.start_all, name="start_all"),
    path("<uuid:ref>/plan/", timetabling.plan, name="plan"),
    path("<uuid:ref>/add-session/", timetabling.add, name="add_session"),
]

NAV: tuple[NavItem, ...] = (
    NavItem("My programme", "cohorts:mine", frozenset({Duty.PARTICIPANT}), order=10),
    NavItem("Cohorts", "cohorts:board", frozenset({*RUNS, *LOOKS_ON}), order=15),
    NavItem("My sessions", "cohorts:sessions", frozenset(LEADS), order=12),
)
