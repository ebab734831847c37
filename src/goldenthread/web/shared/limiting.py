"""How often an address may guess, where guessing is all a stranger can do.

Signing in has the library's own limits, which leave reading alone; this one is for pages that are guessed at by reading
them.
"""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

WRONG_GUESSES, SECONDS = 20, 300
# Somebody who is signed in guesses for themselves alone, and mistypes less than a room full of people.
OWN_WRONG_GUESSES = 6


def has_guessed_enough(request: HttpRequest, *, kind: str, whose: str = "") -> bool:
    """Whether too many wrong answers of this kind came from this address since its first in the last ``SECONDS``.

    ``whose`` counts somebody's own guesses instead: a whole room of signed-in people shares one address.
    """
    return int(cache.get(_key(request, kind, whose), 0)) >= (OWN_WRONG_GUESSES if whose else WRONG_GUESSES)


def note_wrong_guess(request: HttpRequest, *, kind: str, whose: str = "") -> None:
    """Count a wrong answer of one kind against the address it came from, or against whose it is."""
    key = _key(request, kind, whose)
    if not cache.add(key, 1, SECONDS):
        cache.incr(key)


def too_many(request: HttpRequest, *, says: str = "", seconds: int = SECONDS) -> HttpResponse:
    """Ask for patience, with the status that says so to machines; ``says`` is what was too much, and what helps."""
    answer: HttpResponse = render(request, "429.html", {"says": says}, status=429)
    answer["Retry-After"] = str(seconds)
    return answer


def _key(request: HttpRequest, kind: str, whose: str) -> str:
    return f"wrong-guesses:{kind}:{whose or get_adapter().get_client_ip(request)}"
