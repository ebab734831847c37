"""Addresses of the cohorts pages, and their places in the navigation."""

from django.urls import URLPattern

from goldenthread.web.shared.routes import NavItem

app_name = "cohorts"

urlpatterns: list[URLPattern] = []

NAV: tuple[NavItem, ...] = ()
