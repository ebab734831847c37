"""After something was done: look at the result, so that a refresh does nothing again."""

from __future__ import annotations

from django.http import HttpResponseRedirect
from django.urls import reverse


def see_other(name: str, *args: object) -> HttpResponseRedirect:
    """An answer 303 to the page with this name."""
    return HttpResponseRedirect(reverse(name, args=args), status=303)
