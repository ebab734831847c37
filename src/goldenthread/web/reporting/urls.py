"""Addresses of the reporting pages, and their places in the navigation."""

from django.urls import URLPattern

from goldenthread.web.shared.routes import NavItem

app_name = "reporting"

urlpatterns: list[URLPattern] = []

NAV: tuple[NavItem, ...] = ()
