"""Addresses of the assessment pages, and their places in the navigation."""

from django.urls import URLPattern

from goldenthread.web.shared.routes import NavItem

app_name = "assessment"

urlpatterns: list[URLPattern] = []

NAV: tuple[NavItem, ...] = ()
