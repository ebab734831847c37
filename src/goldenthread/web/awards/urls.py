"""Addresses of the awards pages, and their places in the navigation. Verification has its own at the root."""

from django.urls import path

from goldenthread.people.types import Duty
from goldenthread.web.awards import certificates
from goldenthread.web.shared.routes import NavItem

app_name = "awards"

urlpatterns = [
    path("", certificates.mine, name="mine"),
    path("certificates/<uuid:ref>/", certificates.download, name="certificate"),
    path("certificates/<uuid:ref>/revoke/", certificates.revoke, name="revoke"),
    path("certificates/<uuid:ref>/again/", certificates.again, name="again"),
    path("outcomes/", certificates.outcomes, name="outcomes"),
]

NAV: tuple[NavItem, ...] = (
    NavItem("Awards", "awards:mine", frozenset({Duty.PARTICIPANT}), order=60),
    NavItem("Outcomes", "awards:outcomes", frozenset(certificates.STAFF), order=60),
)
