"""Addresses of the learning pages, and their places in the navigation."""

from django.urls import URLPattern

from goldenthread.web.shared.routes import NavItem

app_name = "learning"

urlpatterns: list[URLPattern] = []

NAV: tuple[NavItem, ...] = ()
