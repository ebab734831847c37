"""Addresses of the cohorts pages, and their places in the navigation."""

from django.urls import path

from goldenthread.people.types import Duty
from goldenthread.web.cohorts import (
    attending,
    boarding,
    chasing,
    checking_in,
    due,
    engaging,
    enrolling,
    feeding,
    merging,
    opening,
    registering,
    seating,
    terms,
    timetabling,
    transferring,
    varying,
)
from goldenthread.web.cohorts.who import LEADS, LOOKS_ON, RUNS
from goldenthread.web.shared.routes import NavItem

app_name = "cohorts"

urlpatterns = [
    path("", boarding.board, name="board"),
    path("open/", opening.open_new, name="open"),
    path("mine/", engaging.mine, name="mine"),
    path("mine/<uuid:ref>/", engaging.mine, name="mine_one"),
    path("worklist/", chasing.show, name="worklist"),
    path("worklist/<uuid:ref>/", chasing.contact, name="contact"),
    path("sessions/", attending.led, name="sessions"),
    path("sessions/<uuid:ref>/", attending.show, name="session"),
    path("sessions/<uuid:ref>/change/", timetabling.change, name="change_session"),
    path("sessions/<uuid:ref>/remove/", timetabling.remove, name="remove_session"),
    path("sessions/<uuid:ref>/register/", registering.take, name="register"),
    path("sessions/<uuid:ref>/register/<uuid:enrolment>/", registering.correct, name="correct"),
    path("sessions/<uuid:ref>/choose/", seating.swap, name="swap"),
    path("sessions/<uuid:ref>/places/", seating.seats, name="seats"),
    path("sessions/<uuid:ref>/places/everybody/", seating.everyone, name="seat_everyone"),
    path("sessions/<uuid:ref>/places/<uuid:enrolment>/", seating.move, name="move"),
    path("sessions/<uuid:ref>/places/<uuid:enrolment>/choose/", seating.choose, name="choose"),
    path("my-sessions/", seating.mine, name="my_sessions"),
    path("calendar/", feeding.address, name="calendar"),
    path("calendar/<slug:token>.ics", feeding.feed, name="feed"),
    path("terms/", terms.show, name="terms"),
    path("terms/<uuid:ref>/", terms.show, name="terms_of"),
    path("terms/<uuid:ref>/add/", terms.add, name="add_terms"),
    path("terms/<uuid:ref>/examples/", terms.examples, name="example_terms"),
    path("terms/change/<uuid:span>/", terms.change, name="change_terms"),
    path("terms/change/<uuid:span>/remove/", terms.remove, name="remove_terms"),
    path("sessions/<uuid:ref>/register/<uuid:enrolment>/settle/", merging.settle, name="settle"),
    path("sessions/<uuid:ref>/check-in/", checking_in.project, name="check_in"),
    path("sessions/<uuid:ref>/check-in/now/", checking_in.now, name="check_in_now"),
    path("sessions/<uuid:ref>/check-in/close/", checking_in.close, name="close_check_in"),
    path("check-in/", checking_in.here, name="here"),
    path("enrolments/<uuid:ref>/", enrolling.show, name="record"),
    path("enrolments/<uuid:ref>/defer/", enrolling.defer, name="defer"),
    path("enrolments/<uuid:ref>/withdraw/", enrolling.withdraw, name="withdraw"),
    path("enrolments/<uuid:ref>/transfer/", transferring.go, name="transfer"),
    path("enrolments/<uuid:ref>/beside/", enrolling.add_beside, name="add_beside"),
    path("enrolments/<uuid:ref>/beside/<slug:role>/<uuid:person>/end/", enrolling.end_beside, name="end_beside"),
    path("enrolments/<uuid:ref>/<slug:event>/", enrolling.step, name="step"),
    path("<uuid:ref>/", opening.show, name="cohort"),
    path("<uuid:ref>/change/", opening.change, name="change"),
    path("<uuid:ref>/variant/", varying.choose, name="variant"),
    path("<uuid:ref>/start/", opening.start_all, name="start_all"),
    path("<uuid:ref>/timetable/", timetabling.show, name="timetable"),
    path("<uuid:ref>/plan/", timetabling.plan, name="plan"),
    path("<uuid:ref>/due/", due.show, name="due"),
    path("<uuid:ref>/due/<uuid:component>/", due.change, name="change_due"),
    path("<uuid:ref>/policy/", due.measure, name="measure"),
    path("<uuid:ref>/add-session/", timetabling.add, name="add_session"),
]

NAV: tuple[NavItem, ...] = (
    NavItem("My programme", "cohorts:mine", frozenset({Duty.PARTICIPANT}), order=10),
    NavItem("My timetable", "cohorts:my_sessions", frozenset({Duty.PARTICIPANT}), order=11),
    NavItem("Cohorts", "cohorts:board", frozenset({*RUNS, *LOOKS_ON}), order=15),
    NavItem("At risk", "cohorts:worklist", frozenset(RUNS), order=16),
    NavItem("My sessions", "cohorts:sessions", frozenset(LEADS), order=12),
)
