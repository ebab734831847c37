"""Addresses of the reporting pages, and their places in the navigation."""

from django.urls import path

from goldenthread.web.reporting import comparing, figures, inspecting, people, updates, yearly
from goldenthread.web.shared.routes import NavItem

app_name = "reporting"

urlpatterns = [
    path("", comparing.show, name="figures"),
    path("behind/", comparing.people, name="behind"),
    path("cohorts/", figures.figures, name="cohorts"),
    path("years/", yearly.show, name="years"),
    path("years/<int:year>/", yearly.show, name="year"),
    path("packs/", inspecting.packs, name="packs"),
    path("packs/<uuid:ref>/", inspecting.pack, name="week_pack"),
    path("packs/<uuid:ref>/workbook/", inspecting.book, name="week_book"),
    path("packs/<uuid:ref>/paper/", inspecting.paper, name="week_paper"),
    path("people/", people.mine, name="people"),
    path("people/<uuid:enrolment>/", people.person, name="person"),
    path("cohorts/<uuid:ref>/pack/", figures.pack, name="pack"),
    path("cohorts/<uuid:ref>/updates/", updates.cohort, name="updates"),
    path("cohorts/<uuid:ref>/updates/<uuid:update>/revoke/", updates.revoke, name="revoke"),
    path("updates/<slug:token>/", updates.read, name="update"),
]

NAV: tuple[NavItem, ...] = (
    NavItem("Your people", "reporting:people", frozenset(people.SUPPORTERS), order=20),
    NavItem("Figures", "reporting:figures", frozenset(figures.STAFF), order=80),
)
