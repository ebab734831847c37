"""The house's addresses and one more: a page with nothing on it, to which every other page is compared."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

from goldenthread.config.urls import handler400, handler403, handler404, handler500
from goldenthread.config.urls import urlpatterns as ours
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import SIGNED_IN, admits

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


@admits(SIGNED_IN)
def empty(request: Request) -> HttpResponse:
    """The page shell and nothing in it."""
    return render(request, "shared/page.html", {})


urlpatterns = [*ours, path("bench/empty/", empty, name="bench_empty")]
