"""Addresses of the people pages, and their places in the navigation."""

from django.urls import path

from goldenthread.people.types import Duty
from goldenthread.web.people import (
    account,
    addresses,
    bringing_in,
    clients,
    describing,
    directory,
    erasing,
    linking,
    queue,
    recovering,
    trail,
)
from goldenthread.web.shared.routes import NavItem

app_name = "people"

urlpatterns = [
    path("", directory.directory, name="directory"),
    path("bring-in/", bringing_in.person, name="bring_in"),
    path("organisations/", bringing_in.organisations, name="organisations"),
    path("organisations/add/", bringing_in.organisation, name="add_organisation"),
    path("organisations/<uuid:ref>/", describing.show, name="organisation"),
    path("record/", trail.search, name="trail"),
    path("record.csv", trail.download, name="trail_csv"),
    path("queue/", queue.show, name="queue"),
    path("queue/<uuid:ref>/retry/", queue.retry, name="retry"),
    path("systems/", clients.listed, name="clients"),
    path("systems/<uuid:ref>/revoke/", clients.revoke, name="revoke_client"),
    path("sign-in/<str:token>/", linking.enter, name="enter_by_link"),
    path("new-address/<str:token>/", addresses.confirm, name="confirm_address"),
    path("me/", account.show, name="account"),
    path("me/name/", account.name, name="account_name"),
    path("me/data/", account.download, name="account_data"),
    path("me/erasure/", account.erasure, name="account_erasure"),
    path("hats/<uuid:ref>/end/", directory.end, name="end_hat"),
    path("<uuid:ref>/", directory.record, name="record"),
    path("<uuid:ref>/give/", directory.give, name="give_hat"),
    path("<uuid:ref>/erase/", erasing.show, name="erase"),
    path("<uuid:ref>/second-factor/", recovering.show, name="reset_second_factors"),
]

NAV: tuple[NavItem, ...] = (
    NavItem("People", "people:directory", frozenset(directory.LOOKERS), 80),
    NavItem("Record", "people:trail", frozenset(trail.READERS), 85),
    NavItem("Queue", "people:queue", frozenset({Duty.ADMINISTRATOR}), 90),
    NavItem("Other systems", "people:clients", frozenset({Duty.ADMINISTRATOR}), 95),
)
