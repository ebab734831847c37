"""Addresses of the reporting pages, and their places in the navigation."""

from django.urls import path

from goldenthread.web.reporting import (
    comparing,
    consenting,
    figures,
    inspecting,
    offering,
    people,
    planning,
    reaching,
    subscribing,
    surveying,
    updates,
    yearly,
)
from goldenthread.web.shared.routes import NavItem

app_name = "reporting"

urlpatterns = [
    path("", comparing.show, name="figures"),
    path("behind/", comparing.people, name="behind"),
    path("cohorts/", figures.figures, name="cohorts"),
    path("years/", yearly.show, name="years"),
    path("years/compare/", yearly.compare, name="compare_years"),
    path("years/<int:year>/", yearly.show, name="year"),
    path("offers/", offering.board, name="offers"),
    path("offers/<uuid:ref>/", offering.publish, name="publish_offer"),
    path("offers/of/<uuid:programme>/end/", offering.end, name="end_offer"),
    path("packs/", inspecting.packs, name="packs"),
    path("packs/<uuid:ref>/", inspecting.pack, name="week_pack"),
    path("packs/<uuid:ref>/workbook/", inspecting.book, name="week_book"),
    path("packs/<uuid:ref>/paper/", inspecting.paper, name="week_paper"),
    path("people/", people.mine, name="people"),
    path("people/<uuid:enrolment>/", people.person, name="person"),
    path("cohorts/<uuid:ref>/pack/", figures.pack, name="pack"),
    path("cohorts/<uuid:ref>/updates/", updates.cohort, name="updates"),
    path("cohorts/<uuid:ref>/updates/<uuid:update>/revoke/", updates.revoke, name="revoke"),
    path("cohorts/<uuid:ref>/plan/", planning.cohort, name="plan"),
    path("plan/", planning.everywhere, name="plans"),
    path("reached/", reaching.board, name="reached"),
    path("reached/<uuid:ref>/resume/", reaching.resume, name="resume"),
    path("updates/<slug:token>/", updates.read, name="update"),
    path("choices/", subscribing.mine, name="my_choices"),
    path("choices/<uuid:person>/<slug:token>/", subscribing.by_link, name="choices"),
    path("told/", consenting.mine, name="told"),
    path("told/<uuid:ref>/", consenting.about, name="told_about"),
    path("told/<uuid:ref>/parts/", consenting.parts, name="parts"),
    path("told/<uuid:ref>/help/", consenting.help_wanted, name="help"),
    path("surveys/", surveying.board, name="surveys"),
    path("surveys/questions/", surveying.questions, name="questions"),
    path("surveys/questions/change/", surveying.change, name="change_questions"),
    path("surveys/<uuid:ref>/", surveying.results, name="results"),
    path("surveys/<uuid:ref>/answer/", surveying.answer, name="answer"),
]

NAV: tuple[NavItem, ...] = (
    NavItem("Your people", "reporting:people", frozenset(people.SUPPORTERS), order=20),
    NavItem("Updates", "reporting:reached", frozenset(reaching.STAFF), order=76),
    NavItem("Feedback", "reporting:surveys", frozenset(surveying.READS), order=78),
    NavItem("Figures", "reporting:figures", frozenset(figures.STAFF), order=80),
)
