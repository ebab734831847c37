"""Addresses of the coaching pages, and their places in the navigation."""

from django.urls import path

from goldenthread.people.types import Duty
from goldenthread.web.coaching import agreeing, collecting, instruments, meeting, pairing, rating, reflecting, reviewing
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
    path("portfolio/", collecting.mine, name="portfolio"),
    path("portfolio/shared/", collecting.shared_with_me, name="portfolios"),
    path("portfolio/<uuid:enrolment>/", collecting.mine, name="portfolio_of"),
    path("portfolio/<uuid:enrolment>/statements/", collecting.by_statement, name="portfolio_statements"),
    path("portfolio/<uuid:enrolment>/add/", collecting.add, name="add_entry"),
    path("portfolio/<uuid:enrolment>/portfolio.zip", collecting.take, name="take_portfolio"),
    path("portfolio/<uuid:enrolment>/shared/", collecting.shared, name="shared_portfolio"),
    path("portfolio/entries/<uuid:ref>/", collecting.entry, name="entry"),
    path("portfolio/entries/<uuid:ref>/change/", collecting.change, name="change_entry"),
    path("portfolio/entries/<uuid:ref>/statements/", collecting.tie, name="tie_entry"),
    path("portfolio/entries/<uuid:ref>/share/", collecting.share, name="share_entry"),
    path("portfolio/entries/<uuid:ref>/attach/", collecting.attach, name="attach_to_entry"),
    path("portfolio/entries/<uuid:ref>/comment/", collecting.comment, name="comment_on_entry"),
    path("portfolio/entries/<uuid:ref>/keep-or-not/", collecting.keep_or_not, name="keep_entry_or_not"),
    path("portfolio/entries/<uuid:ref>/files/<uuid:file>/", collecting.file, name="entry_file"),
    path("portfolio/entries/<uuid:ref>/files/<uuid:file>/detach/", collecting.detach, name="detach_from_entry"),
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
    NavItem("Portfolio", "coaching:portfolio", frozenset({Duty.PARTICIPANT}), order=31),
    NavItem("Portfolios", "coaching:portfolios", frozenset({Duty.COACH, Duty.SPONSOR, Duty.MENTOR}), order=32),
    NavItem("Reviews", "coaching:reviews", frozenset({Duty.PARTICIPANT}), order=31),
    NavItem("Reviews", "coaching:beside", frozenset({Duty.COACH}), order=31),
    NavItem("Instruments", "coaching:instruments", frozenset({Duty.CURRICULUM_LEAD}), order=31),
)
