"""Answers that several rooms' views give."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseRedirect
from django.shortcuts import resolve_url

SEE_OTHER = 303


def see_other(to: str, *args: Any) -> HttpResponseRedirect:
    """Go and look at another page after something was done, so that a refresh does not do it again."""
    return HttpResponseRedirect(resolve_url(to, *args), status=SEE_OTHER)
