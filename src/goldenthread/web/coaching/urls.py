"""Addresses of the coaching pages, and their places in the navigation."""

from django.urls import path

from goldenthread.people.types import Duty
from goldenthread.web.coaching import agreeing, instruments, meeting, pairing, rating, reflecting, reviewing
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
    path("reviews/", reviewing.mine, name="reviews"),
    path("reviews/beside/", reviewing.beside, name="beside"),
    path("reviews/<uuid:ref>/", reviewing.review, name="review"),
    path("reviews/<uuid:ref>/own/", reviewing.own, name="own_part"),
    path("reviews/<uuid:ref>/own/keep/", reviewing.keep_own, name="keep_own_part"),
    path("reviews/<uuid:ref>/people/", reviewing.people, name="people"),
    path("reviews/<uuid:ref>/ask/", reviewing.ask, name="ask"),
    path("reviews/<uuid:ref>/close/", reviewing.close, name="close_review"),
    path("reviews/<uuid:ref>/call-off/", reviewing.call_off, name="call_off"),
    path("reviews/<uuid:ref>/report/", reviewing.read, name="report"),
    path("reviews/<uuid:ref>/share/", reviewing.share, name="share"),
    path("raters/<uuid:rater>/take-back/", reviewing.take_back, name="take_back"),
    path("cohorts/<uuid:ref>/reviews/", reviewing.of_cohort, name="cohort_reviews"),
    path("enrolments/<uuid:enrolment>/begin/<uuid:instrument>/", reviewing.begin, name="begin"),
    path("rated/", rating.thanks, name="thanks"),
    path("rate/<slug:token>/", rating.rate, name="rate"),
    path("rate/<slug:token>/keep/", rating.keep, name="keep_rating"),
    path("rate/<slug:token>/decline/", rating.say_no, name="decline"),
    path("reflections/new/<uuid:instrument>/", reflecting.write, name="reflect"),
    path("reflections/<uuid:ref>/", reflecting.show, name="reflection"),
    path("reflections/<uuid:ref>/reflection.pdf", reflecting.pdf, name="reflection_pdf"),
    path("instruments/", instruments.index, name="instruments"),
    path("instruments/load/", instruments.load, name="load_instruments"),
    path("instruments/new/", instruments.make, name="make_instrument"),
    path("instruments/<uuid:ref>/", instruments.show, name="instrument"),
    path("instruments/<uuid:ref>/copy/", instruments.copy, name="copy_instrument"),
    path("instruments/<uuid:ref>/change/", instruments.change, name="change_instrument"),
    path("instruments/<uuid:ref>/groups/<int:place>/", instruments.group, name="instrument_group"),
    path("instruments/<uuid:ref>/freeze/", instruments.freeze, name="freeze_instrument"),
    path("instruments/<uuid:ref>/components/", instruments.ties, name="instrument_ties"),
]

NAV: tuple[NavItem, ...] = (
    NavItem("Caseload", "coaching:caseload", frozenset({Duty.COACH}), order=20),
    NavItem("Coaching", "coaching:mine", frozenset({Duty.PARTICIPANT}), order=30),
    NavItem("Reviews", "coaching:reviews", frozenset({Duty.PARTICIPANT}), order=31),
    NavItem("Reviews", "coaching:beside", frozenset({Duty.COACH}), order=31),
    NavItem("Instruments", "coaching:instruments", frozenset({Duty.CURRICULUM_LEAD}), order=31),
)
