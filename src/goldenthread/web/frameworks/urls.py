"""Addresses of the frameworks pages, and their places in the navigation."""

from django.urls import path

from goldenthread.web.frameworks import (
    aligning,
    comparing,
    correcting,
    detailing,
    editions,
    publishing,
    reading,
    reviewing,
    searching,
)
from goldenthread.web.shared.routes import NavItem

app_name = "frameworks"

urlpatterns = [
    path("", editions.index, name="index"),
    path("editions/<uuid:ref>/", editions.edition, name="edition"),
    path("editions/<uuid:ref>/changes/", comparing.changes, name="changes"),
    path("editions/<uuid:ref>/changes/confirm/", comparing.confirm, name="confirm-changes"),
    path("changes/<uuid:ref>/part/", comparing.part, name="part-change"),
    path("changes/<uuid:ref>/join/", comparing.join, name="join-change"),
    path("search/", searching.search, name="search"),
    path("thread/", aligning.thread, name="thread"),
    path("thread/proposals/", aligning.proposals, name="proposals"),
    path("thread/decide/", aligning.decide, name="decide-pairs"),
    path("thread/frameworks/<uuid:ref>/", aligning.place, name="place"),
    path("statements/<uuid:ref>/", editions.statement, name="statement"),
    path("cite/<str:code>/<str:label>/<str:place>/", editions.cited, name="cited"),
    path("read/", reading.upload, name="read"),
    path("readings/<uuid:ref>/", reviewing.review, name="review"),
    path("readings/<uuid:ref>/progress/", reading.progress, name="progress"),
    path("readings/<uuid:ref>/progress/now/", reading.progress_now, name="progress-now"),
    path("readings/<uuid:ref>/again/", reading.again, name="again"),
    path("readings/<uuid:ref>/accept/", reviewing.accept_rest, name="accept-rest"),
    path("readings/<uuid:ref>/about/", reading.about, name="about"),
    path("readings/<uuid:ref>/discard/", reading.discard, name="discard"),
    path("readings/<uuid:ref>/sections/<int:number>/", reviewing.section, name="section"),
    path("readings/<uuid:ref>/publish/", publishing.publish, name="publish"),
    path("doubts/<uuid:ref>/settle/", reviewing.settle, name="settle"),
    path("readings/<uuid:ref>/add/<str:kind>/", detailing.add, name="add-detail"),
    path("details/<uuid:ref>/", detailing.detail, name="detail"),
    path("details/<uuid:ref>/accept/", detailing.accept, name="accept-detail"),
    path("details/<uuid:ref>/leave-out/", detailing.leave_out, name="leave-out-detail"),
    path("details/<uuid:ref>/restore/", detailing.restore, name="restore-detail"),
    path("items/<uuid:ref>/", correcting.item, name="item"),
    path("items/<uuid:ref>/accept/", reviewing.accept, name="accept"),
    path("items/<uuid:ref>/split/", correcting.split, name="split"),
    path("items/<uuid:ref>/merge/", correcting.merge, name="merge"),
    path("items/<uuid:ref>/move/", correcting.move, name="move"),
    path("items/<uuid:ref>/restore/", correcting.restore, name="restore"),
]

NAV: tuple[NavItem, ...] = (NavItem("Frameworks", "frameworks:index", order=60),)
