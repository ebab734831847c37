"""Addresses of what is offered to everybody."""

from django.urls import path

from goldenthread.web.reporting import offered

urlpatterns = [
    path("", offered.index, name="offered"),
    path("<uuid:programme>/", offered.programme, name="offer"),
]
