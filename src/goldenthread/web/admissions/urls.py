"""Addresses of the admissions pages, and their places in the navigation."""

from django.urls import path

from goldenthread.web.admissions import deciding, sponsoring, uploading
from goldenthread.web.shared.routes import NavItem

app_name = "admissions"

urlpatterns = [
    path("template/", uploading.template, name="template"),
    path("cohorts/<uuid:cohort>/", deciding.board, name="board"),
    path("cohorts/<uuid:cohort>/upload/", uploading.send, name="upload"),
    path("cohorts/<uuid:cohort>/ask/", deciding.ask, name="ask"),
    path("cohorts/<uuid:cohort>/ask-again/", deciding.remind, name="remind"),
    path("cohorts/<uuid:cohort>/accept/", deciding.accept_chosen, name="accept_chosen"),
    path("uploads/<uuid:ref>/", uploading.result, name="uploaded"),
    path("uploads/<uuid:ref>/rows-to-mend/", uploading.bad_rows, name="bad_rows"),
    path("applications/<uuid:ref>/", deciding.show, name="application"),
    path("applications/<uuid:ref>/accept/", deciding.accept, name="accept"),
    path("applications/<uuid:ref>/answer/", deciding.answer, name="answer"),
    path("applications/<uuid:ref>/reject/", deciding.reject, name="reject"),
    path("applications/<uuid:ref>/withdraw/", deciding.withdraw, name="withdraw"),
    path("sponsor/<slug:token>/", sponsoring.answer, name="sponsor"),
]

# Applications belong to a cohort, so the way to them is through the board of cohorts.
NAV: tuple[NavItem, ...] = ()
