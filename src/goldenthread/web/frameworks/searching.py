"""Search over all statements."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.frameworks.queries.searching import PER_PAGE, search_page
from goldenthread.web.frameworks.searching_forms import SearchForm
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import SIGNED_IN, admits


@admits(SIGNED_IN)
def search(request: Request) -> HttpResponse:
    """Statements by their words, filtered by framework, section and kind."""
    form = SearchForm(request.GET)
    number = form.page()
    page = search_page(form.asked(), by=request.actor, page=number)
    form.offer(page)
    context = {
        "page": page,
        "form": form,
        "asked": form.asked(),
        "number": number,
        "pages": -(-page.total // PER_PAGE),
    }
    return render(request, "frameworks/searching/search.html", context)
