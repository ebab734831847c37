"""Addresses of the frameworks pages, and their places in the navigation."""

from django.urls import URLPattern

from goldenthread.web.shared.routes import NavItem

app_name = "frameworks"

urlpatterns: list[URLPattern] = []

NAV: tuple[NavItem, ...] = ()
